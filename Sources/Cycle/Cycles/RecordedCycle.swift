package import Primitives

/// Why a cycle says nothing about those to come.
///
/// - Source: docs/spec/cycle-prediction.md §2.10.
package enum LeftOutReason: UInt8, Hashable, Sendable, CaseIterable {
    /// The person left it out.
    case excluded = 1
    /// A factor of one of its days excludes the cycle.
    case factor = 2
    /// Natural and hormonal in one cycle, or a pregnancy in it.
    case modeChanged = 3
    /// Hormonal, where natural ones are asked for, or the reverse.
    case otherMode = 4
    case beforeBirth = 5
    /// More than ``RecordedCycle/longestLength`` days: a break.
    case tooLong = 6
}

/// A cycle as the diary has it: from one start to the next.
///
/// - Source: docs/spec/cycle-prediction.md §2.
package struct RecordedCycle: Hashable, Sendable {
    /// Days: longer ones are breaks.
    package static let longestLength = 180
    /// Days: no study counts shorter ones (Bull 2019).
    package static let shortestLength = 10

    package let start: CalendarDay
    /// The start of the next one; nil while it is running.
    package let end: CalendarDay?
    /// The day of the last bleeding of the period it starts with.
    package let periodEnd: CalendarDay
    /// First days of bleedings between this period and the next.
    package let bleedingsBetween: [CalendarDay]
    package let completeness: CycleMark.Completeness
    /// Natural, by withdrawal or neither, on its first day.
    package let startMode: CycleMode
    /// Nil where it counts in its own mode.
    package let leftOut: LeftOutReason?

    /// Days from this start to the next; nil while it is running.
    package var length: Int? { end?.days(since: start) }

    /// Days of the period, those without bleeding between its bleedings included.
    package var periodLength: Int { periodEnd.days(since: start) + 1 }

    /// The day of the cycle, 1 on its start.
    package func cycleDay(of day: CalendarDay) -> Int { day.days(since: start) + 1 }
}
