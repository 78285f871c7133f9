import JSON

/// One field of a day as a member of an open object; nothing where it is not recorded.
enum DayFieldWriter {
    static func write(_ field: DayField, of entry: DayEntry, to writer: inout JSONWriter) {
        let name = field.codeName
        switch field {
        case .bleeding: entry.bleeding.map { write($0, name, to: &writer) }
        case .temperature: entry.temperature.map { write($0, name, to: &writer) }
        case .mucus: entry.mucus.map { write($0, name, to: &writer) }
        case .cervix: entry.cervix.map { write($0, name, to: &writer) }
        case .lhTests: writeTests(entry.lhTests?.map { ($0.result.codeName, $0.minuteOfDay) }, name, to: &writer)
        case .pregnancyTests:
            writeTests(entry.pregnancyTests?.map { ($0.result.codeName, $0.minuteOfDay) }, name, to: &writer)
        case .symptoms: write(entry.symptoms, name, to: &writer)
        case .moods: write(entry.moods, name, to: &writer)
        case .sex: entry.sex.map { write($0, name, to: &writer) }
        case .desire: writer.member(name, optional: entry.desire?.codeName)
        case .intakes: entry.intakes.map { write($0, name, to: &writer) }
        case .weight: entry.weight.map { grams in writer.memberObject(name) { $0.member("grams", grams) } }
        case .sleep: entry.sleep.map { write($0, name, to: &writer) }
        case .energy: entry.energy.map { writer.member(name, $0) }
        case .factors: entry.factors.map { write($0, name, to: &writer) }
        case .note: writer.member(name, optional: entry.note)
        }
    }

    private static func write(_ bleeding: BleedingEntry, _ name: String, to writer: inout JSONWriter) {
        writer.memberObject(name) { writer in
            writer.member("level", bleeding.bleeding.level.codeName)
            if bleeding.bleeding.mark != .none { writer.member("mark", bleeding.bleeding.mark.codeName) }
            writer.member("excluded", bleeding.bleeding.isExcluded)
            writer.member("clots", optional: bleeding.clots?.codeName)
            guard !bleeding.products.isEmpty else { return }
            writer.memberObject("products") { writer in
                for (product, count) in bleeding.products.sorted(by: { $0.key < $1.key }) {
                    writer.member(product.codeName, count)
                }
            }
        }
    }

    private static func write(_ reading: TemperatureReading, _ name: String, to writer: inout JSONWriter) {
        writer.memberObject(name) {
            $0.member("value", HundredthsText.text(reading.value.hundredths))
            $0.member("time", optional: reading.minuteOfDay.map(TimeText.text))
            if reading.method != .notSaid { $0.member("method", reading.method.codeName) }
            $0.member("excluded", reading.isExcluded)
            $0.member("reason", optional: reading.reason?.codeName)
        }
    }

    private static func write(_ mucus: CervicalMucus, _ name: String, to writer: inout JSONWriter) {
        writer.memberObject(name) {
            $0.member("feeling", optional: mucus.feeling?.codeName)
            $0.member("texture", optional: mucus.texture?.codeName)
            $0.member("excluded", mucus.isExcluded)
        }
    }

    private static func write(_ cervix: Cervix, _ name: String, to writer: inout JSONWriter) {
        writer.memberObject(name) {
            $0.member("opening", optional: cervix.opening?.codeName)
            $0.member("firmness", optional: cervix.firmness?.codeName)
            $0.member("position", optional: cervix.position?.codeName)
            $0.member("excluded", cervix.isExcluded)
        }
    }

    private static func writeTests(
        _ tests: [(result: String, minute: Int?)]?,
        _ name: String,
        to writer: inout JSONWriter
    ) {
        guard let tests else { return }
        writer.memberArray(name, tests) { writer, test in
            writer.object {
                $0.member("result", test.result)
                $0.member("time", optional: test.minute.map(TimeText.text))
            }
        }
    }

    private static func write<BuiltIn: NamedCode & RawRepresentable<UInt16>>(
        _ feelings: [FeelingID<BuiltIn>: Intensity]?,
        _ name: String,
        to writer: inout JSONWriter
    ) {
        guard let feelings else { return }
        writer.memberArray(name, feelings.sorted { $0.key < $1.key }) { writer, feeling in
            writer.object {
                $0.member("id", feeling.key.text)
                $0.member("intensity", feeling.value.codeName)
            }
        }
    }

    private static func write(_ sex: [SexEntry], _ name: String, to writer: inout JSONWriter) {
        writer.memberArray(name, sex) { writer, entry in
            writer.object { writer in
                writer.member("kind", entry.kind.codeName)
                if let protection = entry.protection {
                    let sorted = protection.sorted { $0.rawValue < $1.rawValue }
                    writer.memberArray("protection", sorted) { $0.string($1.codeName) }
                }
                writer.member("time", optional: entry.minuteOfDay.map(TimeText.text))
            }
        }
    }

    private static func write(_ intakes: [IntakeEntry], _ name: String, to writer: inout JSONWriter) {
        writer.memberArray(name, intakes) { writer, intake in
            writer.object {
                $0.member("item", DiaryIDText.text(intake.item))
                $0.member("state", intake.state.codeName)
                $0.member("doses", HundredthsText.text(intake.hundredths))
                $0.member("time", optional: intake.minuteOfDay.map(TimeText.text))
            }
        }
    }

    private static func write(_ sleep: SleepEntry, _ name: String, to writer: inout JSONWriter) {
        writer.memberObject(name) { writer in
            writer.member("minutes", sleep.minutes)
            if let quality = sleep.quality { writer.member("quality", quality) }
        }
    }

    private static func write(_ factors: [Factor], _ name: String, to writer: inout JSONWriter) {
        writer.memberArray(name, factors) { writer, factor in
            writer.object {
                $0.member("factor", factor.kind.codeName)
                $0.member("effect", factor.effect.codeName)
            }
        }
    }
}
