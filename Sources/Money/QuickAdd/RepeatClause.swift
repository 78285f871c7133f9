import Primitives

/// What a line says of how something repeats: `every 2 weeks on friday`.
///
/// - Source: docs/spec/quick-add.md §6.
struct RepeatClause {
    var unit: DayWords.Unit
    var every: Int
    var weekdays: WeekdaySet = []
    var monthDays: [MonthDay] = []
    /// Of a year.
    var month: Int?
    /// The words it stands in.
    var places: Range<Int>
    /// Days are named that the step does not have: the Friday of every month.
    var isUnclear = false

    enum End {
        case until(CalendarDay)
        case count(Int)
        /// So long from the start on.
        case during(Int, DayWords.Unit)
    }

    /// The rule from a first day on, whose weekday or date stands in where the line names none.
    func schedule(from start: CalendarDay, end: End?) -> Schedule {
        let (_, month, day) = start.parts
        let days = monthDays.isEmpty ? [MonthDay.day(day)] : monthDays
        let pattern: Schedule.Pattern =
            switch unit {
            case .day: .days(every: every)
            case .week: .weeks(every: every, weekdays.isEmpty ? WeekdaySet(weekdays: [start.weekday]) : weekdays)
            case .month: .months(every: every, days)
            case .quarter: .months(every: 3 * every, days)
            case .year: .years(every: every, month: self.month ?? month, days)
            }
        return Schedule(pattern, start: start, end: Self.end(end, from: start))
    }

    private static func end(_ end: End?, from start: CalendarDay) -> Schedule.End {
        switch end {
        case nil: .never
        case .until(let day): .until(day)
        case .count(let count): .count(count)
        case .during(let count, let unit):
            switch unit {
            case .day: .until(start.adding(days: count - 1))
            case .week: .until(start.adding(days: 7 * count - 1))
            case .month: .until(start.adding(months: count).adding(days: -1))
            case .quarter: .until(start.adding(months: 3 * count).adding(days: -1))
            case .year: .until(start.adding(months: 12 * count).adding(days: -1))
            }
        }
    }
}

/// One named day within a rule.
enum RepeatDay: Hashable {
    case weekday(Int)
    case workingDays
    case monthDay(MonthDay)
    case yearDay(month: Int, day: Int)

    /// Days of one rule are of one kind.
    func fits(_ other: RepeatDay) -> Bool {
        switch (self, other) {
        case (.weekday, .weekday), (.monthDay, .monthDay): true
        default: false
        }
    }
}
