import Primitives

extension DiaryLineReader {
    mutating func readWords() {
        while place < end {
            guard !isUsed[place] else {
                place += 1
                continue
            }
            let before = place
            if !readTime(), !readNumber(), !readPhrase() {
                refuse(1) { .unknown($0) }
            }
            let last = max(before, place - 1)
            if place > 0, (before...last).contains(where: { endsClause($0) }) {
                closeOpen()
                context = nil
            }
        }
    }

    /// The longest phrase that means something here.
    private mutating func readPhrase() -> Bool {
        let free = (place..<end).first { isUsed[$0] } ?? end
        for phrase in phrases.phrases(words, at: place, before: free) {
            let ordered = phrase.terms.sorted { rank($0) < rank($1) }
            for term in ordered where read(term, phrase.words.count) { return true }
        }
        return false
    }

    /// Terms of the context come first.
    private func rank(_ term: DiaryTerm) -> Int {
        switch term {
        case .link: 3
        case .mood: context == .subject(.mood) ? 0 : 2
        case .subject: 1
        default: 0
        }
    }

    func isIn(_ subjects: DiaryTerm.Subject...) -> Bool {
        guard case .subject(let subject) = context else { return false }
        return subjects.contains(subject)
    }

    private mutating func read(_ term: DiaryTerm, _ count: Int) -> Bool {
        switch term {
        case .subject(let subject): return readSubject(subject, count)
        case .symptom(let id): return readSymptom(id, count)
        case .mood(let id): return readMood(id, count)
        case .strength(let strength): return readStrength(strength, count)
        case .spotting, .mark, .clots, .product: return readBleeding(term, count)
        case .method, .excluded: return readMark(term, count)
        case .feeling, .texture, .opening, .firmness, .position: return readSign(term, count)
        case .lh, .pregnancyTest: return readResult(term, count)
        case .sex, .masturbation, .protection, .unprotected: return readSex(term, count)
        case .desire(let desire):
            guard isIn(.desire) else { return false }
            return set(\.desire, desire, .desire, count, .desire(desire))
        case .factor(let kind): return readFactor(kind, count)
        case .link:
            claim(count, .link)
            return true
        }
    }

    /// Sets a field of the entry that may stand once.
    mutating func set<Value>(
        _ path: WritableKeyPath<DayEntry, Value?>,
        _ value: Value,
        _ field: DayField,
        _ count: Int,
        _ meaning: DiaryMeaning,
        _ reason: DiaryReason = .written
    ) -> Bool {
        guard draft.entry[keyPath: path] == nil else {
            refuse(count) { .twice(field, $0) }
            return true
        }
        draft.entry[keyPath: path] = value
        claim(count, meaning, reason)
        settle()
        return true
    }

    /// The same of a part of a field.
    mutating func setPart<Value>(
        _ path: WritableKeyPath<DiaryDraft, Value?>,
        _ value: Value,
        _ field: DayField,
        _ count: Int,
        _ meaning: DiaryMeaning
    ) {
        guard draft[keyPath: path] == nil else { return refuse(count) { .twice(field, $0) } }
        draft[keyPath: path] = value
        claim(count, meaning)
        settle()
    }

    /// The subject has its value, and the line is of the diary.
    mutating func settle(isSure: Bool = true) {
        open = nil
        isPossible = true
        if isSure { self.isSure = true }
    }

    // MARK: Subjects

    private mutating func readSubject(_ subject: DiaryTerm.Subject, _ count: Int) -> Bool {
        if subject == .note { return false }
        closeOpen()
        claim(count, .link)
        isPossible = true
        context = .subject(subject)
        switch subject {
        case .period where draft.level != nil: return true
        case .factor: return true
        case .sex:
            draft.entry.sex = (draft.entry.sex ?? []) + [SexEntry(.withPartner)]
            tokens[tokens.count - 1].meaning = .sex(.withPartner)
            timed = .sex
            isSure = true
            return true
        default: break
        }
        open = (subject, tokens.count - 1)
        return true
    }

    /// A subject that found no value: `period` alone is one, anything else asks.
    mutating func closeOpen() {
        guard let (subject, token) = open else { return }
        open = nil
        if subject == .period {
            guard draft.level == nil else { return }
            draft.level = .medium
            tokens[token].meaning = .bleeding(.medium)
            tokens[token].reason = .assumed
            isSure = true
        } else {
            tokens[token].meaning = .unclear
            problems.append(.missing(subject.field, tokens[token].range))
        }
    }

    /// Clots and products need to know how heavy it was.
    mutating func finish() {
        if draft.level == nil, let range = draft.bleedingRange { problems.append(.howHeavy(range)) }
        if draft.sleep == nil, draft.quality != nil, let last = tokens.last(where: \.isSleepQuality) {
            problems.append(.missing(.sleep, last.range))
        }
        draft.finish()
    }

    // MARK: Feelings

    private mutating func readSymptom(_ id: SymptomID, _ count: Int) -> Bool {
        closeOpen()
        guard draft.entry.symptoms?[id] == nil else {
            refuse(count) { .twice(.symptoms, $0) }
            context = nil
            return true
        }
        draft.entry.symptoms = (draft.entry.symptoms ?? [:]).merging([id: .moderate]) { $1 }
        claim(count, .symptom(id, .moderate), .assumed)
        context = .symptom(id)
        isPossible = true
        if id.builtIn != nil { isSure = true }
        takeWaiting()
        return true
    }

    private mutating func readMood(_ id: MoodID, _ count: Int) -> Bool {
        let isNamed = isIn(.mood) || open?.subject == .mood
        if !isNamed { closeOpen() }
        guard draft.entry.moods?[id] == nil else {
            refuse(count) { .twice(.moods, $0) }
            return true
        }
        draft.entry.moods = (draft.entry.moods ?? [:]).merging([id: .moderate]) { $1 }
        claim(count, .mood(id, .moderate), .assumed)
        settle(isSure: isNamed)
        if !isNamed { context = .mood(id) }
        takeWaiting()
        return true
    }

    /// `strong` stood before the feeling.
    private mutating func takeWaiting() {
        guard let strength = waiting else { return }
        waiting = nil
        setIntensity(strength, token: tokens.count - 1)
    }

    /// Says how strong a feeling was.
    mutating func setIntensity(_ strength: Int, token: Int) {
        guard let intensity = Intensity(rawValue: UInt8(clamping: min(strength, 3))) else { return }
        switch tokens[token].meaning {
        case .symptom(let id, _):
            draft.entry.symptoms?[id] = intensity
            tokens[token].meaning = .symptom(id, intensity)
        case .mood(let id, _):
            draft.entry.moods?[id] = intensity
            tokens[token].meaning = .mood(id, intensity)
        default: return
        }
        tokens[token].reason = .written
    }

    /// The token of the feeling the context is about, where its intensity is not said yet.
    var feelingToken: Int? {
        switch context {
        case .symptom, .mood, .subject(.mood): break
        default: return nil
        }
        let place = tokens.lastIndex { token in
            switch token.meaning {
            case .symptom, .mood: true
            default: false
            }
        }
        return place.flatMap { tokens[$0].reason == .assumed ? $0 : nil }
    }
}

extension DiaryToken {
    fileprivate var isSleepQuality: Bool {
        if case .sleepQuality = meaning { return true }
        return false
    }
}
