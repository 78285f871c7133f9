package import Primitives

/// The days of a schedule within a span, in order, each once; found one after the other.
///
/// - Source: docs/spec/money-planning.md §2.
package struct ScheduleDays: Sequence, IteratorProtocol, Sendable {
    private let schedule: Schedule
    private let first: Int32
    /// The last day that is wanted, after the shift.
    private let last: Int32
    /// The last day before the shift.
    private let until: Int32
    private var block: Int
    private var days: [Int32] = []
    private var place = 0
    private var previous = Int32.min
    /// Different days that may still come; nil where the end is not a count.
    private var rest: Int?

    /// A shift moves a day by two at most.
    private static let reach = 2

    init(_ schedule: Schedule, _ span: ClosedRange<CalendarDay>) {
        self.schedule = schedule
        first = span.lowerBound.daysSinceEpoch
        last = Swift.min(span.upperBound.daysSinceEpoch, TransactionRunDecoder.days.upperBound)
        if case .until(let day) = schedule.end { until = day.daysSinceEpoch } else { until = .max }
        let blocks = ScheduleBlocks(schedule)
        let from = Swift.max(first, schedule.start.daysSinceEpoch) - Int32(Self.reach)
        block = blocks.number(atOrBefore: CalendarDay(daysSinceEpoch: from))
        guard case .count(let count) = schedule.end else { return }
        guard let regular = blocks.regularCount, block > 0 else {
            // Blocks differ: count them from the first.
            block = 0
            rest = count
            return
        }
        var opening: [Int32] = []
        _ = blocks.fill(&opening, block: 0)
        let before = (block - 1).multipliedReportingOverflow(by: regular)
        rest = before.overflow ? 0 : Swift.max(0, count - opening.count - before.partialValue)
    }

    package mutating func next() -> CalendarDay? {
        while let day = nextShifted() {
            guard day > previous else { continue }
            previous = day
            if let left = rest {
                guard left > 0 else { return nil }
                rest = left - 1
            }
            guard day <= last else { return nil }
            if day >= first { return CalendarDay(daysSinceEpoch: day) }
        }
        return nil
    }

    private mutating func nextShifted() -> Int32? {
        while place >= days.count {
            guard previous <= last, ScheduleBlocks(schedule).fill(&days, block: block) else { return nil }
            (block, place) = (block + 1, 0)
            if let start = days.first, Int(start) > Int(last) + Self.reach { return nil }
        }
        let day = days[place]
        place += 1
        guard day <= until else { return nil }
        let shifted = Self.shifted(day, schedule.shift)
        return TransactionRunDecoder.days.contains(shifted) ? shifted : nil
    }

    private static func shifted(_ day: Int32, _ shift: Schedule.Shift) -> Int32 {
        let beyondFriday = Int32(CalendarDay(daysSinceEpoch: day).weekday - 5)
        guard beyondFriday > 0 else { return day }
        return switch shift {
        case .none: day
        case .previousWorkingDay: day - beyondFriday
        case .nextWorkingDay: day + 3 - beyondFriday
        }
    }
}

extension Schedule {
    /// The days of the schedule between two days, both included, found as they are asked for.
    ///
    /// - `self`: Checked.
    package func days(in span: ClosedRange<CalendarDay>) -> ScheduleDays { ScheduleDays(self, span) }
}
