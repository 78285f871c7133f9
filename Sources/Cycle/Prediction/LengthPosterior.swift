import Glibc

/// What a person's lengths say about her next ones.
///
/// Computed on ``LengthGrid``: the same lengths give the same numbers.
///
/// - Source: docs/spec/cycle-prediction.md §3.
package struct LengthPosterior: Sendable {
    /// One mean length that is still possible, with how the lengths scatter around it.
    struct Component: Sendable {
        /// Weights of all components add up to 1.
        var weight: Double
        /// Chance that a start is not logged.
        var forgetting: Double
        /// Chances of one cycle's length, of days from ``LengthGrid/lengths``' first on.
        var lengths: [Double]
        /// The places of ``lengths`` that carry more than next to nothing.
        var reach: Range<Int>

        init(weight: Double, forgetting: Double, lengths: [Double]) {
            self.weight = weight
            self.forgetting = forgetting
            self.lengths = lengths
            let low = lengths.firstIndex { $0 > 1e-7 } ?? 0
            let high = lengths.lastIndex { $0 > 1e-7 } ?? lengths.count - 1
            reach = low..<(high + 1)
        }
    }

    /// By location; those that do not matter are left out.
    let components: [Component]
    /// By forgetting, location and scale, adding up to 1.
    private let joint: [Double]

    /// Learns from lengths, oldest first.
    ///
    /// - `halfLife`: Cycles after which one counts half.
    package init(_ lengths: [ObservedLength], prior: LengthPrior = .usual, halfLife: Double = 36) {
        let grid = LengthGrid.shared
        joint = Self.joint(Self.weighted(lengths, halfLife), prior, grid)
        components = Self.components(joint, grid)
    }

    private init(logs: [Double]) {
        joint = Self.normalised(logs)
        components = Self.components(joint, .shared)
    }

    /// The distribution of one cycle's length.
    package var nextLength: OffsetDistribution {
        var sums = [Double](repeating: 0, count: LengthGrid.lengths.count)
        for component in components {
            for place in sums.indices { sums[place] += component.weight * component.lengths[place] }
        }
        return OffsetDistribution(first: LengthGrid.lengths.lowerBound, positive: sums)
    }

    /// The chance that a length is more than one cycle.
    func chanceOfMore(in observed: ObservedLength) -> Double {
        let grid = LengthGrid.shared
        let likelihood = LengthLikelihood(observed, grid)
        let points = grid.locations.count * grid.scales.count
        var more = [Double](repeating: 0, count: LengthGrid.forgetting.count)
        var chance = 0.0
        for (place, location) in grid.locations.enumerated() {
            for (offset, precision) in grid.precisions.enumerated() {
                let (one, hasMore) = likelihood.densities(location, precision, more: &more)
                guard hasMore else { continue }
                let point = place * grid.scales.count + offset
                for forgetting in more.indices {
                    let share = more[forgetting] / (more[forgetting] + one)
                    chance += joint[forgetting * points + point] * share
                }
            }
        }
        return chance
    }

    /// Equal lengths are one, with the sum of their weights.
    private static func weighted(_ lengths: [ObservedLength], _ halfLife: Double) -> [(ObservedLength, Double)] {
        var weights: [ObservedLength: Double] = [:]
        for (age, length) in lengths.reversed().enumerated() {
            weights[length, default: 0] += exp2(-Double(age) / halfLife)
        }
        return weights.sorted { left, right in
            left.key.days == right.key.days
                ? left.key.completeness.rawValue < right.key.completeness.rawValue : left.key.days < right.key.days
        }
        .map { ($0.key, $0.value) }
    }

    private static func joint(
        _ lengths: [(ObservedLength, Double)],
        _ prior: LengthPrior,
        _ grid: LengthGrid
    ) -> [Double] {
        var logs = startLogs(prior)
        for (observed, weight) in lengths {
            let densities = logDensities(observed, grid)
            for point in logs.indices { logs[point] += weight * densities[point] }
        }
        return normalised(logs)
    }

    /// The prior at each point.
    private static func startLogs(_ prior: LengthPrior) -> [Double] {
        let start = prior.logWeights
        var logs: [Double] = []
        logs.reserveCapacity(start.count * LengthGrid.forgetting.count)
        for _ in LengthGrid.forgetting { logs += start }
        return logs
    }

    /// How likely one length is at each point.
    private static func logDensities(_ observed: ObservedLength, _ grid: LengthGrid) -> [Double] {
        let forgettings = LengthGrid.forgetting
        let points = grid.locations.count * grid.scales.count
        let keeping = forgettings.map { log(1 - $0) }
        let likelihood = LengthLikelihood(observed, grid)
        var more = [Double](repeating: 0, count: forgettings.count)
        var logs = [Double](repeating: 0, count: points * forgettings.count)
        var point = 0
        for location in grid.locations {
            for precision in grid.precisions {
                let (one, hasMore) = likelihood.densities(location, precision, more: &more)
                let whole = hasMore ? 0 : log(one)
                for place in forgettings.indices {
                    let density = hasMore ? log(one + more[place]) : whole
                    logs[place * points + point] = density + keeping[place]
                }
                point += 1
            }
        }
        return logs
    }

    private static func normalised(_ logs: [Double]) -> [Double] {
        let highest = logs.max() ?? 0
        var (result, total) = (logs, 0.0)
        for place in result.indices {
            let difference = result[place] - highest
            result[place] = difference > -40 ? exp(difference) : 0
            total += result[place]
        }
        for place in result.indices { result[place] /= total }
        return result
    }

    private static func components(_ joint: [Double], _ grid: LengthGrid) -> [Component] {
        let points = grid.locations.count * grid.scales.count
        var components: [Component] = []
        for location in grid.locations.indices {
            var (weight, forgetting) = (0.0, 0.0)
            var sums = [Double](repeating: 0, count: LengthGrid.lengths.count)
            for scale in grid.scales.indices {
                let point = location * grid.scales.count + scale
                var mass = 0.0
                for (place, chance) in LengthGrid.forgetting.enumerated() {
                    let part = joint[place * points + point]
                    mass += part
                    forgetting += part * chance
                }
                guard mass > 1e-8 else { continue }
                weight += mass
                grid.add(mass, location: location, scale: scale, to: &sums)
            }
            guard weight > 1e-6 else { continue }
            let lengths = sums.map { $0 / weight }
            components.append(Component(weight: weight, forgetting: forgetting / weight, lengths: lengths))
        }
        let total = components.reduce(0) { $0 + $1.weight }
        for place in components.indices { components[place].weight /= total }
        return components
    }
}

