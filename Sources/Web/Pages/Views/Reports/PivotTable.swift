/// Sums of one currency by one thing down and, where there is a second, by that across.
package struct PivotTable: Sendable {
    let currency: String
    let isNamed: Bool
    let total: MoneyText
    let columns: [String]
    /// Whether anything stands across.
    let hasColumns: Bool
    let rows: [Row]
    let sums: [Cell]

    package struct Row: Sendable {
        let name: String
        /// 0 to 5, as ``CategoryRow``.
        let depth: Int
        let bar: BarText
        let share: String
        let total: MoneyText
        let cells: [Cell]

        /// `share`: of the whole: `34%`.
        ///
        /// `cells`: one for each column of the table; nil where there is nothing.
        package init(
            name: String,
            depth: Int,
            bar: BarText,
            share: String,
            total: MoneyText,
            cells: [(column: String, money: MoneyText?)]
        ) {
            self.name = name
            self.depth = min(5, depth)
            self.bar = bar
            self.share = share
            self.total = total
            self.cells = cells.map { Cell(column: $0.column, money: $0.money) }
        }
    }

    struct Cell: Sendable, NamedParts {
        let column: String
        let money: MoneyText?

        func part(_ name: String) -> Any? {
            switch name {
            case "column": column
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
        sums: [(column: String, money: MoneyText?)]
    ) {
        self.currency = currency
        self.isNamed = isNamed
        self.total = total
        self.rows = rows
        columns = sums.map(\.column)
        hasColumns = !sums.isEmpty
        self.sums = sums.map { Cell(column: $0.column, money: $0.money) }
    }
}
