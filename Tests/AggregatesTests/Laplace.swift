import Foundation

@testable import Aggregates

/// The law that noise must follow, and how far a measured one may be from it.
enum Laplace {
    /// How likely a value of at most `value` is, for a scale of `numerator / denominator`.
    static func atMost(_ value: Int64, scale: DiscreteLaplace) -> Double {
        let ratio = exp(-Double(scale.denominator) / Double(scale.numerator))
        guard value < 0 else { return 1 - pow(ratio, Double(value + 1)) / (1 + ratio) }
        return pow(ratio, Double(-value)) / (1 + ratio)
    }

    /// The farthest that a measured distribution is from the law by chance, but for once in 10⁹ measures.
    ///
    /// Dvoretzky, Kiefer and Wolfowitz, with Massart's constant: P(sup |Fₙ − F| > d) ≤ 2·e^(−2nd²), also for whole
    /// numbers.
    static func chance(_ count: Int) -> Double { (log(2 / 1e-9) / (2 * Double(count))).squareRoot() }

    /// The largest distance of a sample's distribution from the law.
    static func distance(of samples: [Int64], from scale: DiscreteLaplace) -> Double {
        shares(samples).map { abs($0.share - atMost($0.value, scale: scale)) }.max() ?? 1
    }

    /// For each value from the least to the most, which share of the sample is at most it.
    static func shares(_ samples: [Int64]) -> [(value: Int64, share: Double)] {
        let counts = Dictionary(samples.map { ($0, 1) }, uniquingKeysWith: +)
        guard let least = samples.min(), let most = samples.max() else { return [] }
        var below = 0
        return (least - 1...most + 1).map { value in
            below += counts[value, default: 0]
            return (value, Double(below) / Double(samples.count))
        }
    }

    /// By how much the worst event {≤ y} or {≥ y} is more likely with `one` than e^ε times as likely as with `other`.
    static func excess(_ one: [Int64], over other: [Int64], epsilon: Double) -> Double {
        let first = Dictionary(uniqueKeysWithValues: shares(one).map { ($0.value, $0.share) })
        let second = Dictionary(uniqueKeysWithValues: shares(other).map { ($0.value, $0.share) })
        let values = Set(first.keys).union(second.keys)
        guard let least = values.min(), let most = values.max() else { return 1 }
        var (worst, left, right) = (0.0, 0.0, 0.0)
        for value in least...most {
            left = first[value] ?? left
            right = second[value] ?? right
            worst = max(worst, left - exp(epsilon) * right, (1 - left) - exp(epsilon) * (1 - right))
        }
        return worst
    }
}
