import Cycle

/// What a word of a file stands for.
enum DiaryFact {
    case bleeding(Bleeding.Level)
    case product(BleedingEntry.Product)
    case mucus(CervicalMucus.Feeling?, CervicalMucus.Texture?)
    case lhTest(LHTest.Result)
    case pregnancyTest(PregnancyTest.Result)
    case symptom(BuiltInSymptom)
    case mood(BuiltInMood)
    /// A symptom that Flowkeep does not have, under a name it gets.
    case namedSymptom(String)
    case namedMood(String)
    /// Nil protection is not said, empty is unprotected.
    case sex(SexEntry.Kind, Set<SexEntry.Protection>?)
    case desire(Desire)
    /// 1 to 5.
    case energy(Int)
    /// With no effect: what it may disturb is for the person to say.
    case factor(Factor.Kind)
    case intake(String, IntakeEntry.State)
    /// Understood, and nothing that a diary here keeps.
    case notKept
}
