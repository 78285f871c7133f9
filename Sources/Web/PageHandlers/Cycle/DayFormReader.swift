import Cycle
import Primitives

/// Reads a sheet into the entry of a day: every field that is wrong is named, and nothing else is changed.
struct DayFormReader {
    private let form: DayForm
    private let units: BodyUnits
    private(set) var errors: [FieldError] = []

    init(_ form: DayForm, units: BodyUnits) {
        self.form = form.normalised
        self.units = units
    }

    /// The entry with those fields as the sheet says; the others stay as they are.
    ///
    /// - Throws: ``FormRefusal`` with everything that is wrong.
    static func entry(
        _ form: DayForm,
        changing changed: Set<DayField>,
        of entry: DayEntry,
        units: BodyUnits
    ) throws(FormRefusal) -> DayEntry {
        var reader = DayFormReader(form, units: units)
        var result = entry
        for field in DayField.allCases where changed.contains(field) { reader.read(field, into: &result) }
        guard reader.errors.isEmpty else { throw FormRefusal(reader.errors) }
        return result
    }

    private mutating func read(_ field: DayField, into entry: inout DayEntry) {
        switch field {
        case .bleeding: entry.bleeding = bleeding()
        case .temperature: entry.temperature = temperature()
        case .mucus:
            entry.mucus = CervicalMucus(
                feeling: code("mucus.feeling"),
                texture: code("mucus.texture"),
                isExcluded: isOn("mucus.out")
            )
        case .cervix:
            entry.cervix = Cervix(
                opening: code("cervix.opening"),
                firmness: code("cervix.firmness"),
                position: code("cervix.position"),
                isExcluded: isOn("cervix.out")
            )
        case .lhTests:
            let tests = rows("lh").compactMap { name in
                code(name).map { LHTest($0, minuteOfDay: minute(name + ".time", localized("LH test"))) }
            }
            entry.lhTests = tests.isEmpty ? nil : tests
        case .pregnancyTests:
            let tests = rows("preg").compactMap { name in
                code(name).map { PregnancyTest($0, minuteOfDay: minute(name + ".time", localized("Pregnancy test"))) }
            }
            entry.pregnancyTests = tests.isEmpty ? nil : tests
        case .symptoms: entry.symptoms = levels("s.")
        case .moods: entry.moods = levels("m.")
        case .sex: entry.sex = sex()
        case .desire: entry.desire = code("desire")
        case .intakes: entry.intakes = intakes()
        case .weight: entry.weight = weight()
        case .sleep: entry.sleep = sleep()
        case .energy: entry.energy = Int(form["energy"])
        case .factors: entry.factors = factors()
        case .note: entry.note = note()
        }
    }

    // MARK: Bleeding and temperature

    private mutating func bleeding() -> BleedingEntry? {
        guard let level: Bleeding.Level = code("flow") else {
            let others = form.values.keys.filter { $0 != "flow" && DayForm.field(of: $0) == .bleeding }
            if !others.isEmpty {
                refuse("flow", localized("Flow"), localized("Say how much as well, or leave the rest of it empty."))
            }
            return nil
        }
        let bleeding = Bleeding(level, mark: code("mark") ?? .none, isExcluded: isOn("flow.out"))
        var products: [BleedingEntry.Product: Int] = [:]
        for product in BleedingEntry.Product.allCases {
            let name = "product.\(product.rawValue)"
            guard !form[name].isEmpty else { continue }
            let count = Int(form[name].trimmingWhitespace())
            if count == 0 { continue }
            guard let count, DayLimits.productCount.contains(count) else {
                refuse(name, product.label, localized("It takes a whole number from 1 to 50."))
                continue
            }
            products[product] = count
        }
        return BleedingEntry(bleeding, clots: code("clots"), products: products)
    }

    private mutating func temperature() -> TemperatureReading? {
        guard !form["temp"].isEmpty else { return nil }
        guard let value = units.hundredths(form["temp"]).flatMap({ BodyTemperature(hundredths: $0) }) else {
            let values = ["range": units.temperatureRange]
            refuse(
                "temp",
                localized("Waking temperature"),
                localized("It takes a number from {range}, such as 36.62.", values)
            )
            return nil
        }
        var reading = TemperatureReading(value)
        reading.minuteOfDay = minute("temp.time", localized("Waking temperature"))
        reading.method = code("temp.method") ?? .notSaid
        reading.isExcluded = isOn("temp.out")
        reading.reason = code("temp.reason")
        return reading
    }

    // MARK: Sex, intakes, numbers

