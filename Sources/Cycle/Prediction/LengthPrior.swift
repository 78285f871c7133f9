import Glibc

/// What is known about cycle lengths before a person's own.
///
/// - Source: docs/spec/cycle-prediction.md §3, §3.4 and §6. From the literature, and MUST stay so: never fitted on data
///   that predictions are measured on.
package enum LengthPrior: Hashable, Sendable, CaseIterable {
    case usual
    /// Perimenopause and the time after a birth: long and irregular cycles are as likely as not.
    case wide

    /// Share of persons with long or irregular cycles.
    private var irregularShare: Double { self == .usual ? 0.10 : 0.5 }

    /// log of the prior at each point of the grid, by location and scale.
    var logWeights: [Double] { self == .usual ? Self.usualWeights : Self.wideWeights }

    private static let usualWeights = weights(.usual)
    private static let wideWeights = weights(.wide)

    private static func weights(_ prior: LengthPrior) -> [Double] {
        let grid = LengthGrid.shared
        var result: [Double] = []
        for (place, location) in grid.locations.enumerated() {
            let cell = width(of: place, in: grid.locations)
            for scale in grid.scales {
                let usual = normal(location, log(29.0), 0.095) * normal(log(scale), log(0.064), 0.42)
                let irregular = normal(location, log(36.0), 0.28) * normal(log(scale), log(0.16), 0.45)
                let share = prior.irregularShare
                result.append(log(cell * ((1 - share) * usual + share * irregular) + 1e-300))
            }
        }
        return result
    }

    /// The part of the line that a point of the grid stands for.
    private static func width(of place: Int, in points: [Double]) -> Double {
        let low = points[max(0, place - 1)]
        let high = points[min(points.count - 1, place + 1)]
        return (high - low) / (place == 0 || place == points.count - 1 ? 1 : 2)
    }

    private static func normal(_ x: Double, _ mean: Double, _ deviation: Double) -> Double {
        let z = (x - mean) / deviation
        return exp(-z * z / 2) / deviation
    }
}

/// A length as the model sees it.
package struct ObservedLength: Hashable, Sendable {
    /// Days, 10 to 180.
    package let days: Int
    package let completeness: CycleMark.Completeness

    /// Nil for a length the model does not take.
    package init?(_ days: Int, _ completeness: CycleMark.Completeness = .unknown) {
        guard LengthGrid.lengths.contains(days) else { return nil }
        self.days = days
        self.completeness = completeness
    }
}
