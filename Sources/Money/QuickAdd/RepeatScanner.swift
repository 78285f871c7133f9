import Primitives

/// Finds how often something repeats in a line.
///
/// - Source: docs/spec/quick-add.md §6.
struct RepeatScanner {
    enum Result {
        case clause(RepeatClause)
        /// `every` stands there, but not what.
        case unclear(Range<Int>)
    }

    let line: QuickAddLine
    /// Whether a word at a place is only a word, so that `monthly` before it is one too: `Daily Mart`.
    let isPlainText: (Int) -> Bool

    func scan(at place: Int) -> Result? {
        if let places = counted(place) { return .unclear(places) }
        if let clause = daysFirst(place) ?? step(place) ?? namedDays(place) ?? adverb(place) ?? plural(place) {
            return .clause(clause)
        }
        guard let key = line.freeKey(place), QuickAddLexicon.everyAsks.contains(key) else { return nil }
        return .unclear(place..<place + (line.isFree(place + 1) ? 2 : 1))
    }

    /// `biweekly`, `twice a month`, `3 times per week`, `महीने में दो बार`: of what repeats so nobody knows the days.
    private func counted(_ place: Int) -> Range<Int>? {
        guard let key = line.freeKey(place) else { return nil }
        if QuickAddLexicon.adverbAsks.contains(key) { return place..<place + 1 }
        var parser = RepeatParser(line, at: place)
        if parser.takeCount() {
            while parser.take(QuickAddLexicon.perWords) {}
            return parser.unit() == nil && !parser.takeAdverb() ? nil : place..<parser.place
        }
        guard parser.unit() != nil, parser.take(QuickAddLexicon.perWords), parser.takeCount() else { return nil }
        return place..<parser.place
    }

    /// `on the last working day of every month`, `am 31. jedes Monats`, `friday every 2 weeks`.
    private func daysFirst(_ place: Int) -> RepeatClause? {
        var parser = RepeatParser(line, at: place)
        parser.takeLinks()
        let days = parser.days()
        parser.takeLinks()
        guard !days.isEmpty, let (unit, every) = step(&parser) else { return nil }
        return clause(unit, every, days, place..<parser.place)
    }

    /// `every month`, `every 2 weeks on friday`, `alle 2 Wochen`, `हर महीने`.
    private func step(_ place: Int) -> RepeatClause? {
        var parser = RepeatParser(line, at: place)
        guard let (unit, every) = step(&parser) else { return nil }
        return with(days: &parser, unit, every, from: place)
    }

    private func step(_ parser: inout RepeatParser) -> (DayWords.Unit, Int)? {
        guard parser.take(QuickAddLexicon.every) else { return nil }
        if parser.take(QuickAddLexicon.others), let unit = parser.unit() { return (unit, 2) }
        let before = parser
        if let every = parser.number() ?? parser.ordinal(), let unit = parser.unit() { return (unit, every) }
        parser = before
        return parser.unit().map { ($0, 1) }
    }

    /// The days that follow a step; those that do not belong to it are left to the line.
    private func with(
        days parser: inout RepeatParser,
        _ unit: DayWords.Unit,
        _ every: Int,
        from place: Int
    ) -> RepeatClause? {
        var plain = clause(unit, every, [], place..<parser.place)
        parser.takeLinks()
        let days = parser.days()
        guard let first = days.first else { return plain }
        if let clause = clause(unit, every, days, place..<parser.place) { return clause }
        // A date beside a step is where it starts; a weekday beside months says nothing.
        if case .weekday = first, unit != .day { plain?.isUnclear = true }
        return plain
    }

    /// `every friday and monday`, `every 1st`, `every other friday`, `every 3 March`.
    private func namedDays(_ place: Int) -> RepeatClause? {
        var parser = RepeatParser(line, at: place)
        guard parser.take(QuickAddLexicon.every) else { return nil }
        if parser.take(QuickAddLexicon.others) {
            guard case .weekday(let weekday)? = parser.days().first else { return nil }
            return clause(.week, 2, [.weekday(weekday)], place..<parser.place)
        }
        let days = parser.days()
        guard let first = days.first else { return nil }
        let isOfMonth = ofMonth(&parser)
        // Every second Friday: of the month, or every other one?
        if case .monthDay(.weekday(let ordinal, _)) = first, ordinal > 1, !isOfMonth { return nil }
        let unit: DayWords.Unit =
            switch first {
            case .weekday, .workingDays: .week
            case .monthDay: .month
            case .yearDay: .year
            }
        return clause(unit, 1, days, place..<parser.place)
    }

    private func ofMonth(_ parser: inout RepeatParser) -> Bool {
        let before = parser
        if parser.takeLinks(), parser.unit() == .month { return true }
        parser = before
        return false
    }

