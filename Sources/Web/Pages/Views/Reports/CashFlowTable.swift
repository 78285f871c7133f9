/// Money in and out of one currency, month by month.
package struct CashFlowTable: Sendable {
    let currency: String
    let isNamed: Bool
    let rows: [Row]
    let moneyIn: MoneyText
    let moneyOut: MoneyText
    let kept: MoneyText

    package struct Row: Sendable, NamedParts {
        let month: String
        let moneyIn: MoneyText
        let moneyOut: MoneyText
        let kept: MoneyText
        let barIn: BarText
        let barOut: BarText

        /// `month`: the running one says so: `November 2026, so far`.
        ///
        /// `barIn`: both bars of a table share one whole, so that they can be compared.
        package init(
            month: String,
            moneyIn: MoneyText,
            moneyOut: MoneyText,
            kept: MoneyText,
            barIn: BarText,
            barOut: BarText
        ) {
            self.month = month
            self.moneyIn = moneyIn
            self.moneyOut = moneyOut
            self.kept = kept
            self.barIn = barIn
            self.barOut = barOut
        }

        package func part(_ name: String) -> Any? {
            switch name {
            case "month": month
            case "moneyIn": moneyIn
            case "moneyOut": moneyOut
            case "kept": kept
            case "barIn": barIn
            case "barOut": barOut
            default: nil
            }
        }
    }

    package init(
        currency: String,
        isNamed: Bool,
        rows: [Row],
        moneyIn: MoneyText,
        moneyOut: MoneyText,
        kept: MoneyText
    ) {
        self.currency = currency
        self.isNamed = isNamed
        self.rows = rows
        self.moneyIn = moneyIn
        self.moneyOut = moneyOut
        self.kept = kept
    }
}
