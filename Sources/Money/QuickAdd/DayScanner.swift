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
    /// The day something begins to repeat: it may as well lie ahead, so of two such days the nearer is meant.
    var isStart = false

    func scan(at place: Int) -> Result? {
        relative(place) ?? counted(place) ?? weekday(place) ?? namedMonth(place) ?? figures(place) ?? ordinal(place)
    }

    // MARK: From today

    private func relative(_ place: Int) -> Result? {
        for (words, days, other) in QuickAddLexicon.relativeDays
        where words.indices.allSatisfy({ line.key(place + $0) == words[$0] }) {
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
        guard let first = line.key(place) else { return nil }
        let isBefore = QuickAddLexicon.agoBefore.contains(first)
        if isBefore || QuickAddLexicon.aheadBefore.contains(first) {
            return distance(place + 1).map { result(day($0, isBefore ? -1 : 1), 3, .relativeDay) }
        }
        guard let distance = distance(place), let last = line.key(place + 2) else { return nil }
        if QuickAddLexicon.agoAfter.contains(last) { return result(day(distance, -1), 3, .relativeDay) }
        if QuickAddLexicon.aheadAfter.contains(last) { return result(day(distance, 1), 3, .relativeDay) }
        return nil
    }

    private func distance(_ place: Int) -> (count: Int, unit: QuickAddLexicon.Unit)? {
        guard let count = line.key(place).flatMap(QuickAddLexicon.number), (0...3650).contains(count),
            let unit = line.key(place + 1).flatMap({ QuickAddLexicon.units[$0] })
        else { return nil }
        return (count, unit)
    }

    private func day(_ distance: (count: Int, unit: QuickAddLexicon.Unit), _ sign: Int) -> CalendarDay {
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
        guard let first = line.key(place) else { return nil }
        let isLast = QuickAddLexicon.lastWords.contains(first)
        let isNext = QuickAddLexicon.nextWords.contains(first)
        let isMarked = isLast || isNext
        guard let weekday = (isMarked ? line.key(place + 1) : first).flatMap(QuickAddLexicon.weekday) else {
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
        if let year = line.key(place + 2).flatMap(Int.init), (1900...2200).contains(year) {
            return CalendarDay(year: year, month: month, day: day).map { result($0, 3, .namedMonth) }
        }
        guard let (found, next) = nearest(month: month, day: day) else { return nil }
        return Result(day: found, wordCount: 2, reason: .namedMonth, alternative: next)
    }

    func monthAndDay(_ place: Int) -> (month: Int, day: Int)? {
        guard let first = line.key(place), let second = line.key(place + 1) else { return nil }
        let isDayFirst = first.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true
        let (dayText, monthText) = isDayFirst ? (first, second) : (second, first)
        guard let month = QuickAddLexicon.month(monthText),
            let day = QuickAddLexicon.ordinal(dayText) ?? Int(dayText), (1...31).contains(day)
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
        guard line.words.indices.contains(place) else { return nil }
        let text = line.words[place].key
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
        let isLinked = line.key(place - 1).map(QuickAddLexicon.dateLinks.contains) == true
        guard text.hasSuffix(".") || isLinked else { return nil }
        let parts = QuickAddLexicon.bare(text).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCII) }),
            let day = Int(parts[0]), let month = Int(parts[1]), let (found, next) = nearest(month: month, day: day)
        else { return nil }
        return Result(day: found, wordCount: 1, reason: .dayOrder(.dayMonthYear), alternative: next)
    }

    private func figures(_ numbers: [Int]) -> Result? {
        func day(_ order: DateOrder) -> CalendarDay? {
            let (day, month) = order == .monthDayYear ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
            guard numbers.count == 3 else { return nearest(month: month, day: day)?.0 }
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

    /// `1st`: the latest first of a month that is not after today; for a start the nearer one.
    private func ordinal(_ place: Int) -> Result? {
        guard let key = line.key(place), let day = QuickAddLexicon.ordinal(key) else { return nil }
        // `1.` is a day behind `on the` only: elsewhere it ends a sentence.
        if key.hasSuffix("."), line.key(place - 1).map(QuickAddLexicon.dayLinks.contains) != true { return nil }
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

    private func result(_ day: CalendarDay, _ count: Int, _ reason: QuickAddReason) -> Result {
        Result(day: day, wordCount: count, reason: reason, alternative: nil)
    }
}
