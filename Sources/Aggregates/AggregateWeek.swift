package import Primitives

/// A week from Monday to Sunday in UTC, counted from 0, which began on 1970-01-05.
package struct AggregateWeek: Sendable, Hashable, Comparable {
    package let number: UInt32

    private static let firstMonday: Int64 = 4
    private static let dayCount: Int64 = 7

    package init(number: UInt32) { self.number = number }

    /// The week of a moment; week 0 for all before it.
    package init(of moment: Timestamp) {
        let days = Int64(moment.day().daysSinceEpoch) - Self.firstMonday
        number = UInt32(clamping: days.quotientFloored(by: Self.dayCount))
    }

    package var firstDay: CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(clamping: Int64(number) * Self.dayCount + Self.firstMonday))
    }

    package var lastDay: CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(clamping: Int64(number) * Self.dayCount + Self.firstMonday + 6))
    }

    package var next: AggregateWeek { AggregateWeek(number: number + 1) }

    package static func < (left: AggregateWeek, right: AggregateWeek) -> Bool { left.number < right.number }
}
