import Cycle

extension DayForm {
    /// The sheet of a day as it is kept.
    init(_ entry: DayEntry, _ units: BodyUnits) {
        self.init()
        fillSigns(entry, units)
        fillFeelings(entry)
        fillSex(entry)
        for intake in entry.intakes ?? [] {
            let name = "i.\(intake.item)"
            self[name] = String(intake.state.rawValue)
            self[name + ".dose"] = intake.hundredths == 100 ? "" : Self.dose(intake.hundredths)
            self[name + ".time"] = intake.minuteOfDay.map { BodyUnits.time($0) } ?? ""
        }
        for factor in entry.factors ?? [] {
            self["f.\(factor.kind.rawValue)"] = "yes"
            self["f.\(factor.kind.rawValue).effect"] = String(factor.effect.rawValue)
        }
        self["weight"] = entry.weight.map { units.typed(grams: $0) } ?? ""
        self["sleep"] = entry.sleep.map { BodyUnits.clock(minutes: $0.minutes) } ?? ""
        self["sleep.quality"] = entry.sleep?.quality.map(String.init) ?? ""
        self["energy"] = entry.energy.map(String.init) ?? ""
        self["desire"] = entry.desire.map { String($0.rawValue) } ?? ""
        self["note"] = entry.note ?? ""
    }

    private mutating func fillSigns(_ entry: DayEntry, _ units: BodyUnits) {
        if let bleeding = entry.bleeding {
            self["flow"] = String(bleeding.bleeding.level.rawValue)
            self["flow.out"] = bleeding.bleeding.isExcluded ? "yes" : ""
            self["clots"] = bleeding.clots.map { String($0.rawValue) } ?? ""
            self["mark"] = bleeding.bleeding.mark == .none ? "" : String(bleeding.bleeding.mark.rawValue)
            for (product, count) in bleeding.products { self["product.\(product.rawValue)"] = String(count) }
        }
        if let reading = entry.temperature {
            self["temp"] = units.typed(reading.value)
            self["temp.time"] = reading.minuteOfDay.map { BodyUnits.time($0) } ?? ""
            self["temp.method"] = reading.method == .notSaid ? "" : String(reading.method.rawValue)
            self["temp.out"] = reading.isExcluded ? "yes" : ""
            self["temp.reason"] = reading.reason.map { String($0.rawValue) } ?? ""
        }
        if let mucus = entry.mucus {
            self["mucus.feeling"] = mucus.feeling.map { String($0.rawValue) } ?? ""
            self["mucus.texture"] = mucus.texture.map { String($0.rawValue) } ?? ""
            self["mucus.out"] = mucus.isExcluded ? "yes" : ""
        }
        if let cervix = entry.cervix {
            self["cervix.opening"] = cervix.opening.map { String($0.rawValue) } ?? ""
            self["cervix.firmness"] = cervix.firmness.map { String($0.rawValue) } ?? ""
            self["cervix.position"] = cervix.position.map { String($0.rawValue) } ?? ""
            self["cervix.out"] = cervix.isExcluded ? "yes" : ""
        }
        for (place, test) in (entry.lhTests ?? []).enumerated() {
            self["lh.\(place + 1)"] = String(test.result.rawValue)
            self["lh.\(place + 1).time"] = test.minuteOfDay.map { BodyUnits.time($0) } ?? ""
        }
        for (place, test) in (entry.pregnancyTests ?? []).enumerated() {
            self["preg.\(place + 1)"] = String(test.result.rawValue)
            self["preg.\(place + 1).time"] = test.minuteOfDay.map { BodyUnits.time($0) } ?? ""
        }
    }

    private mutating func fillFeelings(_ entry: DayEntry) {
        for (symptom, level) in entry.symptoms ?? [:] { self["s.\(symptom.rawValue)"] = String(level.rawValue) }
        for (mood, level) in entry.moods ?? [:] { self["m.\(mood.rawValue)"] = String(level.rawValue) }
    }

    private mutating func fillSex(_ entry: DayEntry) {
        for (place, sex) in (entry.sex ?? []).enumerated() {
            let name = "sex.\(place + 1)"
            self[name] = String(sex.kind.rawValue)
            self[name + ".time"] = sex.minuteOfDay.map { BodyUnits.time($0) } ?? ""
            guard let protection = sex.protection else { continue }
            if protection.isEmpty { self[name + ".none"] = "yes" }
            for method in protection { self[name + ".p\(method.rawValue)"] = "yes" }
        }
    }

    /// `1`, `0.5`.
    private static func dose(_ hundredths: Int) -> String {
        var text = BodyUnits.decimal(hundredths, places: 2)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
