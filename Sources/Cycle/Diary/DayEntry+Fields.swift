extension DayEntry {
    /// Replaces one field by that of another entry, also by nothing.
    package mutating func take(_ field: DayField, from other: DayEntry) {
        switch field {
        case .bleeding: bleeding = other.bleeding
        case .temperature: temperature = other.temperature
        case .mucus: mucus = other.mucus
        case .cervix: cervix = other.cervix
        case .lhTests: lhTests = other.lhTests
        case .pregnancyTests: pregnancyTests = other.pregnancyTests
        case .symptoms: symptoms = other.symptoms
        case .moods: moods = other.moods
        case .sex: sex = other.sex
        case .desire: desire = other.desire
        case .intakes: intakes = other.intakes
        case .weight: weight = other.weight
        case .sleep: sleep = other.sleep
        case .energy: energy = other.energy
        case .factors: factors = other.factors
        case .note: note = other.note
        }
    }

    /// Whether a field is the same in another entry.
    package func has(_ field: DayField, as other: DayEntry) -> Bool {
        switch field {
        case .bleeding: bleeding == other.bleeding
        case .temperature: temperature == other.temperature
        case .mucus: mucus == other.mucus
        case .cervix: cervix == other.cervix
        case .lhTests: lhTests == other.lhTests
        case .pregnancyTests: pregnancyTests == other.pregnancyTests
        case .symptoms: symptoms == other.symptoms
        case .moods: moods == other.moods
        case .sex: sex == other.sex
        case .desire: desire == other.desire
        case .intakes: intakes == other.intakes
        case .weight: weight == other.weight
        case .sleep: sleep == other.sleep
        case .energy: energy == other.energy
        case .factors: factors == other.factors
        case .note: note == other.note
        }
    }
}
