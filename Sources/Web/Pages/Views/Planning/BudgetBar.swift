/// How much of an amount is used, as a bar: the used part, what is over, and where today is in the period.
package struct BudgetBar: Sendable {
    let sentence: String
    /// In percent of the width; nil for none.
    let used: String?
    /// Where it would end with what is expected; nil for none, or where more than the amount is used.
    let expected: String?
    /// Where the amount ends, when more than it is used.
    let limit: String?
    let today: String?

    /// - `spent`: Negative when more came back than went.
    /// - `available`: Carried and assigned together; zero or less when there is nothing to use.
    /// - `expected`: What recurring entries would still make.
    /// - `elapsed`: The share of the period that is over, today included; nil beside the period.
    init(spent: Int64, available: Int64, expected: Int64 = 0, elapsed: Double?, sentence: String) {
        self.sentence = sentence
        let isOver = spent > max(0, available)
        let share = available > 0 ? Double(max(0, spent)) / Double(available) : isOver ? .infinity : 0
        let end = isOver ? 1 / share : 1
        used = share <= 0 ? nil : Self.percent(isOver ? end : share)
        let withExpected = share + Double(max(0, expected)) / Double(max(1, available))
        self.expected = isOver || expected <= 0 || available <= 0 ? nil : Self.percent(withExpected)
        limit = isOver ? Self.percent(end) : nil
        today = elapsed.map { Self.percent(min(1, max(0, $0)) * end) }
    }

    private static func percent(_ share: Double) -> String { ChartNumber.text(min(1, max(0, share)) * 100) + "%" }
}
