package import Primitives

/// A run of days in words, without what both ends share: `1–5 Dec`, `29 Nov – 3 Dec`.
package struct DaySpanText: Sendable, Hashable {
    /// Such as `1–5 Dec`, with the year where it is not this one.
    package let short: String
    /// Such as `1–5 December`.
    package let long: String

    package init(_ days: ClosedRange<CalendarDay>, today: CalendarDay, locale: PageLocale = Words.current.locale) {
        let (first, last) = (days.lowerBound, days.upperBound)
        let texts = (DayText(first, today: today, locale: locale), DayText(last, today: today, locale: locale))
        guard first != last else {
            short = texts.0.short
            long = Self.full(first, today, locale)
            return
        }
        guard first.firstOfMonth == last.firstOfMonth else {
            short = texts.0.short + Self.dash + texts.1.short
            long = Self.full(first, today, locale) + Self.dash + Self.full(last, today, locale)
            return
        }
        let months = CalendarWords(locale).months[first.parts.month - 1]
        let year = first.parts.year == today.parts.year ? "" : " \(first.parts.year)"
        let numbers = (String(first.parts.day), String(last.parts.day))
        switch locale {
        case .englishAmerica:
            short = "\(texts.0.shortMonth) \(numbers.0)–\(numbers.1)" + (year.isEmpty ? "" : "," + year)
            long = "\(months) \(numbers.0)–\(numbers.1)" + (year.isEmpty ? "" : "," + year)
        case .german:
            short = "\(numbers.0).–\(numbers.1). \(texts.0.shortMonth)" + year
            long = "\(numbers.0).–\(numbers.1). \(months)" + year
        case .englishIndia, .englishBritain, .hindi:
            short = "\(numbers.0)–\(numbers.1) \(texts.0.shortMonth)" + year
            long = "\(numbers.0)–\(numbers.1) \(months)" + year
        }
    }

    private static let dash = "\u{A0}– "

    /// Such as `3 December`, with the year where it is not this one.
    static func full(_ day: CalendarDay, _ today: CalendarDay, _ locale: PageLocale) -> String {
        let (year, month, number) = day.parts
        let name = CalendarWords(locale).months[month - 1]
        let isThisYear = year == today.parts.year
        return switch locale {
        case .englishAmerica: "\(name) \(number)" + (isThisYear ? "" : ", \(year)")
        case .german: "\(number). \(name)" + (isThisYear ? "" : " \(year)")
        case .englishIndia, .englishBritain, .hindi: "\(number) \(name)" + (isThisYear ? "" : " \(year)")
        }
    }
}

extension DayText {
    /// Such as `Thursday 3 December`, with the year where it is not this one.
    static func spoken(
        _ day: CalendarDay,
        today: CalendarDay,
        locale: PageLocale = Words.current.locale
    ) -> String {
        let text = DaySpanText.full(day, today, locale)
        let weekday = CalendarWords(locale).weekdays[day.weekday - 1]
        return switch locale {
        case .englishIndia, .englishBritain: "\(weekday) \(text)"
        case .englishAmerica, .hindi, .german: "\(weekday), \(text)"
        }
    }
}
