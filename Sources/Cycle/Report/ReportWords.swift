package import Primitives

/// Every fixed text of a doctor's report.
///
/// - Source: docs/spec/doctor-report.md §8.
package enum ReportLabel: String, Hashable, Sendable, CaseIterable {
    case title, name, made, span, loggedDays, basis
    case cycles, symptoms, temperature, fertility, medication, moods, weight, sex, notes
    // Cycles.
    case start, length, period, heaviest, remark, running, leftOut
    case cycleLength, periodLength, mean, shortestToLongest, usual, bleedingDays, clotDays, daysBetween
    // Symptoms and moods.
    case days, mild, moderate, strong, cyclesWith, daysWithAny, fewerDays
    // Temperature and signs.
    case chart, coverLine, excludedReadings, positiveTests, tests, firstHigh, peak, bothSigns
    case follicular, luteal, pregnancyTests, day, result
    // Medication.
    case kind, from, to, taken, late, missed, doubled, medicine, removed
    // Weight and sex.
    case first, last, range, sexDays, partnerDays, protected, unprotected, painDays
    case yes, no, none, small, large
    /// Small print at the end: the person's own record, not a diagnosis.
    case closing
}

/// The words of a report in one language: all that a page or a paper shows of it comes from here.
package protocol ReportWords: Sendable {
    func label(_ label: ReportLabel) -> String
    func day(_ day: CalendarDay) -> String
    func number(_ value: Double, decimals: Int) -> String
    /// `12 days`.
    func days(_ count: Int) -> String
    /// `6 cycles`.
    func cycles(_ count: Int) -> String
    func name(_ symptom: SymptomID) -> String
    func name(_ mood: MoodID) -> String
    func name(_ level: Bleeding.Level) -> String
    func name(_ kind: MethodContent.Kind) -> String
    func name(_ result: PregnancyTest.Result) -> String
    func name(_ reason: FigureLeftOut) -> String
    /// With its unit, in hers.
    func temperature(_ value: BodyTemperature) -> String
    func weight(_ grams: Int) -> String
    /// `Page 2 of 3`.
    func page(_ number: Int, of count: Int) -> String
}
