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

    init(_ schedule: Schedule, _ span: ClosedRange<CalendarDay>) {
        self.schedule = schedule
        first = span.lowerBound.daysSinceEpoch
        last = Swift.min(span.upperBound.daysSinceEpoch, TransactionRunDecoder.days.upperBound)
        if case .until(let day) = schedule.end { until = day.daysSinceEpoch } else { until = .max }
        let blocks = ScheduleBlocks(schedule)
        let from = Swift.max(first, schedule.start.daysSinceEpoch) - Schedule.shiftReach
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
            if let start = days.first, Int(start) > Int(last) + Int(Schedule.shiftReach) { return nil }
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

    /// Where to look from for the last day of the schedule at or before another one: no later than that day.
    ///
    /// As far back as one step of the schedule, from its end where that was before.
    func lookBack(from day: CalendarDay) -> CalendarDay {
        let step =
            switch pattern {
            case .days(let every): every
            case .weeks(let every, _): 7 * (every + 1)
            case .months(let every, _): 31 * (every + 1)
            case .years(let every, _, _): 366 * every + 31
            }
        let from: Int
        switch end {
        case .never: from = Int(day.daysSinceEpoch) - step
        case .until(let last): from = Int(min(day, last).daysSinceEpoch) - step
        case .count: from = Int(start.daysSinceEpoch)
        }
        let first = Int(TransactionRunDecoder.days.lowerBound)
        return CalendarDay(daysSinceEpoch: Int32(max(first, from - 2 * Int(Self.shiftReach))))
    }
}
