import Cycle

// What built-in symptoms and moods are called where the person gave them no name of her own.
// Source: docs/spec/cycle-diary.md §5.

extension BuiltInSymptom {
    var label: String {
        switch self {
        case .cramps: localized("Cramps")
        case .headache: localized("Headache")
        case .migraine: localized("Migraine")
        case .backPain: localized("Back pain")
        case .tenderBreasts: localized("Tender breasts")
        case .bloated: localized("Bloated")
        case .nausea: localized("Nausea")
        case .vomiting: localized("Vomiting")
        case .diarrhoea: localized("Diarrhoea")
        case .constipation: localized("Constipation")
        case .tired: localized("Tired")
        case .dizzy: localized("Dizzy")
        case .acne: localized("Acne")
        case .cravings: localized("Cravings")
        case .noAppetite: localized("No appetite")
        case .poorSleep: localized("Poor sleep")
        case .hotFlush: localized("Hot flush")
        case .nightSweats: localized("Night sweats")
        case .jointPain: localized("Joint pain")
        case .pelvicPain: localized("Pelvic pain")
        case .ovulationPain: localized("Ovulation pain")
        case .painWithSex: localized("Pain with sex")
        case .vaginalDryness: localized("Vaginal dryness")
        case .itching: localized("Itching")
        case .unusualDischarge: localized("Unusual discharge")
        case .hairLoss: localized("Hair loss")
        case .palpitations: localized("Palpitations")
        case .brainFog: localized("Brain fog")
        case .swelling: localized("Swelling")
        case .urinaryPain: localized("Urinary pain")
        }
    }

    /// Of a chip that stands alone.
    var icon: String {
        switch self {
        case .cramps, .pelvicPain, .ovulationPain, .backPain: "bolt"
        case .tired, .poorSleep, .nightSweats: "moon"
        case .headache, .migraine, .hotFlush: "flame"
        default: "plus"
        }
    }
}

extension BuiltInMood {
    var label: String {
        switch self {
        case .low: localized("Low spirits")
        case .tense: localized("Tense")
        case .even: localized("Even")
        case .calm: localized("Calm")
        case .good: localized("Good")
        case .bright: localized("Bright")
        case .irritable: localized("Irritable")
        case .anxious: localized("Anxious")
        case .sad: localized("Sad")
        case .tearful: localized("Tearful")
        case .angry: localized("Angry")
        case .restless: localized("Restless")
        case .unmotivated: localized("Unmotivated")
        case .loving: localized("Loving")
        case .confident: localized("Confident")
        case .moodSwings: localized("Mood swings")
        }
    }
}
