import Glibc
import Cycle

/// Draws of the usual distributions, the same for the same seed.
package struct Chance: Sendable {
    private var random: SplitMix64

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    package mutating func unit() -> Double { random.unit() }

    package mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    package mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }

    /// - Source: Box and Muller 1958.
    package mutating func normal(_ mean: Double, _ deviation: Double) -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return mean + deviation * radius * cos(2 * Double.pi * unit())
    }

    package mutating func studentT(_ degrees: Int) -> Double {
        let squares = (0..<degrees).reduce(0.0) { sum, _ in
            let draw = normal(0, 1)
            return sum + draw * draw
        }
        return normal(0, 1) / (squares / Double(degrees)).squareRoot()
    }

    /// Mean `mean`, variance mean / (1 − dispersion)².
    ///
    /// - Source: Consul 1989; drawn by inverting the sum of its chances.
    package mutating func generalizedPoisson(_ mean: Double, _ dispersion: Double) -> Double {
        let rate = mean * (1 - dispersion)
        let target = unit()
        var (sum, logFactorial) = (0.0, 0.0)
        for count in 0..<200 {
            let base = rate + dispersion * Double(count)
            guard base > 0 else { return Double(count) }
            if count > 0 { logFactorial += log(Double(count)) }
            sum += exp(log(rate) + Double(count - 1) * log(base) - base - logFactorial)
            if sum >= target { return Double(count) }
        }
        return 200
    }
}
