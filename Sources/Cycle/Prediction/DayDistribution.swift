package import Primitives

/// Chances of calendar days.
///
/// - Source: docs/spec/cycle-prediction.md §4.6.
package struct DayDistribution: Hashable, Sendable {
    /// The day that ``offsets`` count from.
    package let anchor: CalendarDay
    package let offsets: OffsetDistribution

    init(_ anchor: CalendarDay, _ offsets: OffsetDistribution) {
        self.anchor = anchor
        self.offsets = offsets
    }

    package var median: CalendarDay { anchor.adding(days: offsets.median) }

    /// The day most likely of all.
    package var likeliest: CalendarDay {
        let place = offsets.chances.indices.max { offsets.chances[$0] < offsets.chances[$1] } ?? 0
        return anchor.adding(days: offsets.first + place)
    }

    /// The shortest run of days that holds at least `mass`, 0 to 1.
    package func interval(_ mass: Double) -> ClosedRange<CalendarDay> {
        let interval = offsets.interval(mass)
        return anchor.adding(days: interval.lowerBound)...anchor.adding(days: interval.upperBound)
    }

    package func chance(of day: CalendarDay) -> Double { offsets.chance(of: day.days(since: anchor)) }
}
