package import Primitives

/// One number a day: weight, sleep, energy.
///
/// - Source: docs/spec/cycle-figures.md §7.2.
package struct DaySeries: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let day: CalendarDay
        package let value: Int
    }

    package struct PhaseMean: Hashable, Sendable {
        package let days: Int
        package let mean: Double
    }

    /// Rising by day.
    package let points: [Point]
    /// Nil where nothing was recorded.
    package let spread: Spread?
    /// Phases without a recorded day are absent.
    package let byPhase: [DayPhase: PhaseMean]

    /// Days rise.
    ///
    /// - `value`: Of an entry, in the unit it is kept in: grams, minutes, steps of energy.
    package init(_ days: [(CalendarDay, DayEntry)], _ phases: CyclePhases, _ value: (DayEntry) -> Int?) {
        let points = days.compactMap { day, entry in value(entry).map { Point(day: day, value: $0) } }
        var sums: [DayPhase: (days: Int, sum: Int)] = [:]
        for point in points {
            guard let phase = phases.span(on: point.day)?.phase else { continue }
            let sum = sums[phase] ?? (0, 0)
            sums[phase] = (sum.days + 1, sum.sum + point.value)
        }
        self.points = points
        spread = Spread(points.map(\.value))
        byPhase = sums.mapValues { PhaseMean(days: $0.days, mean: Double($0.sum) / Double($0.days)) }
    }
}
