package import Primitives

/// A calendar day in words.
package struct DayText: Sendable, Hashable {
    /// For addresses and `datetime`: `2026-11-20`.
    package let iso: String
    /// Such as `20`.
    package let number: String
    /// Such as `Fri`.
    package let weekday: String
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

    package init(_ day: CalendarDay, today: CalendarDay) {
        let (year, month, number) = day.parts
        let monthName = Self.months[month - 1]
        weekdayName = Self.weekdays[day.weekday - 1]
        iso = day.iso
        self.number = String(number)
        weekday = String(weekdayName.prefix(3))
        let isThisYear = year == today.parts.year
        short = "\(number) \(monthName.prefix(3))" + (isThisYear ? "" : " \(year)")
        medium = "\(number) \(monthName) \(year)"
        long = "\(weekdayName) \(medium)"
        self.month = "\(monthName) \(year)"
    }

    /// `Today`, `Yesterday`, the weekday within the last week, else the short day.
    package static func relative(_ day: CalendarDay, today: CalendarDay) -> String {
        let text = DayText(day, today: today)
        switch today.daysSinceEpoch - day.daysSinceEpoch {
        case 0: return "Today"
        case 1: return "Yesterday"
        case 2...6: return text.weekday
        default: return text.short
        }
    }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
