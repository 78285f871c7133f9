/// When the next starts come, given how long no start was logged.
///
/// - Source: docs/spec/cycle-prediction.md §4; the daily update is that of Li 2022, for the start that really comes.
package struct StartForecast: Sendable {
    /// Days after the last logged start: the next start and those after it, if none since went unlogged.
    package let starts: [OffsetDistribution]
    /// Chance that a period went by unlogged since.
    package let chanceOfMissing: Double
    /// The next start if one did; nil where none can have.
    package let nextIfMissing: OffsetDistribution?
    /// The day of the latest unlogged start if there was one.
    let missing: OffsetDistribution?

    /// Parts into which the later starts are gathered: what is unknown about the person stays in.
    private static let groups = 10

    /// Nil where nothing is left: more days were waited than any cycle has.
    ///
    /// - `waited`: Days after the last start, all of them known to have none.
    /// - `firstLength`: Of the running cycle, where more is known than of any other.
    /// - `count`: How many starts, 1 or more.
    /// - `oneIsMissing`: She said that a period went unlogged: then ``starts`` are those after it.
    package init?(
        _ posterior: LengthPosterior,
        waited: Int = 0,
        firstLength: OffsetDistribution? = nil,
        count: Int = 1,
        oneIsMissing: Bool = false
    ) {
        var walks = posterior.components.map { Walk($0, waited: waited, firstLength: firstLength) }
        if oneIsMissing { for place in walks.indices { walks[place].keepMissing() } }
        guard let next = Self.sum(walks.map(\.next), first: waited + 1) else { return nil }
        let whole = walks.reduce(0) { $0 + $1.mass }
        let missing = walks.reduce(0) { $0 + $1.massMissing }
        chanceOfMissing = oneIsMissing ? 1 : missing / (whole + missing)
        nextIfMissing = oneIsMissing ? nil : Self.sum(walks.map(\.nextIfMissing), first: waited + 1)
        self.missing = Self.sum(walks.map { Array($0.missing.dropFirst()) }, first: 1)
        starts = [next] + (count > 1 ? Self.later(walks, waited, count) : [])
    }

    private static func sum(_ parts: [[Double]], first: Int) -> OffsetDistribution? {
        var sums: [Double] = []
        for part in parts { Convolution.add(part, to: &sums) }
        return OffsetDistribution(first: first, weights: sums)
    }

    /// The starts after the next: neighbouring means are gathered, then a length is added at a time.
    private static func later(_ walks: [Walk], _ waited: Int, _ count: Int) -> [OffsetDistribution] {
        let total = walks.reduce(0) { $0 + $1.mass }
        var sums: [[Double]] = Array(repeating: [], count: count - 1)
        for group in grouped(walks, total) {
            // Scaled: after a long wait what is left is little, and small parts of it are passed over.
            var start = group.next.map { $0 / total }
            for place in 0..<(count - 1) {
                start = Convolution.of(start, group.lengths, shift: group.first)
                Convolution.add(start, to: &sums[place])
            }
        }
        return sums.compactMap { OffsetDistribution(first: waited + 1, weights: $0) }
    }

    private struct Group {
        var mass = 0.0
        var next: [Double] = []
        /// From ``first`` days on.
        var lengths: [Double] = []
        var first = 0
    }

    private static func grouped(_ walks: [Walk], _ total: Double) -> [Group] {
        var groups: [Group] = []
        var group = Group()
        var weights: [Double] = []
        for (place, walk) in walks.enumerated() {
            group.mass += walk.mass
            Convolution.add(walk.next, to: &group.next)
            Convolution.add(walk.lengths.map { $0 * walk.mass }, to: &weights)
            let isFull = group.mass >= total / Double(Self.groups) || place == walks.count - 1
            guard isFull, group.mass > 0 else { continue }
            let low = weights.firstIndex { $0 > group.mass * 1e-7 } ?? 0
            let high = weights.lastIndex { $0 > group.mass * 1e-7 } ?? weights.count - 1
            // Days at both ends that carry next to nothing would only cost time.
            group.first = LengthGrid.lengths.lowerBound + low
            group.lengths = weights[low...high].map { $0 / group.mass }
            groups.append(group)
            group = Group()
            weights = []
        }
        return groups
    }
}