    private mutating func sex() -> [SexEntry]? {
        let entries = rows("sex").compactMap { name -> SexEntry? in
            guard let kind: SexEntry.Kind = code(name) else { return nil }
            let methods = SexEntry.Protection.allCases.filter { isOn(name + ".p\($0.rawValue)") }
            let isUnprotected = isOn(name + ".none")
            if isUnprotected, !methods.isEmpty {
                refuse(name, localized("Sex"), localized("It says unprotected and names a protection. Which is it?"))
            }
            let isSaid = isUnprotected || !methods.isEmpty
            return SexEntry(
                kind,
                protection: isSaid ? Set(methods) : nil,
                minuteOfDay: minute(name + ".time", localized("Sex"))
            )
        }
        return entries.isEmpty ? nil : entries
    }

    private mutating func intakes() -> [IntakeEntry]? {
        let names = form.values.keys.filter { $0.hasPrefix("i.") && $0.split(separator: ".").count == 2 }.sorted()
        let entries = names.compactMap { name -> IntakeEntry? in
            guard let item = UInt64(name.dropFirst(2)), let state: IntakeEntry.State = code(name) else { return nil }
            let dose = form[name + ".dose"]
            let hundredths = dose.isEmpty ? 100 : BodyUnits.scaled(dose, places: 2)
            guard let hundredths, DayLimits.doseHundredths.contains(hundredths) else {
                refuse(name + ".dose", localized("Dose"), localized("It takes a number from 0.01 to 100."))
                return nil
            }
            return IntakeEntry(
                item,
                state,
                hundredths: hundredths,
                minuteOfDay: minute(name + ".time", localized("Dose"))
            )
        }
        return entries.isEmpty ? nil : entries.sorted { $0.item < $1.item }
    }

    private mutating func weight() -> Int? {
        guard !form["weight"].isEmpty else { return nil }
        guard let grams = units.grams(form["weight"]), DayLimits.grams.contains(grams) else {
            let values = ["range": units.weightRange]
            refuse("weight", localized("Weight"), localized("It takes a number from {range}.", values))
            return nil
        }
        return grams
    }

    private mutating func sleep() -> SleepEntry? {
        guard !form["sleep"].isEmpty else {
            if !form["sleep.quality"].isEmpty {
                refuse("sleep", localized("Sleep"), localized("Say how long as well, such as 7:20."))
            }
            return nil
        }
        guard let minutes = BodyUnits.minutes(form["sleep"]), DayLimits.sleepMinutes.contains(minutes) else {
            refuse("sleep", localized("Sleep"), localized("It takes hours and minutes up to 24:00, such as 7:20."))
            return nil
        }
        return SleepEntry(minutes: minutes, quality: Int(form["sleep.quality"]))
    }

    private func factors() -> [Factor]? {
        let factors = Factor.Kind.allCases.compactMap { kind -> Factor? in
            let name = "f.\(kind.rawValue)"
            guard isOn(name) else { return nil }
            return Factor(kind, effect: code(name + ".effect") ?? kind.proposedEffect)
        }
        return factors.isEmpty ? nil : factors
    }

    private mutating func note() -> String? {
        let text = form["note"].replacing("\r\n", with: "\n").trimmingWhitespace()
        guard text.unicodeScalars.count <= DayLimits.noteCharacters else {
            let values = ["count": "\(DayLimits.noteCharacters)"]
            refuse("note", localized("Notes"), localized("It is longer than {count} characters.", values))
            return nil
        }
        return text.isEmpty ? nil : text
    }

    // MARK: Parts

    private func isOn(_ name: String) -> Bool { !form[name].isEmpty }

    private func code<Code: RawRepresentable<UInt8>>(_ name: String) -> Code? {
        UInt8(form[name]).flatMap { Code(rawValue: $0) }
    }

    private func levels<BuiltIn>(_ prefix: String) -> [FeelingID<BuiltIn>: Intensity]? {
        var levels: [FeelingID<BuiltIn>: Intensity] = [:]
        for (name, value) in form.values where name.hasPrefix(prefix) {
            guard let id = UInt64(name.dropFirst(prefix.count)).flatMap({ FeelingID<BuiltIn>(rawValue: $0) }),
                let level = UInt8(value).flatMap({ Intensity(rawValue: $0) })
            else { continue }
            levels[id] = level
        }
        return levels.isEmpty ? nil : levels
    }

    /// The numbered rows of a list that are filled in, in order.
    private func rows(_ prefix: String) -> [String] {
        (1...20).map { "\(prefix).\($0)" }.filter { !form[$0].isEmpty }
    }

    private mutating func minute(_ name: String, _ label: String) -> Int? {
        guard !form[name].isEmpty else { return nil }
        guard let minute = BodyUnits.minute(form[name]) else {
            refuse(name, label, localized("It takes a time of day, such as 06:40."))
            return nil
        }
        return minute
    }

    private mutating func refuse(_ name: String, _ label: String, _ message: String) {
        errors.append(FieldError(field: name, label: label, message: message))
    }
}
