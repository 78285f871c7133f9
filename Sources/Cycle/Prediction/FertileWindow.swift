/// The days a pregnancy could begin on: five before ovulation, and its day.
///
/// An estimate and no contraception: nothing outside of it is called infertile.
///
/// - Source: docs/spec/cycle-prediction.md §5.6; Wilcox 1995.
package struct FertileWindow: Hashable, Sendable {
    /// Days of the cycle.
    package let days: ClosedRange<Int>
    private let ovulation: OffsetDistribution

    /// Days before ovulation that are fertile.
    static let daysBefore = 5
    /// The share of ovulation days whose whole six days are inside.
    static let share = 0.95

    package init(_ ovulation: OffsetDistribution) {
        self.ovulation = ovulation
        let interval = ovulation.interval(Self.share)
        days = max(1, interval.lowerBound - Self.daysBefore)...interval.upperBound
    }

    /// The chance that a day of the cycle is fertile.
    package func chance(of day: Int) -> Double {
        (day...(day + Self.daysBefore)).reduce(0) { $0 + ovulation.chance(of: $1) }
    }
}