extension LengthPosterior {
    /// Learns one length after the other, so that what was known at each of many starts costs little.
    ///
    /// The weight of a length halves with the number of later ones, so all weights shrink alike with each that is new.
    struct Learner {
        /// Cycles after which one counts half.
        private let halfLife: Double
        private var learned: [ObservedLength] = []
        /// Without the prior, which does not fade.
        private var logs: [Double]
        private var densities: [ObservedLength: [Double]] = [:]

        init(halfLife: Double) {
            self.halfLife = halfLife
            logs = [Double](repeating: 0, count: LengthPosterior.startLogs(.usual).count)
        }

        /// What lengths say, oldest first; those that begin with the ones of the call before are learned from there.
        mutating func learn(_ lengths: [ObservedLength], prior: LengthPrior) -> LengthPosterior {
            if !lengths.starts(with: learned) {
                learned = []
                for point in logs.indices { logs[point] = 0 }
            }
            for length in lengths.dropFirst(learned.count) { add(length) }
            var sums = LengthPosterior.startLogs(prior)
            for point in sums.indices { sums[point] += logs[point] }
            return LengthPosterior(logs: sums)
        }

        private mutating func add(_ length: ObservedLength) {
            let added = densities[length] ?? LengthPosterior.logDensities(length, .shared)
            densities[length] = added
            let kept = exp2(-1 / halfLife)
            for point in logs.indices { logs[point] = kept * logs[point] + added[point] }
            learned.append(length)
        }
    }
}