    /// `monthly on the 5th`, `täglich`.
    private func adverb(_ place: Int) -> RepeatClause? {
        guard let key = line.freeKey(place), let (unit, every) = QuickAddLexicon.adverbs[key] else { return nil }
        var parser = RepeatParser(line, at: place)
        _ = parser.take([key])
        guard let clause = with(days: &parser, unit, every, from: place) else { return nil }
        return clause.places.count == 1 && isPlainText(place + 1) ? nil : clause
    }

    /// `freitags`.
    private func plural(_ place: Int) -> RepeatClause? {
        guard let weekday = line.freeKey(place).flatMap({ DayWords.everyWeekday[$0] }) else { return nil }
        return clause(.week, 1, [.weekday(weekday)], place..<place + 1)
    }

    /// Nil when the days are not of the unit: a weekday of a month, a date of a week.
    private func clause(
        _ unit: DayWords.Unit,
        _ every: Int,
        _ days: [RepeatDay],
        _ places: Range<Int>
    ) -> RepeatClause? {
        var result = RepeatClause(unit: unit, every: every, places: places)
        for day in days {
            switch (day, unit) {
            case (.weekday(let weekday), .week): result.weekdays.formUnion(WeekdaySet(weekdays: [weekday]))
            case (.workingDays, .week) where every == 1: result.weekdays = .workingDays
            case (.monthDay(let day), .month), (.monthDay(let day), .quarter): result.monthDays.append(day)
            case (.yearDay(let month, let day), .year): (result.month, result.monthDays) = (month, [.day(day)])
            default: return nil
            }
        }
        return result
    }

    // MARK: The end

    /// `until 2027-03`, `bis März`, `2027-03 तक`, `12 times`, `for 12 months`.
    func end(at place: Int, today: CalendarDay, order: DateOrder) -> (end: RepeatClause.End, places: Range<Int>)? {
        var parser = RepeatParser(line, at: place)
        let isUntil = parser.take(QuickAddLexicon.untilBefore)
        if let (day, count) = lastDay(parser.place, today: today, order: order) {
            let end = parser.place + count
            if isUntil { return (.until(day), place..<end) }
            if line.freeKey(end).map(QuickAddLexicon.untilAfter.contains) == true {
                return (.until(day), place..<end + 1)
            }
        }
        guard !isUntil else { return nil }
        parser = RepeatParser(line, at: place)
        if let count = parser.number(), parser.take(QuickAddLexicon.times) {
            return (.count(count), place..<parser.place)
        }
        if let count = joinedTimes(place) { return (.count(count), place..<place + 1) }
        parser = RepeatParser(line, at: place)
        let isFor = parser.take(QuickAddLexicon.during)
        guard let count = parser.number(), (1...10_000).contains(count), let unit = parser.unit(),
            isFor || parser.take(QuickAddLexicon.untilAfter)
        else { return nil }
        return (.during(count, unit), place..<parser.place)
    }

    /// `12x`, `12-mal`.
    private func joinedTimes(_ place: Int) -> Int? {
        guard let key = line.freeKey(place) else { return nil }
        for ending in ["x", "-mal", "mal"] where key.hasSuffix(ending) {
            return Int(key.dropLast(ending.count)).flatMap { $0 > 0 ? $0 : nil }
        }
        return nil
    }

    private func lastDay(_ place: Int, today: CalendarDay, order: DateOrder) -> (CalendarDay, Int)? {
        guard let key = line.freeKey(place) else { return nil }
        if let day = CalendarDay(iso: key) { return (day, 1) }
        if let first = CalendarDay(iso: key + "-01") { return (first.lastOfMonth, 1) }
        if let day = CalendarDay(iso: key + "-12-31"), (1900...2200).contains(day.parts.year) { return (day, 1) }
        let scanner = line.days(today, order, isStart: true)
        if let found = scanner.scan(at: place), line.areFree(place..<place + found.wordCount) {
            // An end lies ahead: without a year it is the next such day.
            let day = found.day < today ? found.alternative ?? found.day.adding(months: 12) : found.day
            return (max(day, found.day), found.wordCount)
        }
        guard let month = DayWords.month(key) else { return nil }
        if let year = line.freeKey(place + 1).flatMap(Int.init), (1900...2200).contains(year) {
            return CalendarDay(year: year, month: month, day: 1).map { ($0.lastOfMonth, 2) }
        }
        let (year, thisMonth, _) = today.parts
        return CalendarDay(year: month < thisMonth ? year + 1 : year, month: month, day: 1).map { ($0.lastOfMonth, 1) }
    }
}
