/// Whole noise around 0: the value x has odds in proportion to e^(−|x| / scale).
///
/// Added to a sum that one account moves by at most Δ, with a scale of Δ/ε, it makes the result ε-differentially
/// private.
///
/// - Source: docs/spec/aggregates.md §5; Canonne, Kamath and Steinke 2020, algorithm 2.
package struct DiscreteLaplace: Sendable, Hashable {
    /// Far above every scale in use, and low enough that nothing below overflows.
    package static let scaleMaximum: UInt64 = 1 << 24

    /// The scale is `numerator / denominator`, in lowest terms.
    package let numerator: UInt64
    package let denominator: UInt64

    /// Both of 1 to ``scaleMaximum``.
    package init(scale numerator: UInt64, over denominator: UInt64 = 1) {
        let range = 1...Self.scaleMaximum
        precondition(range.contains(numerator) && range.contains(denominator), "a scale is a fraction of small numbers")
        var (divisor, rest) = (numerator, denominator)
        while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The noise for a sum that one account moves by at most `sensitivity`.
    package init(sensitivity: UInt64, epsilon: Epsilon) {
        self.init(scale: sensitivity * UInt64(Epsilon.one.thousandths), over: UInt64(epsilon.thousandths))
    }

    /// Draws once.
    ///
    /// The number of tries is random too; about three on average.
    package func sample(using generator: inout some RandomNumberGenerator) -> Int64 {
        while true {
            // How far within one numerator, then how many whole ones: together a step of e^−1/numerator each.
            let within = ExactDraw.below(numerator, using: &generator)
            guard ExactDraw.exponential(within, of: numerator, using: &generator) else { continue }
            var whole: UInt64 = 0
            while ExactDraw.exponential(1, of: 1, using: &generator) { whole += 1 }
            let size = Int64((within + numerator * whole) / denominator)
            let isNegative = ExactDraw.bernoulli(1, of: 2, using: &generator)
            // Otherwise 0 would come twice as often as it should.
            if isNegative && size == 0 { continue }
            return isNegative ? -size : size
        }
    }
}
