import Money

/// What each category came to in a month, a bar for this one and a tick for the one before.
struct CategoryChart: Sendable {
    let bars: [Bar]
    /// Names what is left out of the bars because it would flatten all others, in whole sentences.
    let outliers: [String]
    let table: ChartTable
    /// The largest changes, in either direction.
    let changes: [Change]
    let hasChanges: Bool

    struct Bar: Sendable {
        /// Nil for the categories that are summed up.
        let icon: String?
        let name: String
        let money: MoneyText
        let share: String
        /// Both amounts, for screen readers.
        let sentence: String
        let width: String?
        let tick: String?
    }

    struct Change: Sendable {
        let name: String
        let change: String
        let money: MoneyText
    }

    /// Categories with a bar of their own; more are summed up in the last one.
    private static let barMaximum = 12
    private static let changeMaximum = 5
    /// A category is left out of the bars when it is this many times the next one and this share of everything: as a
    /// rent is.
    private static let outlierFactor = 2.0
    private static let outlierShare = 0.25
    private static let outlierMaximum = 2
    /// The longest bar leaves room for a tick at its end.
    private static let widthMaximum = 99.0

    /// - `categories`: Of the month and the one before, the largest first.
    /// - `icons`: The picture beside each.
    /// - `isRunning`: Whether the month has days to come.
    init(
        _ categories: [MonthOverview.CategorySpending],
        icons: [CategoryID: String] = [:],
        month: String,
        before: String,
        isRunning: Bool,
        _ text: ChartText
    ) {
        let words = text.words
        let total = Self.sum(categories.map(\.minorUnits))
        let outlierCount = Self.outlierCount(categories)
        outliers = categories.prefix(outlierCount).map { category in
            words(
                "{category} of {amount} is {share} and left out of the bars.",
                [
                    "category": category.name, "amount": text.amount(category.minorUnits),
                    "share": Self.share(category.minorUnits, of: total),
                ]
            )
        }
        let shown = Self.folded(Array(categories.dropFirst(outlierCount)), words)
        let largest = shown.flatMap { [$0.minorUnits, $0.beforeMinorUnits] }.max() ?? 0
        let names = Set(categories.map(\.name))
        bars = shown.map { category in
            Bar(
                icon: names.contains(category.name) ? icons[category.id] : nil,
                name: category.name,
                money: text.moneyText(category.minorUnits),
                share: Self.share(category.minorUnits, of: total),
                sentence: words(
                    "{category}: {amount} in {month}, {beforeAmount} in {before}",
                    [
                        "category": category.name, "amount": text.amount(category.minorUnits), "month": month,
                        "beforeAmount": text.amount(category.beforeMinorUnits), "before": before,
                    ]
                ),
                width: Self.length(category.minorUnits, of: largest),
                tick: Self.length(category.beforeMinorUnits, of: largest)
            )
        }
        changes = Self.changes(categories, text)
        hasChanges = !changes.isEmpty
        table = ChartTable(
            caption: words("Spending by category in {month} and in {before}", ["month": month, "before": before]),
            head: words("Category"),
            columns: [isRunning ? words("{month}, so far", ["month": month]) : month, before, words("Change")],
            rows: categories.map { category in
                let change = Self.difference(category)
                return (
                    category.name,
                    [
                        text.money(category.minorUnits), text.money(category.beforeMinorUnits),
                        change.map { text.money($0, .both) } ?? "–",
                    ]
                )
            }
        )
    }

    /// How many of the largest would make the other bars unreadable; the rest are at least two.
    static func outlierCount(_ categories: [MonthOverview.CategorySpending]) -> Int {
        let total = categories.reduce(0.0) { $0 + Double($1.minorUnits) }
        var count = 0
        while count < outlierMaximum, categories.count - count >= 3 {
            let next = categories[(count + 1)...].map { max($0.minorUnits, $0.beforeMinorUnits) }.max() ?? 0
            let amount = Double(categories[count].minorUnits)
            guard next > 0, amount > outlierFactor * Double(next), amount >= outlierShare * total else { break }
            count += 1
        }
        return count
    }

    /// Whole percent, rounded half up; `<1%` for less than half of one, a dash where there is no sense in one.
    static func share(_ part: Int64, of whole: Int64?) -> String {
        guard let whole, whole > 0, part >= 0, part <= whole else { return "–" }
        let percent = Int((Double(part) / Double(whole) * 100).rounded())
        return percent == 0 && part > 0 ? "<1%" : "\(percent)%"
    }

    private static func length(_ value: Int64, of largest: Int64) -> String? {
        guard value > 0, largest > 0 else { return nil }
        return ChartNumber.text(max(0.3, Double(value) / Double(largest) * widthMaximum)) + "%"
    }

    private static func folded(
        _ categories: [MonthOverview.CategorySpending],
        _ words: Words
    ) -> [MonthOverview.CategorySpending] {
        guard categories.count > barMaximum else { return categories }
        let rest = categories[(barMaximum - 1)...]
        guard let now = sum(rest.map(\.minorUnits)), let before = sum(rest.map(\.beforeMinorUnits)),
            let last = rest.first
        else { return Array(categories.prefix(barMaximum)) }
        let name = words.count(rest.count, one: "{count} other", other: "{count} others")
        return categories.prefix(barMaximum - 1)
            + [MonthOverview.CategorySpending(id: last.id, name: name, minorUnits: now, beforeMinorUnits: before)]
    }

    private static func changes(
        _ categories: [MonthOverview.CategorySpending],
        _ text: ChartText
    ) -> [Change] {
        categories.compactMap { category in difference(category).map { (category, $0) } }
            .filter { $0.1 != 0 }
            .sorted { $0.1.magnitude > $1.1.magnitude }
            .prefix(changeMaximum)
            .map { category, change in
                let amount = ["amount": text.amount(change, .none)]
                return Change(
                    name: category.name,
                    change: change > 0 ? text.words("up {amount}", amount) : text.words("down {amount}", amount),
                    money: text.moneyText(category.minorUnits)
                )
            }
    }

    private static func difference(_ category: MonthOverview.CategorySpending) -> Int64? {
        let (change, overflow) = category.minorUnits.subtractingReportingOverflow(category.beforeMinorUnits)
        return overflow ? nil : change
    }

    /// Nil for a sum that does not fit.
    private static func sum(_ values: [Int64]) -> Int64? {
        var sum: Int64 = 0
        for value in values {
            let (next, overflow) = sum.addingReportingOverflow(value)
            if overflow { return nil }
            sum = next
        }
        return sum
    }
}
