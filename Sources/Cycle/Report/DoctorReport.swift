package import Primitives

/// What a doctor asks about a cycle, counted from one span of a diary.
///
/// Says what was logged and on how many days, and estimates nothing.
///
/// - Source: docs/spec/doctor-report.md.
package struct DoctorReport: Hashable, Sendable {
    package let name: String?
    package let made: CalendarDay
    package let span: ClosedRange<CalendarDay>
    /// Days of the span with anything logged.
    package let loggedDays: Int
    /// On the last day of the span.
    package let mode: CycleMode
    // Parts that she did not choose are nil; so are those in which nothing was logged.
    package let cycles: ReportCycles?
    package let symptoms: ReportFeelings<SymptomID>?
    package let temperature: [TemperatureSeries]?
    package let fertility: ReportFertility?
    package let medication: ReportMedication?
    package let moods: ReportFeelings<MoodID>?
    package let weight: ReportWeight?
    package let sex: ReportSex?
    package let notes: [ReportNote]?

    package init(_ diary: DiaryCopy, _ choices: ReportChoices, today: CalendarDay) {
        let span = ReportSpan.days(diary.facts, choices.span, today: today)
        let days = diary.days.filter { span.contains($0.day) }
        let scope = ReportScope(diary, days, span, today: today)
        func part<Part>(_ section: ReportSection, _ make: (ReportScope) -> Part?) -> Part? {
            choices.sections.contains(section) ? make(scope) : nil
        }
        name = choices.name
        made = today
        self.span = span
        loggedDays = days.count
        mode = scope.facts.modes.mode(on: span.upperBound)
        cycles = part(.cycles, ReportCycles.init)
        symptoms = part(.symptoms) { ReportFeelings($0, minimum: choices.symptomMinimum) { $0.symptoms } }
        temperature = part(.temperature, Self.temperature)
        fertility = part(.fertility, ReportFertility.init)
        medication = part(.medication, ReportMedication.init)
        moods = part(.moods) { ReportFeelings($0, minimum: choices.symptomMinimum) { $0.moods } }
        weight = part(.weight, ReportWeight.init)
        sex = part(.sex, ReportSex.init)
        notes = part(.notes) { scope in
            let notes = scope.days.compactMap { day in day.entry.note.map { ReportNote(day: day.day, text: $0) } }
            return notes.isEmpty ? nil : notes
        }
    }

    /// The charts of cycles with a reading, oldest first.
    private static func temperature(_ scope: ReportScope) -> [TemperatureSeries]? {
        let charts = scope.list.cycles.indices.map { TemperatureSeries(scope.facts, scope.list, at: $0) }
            .filter { !$0.points.isEmpty }
        return charts.isEmpty ? nil : charts
    }
}

/// A note and its day.
package struct ReportNote: Hashable, Sendable {
    package let day: CalendarDay
    package let text: String
}

/// The days a report is about.
enum ReportSpan {
    /// Ends today at the latest; without any cycle it is the last 90 days.
    static func days(
        _ facts: DiaryFacts,
        _ span: ReportChoices.Span,
        today: CalendarDay
    ) -> ClosedRange<CalendarDay> {
        switch span {
        case .days(let days):
            let end = min(days.upperBound, today)
            return min(days.lowerBound, end)...end
        case .lastCycles(let count):
            let starts = CycleList(facts).cycles.map(\.start).filter { $0 <= today }
            // The running one beside those that ended.
            let first = starts.suffix(count + 1).first ?? today.adding(days: -89)
            return first...today
        }
    }
}

/// A span of a diary, read once for all parts.
struct ReportScope {
    let diary: DiaryCopy
    /// Of the span, rising.
    let days: [DiaryCopy.Day]
    let span: ClosedRange<CalendarDay>
    /// From the first start in the span to its end: a period that began before is no start.
    let facts: DiaryFacts
    let list: CycleList
    let statistics: CycleStatistics

    init(_ diary: DiaryCopy, _ days: [DiaryCopy.Day], _ span: ClosedRange<CalendarDay>, today: CalendarDay) {
        let all = diary.facts
        let first = CycleList(all).cycles.first { $0.start >= span.lowerBound }?.start
        let end = span.upperBound.adding(days: 1)
        let facts = DiaryFacts(
            days: first.map { Array(all.days(from: $0, before: max($0, end))) } ?? [],
            modes: all.modes,
            marks: diary.marks,
            secondSign: all.secondSign
        )
        self.diary = diary
        self.days = days
        self.span = span
        self.facts = facts
        list = CycleList(facts)
        statistics = CycleStatistics(facts, list, today: span.upperBound)
    }
}
