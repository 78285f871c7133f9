import Cycle
import Primitives

/// The words of a doctor's report, on the page as on paper.
///
/// - Source: docs/spec/doctor-report.md §8.
struct ReportText: ReportWords {
    let text: BodyText
    let units: BodyUnits
    let symptoms: [SymptomID: String]
    let moods: [MoodID: String]

    private var words: Words { text.words }

    func day(_ day: CalendarDay) -> String { text.medium(day) }

    func number(_ value: Double, decimals: Int) -> String {
        guard decimals > 0, value.isFinite, value.magnitude < 1_000_000 else {
            return words.number(Int(value.isFinite ? value.rounded() : 0))
        }
        let tenths = Int((value * 10).rounded())
        return words.number(tenths / 10) + text.decimalMark + String(tenths.magnitude % 10)
    }

    func days(_ count: Int) -> String { text.days(count) }
    func cycles(_ count: Int) -> String { words.count(count, one: "{count} cycle", other: "{count} cycles") }
    func name(_ symptom: SymptomID) -> String { symptoms[symptom] ?? symptom.builtIn?.label ?? label(.removed) }
    func name(_ mood: MoodID) -> String { moods[mood] ?? mood.builtIn?.label ?? label(.removed) }
    func name(_ level: Bleeding.Level) -> String { text.inline(level.label) }
    func name(_ kind: MethodContent.Kind) -> String { kind.label }
    func name(_ result: PregnancyTest.Result) -> String { text.inline(result.label) }
    func name(_ reason: FigureLeftOut) -> String { LeftOutWords(words: words).sentence(reason) }
    func temperature(_ value: BodyTemperature) -> String { units.text(value) }
    func weight(_ grams: Int) -> String { units.text(grams: grams) }

    func page(_ number: Int, of count: Int) -> String {
        words("Page {number} of {count}", ["number": String(number), "count": String(count)])
    }

    func label(_ label: ReportLabel) -> String {
        switch label {
        case .title: words("Summary of a cycle diary")
        case .name: words("Name")
        case .made: words("Made on")
        case .span: words("Days")
        case .loggedDays: words("Days with an entry")
        case .basis: words("Rests on")
        case .closing:
            words("From the person's own diary, made with Flowkeep. No diagnosis; nothing here is estimated.")
        case .yes: words("yes")
        case .no: words("no")
        case .none: words("none")
        default: sections(label)
        }
    }

    private func sections(_ label: ReportLabel) -> String {
        switch label {
        case .cycles: words("Cycles and bleeding")
        case .symptoms: words("Symptoms")
        case .temperature: words("Temperature")
        case .fertility: words("Tests and signs")
        case .medication: words("Methods and medicines")
        case .moods: words("Moods")
        case .weight: words("Weight")
        case .sex: words("Sex")
        case .notes: words("Notes")
        default: cycleLabel(label)
        }
    }

    private func cycleLabel(_ label: ReportLabel) -> String {
        switch label {
        case .start: words("Cycle from")
        case .length: words("Length")
        case .period: words("Period")
        case .heaviest: words("Heaviest")
        case .remark: words("Remark")
        case .running: words("running")
        case .leftOut: words("left out")
        case .cycleLength: words("Cycle length")
        case .periodLength: words("Length of the period")
        case .mean: words("mean")
        case .shortestToLongest: words("shortest to longest")
        case .usual: words("usual")
        case .bleedingDays: words("Days of bleeding")
        case .clotDays: words("Days with clots")
        case .daysBetween: words("Days of bleeding between periods")
        case .small: words("small")
        case .large: words("large")
        default: signLabel(label)
        }
    }

    private func signLabel(_ label: ReportLabel) -> String {
        switch label {
        case .days: words("Days")
        case .mild: words("Mild")
        case .moderate: words("Moderate")
        case .strong: words("Strong")
        case .cyclesWith: words("Cycles with it")
        case .daysWithAny: words("Days with any noted")
        case .fewerDays: words("Left out, on fewer days")
        case .chart: words("Cycle from")
        case .coverLine: words("Cover line")
        case .excludedReadings: words("Readings left out")
        case .positiveTests: words("Positive LH test, day")
        case .tests: words("LH tests")
        case .firstHigh: words("First higher reading, day")
        case .peak: words("Peak of the second sign, day")
        case .bothSigns: words("Both signs closed")
        case .follicular: words("Days to ovulation")
        case .luteal: words("Days after ovulation")
        case .pregnancyTests: words("Pregnancy tests")
        case .day: words("Day")
        case .result: words("Result")
        default: otherLabel(label)
        }
    }

    private func otherLabel(_ label: ReportLabel) -> String {
        switch label {
        case .kind: words("Kind")
        case .from: words("From")
        case .to: words("Until")
        case .taken: words("Taken")
        case .late: words("Late")
        case .missed: words("Missed")
        case .doubled: words("Doubled")
        case .medicine: words("Medicine")
        case .removed: words("(removed)")
        case .first: words("First")
        case .last: words("Last")
        case .range: words("Range")
        case .sexDays: words("Days with sex")
        case .partnerDays: words("With a partner")
        case .protected: words("Protected")
        case .unprotected: words("Unprotected")
        case .painDays: words("Days with pain at sex")
        default: label.rawValue
        }
    }
}
