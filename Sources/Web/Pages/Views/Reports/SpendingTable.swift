/// Spending of one currency: categories down, months across.
package struct SpendingTable: Sendable {
    let currency: String
    let isNamed: Bool
    let total: MoneyText
    let months: [String]
    let rows: [Row]
    let sums: [Cell]

    package struct Row: Sendable {
        let category: String
        /// 0 to 5, as ``CategoryRow``.
        let depth: Int
        let bar: BarText
        let share: String
        let total: MoneyText
        let cells: [Cell]

        /// `share`: of all spending in the period: `34%`.
        ///
        /// `months`: one for each month of the table; nil where nothing was spent.
        package init(
            category: String,
            depth: Int,
            bar: BarText,
            share: String,
            total: MoneyText,
            months: [(month: String, money: MoneyText?)]
        ) {
            self.category = category
            self.depth = min(5, depth)
            self.bar = bar
            self.share = share
            self.total = total
            cells = months.map { Cell(month: $0.month, money: $0.money) }
        }
    }

    struct Cell: Sendable, NamedParts {
        let month: String
        let money: MoneyText?

        func part(_ name: String) -> Any? {
            switch name {
            case "month": month
            case "money": money
            default: nil
            }
        }
    }

    package init(
        currency: String,
        isNamed: Bool,
        total: MoneyText,
        rows: [Row],
        sums: [(month: String, money: MoneyText?)]
    ) {
        self.currency = currency
        self.isNamed = isNamed
        self.total = total
        self.rows = rows
        months = sums.map(\.month)
        self.sums = sums.map { Cell(month: $0.month, money: $0.money) }
    }
}
