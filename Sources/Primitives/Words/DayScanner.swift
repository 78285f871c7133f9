/// Reads a day from words of a line.
///
/// - Source: docs/spec/quick-add.md §4.
package struct DayScanner: Sendable {
    package struct Result: Hashable, Sendable {
        package let day: CalendarDay
        package let wordCount: Int
        package let reason: DayReason
        /// The other day it may mean.
        package var alternative: CalendarDay?
    }

    /// As ``WordKey`` folds them.
    private let keys: [String]
    private let today: CalendarDay
    /// How she writes 03/04.
    private let isMonthFirst: Bool
    private let isStart: Bool

    /// - `isStart`: The day something begins to repeat: it may as well lie ahead, so of two such days the nearer is
    ///   meant.
    package init(_ keys: [String], today: CalendarDay, isMonthFirst: Bool, isStart: Bool = false) {
        self.keys = keys
        self.today = today
        self.isMonthFirst = isMonthFirst
        self.isStart = isStart
    }

    private func key(_ place: Int) -> String? { keys.indices.contains(place) ? keys[place] : nil }

    /// The day that begins at a word.
    package func scan(at place: Int) -> Result? {
        relative(place) ?? counted(place) ?? weekday(place) ?? namedMonth(place) ?? figures(place) ?? ordinal(place)
    }

    // MARK: From today

    private func relative(_ place: Int) -> Result? {
        for (words, days, other) in DayWords.relativeDays
        where words.indices.allSatisfy({ key(place + $0) == words[$0] }) {
            return Result(
                day: today.adding(days: days),
                wordCount: words.count,
                reason: .relativeDay,
                alternative: other.map { today.adding(days: $0) }
            )
        }
        return nil
    }

    /// `3 days ago`, `vor 3 Tagen`, `3 दिन पहले`; `in 2 weeks`.
    private func counted(_ place: Int) -> Result? {
        guard let first = key(place) else { return nil }
        let isBefore = DayWords.agoBefore.contains(first)
        if isBefore || DayWords.aheadBefore.contains(first) {
            return distance(place + 1).map { result(day($0, isBefore ? -1 : 1), 3, .relativeDay) }
        }
        guard let distance = distance(place), let last = key(place + 2) else { return nil }
        if DayWords.agoAfter.contains(last) { return result(day(distance, -1), 3, .relativeDay) }
        if DayWords.aheadAfter.contains(last) { return result(day(distance, 1), 3, .relativeDay) }
        return nil
    }

    private func distance(_ place: Int) -> (count: Int, unit: DayWords.Unit)? {
        guard let count = key(place).flatMap(DayWords.number), (0...3650).contains(count),
            let unit = key(place + 1).flatMap({ DayWords.units[$0] })
        else { return nil }
        return (count, unit)
    }

    private func day(_ distance: (count: Int, unit: DayWords.Unit), _ sign: Int) -> CalendarDay {
        let count = distance.count * sign
        return switch distance.unit {
        case .day: today.adding(days: count)
        case .week: today.adding(days: 7 * count)
        case .month: today.adding(months: count)
        case .quarter: today.adding(months: 3 * count)
        case .year: today.adding(months: 12 * count)
        }
    }

    // MARK: Weekdays

    /// `friday` may be today; `last friday` and `next friday` never are, and may be meant a week further away.
    private func weekday(_ place: Int) -> Result? {
        guard let first = key(place) else { return nil }
        let isLast = DayWords.lastWords.contains(first)
        let isNext = DayWords.nextWords.contains(first)
        let isMarked = isLast || isNext
        guard let weekday = (isMarked ? key(place + 1) : first).flatMap(DayWords.weekday) else {
            return nil
        }
        let count = isMarked ? 2 : 1
        let ahead = (weekday - today.weekday + 7) % 7
        if isNext || isStart && !isLast {
            let day = today.adding(days: isNext && ahead == 0 ? 7 : ahead)
            // In the same week, "next" may mean the one of the week after.
            let isThisWeek = isNext && today.weekday + ahead <= 7 && ahead > 0
            return Result(
                day: day,
                wordCount: count,
                reason: .nextWeekday,
                alternative: isThisWeek ? day.adding(days: 7) : isStart && ahead > 0 ? day.adding(days: -7) : nil
            )
        }
        let back = (7 - ahead) % 7
        let day = today.adding(days: isLast && back == 0 ? -7 : -back)
        // In the same week, "last" may mean the one of the week before.
        let isThisWeek = isLast && back > 0 && back < today.weekday
        return Result(
            day: day,
            wordCount: count,
            reason: .latestWeekday,
            alternative: isThisWeek ? day.adding(days: -7) : nil
        )
    }

    // MARK: Dates

    /// `3 Mar`, `3rd March 2025`, `Mar 3`, `3. März`.
    private func namedMonth(_ place: Int) -> Result? {
        guard let (month, day) = monthAndDay(place) else { return nil }
        if let year = key(place + 2).flatMap(Int.init), (1900...2200).contains(year) {
            return CalendarDay(year: year, month: month, day: day).map { result($0, 3, .namedMonth) }
        }
        guard let (found, next) = nearest(month: month, day: day) else { return nil }
        return Result(day: found, wordCount: 2, reason: .namedMonth, alternative: next)
    }

    package func monthAndDay(_ place: Int) -> (month: Int, day: Int)? {
        guard let first = key(place), let second = key(place + 1) else { return nil }
        let isDayFirst = first.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true
        let (dayText, monthText) = isDayFirst ? (first, second) : (second, first)
        guard let month = DayWords.month(monthText),
            let day = DayWords.ordinal(dayText) ?? Int(dayText), (1...31).contains(day)
        else { return nil }
        return (month, day)
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

    /// The latest such day; for a start the nearer of it and the next, with the other as alternative.
    private func nearest(month: Int, day: Int) -> (CalendarDay, CalendarDay?)? {
        guard let (found, next) = latest(month: month, day: day) else { return nil }
        guard isStart, let next, isNearer(next, than: found) else { return (found, next) }
        return (next, found)
    }

    private func isNearer(_ next: CalendarDay, than found: CalendarDay) -> Bool {
        next.daysSinceEpoch - today.daysSinceEpoch < today.daysSinceEpoch - found.daysSinceEpoch
    }

    /// `2026-03-12`, `12/3`, `12/3/26`, `12.3.2026`, `12.3.`.
    private func figures(_ place: Int) -> Result? {
        guard let text = key(place) else { return nil }
        if let day = CalendarDay(iso: text) { return result(day, 1, .written) }
        if let found = shortFigures(text, at: place) { return found }
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

    /// `3.11.`, and `3.11` behind `am` or `on`, where it is no amount; the day always stands first.
    private func shortFigures(_ text: String, at place: Int) -> Result? {
        let isLinked = key(place - 1).map(DayWords.dateLinks.contains) == true
        guard text.hasSuffix(".") || isLinked else { return nil }
        let parts = DayWords.bare(text).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCII) }),
            let day = Int(parts[0]), let month = Int(parts[1]), let (found, next) = nearest(month: month, day: day)
        else { return nil }
        return Result(day: found, wordCount: 1, reason: .dayOrder(isMonthFirst: false), alternative: next)
    }

    private func figures(_ numbers: [Int]) -> Result? {
        func day(_ isMonthFirst: Bool) -> CalendarDay? {
            let (day, month) = isMonthFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
            guard numbers.count == 3 else { return nearest(month: month, day: day)?.0 }
            return CalendarDay(year: numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], month: month, day: day)
        }
        if let found = day(isMonthFirst) {
            let alternative = day(!isMonthFirst)
            return Result(
                day: found,
                wordCount: 1,
                reason: .dayOrder(isMonthFirst: isMonthFirst),
                alternative: alternative == found ? nil : alternative
            )
        }
        return day(!isMonthFirst).map { result($0, 1, .dayOrder(isMonthFirst: !isMonthFirst)) }
    }

    /// `1st`: the latest first of a month that is not after today; for a start the nearer one.
    private func ordinal(_ place: Int) -> Result? {
        guard let text = key(place), let day = DayWords.ordinal(text) else { return nil }
        // `1.` is a day behind `on the` only: elsewhere it ends a sentence.
        if text.hasSuffix("."), key(place - 1).map(DayWords.dayLinks.contains) != true { return nil }
        func named(from month: CalendarDay, by step: Int, _ fits: (CalendarDay) -> Bool) -> CalendarDay? {
            var month = month
            for _ in 0..<3 {
                let (year, number, _) = month.parts
                if let found = CalendarDay(year: year, month: number, day: day), fits(found) { return found }
                month = month.adding(months: step)
            }
            return nil
        }
        guard let found = named(from: today.firstOfMonth, by: -1, { $0 <= today }) else { return nil }
        guard isStart, let next = named(from: today.firstOfMonth, by: 1, { $0 > today }) else {
            return result(found, 1, .latestDayOfMonth)
        }
        return isNearer(next, than: found)
            ? Result(day: next, wordCount: 1, reason: .nextDayOfMonth, alternative: found)
            : Result(day: found, wordCount: 1, reason: .latestDayOfMonth, alternative: next)
    }

    private func result(_ day: CalendarDay, _ count: Int, _ reason: DayReason) -> Result {
        Result(day: day, wordCount: count, reason: reason, alternative: nil)
    }
}

/// Why a word is a day.
package enum DayReason: Hashable, Sendable {
    /// It stands there as it is.
    case written
    case relativeDay
    /// The latest such weekday that is not after today.
    case latestWeekday
    case nextWeekday
    /// The latest such day of a month that is not after today.
    case latestDayOfMonth
    /// The next such day of a month, which is nearer.
    case nextDayOfMonth
    case namedMonth
    /// Figures in the person's order of day and month, or the only one that makes a day.
    case dayOrder(isMonthFirst: Bool)
}
