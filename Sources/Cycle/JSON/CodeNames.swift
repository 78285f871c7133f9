// The names of the codes of docs/spec/cycle-diary.md §4, as docs/spec/cycle-json.md §3 lists them.

extension DayField: NamedCode {
    package var codeName: String {
        switch self {
        case .bleeding: "bleeding"
        case .temperature: "temperature"
        case .mucus: "mucus"
        case .cervix: "cervix"
        case .lhTests: "lhTests"
        case .pregnancyTests: "pregnancyTests"
        case .symptoms: "symptoms"
        case .moods: "moods"
        case .sex: "sex"
        case .desire: "desire"
        case .intakes: "intakes"
        case .weight: "weight"
        case .sleep: "sleep"
        case .energy: "energy"
        case .factors: "factors"
        case .note: "note"
        }
    }
}

extension Bleeding.Level: NamedCode {
    package var codeName: String {
        switch self {
        case .none: "none"
        case .spotting: "spotting"
        case .light: "light"
        case .medium: "medium"
        case .heavy: "heavy"
        case .veryHeavy: "very-heavy"
        }
    }
}

extension Bleeding.Mark: NamedCode {
    package var codeName: String {
        switch self {
        case .none: "none"
        case .start: "start"
        case .noStart: "no-start"
        }
    }
}

extension BleedingEntry.Clots: NamedCode {
    package var codeName: String {
        switch self {
        case .none: "none"
        case .small: "small"
        case .large: "large"
        }
    }
}

extension BleedingEntry.Product: NamedCode {
    package var codeName: String {
        switch self {
        case .liner: "liner"
        case .pad: "pad"
        case .tampon: "tampon"
        case .cup: "cup"
        case .disc: "disc"
        case .periodUnderwear: "period-underwear"
        case .sponge: "sponge"
        case .freeBleeding: "free-bleeding"
        case .other: "other"
        }
    }
}

extension TemperatureReading.Method: NamedCode {
    package var codeName: String {
        switch self {
        case .notSaid: "not-said"
        case .oral: "oral"
        case .vaginal: "vaginal"
        case .rectal: "rectal"
        case .axillary: "axillary"
        case .ear: "ear"
        case .forehead: "forehead"
        case .wearable: "wearable"
        case .other: "other"
        }
    }
}

extension CervicalMucus.Feeling: NamedCode {
    package var codeName: String {
        switch self {
        case .dry: "dry"
        case .nothing: "nothing"
        case .wet: "wet"
        case .slippery: "slippery"
        }
    }
}

extension CervicalMucus.Texture: NamedCode {
    package var codeName: String {
        switch self {
        case .nothing: "nothing"
        case .creamy: "creamy"
        case .eggWhite: "egg-white"
        }
    }
}

extension Cervix.Opening: NamedCode {
    package var codeName: String {
        switch self {
        case .closed: "closed"
        case .medium: "medium"
        case .open: "open"
        }
    }
}

extension Cervix.Firmness: NamedCode {
    package var codeName: String {
        switch self {
        case .hard: "hard"
        case .soft: "soft"
        }
    }
}

extension Cervix.Position: NamedCode {
    package var codeName: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }
}

extension LHTest.Result: NamedCode {
    package var codeName: String {
        switch self {
        case .negative: "negative"
        case .positive: "positive"
        case .peak: "peak"
        case .invalid: "invalid"
        }
    }
}

extension PregnancyTest.Result: NamedCode {
    package var codeName: String {
        switch self {
        case .negative: "negative"
        case .positive: "positive"
        case .unclear: "unclear"
        }
    }
}

extension Intensity: NamedCode {
    package var codeName: String {
        switch self {
        case .mild: "mild"
        case .moderate: "moderate"
        case .strong: "strong"
        }
    }
}

extension SexEntry.Kind: NamedCode {
    package var codeName: String {
        switch self {
        case .alone: "alone"
        case .withPartner: "with-partner"
        }
    }
}

extension Desire: NamedCode {
    package var codeName: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }
}

extension IntakeEntry.State: NamedCode {
    package var codeName: String {
        switch self {
        case .taken: "taken"
        case .late: "late"
        case .missed: "missed"
        case .doubled: "doubled"
        }
    }
}

extension Factor.Effect: NamedCode {
    package var codeName: String {
        switch self {
        case .none: "none"
        case .reading: "reading"
        case .cycle: "cycle"
        }
    }
}
