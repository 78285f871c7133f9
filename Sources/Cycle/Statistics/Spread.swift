/// How whole numbers lie: lengths of cycles, days of periods.
///
/// - Source: docs/spec/cycle-figures.md §2.3.
package struct Spread: Hashable, Sendable {
    /// Fewer have no usual range.
    private static let usualMinimum = 3

    /// 1 or more.
    package let count: Int
    package let mean: Double
    /// The middle one, or halfway between the two in the middle.
    package let median: Double
    /// Standard deviation, n − 1; nil of a single one.
    package let deviation: Double?
    /// Shortest to longest.
    package let range: ClosedRange<Int>
    /// Without the tenth at either end, so at least 80% are in it; nil of fewer than three.
    package let usual: ClosedRange<Int>?

    /// Nil of no numbers.
    package init?(_ numbers: some Sequence<Int>) {
        let sorted = numbers.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let count = sorted.count
        let sum = sorted.reduce(0, +)
        let mean = Double(sum) / Double(count)
        let squares = sorted.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        let cut = count / 10
        self.count = count
        self.mean = mean
        median = Double(sorted[(count - 1) / 2] + sorted[count / 2]) / 2
        deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
        range = first...last
        usual = count >= Self.usualMinimum ? sorted[cut]...sorted[count - 1 - cut] : nil
    }
}
