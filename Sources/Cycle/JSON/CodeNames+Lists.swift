// The longer lists of docs/spec/cycle-json.md §3.

extension SexEntry.Protection: NamedCode {
    package var codeName: String {
        switch self {
        case .condom: "condom"
        case .internalCondom: "internal-condom"
        case .diaphragm: "diaphragm"
        case .cervicalCap: "cervical-cap"
        case .spermicide: "spermicide"
        case .withdrawal: "withdrawal"
        case .pill: "pill"
        case .ring: "ring"
        case .patch: "patch"
        case .injection: "injection"
        case .implant: "implant"
        case .hormonalIUD: "hormonal-iud"
        case .copperIUD: "copper-iud"
        case .sterilisation: "sterilisation"
        case .fertilityAwareness: "fertility-awareness"
        case .other: "other"
        }
    }
}

extension Factor.Kind: NamedCode {
    package var codeName: String {
        switch self {
        case .illness: "illness"
        case .fever: "fever"
        case .travel: "travel"
        case .stress: "stress"
        case .alcohol: "alcohol"
        case .shortSleep: "short-sleep"
        case .measuredLate: "measured-late"
        case .measuredEarly: "measured-early"
        case .medicine: "medicine"
        case .shiftWork: "shift-work"
        case .vaccination: "vaccination"
        case .breastfeeding: "breastfeeding"
        case .surgery: "surgery"
        case .emergencyContraception: "emergency-contraception"
        case .otherThermometer: "other-thermometer"
        case .other: "other"
        }
    }
}

extension CycleMode: NamedCode {
    package var codeName: String {
        switch self {
        case .cycle: "cycle"
        case .tryingToConceive: "trying-to-conceive"
        case .avoiding: "avoiding"
        case .pregnancy: "pregnancy"
        case .postpartum: "postpartum"
        case .perimenopause: "perimenopause"
        case .hormonalContraception: "hormonal-contraception"
        case .menstruationOnly: "menstruation-only"
        }
    }
}

extension CycleMark.Completeness: NamedCode {
    package var codeName: String {
        switch self {
        case .unknown: "unknown"
        case .whole: "whole"
        case .incomplete: "incomplete"
        }
    }
}

extension BuiltInSymptom: NamedCode {
    package var codeName: String {
        switch self {
        case .cramps: "cramps"
        case .headache: "headache"
        case .migraine: "migraine"
        case .backPain: "back-pain"
        case .tenderBreasts: "tender-breasts"
        case .bloated: "bloated"
        case .nausea: "nausea"
        case .vomiting: "vomiting"
        case .diarrhoea: "diarrhoea"
        case .constipation: "constipation"
        case .tired: "tired"
        case .dizzy: "dizzy"
        case .acne: "acne"
        case .cravings: "cravings"
        case .noAppetite: "no-appetite"
        case .poorSleep: "poor-sleep"
        case .hotFlush: "hot-flush"
        case .nightSweats: "night-sweats"
        case .jointPain: "joint-pain"
        case .pelvicPain: "pelvic-pain"
        case .ovulationPain: "ovulation-pain"
        case .painWithSex: "pain-with-sex"
        case .vaginalDryness: "vaginal-dryness"
        case .itching: "itching"
        case .unusualDischarge: "unusual-discharge"
        case .hairLoss: "hair-loss"
        case .palpitations: "palpitations"
        case .brainFog: "brain-fog"
        case .swelling: "swelling"
        case .urinaryPain: "urinary-pain"
        }
    }
}

extension BuiltInMood: NamedCode {
    package var codeName: String {
        switch self {
        case .low: "low"
        case .tense: "tense"
        case .even: "even"
        case .calm: "calm"
        case .good: "good"
        case .bright: "bright"
        case .irritable: "irritable"
        case .anxious: "anxious"
        case .sad: "sad"
        case .tearful: "tearful"
        case .angry: "angry"
        case .restless: "restless"
        case .unmotivated: "unmotivated"
        case .loving: "loving"
        case .confident: "confident"
        case .moodSwings: "mood-swings"
        }
    }
}
