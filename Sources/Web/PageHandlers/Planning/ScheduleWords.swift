import Money
import Primitives

/// Schedules as a person would say them: “Every 2 weeks on Friday”, “Every month on the last working day, 12 times”.
struct ScheduleWords {
    let words: Words
    let today: CalendarDay

    private var names: CalendarWords { CalendarWords(words.locale) }

    func text(_ schedule: Schedule) -> String {
        ([pattern(schedule.pattern)] + [end(schedule.end), shift(schedule.shift)].compactMap(\.self))
            .joined(separator: ", ")
    }

    func pattern(_ pattern: Schedule.Pattern) -> String {
        switch pattern {
        case .days(let every): return words.count(every, one: "Every day", other: "Every {count} days")
        case .weeks(1, .workingDays): return words("Every working day")
        case .weeks(let every, let weekdays):
            let days = list(weekdays.weekdays.map { words("on {weekday}", ["weekday": names.weekdays[$0 - 1]]) })
            return words.count(every, one: "Every week {days}", other: "Every {count} weeks {days}", ["days": days])
        case .months(let every, let named):
            let days = list(named.map(day))
            return words.count(every, one: "Every month {days}", other: "Every {count} months {days}", ["days": days])
        case .years(let every, let month, let named):
            return words.count(
                every,
                one: "Every year {month} {days}",
                other: "Every {count} years {month} {days}",
                ["month": words("in {month}", ["month": names.months[month - 1]]), "days": list(named.map(day))]
            )
        }
    }

    /// Such as “on the 31st” or “on the last working day”.
    func day(_ day: MonthDay) -> String {
        switch day {
        case .day(let number): return words("on the {day}", ["day": ordinal(number)])
        case .lastWeekday(let weekday): return words("on the last {weekday}", ["weekday": names.weekdays[weekday - 1]])
        case .weekday(let number, let weekday):
            return words("on the {nth} {weekday}", ["nth": ordinal(number), "weekday": names.weekdays[weekday - 1]])
        case .workingDay(1): return words("on the first working day")
        case .workingDayFromEnd(1): return words("on the last working day")
        case .workingDay(let number): return words("on the {nth} working day", ["nth": ordinal(number)])
        case .workingDayFromEnd(let number): return words("on the {nth} last working day", ["nth": ordinal(number)])
        }
    }

    /// What is chosen from a list: a capital letter, and what happens where the month has no such day.
    func choice(_ day: MonthDay) -> String {
        let text = self.day(day)
        let first = text.prefix(1).uppercased() + text.dropFirst()
        if case .day(let number) = day, number > 28 { return words("{day}, or the last day", ["day": first]) }
        return first
    }

    private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

    private func end(_ end: Schedule.End) -> String? {
        switch end {
        case .never: nil
        case .until(let day):
            words("until {day}", ["day": DayText(day, today: today, locale: words.locale).medium])
        case .count(let count): words.count(count, one: "once", other: "{count} times")
        }
    }

    private func shift(_ shift: Schedule.Shift) -> String? {
        switch shift {
        case .none: nil
        case .previousWorkingDay: words("from a weekend to the Friday before")
        case .nextWorkingDay: words("from a weekend to the Monday after")
        }
    }

    private func ordinal(_ number: Int) -> String {
        switch words.locale {
        case .german: return "\(number)."
        case .hindi: return "\(number)"
        case .englishIndia, .englishBritain, .englishAmerica:
            let ending =
                switch number % 10 {
                case 1 where number != 11: "st"
                case 2 where number != 12: "nd"
                case 3 where number != 13: "rd"
                default: "th"
                }
            return "\(number)\(ending)"
        }
    }
}
