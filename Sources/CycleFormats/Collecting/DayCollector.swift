import Cycle
import Primitives

/// Gathers what a file says, day by day, and what of it could not be used.
struct DayCollector {
    /// A symptom of which a file does not say how strong it was.
    static let unsaidIntensity = Intensity.moderate

    private var drafts: [CalendarDay: DayDraft] = [:]
    private(set) var skipped = SkippedEntries()
    /// How each name was first spelled.
    private var names: [DayField: [String: String]] = [:]
    private(set) var modes: [ModeChange] = []
    /// What the file counts: lines, entries, records.
    var entryCount = 0

    mutating func skip(_ reason: SkippedEntry.Reason, at place: FilePlace, _ excerpt: String = "") {
        skipped.append(reason, at: place, excerpt: excerpt)
    }

    /// The day a text begins with; where there is none the entry is skipped.
    mutating func day(_ text: String?, at place: FilePlace) -> CalendarDay? {
        guard let text, !text.trimmingBlanks.isEmpty else {
            skip(.noDay, at: place)
            return nil
        }
        if let day = WrittenValue.dayInAnyOrder(text.trimmingBlanks) { return day }
        skip(.notADay, at: place, text)
        return nil
    }

    /// Changes a day; a reason that comes back is listed.
    mutating func change(
        _ day: CalendarDay,
        at place: FilePlace,
        _ excerpt: String = "",
        _ body: (inout DayDraft) -> SkippedEntry.Reason?
    ) {
        if drafts[day] == nil {
            guard drafts.count < DiaryImportLimits.dayCount else { return skip(.tooManyDays, at: place) }
        }
        if let reason = body(&drafts[day, default: DayDraft(at: place)]) {
            skip(reason, at: place, excerpt.isEmpty ? day.iso : day.iso + " " + excerpt)
        }
    }

    /// Writes what a word of the file stands for.
    ///
    /// - `minute`: since midnight, where the file says when.
    mutating func add(
        _ fact: DiaryFact,
        on day: CalendarDay,
        at place: FilePlace,
        minute: Int? = nil,
        _ excerpt: String = ""
    ) {
        switch fact {
        case .notKept: skip(.notKept, at: place, excerpt)
        case .namedSymptom(let name): addSymptom(named: name, on: day, at: place)
        case .namedMood(let name): addMood(named: name, on: day, at: place)
        case .intake(let name, let state):
            let hundredths = state == .doubled ? 200 : 100
            addIntake(name, state, hundredths: hundredths, minute: minute, on: day, at: place)
        default: change(day, at: place, excerpt) { Self.write(fact, minute: minute, to: &$0) }
        }
    }

    private static func write(_ fact: DiaryFact, minute: Int?, to draft: inout DayDraft) -> SkippedEntry.Reason? {
        switch fact {
        case .bleeding(let level): draft.bleed(Bleeding(level))
        case .product(let product): draft.use(product)
        case .mucus(let feeling, let texture):
            if let mucus = CervicalMucus(feeling: feeling, texture: texture) { draft.see(mucus) }
        case .lhTest(let result): return draft.test(LHTest(result, minuteOfDay: minute))
        case .pregnancyTest(let result): return draft.test(PregnancyTest(result, minuteOfDay: minute))
        case .symptom(let symptom): draft.symptom(symptom, unsaidIntensity)
        case .mood(let mood): draft.mood(mood, unsaidIntensity)
        case .sex(let kind, let protection):
            return draft.sex(SexEntry(kind, protection: protection, minuteOfDay: minute))
        case .desire(let desire): return draft.desire(desire)
        case .energy(let energy): return draft.energy(energy)
        case .factor(let kind): return draft.factor(kind)
        case .namedSymptom, .namedMood, .intake, .notKept: break
        }
        return nil
    }

    /// A temperature in degrees; outside of what a body has it is skipped.
    mutating func measure(
        _ degrees: Double,
        _ unit: WrittenTemperature.Unit,
        minute: Int? = nil,
        method: TemperatureReading.Method = .notSaid,
        isExcluded: Bool = false,
        on day: CalendarDay,
        at place: FilePlace
    ) {
        guard let value = WrittenTemperature.value(degrees, unit) else {
            return skip(.outOfRange, at: place, day.iso + " \(degrees)")
        }
        let reading = TemperatureReading(value, minuteOfDay: minute, method: method, isExcluded: isExcluded)
        var leftOut: TemperatureReading?
        change(day, at: place) { draft in
            leftOut = draft.measure(reading)
            return nil
        }
        if let leftOut { skip(.secondValue, at: place, day.iso + " " + leftOut.value.written) }
    }

