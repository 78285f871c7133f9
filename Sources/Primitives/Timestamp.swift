/// A moment: milliseconds since 1970-01-01T00:00:00Z.
///
/// Below the composition root nobody reads a clock: every function that needs the time is handed one.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    package var seconds: Int64 { milliseconds.quotientFloored(by: 1000) }

    /// The calendar day of this moment at a fixed offset from UTC.
    package func day(utcOffsetMinutes: Int = 0) -> CalendarDay {
        CalendarDay(daysSinceEpoch: Int32((seconds + Int64(utcOffsetMinutes) * 60).quotientFloored(by: 86_400)))
    }

    package func adding(seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1000) }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

/// Where the time comes from.
///
/// Tests hand in a clock they turn themselves.
package typealias Now = @Sendable () -> Timestamp

extension Int64 {
    /// Division that rounds towards minus infinity, so that moments before 1970 fall on the right day.
    package func quotientFloored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
