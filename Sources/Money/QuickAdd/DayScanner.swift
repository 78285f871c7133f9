import Primitives

/// Reads a day from words of a line.
///
/// - Source: docs/spec/quick-add.md §4.
struct DayScanner {
    struct Result {
        let day: CalendarDay
        let wordCount: Int
        let reason: QuickAddReason
        var alternative: CalendarDay?
    }

    let line: QuickAddLine
    let today: CalendarDay
    let order: DateOrder

    private static let weekdays = [
        ["monday", "mon"], ["tuesday", "tue", "tues"], ["wednesday", "wed"], ["thursday", "thu", "thur", "thurs"],
        ["friday", "fri"], ["saturday", "sat"], ["sunday", "sun"],
    ]
    private static let months = [
        ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"], ["june", "jun"],
        ["july", "jul"], ["august", "aug"], ["september", "sep", "sept"], ["october", "oct"], ["november", "nov"],
        ["december", "dec"],
    ]

    func scan(at place: Int) -> Result? {
        relative(place) ?? weekday(place) ?? namedMonth(place) ?? figures(place) ?? ordinal(place)
    }

    private func relative(_ place: Int) -> Result? {
        switch line.key(place) {
        case "today": return result(today, 1, .relativeDay)
        case "yesterday": return result(today.adding(days: -1), 1, .relativeDay)
        case "tomorrow": return result(today.adding(days: 1), 1, .relativeDay)
        case "day":
            guard line.key(place + 1) == "before", line.key(place + 2) == "yesterday" else { return nil }
            return result(today.adding(days: -2), 3, .relativeDay)
        default: break
        }
        guard line.key(place + 2) == "ago", let count = line.key(place).flatMap(Int.init), (0...3650).contains(count)
        else { return nil }
        switch line.key(place + 1) {
        case "day", "days": return result(today.adding(days: -count), 3, .relativeDay)
        case "week", "weeks": return result(today.adding(days: -7 * count), 3, .relativeDay)
        case "month", "months": return result(today.adding(months: -count), 3, .relativeDay)
        default: return nil
        }
    }

    /// `friday` may be today; `last friday` never is, and may be meant a week earlier.
    private func weekday(_ place: Int) -> Result? {
        let isLast = line.key(place) == "last"
        guard let key = line.key(isLast ? place + 1 : place),
            let weekday = Self.weekdays.firstIndex(where: { $0.contains(key) })
        else { return nil }
        var back = (today.weekday - (weekday + 1) + 7) % 7
        if isLast, back == 0 { back = 7 }
        let day = today.adding(days: -back)
        // In the same week, "last" may mean the one of the week before.
        let isThisWeek = isLast && back < today.weekday
        return Result(
            day: day,
            wordCount: isLast ? 2 : 1,
            reason: .latestWeekday,
            alternative: isThisWeek ? day.adding(days: -7) : nil
        )
    }

    /// `3 Mar`, `3rd March 2025`, `Mar 3`.
    private func namedMonth(_ place: Int) -> Result? {
        guard let first = line.key(place), let second = line.key(place + 1) else { return nil }
        let (dayText, monthText) =
            first.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true ? (first, second) : (second, first)
        guard let month = Self.months.firstIndex(where: { $0.contains(monthText) }),
            let day = Self.ordinal(dayText) ?? Int(dayText), (1...31).contains(day)
        else { return nil }
        if let year = line.key(place + 2).flatMap(Int.init), (1900...2200).contains(year) {
            return CalendarDay(year: year, month: month + 1, day: day).map { result($0, 3, .namedMonth) }
        }
        guard let (found, next) = latest(month: month + 1, day: day) else { return nil }
        return Result(day: found, wordCount: 2, reason: .namedMonth, alternative: next)
    }

    /// The latest such day not after today, and the next one when that is closer than half a year.
    private func latest(month: Int, day: Int) -> (CalendarDay, CalendarDay?)? {
        let year = today.parts.year
        // 29 February may be up to eight years back.
        for candidate in stride(from: year, through: year - 8, by: -1) {
            guard let found = CalendarDay(year: candidate, month: month, day: day), found <= today else { continue }
            let next = CalendarDay(year: candidate + 1, month: month, day: day)
            let isNear = next.map { $0 > today && $0.daysSinceEpoch - today.daysSinceEpoch < 183 } ?? false
            return (found, isNear ? next : nil)
        }
        return nil
    }

    /// `2026-03-12`, `12/3`, `12/3/26`, `12.3.2026`.
    private func figures(_ place: Int) -> Result? {
        guard line.words.indices.contains(place) else { return nil }
        let text = line.words[place].key
        if let day = CalendarDay(iso: text) { return result(day, 1, .written) }
        for separator in ["/", ".", "-"] as [Character] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            // Two parts with a dot or hyphen are a number or a sum.
            guard parts.count == 3 || (parts.count == 2 && separator == "/") else { continue }
            let numbers = parts.compactMap { $0.count <= 4 && $0.allSatisfy(\.isASCII) ? Int($0) : nil }
            guard numbers.count == parts.count else { continue }
            return figures(numbers)
        }
        return nil
    }

    private func figures(_ numbers: [Int]) -> Result? {
        func day(_ order: DateOrder) -> CalendarDay? {
            let (day, month) = order == .monthDayYear ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
            guard numbers.count == 3 else { return latest(month: month, day: day)?.0 }
            return CalendarDay(year: numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], month: month, day: day)
        }
        let preferred: DateOrder = order == .monthDayYear ? .monthDayYear : .dayMonthYear
        let other: DateOrder = preferred == .monthDayYear ? .dayMonthYear : .monthDayYear
        if let found = day(preferred) {
            let alternative = day(other)
            return Result(
                day: found,
                wordCount: 1,
                reason: .dayOrder(preferred),
                alternative: alternative == found ? nil : alternative
            )
        }
        return day(other).map { result($0, 1, .dayOrder(other)) }
    }

    /// `1st`: the latest first of a month that is not after today.
    private func ordinal(_ place: Int) -> Result? {
        guard let day = line.key(place).flatMap(Self.ordinal), (1...31).contains(day) else { return nil }
        var month = today.firstOfMonth
        for _ in 0..<3 {
            let (year, number, _) = month.parts
            if let found = CalendarDay(year: year, month: number, day: day), found <= today {
                return result(found, 1, .latestDayOfMonth)
            }
            month = month.adding(months: -1)
        }
        return nil
    }

    private static func ordinal(_ text: String) -> Int? {
        for ending in ["st", "nd", "rd", "th"] where text.hasSuffix(ending) { return Int(text.dropLast(2)) }
        return nil
    }

    private func result(_ day: CalendarDay, _ count: Int, _ reason: QuickAddReason) -> Result {
        Result(day: day, wordCount: count, reason: reason, alternative: nil)
    }
}
