import Glibc

/// The day of ovulation in a person's next cycle.
///
/// - Source: docs/spec/cycle-prediction.md §5.1 and §5.2.
package struct OvulationModel: Sendable {
    /// A past cycle as it is seen here.
    package struct Observation: Hashable, Sendable {
        /// Day of the cycle, 1 on its start; a fraction where it is the length less a mean luteal phase.
        let day: Double
        /// It was observed, not worked out from the length.
        let isObserved: Bool

        package static func observed(_ day: Int) -> Observation { Observation(day: Double(day), isObserved: true) }

        package static func length(_ days: Int, _ luteal: LutealPhase) -> Observation {
            Observation(day: Double(days) - luteal.mean, isObserved: false)
        }
    }

    /// Days of the cycle.
    static let days = 5...120
    /// What a luteal phase adds to the scatter of a day worked out from the length, as a scale in days.
    private static let workedOutScale = 1.9
    /// Days of the cycle: 7 to 31.5 by halves, then to 75.5.
    private static let locations: [Double] = {
        let near = (0..<50).map { (step: Int) -> Double in 7 + Double(step) / 2 }
        return near + (0..<30).map { (step: Int) -> Double in 32 + Double(step) * 1.5 }
    }()
    /// Days.
    private static let scales = (0..<10).map { 0.7 * exp(Double($0) * log(8 / 0.7) / 9) }

    /// Of the day of the cycle.
    package let next: OffsetDistribution

    /// Learns from observations, oldest first.
    ///
    /// - `luteal`: What the days that are not observed were worked out with.
    /// - `halfLife`: Cycles after which one counts half.
    package init(_ observations: [Observation], _ luteal: LutealPhase, halfLife: Double = 36) {
        let weights = Self.posterior(observations, halfLife)
        var sums = [Double](repeating: 0, count: Self.days.count)
        for (place, location) in Self.locations.enumerated() {
            for (offset, scale) in Self.scales.enumerated() {
                let weight = weights[place * Self.scales.count + offset]
                guard weight > 1e-6 else { continue }
                let row = Self.days.map { StudentT.density((Double($0) - location) / scale) / scale }
                for day in sums.indices { sums[day] += weight * row[day] }
            }
        }
        let shared = luteal.uncertainty * Self.workedOutShare(observations)
        next = OffsetDistribution(first: Self.days.lowerBound, positive: Self.blurred(sums, shared))
    }

    /// Share of days that were not observed.
    private static func workedOutShare(_ observations: [Observation]) -> Double {
        guard !observations.isEmpty else { return 0 }
        return Double(observations.count { !$0.isObserved }) / Double(observations.count)
    }

    /// With what is unknown about the luteal phase, which no number of lengths makes less.
    private static func blurred(_ chances: [Double], _ deviation: Double) -> [Double] {
        guard deviation > 0.1 else { return chances }
        let reach = Int((3 * deviation).rounded(.up))
        var result = [Double](repeating: 0, count: chances.count)
        for shift in -reach...reach {
            let weight = gauss(Double(shift) / deviation)
            for place in chances.indices where result.indices.contains(place + shift) {
                result[place + shift] += weight * chances[place]
            }
        }
        return result
    }

    private static func posterior(_ observations: [Observation], _ halfLife: Double) -> [Double] {
        var weighted: [Observation: Double] = [:]
        for (age, observation) in observations.reversed().enumerated() {
            weighted[observation, default: 0] += exp2(-Double(age) / halfLife)
        }
        let ordered = weighted.sorted { left, right in
            left.key.day == right.key.day ? left.key.isObserved && !right.key.isObserved : left.key.day < right.key.day
        }
        var logs = priorLogs
        for (observation, weight) in ordered {
            var point = 0
            for location in locations {
                for scale in scales {
                    let spread = observation.isObserved ? scale : hypot(scale, workedOutScale)
                    let density = StudentT.density((observation.day - location) / spread) / spread
                    logs[point] += weight * log(density)
                    point += 1
                }
            }
        }
        let highest = logs.max() ?? 0
        let chances = logs.map { exp($0 - highest) }
        let total = chances.reduce(0, +)
        return chances.map { $0 / total }
    }

    private static let priorLogs: [Double] = locations.enumerated().flatMap { place, location in
        scales.map { scale in
            let width = place < 50 ? 0.5 : 1.5
            let usual = 0.94 * gauss((location - 16.5) / 2.5) / 2.5
            let irregular = 0.06 * gauss((location - 22) / 8) / 8
            return log(width * (usual + irregular)) + log(gauss(log(scale / 1.7) / 0.4))
        }
    }

    private static func gauss(_ z: Double) -> Double { exp(-z * z / 2) + 1e-300 }
}
