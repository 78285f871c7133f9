import Primitives

/// What a word of a line can mean; which of several it does, the words before it say.
enum DiaryTerm: Hashable, Sendable {
    /// What values stand behind.
    enum Subject: Hashable, Sendable {
        case period, temperature, mucus, cervix, lh, pregnancyTest, mood, sex, desire, weight, sleep, quality, energy
        case factor, note

        var field: DayField {
            switch self {
            case .period: .bleeding
            case .temperature: .temperature
            case .mucus: .mucus
            case .cervix: .cervix
            case .lh: .lhTests
            case .pregnancyTest: .pregnancyTests
            case .mood: .moods
            case .sex: .sex
            case .desire: .desire
            case .weight: .weight
            case .sleep, .quality: .sleep
            case .energy: .energy
            case .factor: .factors
            case .note: .note
            }
        }
    }

    case subject(Subject)
    case symptom(SymptomID)
    case mood(MoodID)
    case spotting
    /// 0 none, 1 light, 2 medium, 3 heavy, 4 very heavy.
    case strength(Int)
    case mark(Bleeding.Mark)
    case clots(BleedingEntry.Clots)
    case product(BleedingEntry.Product)
    case method(TemperatureReading.Method)
    case excluded
    case feeling(CervicalMucus.Feeling)
    case texture(CervicalMucus.Texture)
    case opening(Cervix.Opening)
    case firmness(Cervix.Firmness)
    case position(Cervix.Position)
    case lh(LHTest.Result)
    case pregnancyTest(PregnancyTest.Result)
    case sex(SexEntry.Kind)
    case masturbation
    case protection(SexEntry.Protection)
    case unprotected
    case desire(Desire)
    case factor(Factor.Kind)
    case link
}

/// A phrase of a line with all it can mean.
struct DiaryPhrase: Hashable, Sendable {
    /// As lines are folded.
    let words: [String]
    var terms: [DiaryTerm]
}

/// Phrases by their first word, the longest first.
struct DiaryPhrases: Sendable {
    private var byFirst: [String: [DiaryPhrase]] = [:]

    /// - `rows`: A meaning and its phrases, between bars.
    init(_ rows: [(DiaryTerm, String)]) {
        for (term, text) in rows {
            for phrase in text.split(separator: "|") { add(phrase, term, first: false) }
        }
        for first in byFirst.keys { byFirst[first]?.sort { $0.words.count > $1.words.count } }
    }

    /// With the names a person gave, which come before all others.
    func with(_ names: DiaryLineNames) -> DiaryPhrases {
        var result = self
        for (id, name) in names.symptoms { result.add(name[...], .symptom(id), first: true) }
        for (id, name) in names.moods { result.add(name[...], .mood(id), first: true) }
        for name in [String](names.symptoms.values) + names.moods.values {
            guard let first = TypedWord.words(of: name).first?.key else { continue }
            result.byFirst[first]?.sort { $0.words.count > $1.words.count }
        }
        return result
    }

    private mutating func add(_ text: Substring, _ term: DiaryTerm, first isFirst: Bool) {
        let words = TypedWord.words(of: String(text)).map(\.key)
        guard let first = words.first else { return }
        if let place = byFirst[first]?.firstIndex(where: { $0.words == words }) {
            let end = byFirst[first]?[place].terms.count ?? 0
            byFirst[first]?[place].terms.insert(term, at: isFirst ? 0 : end)
        } else {
            byFirst[first, default: []].append(DiaryPhrase(words: words, terms: [term]))
        }
    }

    /// The phrases that begin at a word, the longest first.
    func phrases(_ words: [TypedWord], at place: Int, before end: Int) -> [DiaryPhrase] {
        (byFirst[words[place].key] ?? []).filter { phrase in
            place + phrase.words.count <= end
                && phrase.words.indices.allSatisfy { words[place + $0].key == phrase.words[$0] }
        }
    }
}
