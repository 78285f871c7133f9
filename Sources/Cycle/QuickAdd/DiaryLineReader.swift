import Primitives

/// Claims the words of a line from left to right.
///
/// The steps are extensions of their own; what they found is here.
struct DiaryLineReader {
    /// What the words so far are about, until a comma or another subject.
    enum Context: Hashable {
        case subject(DiaryTerm.Subject)
        case symptom(SymptomID)
        case mood(MoodID)
    }

    /// What a time that follows belongs to.
    enum Timed { case temperature, lh, pregnancyTest, sex }

    let bytes: [UInt8]
    let words: [TypedWord]
    let phrases: DiaryPhrases
    let today: CalendarDay
    let isMonthFirst: Bool

    var isUsed: [Bool]
    /// The first word of the note, which takes the rest.
    var end: Int
    var place = 0
    var context: Context?
    var timed: Timed?

    var day: CalendarDay?
    var draft = DiaryDraft()
    var tokens: [DiaryToken] = []
    var problems: [DiaryProblem] = []
    /// A subject that still waits for its value, and where it stands.
    var open: (subject: DiaryTerm.Subject, token: Int)?
    /// How strong what follows is: `strong cramps`.
    var waiting: Int?
    /// Something was read that says nothing but a day of the diary.
    var isSure = false
    /// Something was read that may be of the diary.
    var isPossible = false

    init(_ text: String, _ names: DiaryLineNames, today: CalendarDay, isMonthFirst: Bool) {
        bytes = Array(text.utf8)
        words = TypedWord.words(of: text)
        phrases = DiaryLexicon.phrases.with(names)
        self.today = today
        self.isMonthFirst = isMonthFirst
        isUsed = [Bool](repeating: false, count: words.count)
        end = words.count
    }

    func range(_ places: Range<Int>) -> Range<Int> {
        words[places.lowerBound].range.lowerBound..<words[places.upperBound - 1].range.upperBound
    }

    /// Takes words; the reader goes on behind them.
    @discardableResult
    mutating func claim(_ count: Int, _ meaning: DiaryMeaning, _ reason: DiaryReason = .written) -> Range<Int> {
        let places = place..<place + count
        for place in places { isUsed[place] = true }
        let range = range(places)
        tokens.append(DiaryToken(range, meaning, reason))
        place += count
        return range
    }

    mutating func refuse(_ count: Int, _ problem: (Range<Int>) -> DiaryProblem) {
        let range = claim(count, .unclear)
        problems.append(problem(range))
    }

    /// A word that is not a day: nil at the end.
    func key(_ place: Int) -> String? { place < end && !isUsed[place] ? words[place].key : nil }

    /// Whether a comma or semicolon stands behind a word.
    func endsClause(_ place: Int) -> Bool {
        let end = words[place].range.upperBound
        return end < bytes.count && (bytes[end] == UInt8(ascii: ",") || bytes[end] == UInt8(ascii: ";"))
    }
}

// MARK: Day and note

extension DiaryLineReader {
    /// `note:` and all behind it.
    mutating func readNote() {
        for place in words.indices {
            let after = words[place].range.upperBound
            guard after < bytes.count, bytes[after] == UInt8(ascii: ":"),
                phrases.phrases(words, at: place, before: place + 1).contains(where: {
                    $0.terms.contains(.subject(.note))
                })
            else { continue }
            end = place
            var first = after + 1
            var last = bytes.count
            while first < last, bytes[first] <= 0x20 { first += 1 }
            while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
            for place in place..<words.count { isUsed[place] = true }
            let word = words[place].range
            guard first < last else {
                tokens.append(DiaryToken(word, .unclear))
                problems.append(.missing(.note, word))
                return
            }
            let text = String(decoding: bytes[first..<last], as: UTF8.self)
            draft.entry.note = text
            tokens.append(DiaryToken(word, .link))
            tokens.append(DiaryToken(first..<last, .note(text)))
            isPossible = true
            // `note: rent 500` may be meant for money.
            if !bytes[first..<last].contains(where: { (0x30...0x39).contains($0) }) { isSure = true }
            return
        }
    }

    /// The first day; a second one is asked about.
    mutating func readDay() {
        let scanner = DayScanner(words[..<end].map(\.key), today: today, isMonthFirst: isMonthFirst)
        var at = 0
        while at < end {
            guard let found = scanner.scan(at: at), isDay(at, found) else {
                at += 1
                continue
            }
            var first = at
            while first > 0, !isUsed[first - 1], !endsClause(first - 1),
                DayWords.dayLinks.contains(words[first - 1].key),
                at - first < 2
            {
                first -= 1
                place = first
                claim(1, .link)
            }
            place = at
            let range = claim(found.wordCount, .day(found.day), .day(found.reason))
            tokens[tokens.count - 1].alternative = found.alternative.flatMap { $0 <= today.adding(days: 1) ? $0 : nil }
            if day != nil { problems.append(.twoDays(range)) }
            if found.day > today.adding(days: DayLimits.daysAhead) { problems.append(.dayAhead(range)) }
            day = day ?? found.day
            at += found.wordCount
        }
        place = 0
    }

    /// `last night` and `day 1` are days or words of the diary by what stands around them.
    private func isDay(_ at: Int, _ found: DayScanner.Result) -> Bool {
        guard at + found.wordCount <= end else { return false }
        // `36,62` is no date, and `sun` or `mar` alone would be.
        let isFigure = words[at].key.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        return !isFigure || found.wordCount > 1 || !words[at].key.contains(",")
    }
}

// MARK: What it comes to

extension DiaryLineReader {
    consuming func reading() -> DiaryLineReading {
        closeOpen()
        finish()
        let day = day ?? today
        var problems = problems
        let entry = draft.entry
        let isEmpty = entry == DayEntry()
        if problems.isEmpty, !isEmpty {
            do throws(DayEntryError) { try entry.check(on: day, today: today) } catch { problems = [.refused(error)] }
        }
        if problems.isEmpty, isEmpty { problems = [.unknown(0..<bytes.count)] }
        return DiaryLineReading(
            kind: kind,
            day: day,
            tokens: tokens.sorted { $0.range.lowerBound < $1.range.lowerBound },
            problems: problems,
            entry: problems.isEmpty ? entry : nil
        )
    }

    /// A figure or a sign of money that the diary does not take makes it another line.
    private var kind: DiaryLineReading.Kind {
        guard isPossible || isSure else { return .other }
        var isUnclear = false
        for problem in problems {
            guard case .unknown(let range) = problem else { continue }
            isUnclear = true
            let text = String(decoding: bytes[range], as: UTF8.self)
            let isMoney = WordKey.key(text).unicodeScalars.contains { scalar in
                (0x30...0x39).contains(scalar.value) || scalar.properties.generalCategory == .currencySymbol
            }
            if isMoney { return .other }
        }
        if isUnclear { return isSure ? .ambiguous : .other }
        return isSure ? .diary : .ambiguous
    }
}
