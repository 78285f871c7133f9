import Primitives

/// Reads the words of a rule one after the other; a copy of it is a place to come back to.
///
/// - Source: docs/spec/quick-add.md §6.
struct RepeatParser {
    let line: QuickAddLine
    private(set) var place: Int

    init(_ line: QuickAddLine, at place: Int) {
        self.line = line
        self.place = place
    }

    mutating func take(_ words: Set<String>) -> Bool {
        guard let key = line.freeKey(place), words.contains(key) else { return false }
        place += 1
        return true
    }

    /// The words between `every` and its days; true when there were any.
    @discardableResult
    mutating func takeLinks() -> Bool {
        let start = place
        while take(QuickAddLexicon.onWords) {}
        return place > start
    }

    mutating func take(phrases: [[String]]) -> Bool {
        for words in phrases where words.indices.allSatisfy({ line.freeKey(place + $0) == words[$0] }) {
            place += words.count
            return true
        }
        return false
    }

    mutating func number() -> Int? {
        take { DayWords.number($0) }
    }

    /// `twice`, `3 times`; nothing is taken where it is neither.
    mutating func takeCount() -> Bool {
        if take(QuickAddLexicon.counts) { return true }
        let before = self
        if number() != nil, take(QuickAddLexicon.times) { return true }
        self = before
        return false
    }

    /// `monthly`, said of how often: `twice monthly`.
    mutating func takeAdverb() -> Bool {
        take { QuickAddLexicon.adverbs[$0].map { _ in true } } ?? false
    }

    mutating func unit() -> DayWords.Unit? { take { DayWords.units[$0] } }

    mutating func ordinal() -> Int? {
        take { DayWords.ordinal($0) ?? QuickAddLexicon.ordinalWords[$0] }
    }

    mutating func weekday() -> Int? { take { DayWords.weekday($0) } }

    private mutating func take<Value>(_ read: (String) -> Value?) -> Value? {
        guard let value = line.freeKey(place).flatMap(read) else { return nil }
        place += 1
        return value
    }

    // MARK: Days

    /// `friday and monday`, `the last working day`, `1st and 15th`, `3 March`.
    mutating func days() -> [RepeatDay] {
        var days: [RepeatDay] = []
        while days.count < 31 {
            let before = self
            if !days.isEmpty {
                _ = take(QuickAddLexicon.joiners)
                takeLinks()
            }
            guard let day = day(), days.allSatisfy({ $0.fits(day) }) else {
                self = before
                break
            }
            days.append(day)
        }
        return days
    }

    private mutating func day() -> RepeatDay? {
        let before = self
        if take(DayWords.lastWords), let day = lastDay() { return day }
        self = before
        if let (month, day) = line.days(CalendarDay(daysSinceEpoch: 0), .dayMonthYear)
            .monthAndDay(place), line.areFree(place..<place + 2)
        {
            place += 2
            return .yearDay(month: month, day: day)
        }
        if let number = ordinal(), let day = ordinalDay(number) { return day }
        self = before
        if let number = number(), (1...31).contains(number), take(QuickAddLexicon.dateWords) {
            return .monthDay(.day(number))
        }
        self = before
        if take(phrases: QuickAddLexicon.workingDays) { return .workingDays }
        return weekday().map { .weekday($0) }
    }

    private mutating func lastDay() -> RepeatDay? {
        if take(phrases: QuickAddLexicon.workingDays) { return .monthDay(.workingDayFromEnd(1)) }
        if let weekday = weekday() { return .monthDay(.lastWeekday(weekday)) }
        return unit() == .day ? .monthDay(.day(31)) : nil
    }

    /// What follows `1st` or `first`.
    private mutating func ordinalDay(_ number: Int) -> RepeatDay? {
        let wasFigure = line.key(place - 1).flatMap(DayWords.ordinal) != nil
        if number <= 20, take(phrases: QuickAddLexicon.workingDays) { return .monthDay(.workingDay(number)) }
        let before = self
        if let weekday = weekday() {
            if number <= 4 { return .monthDay(.weekday(ordinal: number, weekday: weekday)) }
            self = before
        }
        _ = take(QuickAddLexicon.dateWords)
        return wasFigure ? .monthDay(.day(number)) : nil
    }
}