/// One mean length followed from the last logged start through the wait.
private struct Walk {
    /// By day after the wait: the chance that the next start comes then, none having gone unlogged.
    private(set) var next: [Double] = []
    /// The same, one or more having gone unlogged.
    private(set) var nextIfMissing: [Double] = []
    /// By day from 0: the chance that the latest unlogged start was then.
    private(set) var missing: [Double]
    let lengths: [Double]
    private static let first = LengthGrid.lengths.lowerBound

    var mass: Double { next.reduce(0, +) }
    var massMissing: Double { nextIfMissing.reduce(0, +) }

    init(_ component: LengthPosterior.Component, waited: Int, firstLength: OffsetDistribution?) {
        lengths = component.lengths
        missing = [Double](repeating: 0, count: waited + 1)
        let running = firstLength?.chances ?? lengths
        let runningFirst = firstLength?.first ?? Self.first
        Self.add(component.weight, running, from: runningFirst - waited - 1, to: &next)
        guard waited > 0 else { return }
        let starts = Self.unlogged(component, waited, running, runningFirst)
        let step = Array(lengths[component.reach])
        let stepFirst = Self.first + component.reach.lowerBound
        for day in 0...waited where starts[day] > 1e-12 {
            let weight = starts[day] * component.weight
            missing[day] = Self.add(weight, step, from: day + stepFirst - waited - 1, to: &nextIfMissing)
        }
    }

    /// Rules out that none went unlogged.
    mutating func keepMissing() { next = nextIfMissing }

    /// By day: the chance that a period started then and was not logged, nor any before it.
    private static func unlogged(
        _ component: LengthPosterior.Component,
        _ waited: Int,
        _ running: [Double],
        _ runningFirst: Int
    ) -> [Double] {
        var starts = [Double](repeating: 0, count: waited + 1)
        for place in running.indices where runningFirst + place <= waited && runningFirst + place > 0 {
            starts[runningFirst + place] = component.forgetting * running[place]
        }
        for day in starts.indices where starts[day] > 1e-12 {
            let shift = day + first
            for place in component.reach where shift + place <= waited {
                starts[shift + place] += component.forgetting * starts[day] * component.lengths[place]
            }
        }
        return starts
    }

    /// Adds what of a step lies after the wait, and returns how much that was.
    ///
    /// - `shift`: The place of the step's first day; below 0 are days of the wait.
    @discardableResult
    private static func add(_ weight: Double, _ step: [Double], from shift: Int, to sums: inout [Double]) -> Double {
        let needed = max(0, shift + step.count)
        if sums.count < needed { sums += [Double](repeating: 0, count: needed - sums.count) }
        var total = 0.0
        var place = max(0, -shift)
        while place < step.count {
            let chance = weight * step[place]
            sums[shift + place] += chance
            total += chance
            place += 1
        }
        return total
    }
}

/// Sums of independent days.
enum Convolution {
    /// The distribution of a sum: `left` counts from 0, `right` from `shift`.
    static func of(_ left: [Double], _ right: [Double], shift: Int) -> [Double] {
        guard !left.isEmpty, !right.isEmpty else { return [] }
        var result = [Double](repeating: 0, count: left.count + right.count + shift - 1)
        for (place, weight) in left.enumerated() where weight > 1e-10 {
            let start = place + shift
            for offset in right.indices { result[start + offset] += weight * right[offset] }
        }
        return result
    }

    static func add(_ weights: [Double], to sums: inout [Double]) {
        if sums.count < weights.count { sums += [Double](repeating: 0, count: weights.count - sums.count) }
        for place in weights.indices { sums[place] += weights[place] }
    }
}
