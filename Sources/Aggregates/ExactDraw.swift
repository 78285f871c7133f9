/// Draws whose odds are exact: whole numbers and rejected tries, never a fraction that a computer rounds.
///
/// - Source: Canonne, Kamath and Steinke 2020, "The Discrete Gaussian for Differential Privacy", algorithms 1 and 2.
enum ExactDraw {
    /// A number below `bound`, each as likely as the others; `bound` is at least 1.
    static func below(_ bound: UInt64, using generator: inout some RandomNumberGenerator) -> UInt64 {
        precondition(bound > 0, "there is no number below 0")
        guard bound > 1 else { return 0 }
        // Our own and not the standard library's: the frozen vectors must hold with every version of it.
        let mask = UInt64.max >> UInt64((bound - 1).leadingZeroBitCount)
        while true {
            let number = generator.next() & mask
            if number < bound { return number }
        }
    }

    /// True with the odds `numerator / denominator`, at most 1.
    static func bernoulli(
        _ numerator: UInt64,
        of denominator: UInt64,
        using generator: inout some RandomNumberGenerator
    ) -> Bool {
        below(denominator, using: &generator) < numerator
    }

    /// True with the odds e^−γ, γ = `numerator / denominator` of 0 to 1.
    ///
    /// Draws with the odds γ/1, γ/2, γ/3, … until one fails: the first to fail is an odd one with the odds e^−γ.
    static func exponential(
        _ numerator: UInt64,
        of denominator: UInt64,
        using generator: inout some RandomNumberGenerator
    ) -> Bool {
        precondition(numerator <= denominator, "the exponent is at most 1")
        var count: UInt64 = 1
        while bernoulli(numerator, of: denominator * count, using: &generator) { count += 1 }
        return !count.isMultiple(of: 2)
    }
}
