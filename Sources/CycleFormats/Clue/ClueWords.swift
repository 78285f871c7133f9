import Cycle

/// The words of Clue's files, folded, and what they stand for.
///
/// - Source: docs/spec/diary-import.md §4.2.
enum ClueWords {
    /// What becomes of a word that is in no table.
    enum Rest {
        /// It gets a name of its own.
        case symptom
        case mood
        case unknown
        case notKept
    }

    enum Kind {
        case words([String: DiaryFact], Rest)
        case spotting
        case cravings
        case medicines
        case notKept
    }

    static let kinds: [String: Kind] = [
        "period": .words(period, .unknown), "bleeding": .words(period, .unknown), "spotting": .spotting,
        "pain": .words(pain, .symptom), "feelings": .words([:], .mood), "emotions": .words([:], .mood),
        "emotion": .words([:], .mood), "mood": .words([:], .mood), "mind": .words([:], .mood),
        "mental": .words([:], .mood), "pms": .words(pms, .symptom),
        "energy": .words(energy, .unknown),
        "discharge": .words(discharge, .unknown), "fluid": .words(discharge, .unknown),
        "cervicalfluid": .words(discharge, .unknown), "cervicalmucus": .words(discharge, .unknown),
        "sex": .words(sex, .notKept), "sexlife": .words(sex, .notKept), "sexdrive": .words(sex, .notKept),
        "tests": .words(tests, .unknown), "test": .words(tests, .unknown),
        "ovulationtest": .words(ovulationTest, .unknown), "pregnancytest": .words(pregnancyTest, .unknown),
        "birthcontrolpill": .words(pill, .unknown), "pill": .words(pill, .unknown),
        "collectionmethod": .words(products, .unknown), "collection": .words(products, .unknown),
        "periodproducts": .words(products, .unknown),
        "digestion": .words(digestion, .symptom), "stool": .words(stool, .symptom), "poop": .words(stool, .symptom),
        "craving": .cravings, "cravings": .cravings,
        "skin": .words(["acne": .symptom(.acne)], .notKept), "hair": .words([:], .notKept),
        "sleepquality": .words(sleepQuality, .notKept), "sleep": .notKept,
        "ailment": .words(ailments, .unknown), "ailments": .words(ailments, .unknown),
        "party": .words(party, .notKept), "partying": .words(party, .notKept),
        "medication": .medicines, "meds": .medicines,
        "exercise": .notKept, "activity": .notKept, "leisure": .notKept, "social": .notKept, "sociallife": .notKept,
        "appointment": .notKept, "appointments": .notKept, "birthcontrol": .notKept, "birthcontrolring": .notKept,
        "birthcontrolpatch": .notKept, "birthcontrolshot": .notKept, "injection": .notKept, "patch": .notKept,
        "ring": .notKept, "iud": .notKept, "implant": .notKept, "restingheartrate": .notKept,
        "heartratevariability": .notKept, "steps": .notKept, "meditation": .notKept,
    ]

    private static let period: [String: DiaryFact] = [
        "light": .bleeding(.light), "medium": .bleeding(.medium), "heavy": .bleeding(.heavy),
        "veryheavy": .bleeding(.veryHeavy), "superheavy": .bleeding(.veryHeavy), "spotting": .bleeding(.spotting),
        "yes": .bleeding(.medium), "none": .bleeding(.none),
    ]

    private static let pain: [String: DiaryFact] = ["painfree": .notKept, "ovulation": .symptom(.ovulationPain)]
    private static let pms: [String: DiaryFact] = ["yes": .namedSymptom("PMS"), "no": .notKept]

    private static let energy: [String: DiaryFact] = [
        "exhausted": .energy(1), "tired": .energy(2), "low": .energy(2), "lowenergy": .energy(2), "ok": .energy(3),
        "energetic": .energy(4), "high": .energy(4), "highenergy": .energy(4), "energized": .energy(5),
        "fullyenergized": .energy(5),
    ]

