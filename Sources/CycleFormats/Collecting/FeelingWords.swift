import Cycle

/// English words for symptoms and moods, as apps write them, folded to letters and digits.
enum FeelingWords {
    static func symptom(_ word: some StringProtocol) -> BuiltInSymptom? { symptoms[word.folded] }
    static func mood(_ word: some StringProtocol) -> BuiltInMood? { moods[word.folded] }

    private static let symptoms: [String: BuiltInSymptom] = [
        "cramps": .cramps, "cramp": .cramps, "periodcramps": .cramps, "drawingpain": .cramps,
        "menstrualcramps": .cramps,
        "headache": .headache, "migraine": .migraine, "migrainewithaura": .migraine,
        "backache": .backPain, "backpain": .backPain, "lowerback": .backPain, "lowerbackpain": .backPain,
        "lowbackpain": .backPain,
        "tenderbreasts": .tenderBreasts, "breasttenderness": .tenderBreasts, "breastpain": .tenderBreasts,
        "sorebreasts": .tenderBreasts,
        "bloating": .bloated, "bloated": .bloated, "nausea": .nausea, "nauseous": .nausea, "vomiting": .vomiting,
        "diarrhea": .diarrhoea, "diarrhoea": .diarrhoea, "constipation": .constipation, "constipated": .constipation,
        "fatigue": .tired, "tired": .tired, "lowenergy": .tired, "dizziness": .dizzy, "dizzy": .dizzy,
        "acne": .acne, "cravings": .cravings, "increasedappetite": .cravings, "foodcravings": .cravings,
        "noappetite": .noAppetite, "lossofappetite": .noAppetite, "insomnia": .poorSleep, "poorsleep": .poorSleep,
        "hotflashes": .hotFlush, "hotflushes": .hotFlush, "nightsweats": .nightSweats,
        "jointpain": .jointPain, "joint": .jointPain, "joints": .jointPain,
        "pelvicpain": .pelvicPain, "pelvic": .pelvicPain, "abdominalpain": .pelvicPain,
        "lowerabdominalpain": .pelvicPain,
        "ovulationpain": .ovulationPain, "painwithsex": .painWithSex, "painfulsex": .painWithSex,
        "vaginaldryness": .vaginalDryness, "itching": .itching, "vaginalitching": .itching,
        "unusualdischarge": .unusualDischarge, "hairloss": .hairLoss, "palpitations": .palpitations,
        "brainfog": .brainFog, "swelling": .swelling, "urinarypain": .urinaryPain, "painfulurination": .urinaryPain,
    ]

    private static let moods: [String: BuiltInMood] = [
        "low": .low, "depressed": .low, "stressed": .tense, "tense": .tense, "stress": .tense,
        "fine": .even, "neutral": .even, "indifferent": .even, "even": .even,
        "calm": .calm, "balanced": .calm, "relaxed": .calm,
        "happy": .good, "good": .good, "excited": .bright, "energetic": .bright, "bright": .bright,
        "irritable": .irritable, "irritated": .irritable, "anxious": .anxious, "panic": .anxious,
        "sad": .sad, "weepy": .tearful, "tearful": .tearful, "crying": .tearful, "angry": .angry, "restless": .restless,
        "unmotivated": .unmotivated, "apathetic": .unmotivated, "loving": .loving, "confident": .confident,
        "moodswings": .moodSwings, "swings": .moodSwings,
    ]
}
