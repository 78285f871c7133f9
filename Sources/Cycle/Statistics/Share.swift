/// So many of so many, and how far that can be trusted.
///
/// - Source: docs/spec/cycle-figures.md §6.
package struct Share: Hashable, Sendable {
    /// Standard normal quantiles: what is shown, and what two shares are told apart with.
    package enum Confidence: Double, Sendable {
        case ninetyFive = 1.959_963_984_540_054
        case ninetyNine = 2.575_829_303_548_901
    }

    /// 0 to ``total``.
    package let part: Int
    package let total: Int

    package init(_ part: Int, of total: Int) {
        self.part = part
        self.total = total
    }

    /// Nil of nothing.
    package var value: Double? { total > 0 ? Double(part) / Double(total) : nil }

    /// The interval of Wilson 1927, which keeps inside 0 to 1 and says something even of 0 of 5; of nothing, all of it.
    package func interval(_ confidence: Confidence = .ninetyFive) -> ClosedRange<Double> {
        guard let value else { return 0...1 }
        let (count, z) = (Double(total), confidence.rawValue)
        let square = z * z
        let middle = value + square / (2 * count)
        let reach = z * (value * (1 - value) / count + square / (4 * count * count)).squareRoot()
        let scale = 1 + square / count
        // All or none is a bound that rounding would miss.
        let low = part == 0 ? 0 : max(0, (middle - reach) / scale)
        let high = part == total ? 1 : min(1, (middle + reach) / scale)
        return low...high
    }
}
