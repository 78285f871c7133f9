package import Primitives

/// A calendar day in words.
package struct DayText: Sendable, Hashable {
    /// For addresses and `datetime`: `2026-11-20`.
    package let iso: String
    /// Such as `20`.
    package let number: String
    /// Such as `Fri`.
    package let weekday: String
    /// Such as `Nov`.
    package let shortMonth: String
    /// Such as `20 Nov`, with the year where it is not this one: `20 Nov 2025`.
    package let short: String
    /// Such as `20 November 2026`.
    package let medium: String
    /// Such as `Friday 20 November 2026`.
    package let long: String
    /// Such as `November 2026`.
    package let month: String
    /// Such as `Friday`.
    package let weekdayName: String

    package init(_ day: CalendarDay, today: CalendarDay, locale: PageLocale = Words.current.locale) {
        let (year, month, number) = day.parts
        let names = CalendarWords(locale)
        let monthName = names.months[month - 1]
        weekdayName = names.weekdays[day.weekday - 1]
        weekday = names.shortWeekdays[day.weekday - 1]
        shortMonth = names.shortMonths[month - 1]
        iso = day.iso
        self.number = String(number)
        self.month = "\(monthName) \(year)"
        let isThisYear = year == today.parts.year
        switch locale {
        case .englishIndia, .englishBritain:
            short = "\(number) \(shortMonth)" + (isThisYear ? "" : " \(year)")
            medium = "\(number) \(monthName) \(year)"
            long = "\(weekdayName) \(medium)"
        case .englishAmerica:
            short = "\(shortMonth) \(number)" + (isThisYear ? "" : ", \(year)")
            medium = "\(monthName) \(number), \(year)"
            long = "\(weekdayName), \(medium)"
        case .hindi:
            short = "\(number) \(shortMonth)" + (isThisYear ? "" : " \(year)")
            medium = "\(number) \(monthName) \(year)"
            long = "\(weekdayName), \(medium)"
        case .german:
            short = "\(number). \(shortMonth)" + (isThisYear ? "" : " \(year)")
            medium = "\(number). \(monthName) \(year)"
            long = "\(weekdayName), \(medium)"
        }
    }

    /// `Today`, `Yesterday`, the weekday within the last week, else the short day.
    package static func relative(_ day: CalendarDay, today: CalendarDay, words: Words = .current) -> String {
        let text = DayText(day, today: today, locale: words.locale)
        switch today.daysSinceEpoch - day.daysSinceEpoch {
        case 0: return words("Today")
        case 1: return words("Yesterday")
        case 2...6: return text.weekday
        default: return text.short
        }
    }
}
