/// Chances of whole days counted from some day: a length, a day of the cycle.
///
/// - Source: docs/spec/cycle-prediction.md §4.6.
package struct OffsetDistribution: Hashable, Sendable {
    /// The day of the first chance.
    package let first: Int
    /// Of the days from ``first`` on; they add up to 1.
    package let chances: [Double]

    /// Scales weights to 1; nil where they are all zero.
    init?(first: Int, weights: [Double]) {
        var total = 0.0
        for weight in weights { total += weight }
        guard total > 0, total.isFinite else { return nil }
        self.first = first
        chances = weights.map { $0 / total }
    }

    /// The same of weights of which one at least is positive.
    init(first: Int, positive weights: [Double]) {
        guard let distribution = OffsetDistribution(first: first, weights: weights) else {
            preconditionFailure("a distribution without mass")
        }
        self = distribution
    }

    package var last: Int { first + chances.count - 1 }

    package func chance(of day: Int) -> Double {
        chances.indices.contains(day - first) ? chances[day - first] : 0
    }

    /// The chance of a day or an earlier one.
    package func chance(through day: Int) -> Double {
        guard day >= first else { return 0 }
        return min(1, chances.prefix(day - first + 1).reduce(0, +))
    }

    /// The first day by which the chance is at least one half.
    package var median: Int { quantile(0.5) }

    /// The first day by which the chance is at least `share`.
    package func quantile(_ share: Double) -> Int {
        var sum = 0.0
        for (place, chance) in chances.enumerated() {
            sum += chance
            if sum >= share - 1e-12 { return first + place }
        }
        return last
    }

    package var mean: Double {
        var sum = 0.0
        for (place, chance) in chances.enumerated() { sum += chance * Double(first + place) }
        return sum
    }

    /// The shortest run of days that holds at least `mass`: of several the likeliest, of those the earliest.
    package func interval(_ mass: Double) -> ClosedRange<Int> {
        var best = first...last
        var bestMass = 0.0
        var (low, sum) = (0, 0.0)
        for high in chances.indices {
            sum += chances[high]
            while low < high, sum - chances[low] >= mass - 1e-12 {
                sum -= chances[low]
                low += 1
            }
            guard sum >= mass - 1e-12 else { continue }
            let shorter = high - low < best.count - 1
            if shorter || (high - low == best.count - 1 && sum > bestMass + 1e-12) {
                best = (first + low)...(first + high)
                bestMass = sum
            }
        }
        return best
    }

    /// Continuous ranked probability score, in days: how far the chances are from what happened.
    ///
    /// - Source: Gneiting 2007; docs/spec/cycle-prediction.md §7.2.
    package func crps(actual: Int) -> Double {
        var (sum, score) = (0.0, 0.0)
        for day in min(first, actual)..<max(last, actual) {
            sum += chance(of: day)
            let missing = sum - (day >= actual ? 1 : 0)
            score += missing * missing
        }
        return score
    }

    /// What is left once all days through one are known not to be it; nil where nothing is.
    func after(_ day: Int) -> OffsetDistribution? {
        guard day >= first else { return self }
        return OffsetDistribution(first: day + 1, weights: Array(chances.dropFirst(day + 1 - first)))
    }
}
