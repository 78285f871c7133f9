/// Ways others predict, to stand beside.
///
/// - Source: docs/spec/cycle-prediction.md §7.4.
package enum Baseline: String, Hashable, Sendable, CaseIterable {
    case lastValue
    case runningMean
    case medianOfLastSix
    /// The rounded mean, ± 1 or ± 2 days.
    case drip
    case hierarchicalNormal
    /// Li 2022.
    case poissonWithSkips
    /// Urteaga 2021.
    case generalizedPoissonWithSkips

    package struct Forecast: Hashable, Sendable {
        package let point: Double
        package let low: Double
        package let high: Double
    }

    /// Nil without history.
    package func forecast(_ lengths: [Int]) -> Forecast? {
        guard let last = lengths.last else { return nil }
        let values = lengths.map(Double.init)
        let mean = values.reduce(0, +) / Double(values.count)
        switch self {
        case .lastValue: return Self.around(Double(last), values)
        case .runningMean: return Self.around(mean, values)
        case .medianOfLastSix: return Self.around(Self.median(values.suffix(6)), values)
        case .drip:
            let reach = Self.deviation(values) < 1.5 ? 1.0 : 2.0
            return Forecast(point: mean.rounded(), low: mean.rounded() - reach, high: mean.rounded() + reach)
        case .hierarchicalNormal: return Self.hierarchicalNormal(values, mean)
        case .poissonWithSkips: return CountModel.poisson.forecast(lengths)
        case .generalizedPoissonWithSkips: return CountModel.generalizedPoisson.forecast(lengths)
        }
    }

    /// Standard deviations on either side that hold 80% of a normal.
    private static let reach80 = 1.2816

    private static func around(_ point: Double, _ values: [Double]) -> Forecast {
        let reach = reach80 * max(1, deviation(values))
        return Forecast(point: point, low: point - reach, high: point + reach)
    }

    private static func deviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 2.6 }
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    private static func median(_ values: some Collection<Double>) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Mean and variance both shrunk: to 29.3 days with sd 3, and to 2.6² as if six cycles had said so.
    private static func hierarchicalNormal(_ values: [Double], _ mean: Double) -> Forecast {
        let count = Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = (6 * 2.6 * 2.6 + squares) / (6 + max(0, count - 1))
        let precision = 1 / 9 + count / variance
        let point = (29.3 / 9 + count * mean / variance) / precision
        let reach = reach80 * (variance + 1 / precision).squareRoot()
        return Forecast(point: point, low: point - reach, high: point + reach)
    }
}
