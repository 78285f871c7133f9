import Primitives

@testable import Money

/// Draws schedules of every kind, and says by looking at single days which days they mean.
struct RandomSchedules {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func schedule(from first: Int32 = 19_000, over days: Int32 = 1500) throws -> Schedule {
        let every = number(in: 1...(number(in: 0...3) == 0 ? 40 : 4))
        let pattern: Schedule.Pattern
        switch number(in: 0...3) {
        case 0: pattern = .days(every: every)
        case 1: pattern = .weeks(every: every, WeekdaySet(rawValue: UInt8(number(in: 1...127))))
        case 2: pattern = .months(every: every, monthDays())
        default: pattern = .years(every: every, month: number(in: 1...12), monthDays())
        }
        let start = CalendarDay(daysSinceEpoch: first + Int32(number(in: 0...Int(days))))
        let end: Schedule.End
        switch number(in: 0...2) {
        case 0: end = .never
        case 1: end = .until(start.adding(days: number(in: 0...1200)))
        default: end = .count(number(in: 1...60))
        }
        return try Schedule(pattern, start: start, end: end, shift: Schedule.Shift.allCases[number(in: 0...2)])
            .checked()
    }

    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func monthDays() -> [MonthDay] {
        (0..<number(in: 1...3)).map { _ in
            switch number(in: 0...4) {
            case 0: .day(number(in: 1...31))
            case 1: .weekday(ordinal: number(in: 1...4), weekday: number(in: 1...7))
            case 2: .lastWeekday(number(in: 1...7))
            case 3: .workingDay(number(in: 1...20))
            default: .workingDayFromEnd(number(in: 1...20))
            }
        }
    }
}

/// The definition, day by day: slow, and without any arithmetic over periods.
struct NaiveSchedule {
    let schedule: Schedule

    /// Every day up to a last one.
    func days(through last: CalendarDay) -> [CalendarDay] {
        var shifted: Set<CalendarDay> = []
        var day = schedule.start
        while day <= last.adding(days: 3) {
            if isNominal(day) { shifted.insert(moved(day)) }
            day = day.adding(days: 1)
        }
        var result = shifted.sorted()
        if case .count(let count) = schedule.end { result = Array(result.prefix(count)) }
        return result.filter { $0 <= last }
    }

    private func isNominal(_ day: CalendarDay) -> Bool {
        if case .until(let last) = schedule.end, day > last { return false }
        let (year, month, _) = day.parts
        let (startYear, startMonth, _) = schedule.start.parts
        switch schedule.pattern {
        case .days(let every):
            return (day.daysSinceEpoch - schedule.start.daysSinceEpoch) % Int32(every) == 0
        case .weeks(let every, let weekdays):
            let weeks = (monday(day) - monday(schedule.start)) / 7
            return weekdays.contains(weekday: day.weekday) && weeks % every == 0
        case .months(let every, let named):
            let months = (year - startYear) * 12 + month - startMonth
            return months % every == 0 && named.contains { isMeant($0, day) }
        case .years(let every, let named, let days):
            return (year - startYear) % every == 0 && month == named && days.contains { isMeant($0, day) }
        }
    }

    private func monday(_ day: CalendarDay) -> Int { Int(day.daysSinceEpoch) - day.weekday + 1 }

    private func isMeant(_ name: MonthDay, _ day: CalendarDay) -> Bool {
        let (year, month, number) = day.parts
        let month31 = (1...31).compactMap { CalendarDay(year: year, month: month, day: $0) }
        switch name {
        case .day(let wanted): return number == min(wanted, month31.count)
        case .weekday(let ordinal, let weekday):
            return month31.filter { $0.weekday == weekday }[ordinal - 1] == day
        case .lastWeekday(let weekday): return month31.last { $0.weekday == weekday } == day
        case .workingDay(let ordinal): return month31.filter { $0.weekday < 6 }[ordinal - 1] == day
        case .workingDayFromEnd(let ordinal): return month31.reversed().filter { $0.weekday < 6 }[ordinal - 1] == day
        }
    }

    private func moved(_ day: CalendarDay) -> CalendarDay {
        var day = day
        while schedule.shift != .none, day.weekday > 5 {
            day = day.adding(days: schedule.shift == .nextWorkingDay ? 1 : -1)
        }
        return day
    }
}
