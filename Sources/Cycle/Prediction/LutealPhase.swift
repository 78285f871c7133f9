import Glibc

/// Days from ovulation to the next start, of one person.
///
/// - Source: docs/spec/cycle-prediction.md §5.4; Bull 2019 (12.4 days, 7–17).
package struct LutealPhase: Hashable, Sendable {
    static let range = 7...17
    private static let priorMean = 12.6
    private static let priorDeviation = 1.3
    /// Within a person, what is wrong with the day of ovulation included.
    private static let deviation = 1.6

    /// Days; the mean given what she recorded.
    package let mean: Double
    /// What is left unknown about the mean: a standard deviation in days.
    let uncertainty: Double

    /// - `recorded`: Cycle length − day of ovulation; values outside of 7 to 17 count as those.
    package init(_ recorded: [Int]) {
        let within = Self.deviation * Self.deviation
        let prior = Self.priorDeviation * Self.priorDeviation
        let precision = 1 / prior + Double(recorded.count) / within
        let sum = recorded.reduce(0) { $0 + min(max($1, Self.range.lowerBound), Self.range.upperBound) }
        mean = (Self.priorMean / prior + Double(sum) / within) / precision
        uncertainty = (1 / precision).squareRoot()
    }

    /// Chances of 3 to 25 days.
    var lengths: OffsetDistribution {
        let spread = (Self.deviation * Self.deviation + uncertainty * uncertainty).squareRoot()
        let weights = (3...25).map { StudentT.density((Double($0) - mean) / (spread / StudentT.deviation)) }
        return OffsetDistribution(first: 3, positive: weights)
    }
}
