import Cycle

/// A code of a public list.
struct FHIRCoding: Hashable {
    enum System: String {
        case loinc = "http://loinc.org"
        case snomed = "http://snomed.info/sct"
        case category = "http://terminology.hl7.org/CodeSystem/observation-category"
    }

    let system: System
    let code: String
    let display: String

    init(_ system: System, _ code: String, _ display: String) {
        self.system = system
        self.code = code
        self.display = display
    }
}

/// A thing with the codes that public lists have for it, and words for the rest.
struct FHIRConcept: Hashable {
    let text: String
    let codings: [FHIRCoding]

    init(_ text: String, _ coding: FHIRCoding? = nil) {
        self.init(text, codings: coding.map { [$0] } ?? [])
    }

    init(_ text: String, codings: [FHIRCoding]) {
        self.text = text
        self.codings = codings
    }
}

/// The codes there are.
///
/// What has none that means the same goes by words alone.
///
/// - Source: LOINC and SNOMED CT International; docs/spec/diary-export.md §5.
enum FHIRCodes {
    static let vitalSigns = FHIRCoding(.category, "vital-signs", "Vital Signs")
    static let laboratory = FHIRCoding(.category, "laboratory", "Laboratory")
    static let survey = FHIRCoding(.category, "survey", "Survey")

    static let bodyTemperature = FHIRCoding(.loinc, "8310-5", "Body temperature")
    static let bodyWeight = FHIRCoding(.loinc, "29463-7", "Body weight")
    static let sleepDuration = FHIRCoding(.loinc, "93832-4", "Sleep duration")
    static let periodStart = FHIRCoding(.loinc, "8665-2", "Last menstrual period start date")
    static let pregnancyTest = FHIRCoding(.loinc, "2106-3", "Choriogonadotropin (pregnancy test) [Presence] in Urine")

    /// Beside the general one, which every reading has.
    static func temperature(_ method: TemperatureReading.Method) -> FHIRCoding? {
        switch method {
        case .oral: FHIRCoding(.loinc, "8331-1", "Oral temperature")
        case .rectal: FHIRCoding(.loinc, "8332-9", "Rectal temperature")
        case .axillary: FHIRCoding(.loinc, "8328-7", "Axillary temperature")
        case .ear: FHIRCoding(.loinc, "8333-7", "Tympanic membrane temperature")
        case .notSaid, .vaginal, .forehead, .wearable, .other: nil
        }
    }

    static func result(_ result: PregnancyTest.Result) -> FHIRConcept {
        switch result {
        case .negative: negative
        case .positive: positive
        case .unclear: FHIRConcept("Unclear", FHIRCoding(.snomed, "42425007", "Equivocal"))
        }
    }

    static func result(_ result: LHTest.Result) -> FHIRConcept {
        switch result {
        case .negative: negative
        case .positive: positive
        case .peak: FHIRConcept("Peak")
        case .invalid: FHIRConcept("Invalid")
        }
    }

    private static let positive = FHIRConcept("Positive", FHIRCoding(.snomed, "10828004", "Positive"))
    private static let negative = FHIRConcept("Negative", FHIRCoding(.snomed, "260385009", "Negative"))

    static func intensity(_ intensity: Intensity) -> FHIRConcept {
        switch intensity {
        case .mild: FHIRConcept("Mild", FHIRCoding(.snomed, "255604002", "Mild"))
        case .moderate: FHIRConcept("Moderate", FHIRCoding(.snomed, "6736007", "Moderate"))
        case .strong: FHIRConcept("Strong", FHIRCoding(.snomed, "24484000", "Severe"))
        }
    }

    static func symptom(_ symptom: BuiltInSymptom) -> FHIRCoding? {
        switch symptom {
        case .headache: FHIRCoding(.snomed, "25064002", "Headache")
        case .migraine: FHIRCoding(.snomed, "37796009", "Migraine")
        case .backPain: FHIRCoding(.snomed, "161891005", "Backache")
        case .nausea: FHIRCoding(.snomed, "422587007", "Nausea")
        case .vomiting: FHIRCoding(.snomed, "422400008", "Vomiting")
        case .diarrhoea: FHIRCoding(.snomed, "62315008", "Diarrhea")
        case .constipation: FHIRCoding(.snomed, "14760008", "Constipation")
        case .tired: FHIRCoding(.snomed, "84229001", "Fatigue")
        case .dizzy: FHIRCoding(.snomed, "404640003", "Dizziness")
        case .acne: FHIRCoding(.snomed, "11381005", "Acne")
        case .noAppetite: FHIRCoding(.snomed, "79890006", "Loss of appetite")
        case .nightSweats: FHIRCoding(.snomed, "42984000", "Night sweats")
        case .jointPain: FHIRCoding(.snomed, "57676002", "Joint pain")
        case .pelvicPain: FHIRCoding(.snomed, "30473006", "Pain in pelvis")
        case .painWithSex: FHIRCoding(.snomed, "71315007", "Dyspareunia")
        case .palpitations: FHIRCoding(.snomed, "80313002", "Palpitations")
        case .urinaryPain: FHIRCoding(.snomed, "49650001", "Dysuria")
        case .itching: FHIRCoding(.snomed, "418290006", "Itching")
        case .cramps, .tenderBreasts, .bloated, .cravings, .poorSleep, .hotFlush, .ovulationPain, .vaginalDryness,
            .unusualDischarge, .hairLoss, .brainFog, .swelling:
            nil
        }
    }

    /// `tender-breasts` as "Tender breasts".
    static func words(_ code: some NamedCode) -> String {
        let words = code.codeName.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
