package import Primitives

/// Everything a person recorded on one day.
///
/// A field that is nil was not recorded, which never means "none".
///
/// - Source: docs/spec/cycle-diary.md §2 and §3.
package struct DayEntry: Hashable, Sendable {
    package var bleeding: BleedingEntry?
    package var temperature: TemperatureReading?
    package var mucus: CervicalMucus?
    package var cervix: Cervix?
    /// In the order they were taken.
    package var lhTests: [LHTest]?
    package var pregnancyTests: [PregnancyTest]?
    package var symptoms: [SymptomID: Intensity]?
    package var moods: [MoodID: Intensity]?
    package var sex: [SexEntry]?
    package var desire: Desire?
    package var intakes: [IntakeEntry]?
    /// Grams.
    package var weight: Int?
    package var sleep: SleepEntry?
    /// 1 to 5.
    package var energy: Int?
    package var factors: [Factor]?
    package var note: String?

    package init() {}

    /// The fields that are recorded; a day without any is no entry.
    package var fields: Set<DayField> {
        let present: [(DayField, Bool)] = [
            (.bleeding, bleeding != nil), (.temperature, temperature != nil), (.mucus, mucus != nil),
            (.cervix, cervix != nil), (.lhTests, lhTests != nil), (.pregnancyTests, pregnancyTests != nil),
            (.symptoms, symptoms != nil), (.moods, moods != nil), (.sex, sex != nil), (.desire, desire != nil),
            (.intakes, intakes != nil), (.weight, weight != nil), (.sleep, sleep != nil), (.energy, energy != nil),
            (.factors, factors != nil), (.note, note != nil),
        ]
        return Set(present.filter(\.1).map(\.0))
    }

    /// What the algorithms read of it.
    package func facts(on day: CalendarDay) -> DayFacts {
        DayFacts(
            day,
            bleeding: bleeding?.bleeding,
            temperature: temperature,
            mucus: mucus,
            cervix: cervix,
            lhTests: lhTests ?? [],
            factors: factors ?? []
        )
    }
}
