import Glibc

/// Lengths as counts, with forgotten starts: Poisson, or generalized Poisson, on a grid.
///
/// - Source: Li 2022 (Poisson) and Urteaga 2021 (generalized), with the priors of docs/spec/cycle-prediction.md §3.2 in
///   place of fitted ones.
struct CountModel: Sendable {
    static let poisson = CountModel(dispersions: [0])
    static let generalizedPoisson = CountModel(dispersions: [-3, -2.2, -1.6, -1.1, -0.7, -0.3, 0.2])

    /// Mean of the gamma of means 29.3, sd 3.
    private static let shape = 95.4
    private static let rate = 3.256
    /// Chance to forget a start, the mean of Beta(2, 20).
    private static let forgetting = 2.0 / 22
    private static let means = (0..<60).map { 16.0 + Double($0) }

    /// One mean and dispersion.
    private struct Point: Sendable {
        let logPrior: Double
        /// Chances of one cycle's length, from 10 days on.
        let lengths: [Double]
        /// log of the chances as one or more cycles.
        let logs: [Double]
    }

    private let points: [Point]

    private init(dispersions: [Double]) {
        points = Self.means.flatMap { mean in
            dispersions.map { dispersion in
                let lengths = LengthGrid.lengths.map { Self.chance($0, mean, dispersion) }
                let logs = LengthGrid.lengths.enumerated().map { place, length in
                    let several = (2...LengthGrid.cyclesMaximum).reduce(1e-12) { sum, count in
                        let weight = pow(Self.forgetting, Double(count - 1))
                        return sum + weight * Self.chance(length, Double(count) * mean, dispersion)
                    }
                    return log(lengths[place] + several)
                }
                let prior = (Self.shape - 1) * log(mean) - Self.rate * mean
                return Point(logPrior: prior, lengths: lengths, logs: logs)
            }
        }
    }

    func forecast(_ lengths: [Int]) -> Baseline.Forecast {
        let first = LengthGrid.lengths.lowerBound
        let places = lengths.filter { LengthGrid.lengths.contains($0) }.map { $0 - first }
        let logs = points.map { point in places.reduce(point.logPrior) { $0 + point.logs[$1] } }
        let highest = logs.max() ?? 0
        var sums = [Double](repeating: 0, count: LengthGrid.lengths.count)
        for (place, point) in points.enumerated() {
            let weight = exp(logs[place] - highest)
            guard weight > 1e-4 else { continue }
            for day in sums.indices { sums[day] += weight * point.lengths[day] }
        }
        let next = OffsetDistribution(first: first, positive: sums)
        let interval = next.interval(0.8)
        return Baseline.Forecast(
            point: Double(next.median),
            low: Double(interval.lowerBound),
            high: Double(interval.upperBound)
        )
    }

    /// λ (λ + ξx)^(x−1) e^(−λ − ξx) / x! with mean λ / (1 − ξ); nothing where λ + ξx is not positive.
    private static func chance(_ length: Int, _ mean: Double, _ dispersion: Double) -> Double {
        let rate = mean * (1 - dispersion)
        let base = rate + dispersion * Double(length)
        guard base > 0 else { return 0 }
        return exp(log(rate) + Double(length - 1) * log(base) - base - lgamma(Double(length) + 1))
    }
}
