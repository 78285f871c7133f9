package import Cycle

/// Entries of days nobody lived, each of them one that the diary keeps.
///
/// Every field and every code comes up; lists are in the order in which they are kept.
package struct RandomEntries: Sendable {
    private var chance: Chance
    /// The ids of symptoms, moods, methods and medicines that a person made.
    private let customSymptoms: [UInt64]
    private let customMoods: [UInt64]
    private let items: [UInt64]
    /// The chance that a field is recorded.
    private let density: Double

    /// - `customSymptoms`, `customMoods`, `items`: Ids of 16,777,216 and more; of an empty list, no entry has one.
    package init(
        seed: UInt64,
        density: Double = 0.4,
        customSymptoms: [UInt64] = [9 << 24, 9 << 24 | 1],
        customMoods: [UInt64] = [10 << 24],
        items: [UInt64] = [9 << 24 | 3, 11 << 24, .max]
    ) {
        chance = Chance(seed: seed)
        self.density = density
        self.customSymptoms = customSymptoms
        self.customMoods = customMoods
        self.items = items
    }

    /// With one field at least.
    package mutating func next() -> DayEntry {
        var entry = DayEntry()
        for field in DayField.allCases where chance.unit() < density { fill(field, of: &entry) }
        if entry.fields.isEmpty { entry.energy = between(1...5) }
        return entry
    }

    private mutating func fill(_ field: DayField, of entry: inout DayEntry) {
        switch field {
        case .bleeding: entry.bleeding = bleeding()
        case .temperature: entry.temperature = temperature()
        case .mucus: entry.mucus = mucus()
        case .cervix: entry.cervix = cervix()
        case .lhTests: entry.lhTests = (1...between(1...3)).map { _ in LHTest(any(), minuteOfDay: minute()) }
        case .pregnancyTests:
            entry.pregnancyTests = (1...between(1...2)).map { _ in PregnancyTest(any(), minuteOfDay: minute()) }
        case .symptoms: entry.symptoms = feelings(customSymptoms)
        case .moods: entry.moods = feelings(customMoods)
        case .sex: entry.sex = (1...between(1...3)).map { _ in sex() }
        case .desire: entry.desire = any()
        case .intakes: entry.intakes = intakes()
        case .weight: entry.weight = between(DayLimits.grams)
        case .sleep: entry.sleep = SleepEntry(minutes: between(DayLimits.sleepMinutes), quality: maybe(1...5))
        case .energy: entry.energy = between(DayLimits.fiveSteps)
        case .factors: entry.factors = factors()
        case .note: entry.note = note()
        }
    }

    private mutating func bleeding() -> BleedingEntry {
        let bleeding = Bleeding(any(), mark: any(), isExcluded: isTrue())
        var products: [BleedingEntry.Product: Int] = [:]
        for _ in 0..<between(0...3) { products[any()] = between(DayLimits.productCount) }
        return BleedingEntry(bleeding, clots: isTrue() ? any() : nil, products: products)
    }

    private mutating func temperature() -> TemperatureReading? {
        BodyTemperature(hundredths: between(BodyTemperature.range)).map {
            TemperatureReading(
                $0,
                minuteOfDay: minute(),
                method: any(),
                isExcluded: isTrue(),
                reason: isTrue() ? any() : nil
            )
        }
    }

    private mutating func mucus() -> CervicalMucus? {
        let (feeling, texture): (CervicalMucus.Feeling?, CervicalMucus.Texture?) =
            switch between(0...2) {
            case 0: (any(), nil)
            case 1: (nil, any())
            default: (any(), any())
            }
        return CervicalMucus(feeling: feeling, texture: texture, isExcluded: isTrue())
    }

    private mutating func cervix() -> Cervix? {
        let parts = between(1...7)
        return Cervix(
            opening: parts & 1 != 0 ? any() : nil,
            firmness: parts & 2 != 0 ? any() : nil,
            position: parts & 4 != 0 ? any() : nil,
            isExcluded: isTrue()
        )
    }

    private mutating func feelings<BuiltIn: RawRepresentable<UInt16> & CaseIterable & Sendable>(
        _ custom: [UInt64]
    ) -> [FeelingID<BuiltIn>: Intensity] {
        var feelings: [FeelingID<BuiltIn>: Intensity] = [:]
        for _ in 0..<between(1...5) {
            let own = custom.isEmpty || isTrue() ? nil : FeelingID<BuiltIn>(rawValue: custom[below(custom.count)])
            feelings[own ?? FeelingID(any())] = any()
        }
        return feelings
    }

    private mutating func sex() -> SexEntry {
        var protection: Set<SexEntry.Protection>?
        if isTrue() { protection = Set((0..<between(0...3)).map { _ in any() }) }
        return SexEntry(any(), protection: protection, minuteOfDay: minute())
    }

    private mutating func intakes() -> [IntakeEntry]? {
        var intakes: [IntakeEntry] = []
        for item in items where isTrue() {
            let hundredths = between(DayLimits.doseHundredths)
            intakes.append(IntakeEntry(item, any(), hundredths: hundredths, minuteOfDay: minute()))
        }
        return intakes.isEmpty ? nil : intakes
    }

    private mutating func factors() -> [Factor]? {
        var factors: [Factor] = []
        for kind in Factor.Kind.allCases where chance.unit() < 0.2 { factors.append(Factor(kind, effect: any())) }
        return factors.isEmpty ? nil : factors
    }

    /// With what files of others trip over: quotes, separators, lines, formulas, scripts of two directions.
    private mutating func note() -> String {
        let pieces = [
            "Slept well.", "=1+1", "\"so\"", "a,b;c", "line\nline", "ä ö ü", "नमस्ते", "🌙", "-3", "@x", "'", "\\n",
        ]
        return (1...between(1...4)).map { _ in pieces[below(pieces.count)] }.joined(separator: " ")
    }

    // Draws.

    private mutating func below(_ count: Int) -> Int { chance.below(count) }

    private mutating func isTrue() -> Bool { below(2) == 0 }

    private mutating func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    private mutating func maybe(_ range: ClosedRange<Int>) -> Int? { isTrue() ? between(range) : nil }

    private mutating func minute() -> Int? { maybe(DayLimits.minutesOfDay) }

    private mutating func any<Code: CaseIterable>(_: Code.Type = Code.self) -> Code {
        let all = Array(Code.allCases)
        return all[below(all.count)]
    }
}
