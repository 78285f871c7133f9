/// Net worth of one currency at the end of each month, and how it changed.
package struct NetWorthTable: Sendable {
    let currency: String
    let isNamed: Bool
    let latest: MoneyText
    let rows: [Row]

    package struct Row: Sendable, NamedParts {
        let day: String
        let value: MoneyText
        let change: MoneyText?
        let bar: BarText
        let isNegative: Bool

        /// `change`: since the row before; nil in the first.
        ///
        /// `bar`: of the largest magnitude in the table.
        package init(day: DayText, value: MoneyText, change: MoneyText?, bar: BarText, isNegative: Bool) {
            self.day = day.medium
            self.value = value
            self.change = change
            self.bar = bar
            self.isNegative = isNegative
        }

        package func part(_ name: String) -> Any? {
            switch name {
            case "day": day
            case "value": value
            case "change": change
            case "bar": bar
            case "isNegative": isNegative
            default: nil
            }
        }
    }

    /// `rows`: the newest first.
    package init(currency: String, isNamed: Bool, latest: MoneyText, rows: [Row]) {
        self.currency = currency
        self.isNamed = isNamed
        self.latest = latest
        self.rows = rows
    }
}
