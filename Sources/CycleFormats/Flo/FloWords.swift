import Cycle

/// The words of Flo's events, folded, and what they stand for.
///
/// - Source: docs/spec/diary-import.md §4.4.
enum FloWords {
    /// Symptoms that are something else here.
    static let symptoms: [String: DiaryFact] = [
        "spotting": .bleeding(.spotting), "feelgood": .notKept, "allgood": .notKept, "everythingisfine": .notKept,
        "heavyperiod": .namedSymptom("Heavy period"), "irregularperiod": .namedSymptom("Irregular period"),
    ]

    /// By category; nil where nothing of the category is kept.
    static let categories: [String: [String: DiaryFact]?] = [
        "fluid": fluid, "discharge": fluid, "vaginaldischarge": fluid,
        "sex": sex, "sexdrive": sex,
        "ovulationtest": [
            "positive": .lhTest(.positive), "negative": .lhTest(.negative), "nottaken": .notKept,
            "peak": .lhTest(.peak),
            "strong": .lhTest(.positive), "faint": .lhTest(.negative),
        ],
        // Her own judgement of the day; Flowkeep tells it from signs.
        "ovulation": ["othermethods": .notKept, "none": .notKept, "positive": .notKept],
        "pregnancytest": [
            "positive": .pregnancyTest(.positive), "negative": .pregnancyTest(.negative),
            "faintline": .pregnancyTest(.unclear), "faint": .pregnancyTest(.unclear), "nottaken": .notKept,
        ],
        "disturber": disturbers, "disturbers": disturbers, "other": disturbers,
        "water": nil, "sport": nil, "sports": nil, "physicalactivity": nil, "steps": nil, "distance": nil,
        "calories": nil, "sleep": nil, "meditation": nil, "nutrition": nil,
    ]

    private static let fluid: [String: DiaryFact] = [
        "dry": .mucus(.dry, nil), "none": .mucus(nil, .nothing), "nodischarge": .mucus(nil, .nothing),
        "sticky": .mucus(nil, .creamy), "creamy": .mucus(nil, .creamy), "eggwhite": .mucus(nil, .eggWhite),
        "watery": .mucus(nil, .eggWhite), "spotting": .bleeding(.spotting), "bloody": .bleeding(.spotting),
        "unusual": .symptom(.unusualDischarge), "atypical": .symptom(.unusualDischarge),
        "clumpywhite": .symptom(.unusualDischarge), "gray": .symptom(.unusualDischarge),
        "grey": .symptom(.unusualDischarge),
    ]

    private static let sex: [String: DiaryFact] = [
        "sexprotected": .sex(.withPartner, [.other]), "protected": .sex(.withPartner, [.other]),
        "sexunprotected": .sex(.withPartner, []), "unprotected": .sex(.withPartner, []),
        "masturbation": .sex(.alone, nil), "sexmasturbation": .sex(.alone, nil),
        "highdrive": .desire(.high), "highsexdrive": .desire(.high), "neutraldrive": .desire(.medium),
        "neutralsexdrive": .desire(.medium), "lowdrive": .desire(.low), "lowsexdrive": .desire(.low),
        "nonedrive": .notKept, "sexnone": .notKept, "none": .notKept, "sexoral": .notKept, "oral": .notKept,
        "sextoys": .notKept, "toys": .notKept, "anal": .notKept, "sexanal": .notKept, "orgasm": .notKept,
        "noorgasm": .notKept, "sensualtouch": .notKept,
    ]

    private static let disturbers: [String: DiaryFact] = [
        "stress": .factor(.stress), "alcohol": .factor(.alcohol), "travel": .factor(.travel),
        "illness": .factor(.illness), "diseaseortrauma": .factor(.illness), "disease": .factor(.illness),
        "fever": .factor(.fever), "meditation": .notKept, "journaling": .notKept, "kegelexercises": .notKept,
        "breathingexercises": .notKept,
    ]
}