    /// Marks the temperature of a day, if it has one, as disturbed.
    mutating func excludeTemperature(on day: CalendarDay) { drafts[day]?.excludeTemperature() }

    /// A symptom in the app's word or hers.
    mutating func addSymptom(word: some StringProtocol, on day: CalendarDay, at place: FilePlace) {
        if let known = FeelingWords.symptom(word) { return add(.symptom(known), on: day, at: place) }
        if let known = FeelingWords.mood(word) { return add(.mood(known), on: day, at: place) }
        addSymptom(named: word.inWords, on: day, at: place)
    }

    mutating func addMood(word: some StringProtocol, on day: CalendarDay, at place: FilePlace) {
        if let known = FeelingWords.mood(word) { return add(.mood(known), on: day, at: place) }
        if let known = FeelingWords.symptom(word) { return add(.symptom(known), on: day, at: place) }
        addMood(named: word.inWords, on: day, at: place)
    }

    mutating func addSymptom(named name: some StringProtocol, on day: CalendarDay, at place: FilePlace) {
        guard let name = take(name, .symptoms, at: place) else { return }
        change(day, at: place, name) { $0.symptom(named: name, Self.unsaidIntensity) }
    }

    mutating func addMood(named name: some StringProtocol, on day: CalendarDay, at place: FilePlace) {
        guard let name = take(name, .moods, at: place) else { return }
        change(day, at: place, name) { $0.mood(named: name, Self.unsaidIntensity) }
    }

    mutating func addIntake(
        _ name: some StringProtocol,
        _ state: IntakeEntry.State,
        hundredths: Int = 100,
        minute: Int? = nil,
        on day: CalendarDay,
        at place: FilePlace
    ) {
        guard let name = take(name, .intakes, at: place) else { return }
        let intake = NamedEntries.Intake(name, state, hundredths: hundredths, minuteOfDay: minute)
        change(day, at: place, name) { $0.take(intake) }
    }

    mutating func note(_ text: some StringProtocol, on day: CalendarDay, at place: FilePlace) {
        guard !text.trimmingBlanks.isEmpty else { return }
        change(day, at: place) { $0.note(text) }
    }

    mutating func change(mode: ModeChange) { modes.append(mode) }

    /// The level of a day's bleeding so far.
    func level(on day: CalendarDay) -> Bleeding.Level? { drafts[day]?.entry.bleeding?.bleeding.level }

    /// Takes back marks of a start on the days that follow a day of flow: some apps mark every day of a period.
    mutating func keepFirstStarts() {
        let marked = drafts.filter { $0.value.entry.bleeding?.bleeding.mark == .start }.keys
        let inside = marked.filter { level(on: $0.adding(days: -1)) ?? .none >= .light }
        for day in inside { drafts[day]?.unmarkStart() }
    }

    /// The document; rising by day.
    mutating func finish(_ format: DiaryFormat) -> DiaryDocument {
        var days: [ImportedDay] = []
        days.reserveCapacity(drafts.count)
        for day in drafts.keys.sorted() {
            guard let (imported, hasLeftOut) = drafts[day]?.finished(day) else { continue }
            if hasLeftOut { skip(.productWithoutBleeding, at: imported.place, day.iso) }
            if !imported.fields.isEmpty { days.append(imported) }
        }
        return DiaryDocument(format, days: days, modes: modes, skipped: skipped, entryCount: entryCount)
    }

    /// The name as it is kept, or nil where it cannot be.
    private mutating func take(_ name: some StringProtocol, _ field: DayField, at place: FilePlace) -> String? {
        guard let cleaned = DiaryText.name(name) else { return nil }
        if cleaned.isShortened { skip(.textShortened, at: place) }
        let key = DiaryNames.key(cleaned.text)
        if let known = names[field]?[key] { return known }
        guard names[field]?.count ?? 0 < DiaryImportLimits.nameCount else {
            skip(.tooManyNames, at: place)
            return nil
        }
        names[field, default: [:]][key] = cleaned.text
        return cleaned.text
    }
}

extension BodyTemperature {
    /// `36.62`.
    fileprivate var written: String {
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
