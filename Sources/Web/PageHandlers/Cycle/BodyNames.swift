import Cycle

// What the codes of the diary are called, in the reader's language. Source: docs/spec/cycle-diary.md §4 and §5.

extension Bleeding.Level {
    var label: String {
        switch self {
        case .none: localized("None")
        case .spotting: localized("Spotting")
        case .light: localized("Light")
        case .medium: localized("Medium")
        case .heavy: localized("Heavy")
        case .veryHeavy: localized("Very heavy")
        }
    }
}

extension BleedingEntry.Clots {
    var label: String {
        switch self {
        case .none: localized("None")
        case .small: localized("Small")
        case .large: localized("Large")
        }
    }
}

extension BleedingEntry.Product {
    var label: String {
        switch self {
        case .liner: localized("Liner")
        case .pad: localized("Pad")
        case .tampon: localized("Tampon")
        case .cup: localized("Cup")
        case .disc: localized("Disc")
        case .periodUnderwear: localized("Period underwear")
        case .sponge: localized("Sponge")
        case .freeBleeding: localized("Free bleeding")
        case .other: localized("Other")
        }
    }
}

extension TemperatureReading.Method {
    var label: String {
        switch self {
        case .notSaid: localized("Not said")
        case .oral: localized("Oral")
        case .vaginal: localized("Vaginal")
        case .rectal: localized("Rectal")
        case .axillary: localized("Under the arm")
        case .ear: localized("Ear")
        case .forehead: localized("Forehead")
        case .wearable: localized("Wearable")
        case .other: localized("Other")
        }
    }
}

extension CervicalMucus.Feeling {
    var label: String {
        switch self {
        case .dry: localized("Dry")
        case .nothing: localized("Nothing felt")
        case .wet: localized("Wet")
        case .slippery: localized("Slippery")
        }
    }
}

extension CervicalMucus.Texture {
    var label: String {
        switch self {
        case .nothing: localized("Nothing seen")
        case .creamy: localized("Creamy")
        case .eggWhite: localized("Like egg white")
        }
    }
}

extension Cervix.Opening {
    var label: String {
        switch self {
        case .closed: localized("Closed")
        case .medium: localized("Partly open")
        case .open: localized("Open")
        }
    }
}

extension Cervix.Firmness {
    var label: String {
        switch self {
        case .hard: localized("Hard")
        case .soft: localized("Soft")
        }
    }
}

extension Cervix.Position {
    var label: String {
        switch self {
        case .low: localized("Far down")
        case .medium: localized("Halfway")
        case .high: localized("Far up")
        }
    }
}

extension LHTest.Result {
    var label: String {
        switch self {
        case .negative: localized("Negative")
        case .positive: localized("Positive")
        case .peak: localized("Peak")
        case .invalid: localized("Invalid")
        }
    }
}

extension PregnancyTest.Result {
    var label: String {
        switch self {
        case .negative: localized("Negative")
        case .positive: localized("Positive")
        case .unclear: localized("Unclear")
        }
    }
}

extension SexEntry.Kind {
    var label: String {
        switch self {
        case .alone: localized("Alone")
        case .withPartner: localized("With a partner")
        }
    }
}

extension SexEntry.Protection {
    var label: String {
        switch self {
        case .condom: localized("Condom")
        case .internalCondom: localized("Internal condom")
        case .diaphragm: localized("Diaphragm")
        case .cervicalCap: localized("Cervical cap")
        case .spermicide: localized("Spermicide")
        case .withdrawal: localized("Withdrawal")
        case .pill: localized("Pill")
        case .ring: localized("Ring")
        case .patch: localized("Patch")
        case .injection: localized("Injection")
        case .implant: localized("Implant")
        case .hormonalIUD: localized("Hormonal IUD")
        case .copperIUD: localized("Copper IUD")
        case .sterilisation: localized("Sterilisation")
        case .fertilityAwareness: localized("Fertility awareness")
        case .other: localized("Other")
        }
    }
}

extension Desire {
    var label: String {
        switch self {
        case .low: localized("Low")
        case .medium: localized("Medium")
        case .high: localized("High")
        }
    }
}

extension IntakeEntry.State {
    var label: String {
        switch self {
        case .taken: localized("Taken")
        case .late: localized("Late")
        case .missed: localized("Missed")
        case .doubled: localized("Doubled")
        }
    }
}

extension Factor.Kind {
    var label: String {
        switch self {
        case .illness: localized("Illness")
        case .fever: localized("Fever")
        case .travel: localized("Travel")
        case .stress: localized("Stress")
        case .alcohol: localized("Alcohol")
        case .shortSleep: localized("Short sleep")
        case .measuredLate: localized("Measured late")
        case .measuredEarly: localized("Measured early")
        case .medicine: localized("Medicine")
        case .shiftWork: localized("Shift work")
        case .vaccination: localized("Vaccination")
        case .breastfeeding: localized("Breastfeeding")
        case .surgery: localized("Surgery")
        case .emergencyContraception: localized("Emergency contraception")
        case .otherThermometer: localized("Other method or thermometer")
        case .other: localized("Something else")
        }
    }
}

extension Factor.Effect {
    var label: String {
        switch self {
        case .none: localized("leaves nothing out")
        case .reading: localized("leaves this day's readings out")
        case .cycle: localized("leaves this cycle out")
        }
    }
}

extension CycleMode {
    var label: String {
        switch self {
        case .cycle: localized("Cycle")
        case .tryingToConceive: localized("Trying to conceive")
        case .avoiding: localized("Avoiding pregnancy")
        case .pregnancy: localized("Pregnancy")
        case .postpartum: localized("After birth")
        case .perimenopause: localized("Perimenopause")
        case .hormonalContraception: localized("Hormonal contraception")
        case .menstruationOnly: localized("Periods only")
        }
    }
}
