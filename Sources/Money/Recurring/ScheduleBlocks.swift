import Primitives

/// The days of a schedule in blocks that are found by their number: one week, month or year of it, or one day.
///
/// Before ``Schedule/shift`` and ``Schedule/end``. Block 0 holds ``Schedule/start``.
struct ScheduleBlocks {
    private let schedule: Schedule
    private let startMonth: Int
    private let startWeek: Int

    /// The day after the last of the year 9999.
    private static let end = Int(TransactionRunDecoder.days.upperBound) + 1

    init(_ schedule: Schedule) {
        self.schedule = schedule
        let (year, month, _) = schedule.start.parts
        startMonth = year * 12 + month - 1
        startWeek = Int(schedule.start.daysSinceEpoch) - (schedule.start.weekday - 1)
    }

    /// The first block that can hold a day at or after this one.
    func number(atOrBefore day: CalendarDay) -> Int {
        let distance: Int
        let step: Int
        switch schedule.pattern {
        case .days(let every):
            (distance, step) = (Int(day.daysSinceEpoch) - Int(schedule.start.daysSinceEpoch), every)
        case .weeks(let every, _):
            (distance, step) = (Int(day.daysSinceEpoch) - startWeek, 7 * every)
        case .months(let every, _):
            let (year, month, _) = day.parts
            (distance, step) = (year * 12 + month - 1 - startMonth, every)
        case .years(let every, _, _):
            (distance, step) = (day.parts.year - startMonth / 12, every)
        }
        return max(0, distance / step)
    }

    /// Fills in the days of a block in order; false beyond the year 9999.
    func fill(_ days: inout [Int32], block: Int) -> Bool {
        days.removeAll(keepingCapacity: true)
        let start = schedule.start.daysSinceEpoch
        switch schedule.pattern {
        case .days(let every):
            let day = Int(start) + block * every
            guard day < Self.end else { return false }
            days.append(Int32(day))
        case .weeks(let every, let weekdays):
            let monday = startWeek + 7 * every * block
            guard monday < Self.end else { return false }
            for offset in 0..<7 where weekdays.contains(weekday: offset + 1) {
                let day = monday + offset
                if day >= Int(start), day < Self.end { days.append(Int32(day)) }
            }
        case .months(let every, let named):
            return fill(&days, month: startMonth + every * block, named)
        case .years(let every, let month, let named):
            return fill(&days, month: (startMonth / 12 + every * block) * 12 + month - 1, named)
        }
        return true
    }

    private func fill(_ days: inout [Int32], month index: Int, _ named: [MonthDay]) -> Bool {
        let (year, month) = (index / 12, index % 12 + 1)
        guard let first = CalendarDay(year: year, month: month, day: 1) else { return false }
        let length = CalendarDay.dayCount(ofMonth: month, year: year)
        for name in named {
            let offset = name.day(firstWeekday: first.weekday, length: length) - 1
            let day = first.daysSinceEpoch + Int32(offset)
            if day >= schedule.start.daysSinceEpoch, !days.contains(day) { days.append(day) }
        }
        if named.count > 1 { days.sort() }
        return true
    }

    /// How many days every block but the first has after shifting; nil when that varies.
    var regularCount: Int? {
        switch schedule.pattern {
        // Two days that are three apart stay apart when either is moved off a weekend.
        case .days(let every): schedule.shift == .none || every >= 3 ? 1 : nil
        case .weeks(_, let weekdays):
            schedule.shift == .none || WeekdaySet.workingDays.isSuperset(of: weekdays) ? weekdays.weekdays.count : nil
        case .months(_, let days), .years(_, _, let days): days.count == 1 ? 1 : nil
        }
    }
}
