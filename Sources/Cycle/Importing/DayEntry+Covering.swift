extension DayEntry {
    /// The entry with nothing but one field.
    package func only(_ field: DayField) -> DayEntry {
        var entry = DayEntry()
        entry.take(field, from: self)
        return entry
    }

    /// Whether another entry says nothing in a field that this one does not say already.
    ///
    /// What was added since, such as a second symptom or where a temperature was taken, is no difference.
    ///
    /// - Source: docs/spec/diary-import.md §6.
    package func covers(_ field: DayField, of other: DayEntry) -> Bool {
        switch field {
        case .bleeding: Self.covers(bleeding, other.bleeding) { $0.covers($1) }
        case .temperature: Self.covers(temperature, other.temperature) { $0.covers($1) }
        case .mucus: Self.covers(mucus, other.mucus) { $0.covers($1) }
        case .cervix: Self.covers(cervix, other.cervix) { $0.covers($1) }
        case .lhTests:
            Self.covers(lhTests, other.lhTests) { $0.result == $1.result && $1.minuteOfDay.isNil(or: $0.minuteOfDay) }
        case .pregnancyTests:
            Self.covers(pregnancyTests, other.pregnancyTests) {
                $0.result == $1.result && $1.minuteOfDay.isNil(or: $0.minuteOfDay)
            }
        case .symptoms: Self.covers(symptoms, other.symptoms) { mine, its in its.allSatisfy { mine[$0] == $1 } }
        case .moods: Self.covers(moods, other.moods) { mine, its in its.allSatisfy { mine[$0] == $1 } }
        case .sex: Self.covers(sex, other.sex) { $0.covers($1) }
        case .desire: Self.covers(desire, other.desire, by: ==)
        case .intakes: Self.covers(intakes, other.intakes) { $0.covers($1) }
        case .weight: Self.covers(weight, other.weight, by: ==)
        case .sleep:
            Self.covers(sleep, other.sleep) { $0.minutes == $1.minutes && $1.quality.isNil(or: $0.quality) }
        case .energy: Self.covers(energy, other.energy, by: ==)
        case .factors: Self.covers(factors, other.factors) { $0.kind == $1.kind && $1.effect.isSaid(by: $0.effect) }
        case .note: Self.covers(note, other.note) { $0.hasPrefix($1) || $0.hasSuffix($1) }
        }
    }

    private static func covers<Value>(_ mine: Value?, _ its: Value?, by covers: (Value, Value) -> Bool) -> Bool {
        guard let its else { return true }
        return mine.map { covers($0, its) } ?? false
    }

    /// A list covers another that has no more in it, each of which one of its own covers.
    private static func covers<Element>(
        _ mine: [Element]?,
        _ its: [Element]?,
        by covers: (Element, Element) -> Bool
    ) -> Bool {
        guard let its else { return true }
        guard let mine, its.count <= mine.count else { return false }
        return its.allSatisfy { element in mine.contains { covers($0, element) } }
    }
}

extension Optional where Wrapped: Equatable {
    /// Says nothing, or the same.
    fileprivate func isNil(or other: Wrapped?) -> Bool { self == nil || self == other }
}

extension Factor.Effect {
    /// "No effect" is what a file says that knows of none; she may have given it one.
    fileprivate func isSaid(by other: Factor.Effect) -> Bool { self == .none || self == other }
}

extension BleedingEntry {
    fileprivate func covers(_ other: BleedingEntry) -> Bool {
        let isSame = bleeding.level == other.bleeding.level && bleeding.isExcluded == other.bleeding.isExcluded
        let marks = other.bleeding.mark == .none || other.bleeding.mark == bleeding.mark
        return isSame && marks && other.clots.isNil(or: clots) && other.products.allSatisfy { products[$0] == $1 }
    }
}

extension TemperatureReading {
    fileprivate func covers(_ other: TemperatureReading) -> Bool {
        let isSame = value == other.value && isExcluded == other.isExcluded
        let isSameMethod = other.method == .notSaid || other.method == method
        return isSame && isSameMethod && other.minuteOfDay.isNil(or: minuteOfDay)
    }
}

extension CervicalMucus {
    fileprivate func covers(_ other: CervicalMucus) -> Bool {
        other.feeling.isNil(or: feeling) && other.texture.isNil(or: texture) && isExcluded == other.isExcluded
    }
}

extension Cervix {
    fileprivate func covers(_ other: Cervix) -> Bool {
        let isSame = other.opening.isNil(or: opening) && other.firmness.isNil(or: firmness)
        return isSame && other.position.isNil(or: position) && isExcluded == other.isExcluded
    }
}

extension SexEntry {
    fileprivate func covers(_ other: SexEntry) -> Bool {
        kind == other.kind && other.protection.isNil(or: protection) && other.minuteOfDay.isNil(or: minuteOfDay)
    }
}

extension IntakeEntry {
    fileprivate func covers(_ other: IntakeEntry) -> Bool {
        let isSame = item == other.item && state == other.state && hundredths == other.hundredths
        return isSame && other.minuteOfDay.isNil(or: minuteOfDay)
    }
}