    /// Watery mucus is of the best quality of the double check, as egg white is.
    private static let discharge: [String: DiaryFact] = [
        "none": .mucus(nil, .nothing), "dry": .mucus(.dry, nil), "sticky": .mucus(nil, .creamy),
        "creamy": .mucus(nil, .creamy), "watery": .mucus(nil, .eggWhite), "eggwhite": .mucus(nil, .eggWhite),
        "unusual": .symptom(.unusualDischarge), "atypical": .symptom(.unusualDischarge),
    ]

    private static let sex: [String: DiaryFact] = [
        "protected": .sex(.withPartner, [.other]), "protectedsex": .sex(.withPartner, [.other]),
        "unprotected": .sex(.withPartner, []), "unprotectedsex": .sex(.withPartner, []),
        "withdrawal": .sex(.withPartner, [.withdrawal]), "withdrawalsex": .sex(.withPartner, [.withdrawal]),
        "masturbation": .sex(.alone, nil), "highsexdrive": .desire(.high), "lowsexdrive": .desire(.low),
        "mediumsexdrive": .desire(.medium),
    ]

    private static let tests: [String: DiaryFact] = [
        "ovulationpositive": .lhTest(.positive), "ovulationnegative": .lhTest(.negative),
        "ovulationtestpositive": .lhTest(.positive), "ovulationtestnegative": .lhTest(.negative),
        "ovulationtestpos": .lhTest(.positive), "ovulationtestneg": .lhTest(.negative),
        "pregnancypositive": .pregnancyTest(.positive), "pregnancynegative": .pregnancyTest(.negative),
        "pregnancytestpositive": .pregnancyTest(.positive), "pregnancytestnegative": .pregnancyTest(.negative),
        "pregnancytestpos": .pregnancyTest(.positive), "pregnancytestneg": .pregnancyTest(.negative),
    ]

    private static let ovulationTest: [String: DiaryFact] = [
        "positive": .lhTest(.positive), "negative": .lhTest(.negative), "peak": .lhTest(.peak),
        "high": .lhTest(.positive), "invalid": .lhTest(.invalid),
    ]

    private static let pregnancyTest: [String: DiaryFact] = [
        "positive": .pregnancyTest(.positive), "negative": .pregnancyTest(.negative),
        "faintline": .pregnancyTest(.unclear), "unclear": .pregnancyTest(.unclear),
    ]

    private static let pill: [String: DiaryFact] = [
        "taken": .intake("Pill", .taken), "late": .intake("Pill", .late), "missed": .intake("Pill", .missed),
        "double": .intake("Pill", .doubled), "doubledose": .intake("Pill", .doubled),
    ]

    private static let products: [String: DiaryFact] = [
        "pad": .product(.pad), "tampon": .product(.tampon), "pantyliner": .product(.liner), "liner": .product(.liner),
        "cup": .product(.cup), "menstrualcup": .product(.cup), "disc": .product(.disc),
        "menstrualdisc": .product(.disc), "periodunderwear": .product(.periodUnderwear),
        "underwear": .product(.periodUnderwear), "sponge": .product(.sponge), "freebleeding": .product(.freeBleeding),
    ]

    private static let digestion: [String: DiaryFact] = [
        "great": .notKept, "ok": .notKept, "normal": .notKept, "bloated": .symptom(.bloated),
        "nauseous": .symptom(.nausea), "nauseated": .symptom(.nausea),
    ]

    private static let stool: [String: DiaryFact] = ["great": .notKept, "ok": .notKept, "normal": .notKept]

    private static let sleepQuality: [String: DiaryFact] = [
        "nightsweats": .symptom(.nightSweats), "hotflashes": .symptom(.hotFlush), "insomnia": .symptom(.poorSleep),
        "troublefallingasleep": .symptom(.poorSleep), "wokeuptired": .symptom(.poorSleep),
    ]

    private static let ailments: [String: DiaryFact] = [
        "fever": .factor(.fever), "coldflu": .factor(.illness), "coldorflu": .factor(.illness),
        "cold": .factor(.illness), "flu": .factor(.illness), "allergy": .namedSymptom("Allergy"),
        "injury": .namedSymptom("Injury"), "infection": .factor(.illness),
    ]

    private static let party: [String: DiaryFact] = [
        "alcohol": .factor(.alcohol), "drinks": .factor(.alcohol), "drinking": .factor(.alcohol),
    ]
}
