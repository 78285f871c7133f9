import Cycle

/// The observations of one day.
struct FHIRDay {
    private let diary: DiaryCopy
    private let entry: DayEntry

    init(_ diary: DiaryCopy, _ entry: DayEntry) {
        self.diary = diary
        self.entry = entry
    }

    /// Each with the words that its id is made of.
    func observations(_ field: DayField) -> [(name: String, FHIRObservation)] {
        switch field {
        case .bleeding: named(field, entry.bleeding.map(bleeding))
        case .temperature: named(field, entry.temperature.map(temperature))
        case .mucus: named(field, entry.mucus.map(mucus))
        case .cervix: named(field, entry.cervix.map(cervix))
        case .lhTests: (entry.lhTests ?? []).map { (field.codeName, lhTest($0)) }
        case .pregnancyTests: (entry.pregnancyTests ?? []).map { (field.codeName, pregnancyTest($0)) }
        case .symptoms: symptoms
        case .moods: moods
        case .sex: (entry.sex ?? []).map { (field.codeName, sex($0)) }
        case .desire:
            named(field, entry.desire.map { FHIRObservation(FHIRConcept("Desire"), words($0)) })
        case .intakes: (entry.intakes ?? []).map { (field.codeName + " " + DiaryIDText.text($0.item), intake($0)) }
        case .weight: named(field, entry.weight.map(weight))
        case .sleep: named(field, entry.sleep.map(sleep))
        case .energy:
            named(field, entry.energy.map { FHIRObservation(FHIRConcept("Energy, 1 to 5"), .integer($0)) })
        case .factors: factors
        case .note: named(field, entry.note.map { FHIRObservation(FHIRConcept("Note"), .text($0)) })
        }
    }

    private func named(_ field: DayField, _ one: FHIRObservation?) -> [(name: String, FHIRObservation)] {
        one.map { [(field.codeName, $0)] } ?? []
    }

    private func words(_ code: some NamedCode) -> FHIRObservation.Value { .concept(FHIRConcept(FHIRCodes.words(code))) }

    private func time(_ minute: Int?) -> [String] { minute.map { ["Time of day: " + TimeText.text($0)] } ?? [] }

    private func excluded(_ flag: Bool) -> [String] { flag ? ["Left out by the person"] : [] }

    private func bleeding(_ bleeding: BleedingEntry) -> FHIRObservation {
        var observation = FHIRObservation(FHIRConcept("Vaginal bleeding"), words(bleeding.bleeding.level))
        observation.remarks = excluded(bleeding.bleeding.isExcluded)
        if bleeding.bleeding.mark != .none {
            observation.components.append((FHIRConcept("Start of a cycle"), words(bleeding.bleeding.mark)))
        }
        if let clots = bleeding.clots { observation.components.append((FHIRConcept("Clots"), words(clots))) }
        for (product, count) in bleeding.products.sorted(by: { $0.key < $1.key }) {
            observation.components.append((FHIRConcept(FHIRCodes.words(product)), .integer(count)))
        }
        return observation
    }

    private func temperature(_ reading: TemperatureReading) -> FHIRObservation {
        let codings = [FHIRCodes.bodyTemperature] + (FHIRCodes.temperature(reading.method).map { [$0] } ?? [])
        let value = HundredthsText.text(reading.value.hundredths)
        var observation = FHIRObservation(
            FHIRConcept("Body temperature on waking", codings: codings),
            .quantity(value, unit: "°C", code: "Cel")
        )
        observation.category = FHIRCodes.vitalSigns
        observation.remarks = time(reading.minuteOfDay) + excluded(reading.isExcluded)
        if reading.method != .notSaid { observation.remarks.append("Measured: " + FHIRCodes.words(reading.method)) }
        if let reason = reading.reason { observation.remarks.append("Reason: " + FHIRCodes.words(reason)) }
        return observation
    }

    private func mucus(_ mucus: CervicalMucus) -> FHIRObservation {
        let parts = [mucus.feeling.map { FHIRCodes.words($0) }, mucus.texture.map { FHIRCodes.words($0) }]
        let text = parts.compactMap(\.self).joined(separator: "; ")
        var observation = FHIRObservation(FHIRConcept("Cervical mucus"), .text(text))
        if let feeling = mucus.feeling { observation.components.append((FHIRConcept("Feeling"), words(feeling))) }
        if let texture = mucus.texture { observation.components.append((FHIRConcept("Texture"), words(texture))) }
        observation.remarks = excluded(mucus.isExcluded)
        return observation
    }

