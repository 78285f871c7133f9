/// The five steps of spending by day: nothing, and four that each hold about a quarter of the days with spending.
///
/// Quarters and not equal spans: one rent would leave every other day in the palest step.
struct DaySteps: Sendable {
    /// Where the steps above the first begin, rounded down to two digits.
    private let starts: [Int64]

    /// Where the last step begins; nil when there was no spending.
    var highest: Int64? { starts.last }

    init(_ spent: [Int64]) {
        let sorted = spent.filter { $0 > 0 }.sorted()
        guard !sorted.isEmpty else {
            starts = []
            return
        }
        starts = [1, 2, 3].map { Self.rounded(sorted[min(sorted.count - 1, sorted.count * $0 / 4)]) }
    }

    func step(_ value: Int64) -> Int {
        guard value > 0 else { return 0 }
        return 1 + starts.count { value >= $0 }
    }

    /// Two digits that are not zero: 1,847 is 1,800.
    private static func rounded(_ value: Int64) -> Int64 {
        var unit: Int64 = 1
        while value / unit >= 100 { unit *= 10 }
        return value / unit * unit
    }
}
