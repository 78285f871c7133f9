import Primitives

extension QuickAddReader {
    /// `every month on the 31st`, `12 times`, `until 2027-03`.
    mutating func readRepeats() {
        let reader = self
        let scanner = RepeatScanner(line: line) { reader.isPlainText($0) }
        for place in line.words.indices where line.isFree(place) {
            switch scanner.scan(at: place) {
            case .clause(let clause)? where clause.isUnclear:
                questions.append(.howOften(claim(clause.places, .unclear, .written)))
                return
            case .clause(let clause)?:
                line.use(clause.places)
                repeats = clause
                readRepeatEnds()
                return
            case .unclear(let places)?:
                questions.append(.howOften(claim(places, .unclear, .written)))
                return
            case nil: continue
            }
        }
    }

    private mutating func readRepeatEnds() {
        for place in line.words.indices where line.isFree(place) {
            let scanner = RepeatScanner(line: line) { _ in false }
            if let (end, places) = scanner.end(at: place, today: today, order: order), line.areFree(places) {
                guard repeatEnd == nil else {
                    questions.append(.howOften(claim(places, .unclear, .written)))
                    continue
                }
                claim(places, .link, .written)
                repeatEnd = end
            } else if QuickAddLexicon.untilBefore.contains(line.words[place].key), line.isFree(place + 1) {
                questions.append(.howOften(claim(place..<place + 2, .unclear, .written)))
            }
        }
    }

    /// Whether a word is only a word: nothing that quick add, or her book, has a meaning for.
    private func isPlainText(_ place: Int) -> Bool {
        guard let key = line.freeKey(place), let first = key.unicodeScalars.first, first.properties.isAlphabetic else {
            return false
        }
        let known = [
            DayWords.dayLinks, QuickAddLexicon.payeeLinks, QuickAddLexicon.noteLinks, QuickAddLexicon.endings,
            QuickAddLexicon.joiners, QuickAddLexicon.untilBefore, QuickAddLexicon.sharing, QuickAddLexicon.with,
            QuickAddLexicon.incomeVerbs, QuickAddLexicon.expenseVerbs,
        ]
        guard !known.contains(where: { $0.contains(key) }), QuickAddLexicon.accountLinks[key] == nil,
            DayWords.number(key) == nil,
            line.amount(at: place) == nil,
            line.days(today, order).scan(at: place) == nil
        else { return false }
        return names.account(line, at: place, first: key, isMarked: false) == nil
            && names.categories(line, at: place, first: key) == nil && names.category(commonWord: key) == nil
            && names.people(line, at: place) == nil
    }

    /// The day; where something repeats, the day it starts.
    mutating func readDay() {
        let scanner = line.days(today, order, isStart: repeats != nil)
        for place in line.words.indices where line.isFree(place) {
            guard let found = scanner.scan(at: place), line.areFree(place..<place + found.wordCount) else { continue }
            var first = place
            while first > max(0, place - 2), let key = line.freeKey(first - 1), DayWords.dayLinks.contains(key) {
                first -= 1
                claim(first..<first + 1, .link, .written)
            }
            let alternative = found.alternative.map { QuickAddMeaning.day($0) }
            claim(place..<place + found.wordCount, .day(found.day), QuickAddReason(found.reason), alternative)
            day = found.day
            return
        }
        askForDay()
    }

    /// `last week` is no day; behind `for` it says what was paid.
    private mutating func askForDay() {
        for place in line.words.indices {
            guard let key = line.freeKey(place), DayWords.spans.contains(key),
                line.key(place - 1).map(QuickAddLexicon.noteLinks.contains) != true
            else { continue }
            var parser = RepeatParser(line, at: place + 1)
            _ = parser.number()
            guard let unit = parser.unit(), unit != .day,
                line.key(parser.place).map(DayWords.ofAfter.contains) != true
            else { continue }
            questions.append(.whichDay(claim(place..<parser.place, .unclear, .written)))
            return
        }
    }
}

extension QuickAddReason {
    init(_ reason: DayReason) {
        self =
            switch reason {
            case .written: .written
            case .relativeDay: .relativeDay
            case .latestWeekday: .latestWeekday
            case .nextWeekday: .nextWeekday
            case .latestDayOfMonth: .latestDayOfMonth
            case .nextDayOfMonth: .nextDayOfMonth
            case .namedMonth: .namedMonth
            case .dayOrder(let isMonthFirst): .dayOrder(isMonthFirst ? .monthDayYear : .dayMonthYear)
            }
    }
}
