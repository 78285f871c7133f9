/// A day in the Gregorian calendar, without a time or a time zone.
///
/// Money is spent and periods start on a day, not at a moment, so a day never shifts when a person travels.
///
/// - Shape: days since 1970-01-01 as Int32; text is ISO 8601 `YYYY-MM-DD`, years 0001 to 9999.
/// - Source: the civil-from-days algorithm follows the era arithmetic of the proleptic Gregorian calendar
///   (400 years = 146,097 days).
package struct CalendarDay: Hashable, Comparable, Sendable {
    package let daysSinceEpoch: Int32

    package init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

    /// Makes a day from its parts; nil when there is no such day (30 February) or the year is not in 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.dayCount(ofMonth: month, year: year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year  // years start in March, so that 29 February is the last day
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The parts of the day: year, month 1...12, day 1...31.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// ISO 8601 weekday: 1 is Monday, 7 is Sunday.
    package var weekday: Int { Int(((Int64(daysSinceEpoch) + 3) % 7 + 7) % 7) + 1 }

    package var iso: String {
        let (year, month, day) = parts
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }

    package func adding(days: Int) -> CalendarDay { CalendarDay(daysSinceEpoch: daysSinceEpoch + Int32(days)) }

    /// The same day of another month, clipped to that month's end: 31 January plus one month is 28 or 29 February.
    package func adding(months: Int) -> CalendarDay {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let clipped = min(day, Self.dayCount(ofMonth: newMonth, year: newYear))
        return CalendarDay(year: newYear, month: newMonth, day: clipped) ?? self
    }

    package var firstOfMonth: CalendarDay { adding(days: 1 - parts.day) }

    package var lastOfMonth: CalendarDay {
        let (year, month, day) = parts
        return adding(days: Self.dayCount(ofMonth: month, year: year) - day)
    }

    /// Days in a month, 28 to 31.
    package static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CalendarDay: CustomStringConvertible {
    package var description: String { iso }
}