    private func cervix(_ cervix: Cervix) -> FHIRObservation {
        let parts: [(String, FHIRObservation.Value, String)] =
            [
                cervix.opening.map { ("Opening", words($0), FHIRCodes.words($0)) },
                cervix.firmness.map { ("Firmness", words($0), FHIRCodes.words($0)) },
                cervix.position.map { ("Position", words($0), FHIRCodes.words($0)) },
            ].compactMap(\.self)
        let text = parts.map(\.2).joined(separator: "; ")
        var observation = FHIRObservation(FHIRConcept("Cervix"), .text(text))
        observation.components = parts.map { (FHIRConcept($0.0), $0.1) }
        observation.remarks = excluded(cervix.isExcluded)
        return observation
    }

    private func lhTest(_ test: LHTest) -> FHIRObservation {
        var observation = FHIRObservation(
            FHIRConcept("Ovulation test (luteinizing hormone) in urine"),
            .concept(FHIRCodes.result(test.result))
        )
        observation.category = FHIRCodes.laboratory
        observation.remarks = time(test.minuteOfDay)
        return observation
    }

    private func pregnancyTest(_ test: PregnancyTest) -> FHIRObservation {
        var observation = FHIRObservation(
            FHIRConcept("Pregnancy test", FHIRCodes.pregnancyTest),
            .concept(FHIRCodes.result(test.result))
        )
        observation.category = FHIRCodes.laboratory
        observation.remarks = time(test.minuteOfDay)
        return observation
    }

    private var symptoms: [(name: String, FHIRObservation)] {
        (entry.symptoms ?? [:]).sorted { $0.key < $1.key }.map { id, intensity in
            let name = diary.name(of: id) ?? id.builtIn.map { FHIRCodes.words($0) } ?? id.text
            let code = FHIRConcept(name, id.builtIn.flatMap(FHIRCodes.symptom))
            return ("symptom " + id.text, FHIRObservation(code, .concept(FHIRCodes.intensity(intensity))))
        }
    }

    private var moods: [(name: String, FHIRObservation)] {
        (entry.moods ?? [:]).sorted { $0.key < $1.key }.map { id, intensity in
            let name = diary.name(of: id) ?? id.builtIn.map { FHIRCodes.words($0) } ?? id.text
            let code = FHIRConcept("Mood: " + name)
            return ("mood " + id.text, FHIRObservation(code, .concept(FHIRCodes.intensity(intensity))))
        }
    }

    private func sex(_ sex: SexEntry) -> FHIRObservation {
        var observation = FHIRObservation(FHIRConcept("Sexual activity"), words(sex.kind))
        for protection in (sex.protection ?? []).sorted(by: { $0.rawValue < $1.rawValue }) {
            observation.components.append((FHIRConcept("Protection"), words(protection)))
        }
        if sex.protection?.isEmpty == true {
            observation.components.append((FHIRConcept("Protection"), .concept(FHIRConcept("Unprotected"))))
        }
        observation.remarks = time(sex.minuteOfDay)
        return observation
    }

    private func intake(_ intake: IntakeEntry) -> FHIRObservation {
        let name = diary.name(ofItem: intake.item) ?? DiaryIDText.text(intake.item)
        var observation = FHIRObservation(FHIRConcept("Intake: " + name), words(intake.state))
        let doses = HundredthsText.text(intake.hundredths)
        observation.components = [(FHIRConcept("Doses"), .quantity(doses, unit: "doses", code: "{dose}"))]
        observation.remarks = time(intake.minuteOfDay)
        return observation
    }

    private func weight(_ grams: Int) -> FHIRObservation {
        let kilograms = Decimals.thousandths(grams)
        var observation = FHIRObservation(
            FHIRConcept("Body weight", FHIRCodes.bodyWeight),
            .quantity(kilograms, unit: "kg", code: "kg")
        )
        observation.category = FHIRCodes.vitalSigns
        return observation
    }

    private func sleep(_ sleep: SleepEntry) -> FHIRObservation {
        var observation = FHIRObservation(
            FHIRConcept("Sleep duration", FHIRCodes.sleepDuration),
            .quantity("\(sleep.minutes)", unit: "min", code: "min")
        )
        if let quality = sleep.quality {
            observation.components = [(FHIRConcept("Quality of sleep, 1 to 5"), .integer(quality))]
        }
        return observation
    }

    private var factors: [(name: String, FHIRObservation)] {
        (entry.factors ?? []).map { factor in
            let code = FHIRConcept("Disturbing factor")
            return ("factor " + factor.kind.codeName, FHIRObservation(code, words(factor.kind)))
        }
    }
}
