import Cycle
import Primitives

/// One day while its file is read.
///
/// A method that returns a reason has changed nothing, unless it says otherwise.
struct DayDraft {
    typealias Reason = SkippedEntry.Reason

    let place: FilePlace
    private(set) var entry = DayEntry()
    private(set) var named = NamedEntries()
    private var products: Set<BleedingEntry.Product> = []
    /// What the note was made of, and whether no more goes into it.
    private var notes: Set<String> = []
    private var isNoteFull = false

    init(at place: FilePlace) { self.place = place }

    /// Of two statements the heavier stands.
    mutating func bleed(_ bleeding: Bleeding) {
        guard var known = entry.bleeding else {
            entry.bleeding = BleedingEntry(bleeding)
            return
        }
        let mark = known.bleeding.mark == .none ? bleeding.mark : known.bleeding.mark
        if bleeding.level > known.bleeding.level {
            known.bleeding = bleeding
        } else if bleeding.level == known.bleeding.level {
            known.bleeding.isExcluded = known.bleeding.isExcluded && bleeding.isExcluded
        }
        known.bleeding.mark = mark
        entry.bleeding = known
    }

    /// Says how much it was, where a file says first that there was bleeding.
    mutating func setLevel(_ level: Bleeding.Level) {
        if entry.bleeding == nil { entry.bleeding = BleedingEntry(Bleeding(level)) }
        entry.bleeding?.bleeding.level = level
    }

    mutating func use(_ product: BleedingEntry.Product) { products.insert(product) }

    mutating func unmarkStart() { entry.bleeding?.bleeding.mark = .none }

    /// Of two readings one that is not excluded stands before one that is, then the earlier one, then the first.
    ///
    /// - Returns: the other, which is left out.
    mutating func measure(_ reading: TemperatureReading) -> TemperatureReading? {
        guard let known = entry.temperature else {
            entry.temperature = reading
            return nil
        }
        if known.value == reading.value, known.isExcluded == reading.isExcluded {
            entry.temperature?.minuteOfDay = known.minuteOfDay ?? reading.minuteOfDay
            if known.method == .notSaid { entry.temperature?.method = reading.method }
            return nil
        }
        let isEarlier = (reading.minuteOfDay ?? 1440) < (known.minuteOfDay ?? 1440)
        let isBetter = known.isExcluded == reading.isExcluded ? isEarlier : known.isExcluded
        guard isBetter else { return reading }
        entry.temperature = reading
        return known
    }

    mutating func excludeTemperature() { entry.temperature?.isExcluded = true }

    /// Of two observations the more fertile stands, as on a paper chart.
    mutating func see(_ mucus: CervicalMucus) {
        guard let known = entry.mucus else {
            entry.mucus = mucus
            return
        }
        entry.mucus = CervicalMucus(
            feeling: [known.feeling, mucus.feeling].compactMap(\.self).max { $0.rawValue < $1.rawValue },
            texture: [known.texture, mucus.texture].compactMap(\.self).max { $0.rawValue < $1.rawValue },
            isExcluded: known.isExcluded && mucus.isExcluded
        )
    }

    mutating func feel(_ cervix: Cervix) -> Reason? { Self.set(&entry.cervix, cervix) }
    mutating func desire(_ desire: Desire) -> Reason? { Self.set(&entry.desire, desire) }
    mutating func weigh(grams: Int) -> Reason? {
        DayLimits.grams.contains(grams) ? Self.set(&entry.weight, grams) : .outOfRange
    }
    mutating func sleep(_ sleep: SleepEntry) -> Reason? {
        DayLimits.sleepMinutes.contains(sleep.minutes) ? Self.set(&entry.sleep, sleep) : .outOfRange
    }
    mutating func energy(_ energy: Int) -> Reason? { Self.set(&entry.energy, energy) }

    mutating func test(_ test: LHTest) -> Reason? { Self.append(test, to: &entry.lhTests, maximum: DayLimits.tests) }
    mutating func test(_ test: PregnancyTest) -> Reason? {
        Self.append(test, to: &entry.pregnancyTests, maximum: DayLimits.tests)
    }
    mutating func sex(_ sex: SexEntry) -> Reason? { Self.append(sex, to: &entry.sex, maximum: DayLimits.sex) }

    mutating func factor(_ kind: Factor.Kind) -> Reason? {
        if entry.factors?.contains(where: { $0.kind == kind }) ?? false { return nil }
        return Self.append(Factor(kind, effect: .none), to: &entry.factors, maximum: DayLimits.factors)
    }

    mutating func symptom(_ id: BuiltInSymptom, _ intensity: Intensity) { entry.addSymptom(SymptomID(id), intensity) }
    mutating func mood(_ id: BuiltInMood, _ intensity: Intensity) { entry.addMood(MoodID(id), intensity) }

    mutating func symptom(named name: String, _ intensity: Intensity) -> Reason? {
        let count = (entry.symptoms?.count ?? 0) + named.symptoms.count
        guard named.symptoms[name] != nil || count < DayLimits.symptoms else { return .tooManyOnADay }
        if named.symptoms[name]?.rawValue ?? 0 < intensity.rawValue { named.symptoms[name] = intensity }
        return nil
    }

    mutating func mood(named name: String, _ intensity: Intensity) -> Reason? {
        let count = (entry.moods?.count ?? 0) + named.moods.count
        guard named.moods[name] != nil || count < DayLimits.moods else { return .tooManyOnADay }
        if named.moods[name]?.rawValue ?? 0 < intensity.rawValue { named.moods[name] = intensity }
        return nil
    }

    mutating func take(_ intake: NamedEntries.Intake) -> Reason? {
        let key = DiaryNames.key(intake.name)
        if let known = named.intakes.first(where: { DiaryNames.key($0.name) == key }) {
            return known.state == intake.state ? nil : .secondValue
        }
        guard named.intakes.count < DayLimits.intakes else { return .tooManyOnADay }
        named.intakes.append(intake)
        return nil
    }

    /// Adds lines to the note; what does not fit is left out, and that is the reason returned.
    mutating func note(_ text: some StringProtocol) -> Reason? {
        if isNoteFull { return .textShortened }
        guard let cleaned = DiaryText.note(text) else { return nil }
        // The same note stands in two lists of some files.
        guard notes.insert(cleaned.text).inserted else { return nil }
        let joined = entry.note.map { $0 + "\n" + cleaned.text }.flatMap { DiaryText.note($0) } ?? cleaned
        entry.note = joined.text
        isNoteFull = joined.isShortened
        return cleaned.isShortened || joined.isShortened ? .textShortened : nil
    }

    /// The day, and whether products had to be left out of it.
    func finished(_ day: CalendarDay) -> (day: ImportedDay, hasLeftOutProducts: Bool) {
        var entry = entry
        for product in products { entry.bleeding?.products[product] = 1 }
        let hasLeftOut = !products.isEmpty && entry.bleeding == nil
        return (ImportedDay(day, entry: entry, named: named, at: place), hasLeftOut)
    }

    private static func set<Value: Equatable>(_ field: inout Value?, _ value: Value) -> Reason? {
        if let known = field { return known == value ? nil : .secondValue }
        field = value
        return nil
    }

    /// The same twice without a time is one: it stands in two lists of some files.
    private static func append<Element: Equatable>(
        _ element: Element,
        to list: inout [Element]?,
        maximum: Int
    ) -> Reason? {
        guard let known = list else {
            list = [element]
            return nil
        }
        if known.contains(element) { return nil }
        guard known.count < maximum else { return .tooManyOnADay }
        list?.append(element)
        return nil
    }
}
