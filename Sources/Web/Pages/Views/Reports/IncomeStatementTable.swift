/// Income and expenses of one currency by category, beside another span or alone.
package struct IncomeStatementTable: Sendable {
    let currency: String
    let isNamed: Bool
    /// What the columns are of: `Jun to Nov 2026`.
    let now: String
    let before: String?
    let groups: [Group]

    /// Lines under a heading, and what they come to.
    package struct Group: Sendable {
        let heading: String
        let lines: [Line]
        let total: Line
        /// How many columns the heading spans.
        let width: Int

        package init(heading: String, lines: [Line], total: Line) {
            self.heading = heading
            self.lines = lines
            self.total = total
            width = total.before == nil ? 2 : 4
        }
    }

    package struct Line: Sendable, NamedParts {
        let name: String
        /// 0 to 5, as ``CategoryRow``.
        let depth: Int
        let nowLabel: String
        let now: MoneyText
        let beforeLabel: String
        let before: MoneyText?
        let change: MoneyText?

        /// `labels`: of the columns, which a phone shows beside each figure.
        package init(
            _ name: String,
            depth: Int = 0,
            labels: (now: String, before: String?),
            now: MoneyText,
            before: MoneyText? = nil,
            change: MoneyText? = nil
        ) {
            self.name = name
            self.depth = min(5, depth)
            nowLabel = labels.now
            self.now = now
            beforeLabel = labels.before ?? ""
            self.before = before
            self.change = change
        }

        func part(_ name: String) -> Any? {
            switch name {
            case "name": self.name
            case "depth": depth
            case "nowLabel": nowLabel
            case "now": now
            case "beforeLabel": beforeLabel
            case "before": before
            case "change": change
            default: nil
            }
        }
    }

    package init(currency: String, isNamed: Bool, now: String, before: String?, groups: [Group]) {
        self.currency = currency
        self.isNamed = isNamed
        self.now = now
        self.before = before
        self.groups = groups
    }
}
