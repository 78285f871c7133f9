import Cycle
import Primitives

/// When symptoms and moods come, with how much it rests on.
///
/// - Source: docs/spec/cycle-figures.md §6.
struct FeelingWords {
    let text: BodyText

    /// Symptoms that are drawn and named.
    private static let shown = 8
    private static let findingsMaximum = 6
    /// Cycles below which a course is not drawn.
    private static let cyclesMinimum = 3

    private var words: Words { text.words }

    /// Nil where nothing was noted.
    func view<BuiltIn>(
        _ patterns: FeelingPatterns<BuiltIn>,
        _ timings: FeelingTimings<BuiltIn>,
        name: (FeelingID<BuiltIn>) -> String
    ) -> FeelingsView? {
        guard !patterns.rows.isEmpty || !timings.rows.isEmpty else { return nil }
        let cycles = timings.rows.flatMap(\.course).map(\.total).max() ?? 0
        let courses = cycles >= Self.cyclesMinimum ? timings.rows.prefix(Self.shown).map { course($0, name) } : []
        let findings = findings(patterns, timings, name)
        return FeelingsView(
            lead: lead(patterns, cycles),
            courses: courses,
            hasCourses: !courses.isEmpty,
            findings: findings,
            hasFindings: !findings.isEmpty,
            phases: patterns.rows.isEmpty ? nil : table(patterns, name)
        )
    }

    private func lead<BuiltIn>(_ patterns: FeelingPatterns<BuiltIn>, _ cycles: Int) -> String {
        let days = patterns.phases.values.reduce(0) { $0 + $1.days }
        let counted = words.count(
            days,
            one: "{count} day with something noted counts; what is not noted on such a day was not there.",
            other: "{count} days with something noted count; what is not noted on such a day was not there."
        )
        guard cycles < Self.cyclesMinimum else { return counted }
        return counted + " " + words("Fewer than three complete cycles: too little to draw.")
    }

    // MARK: Through the cycle

    private func course<BuiltIn>(
        _ row: FeelingTimings<BuiltIn>.Row,
        _ name: (FeelingID<BuiltIn>) -> String
    ) -> FeelingsView.Course {
        let feeling = name(row.feeling)
        let parts = row.course.enumerated().map { place, share in
            FeelingsView.Part(step: step(share), x: String(place * 10), title: title(feeling, share))
        }
        let highest = row.course.enumerated().max { ($0.element.value ?? 0) < ($1.element.value ?? 0) }
        let sentence =
            highest.map {
                words(
                    "{name} through the cycle, most in part {part} of ten: {share}",
                    ["name": feeling, "part": String($0.offset + 1), "share": title(feeling, $0.element)]
                )
            } ?? feeling
        return FeelingsView.Course(name: feeling, sentence: sentence, parts: parts)
    }

    private func title(_ name: String, _ share: Share) -> String {
        guard share.total > 0 else { return words("{name}: nothing noted", ["name": name]) }
        return words.count(
            share.total,
            one: "{name}: {part} of {count} cycle",
            other: "{name}: {part} of {count} cycles",
            ["name": name, "part": String(share.part)]
        )
    }

    private func step(_ share: Share) -> String {
        switch share.value ?? 0 {
        case ...0: "sy0"
        case ..<0.2: "sy1"
        case ..<0.4: "sy2"
        case ..<0.6: "sy3"
        default: "sy4"
        }
    }

    // MARK: What stands out

    private func findings<BuiltIn>(
        _ patterns: FeelingPatterns<BuiltIn>,
        _ timings: FeelingTimings<BuiltIn>,
        _ name: (FeelingID<BuiltIn>) -> String
    ) -> [String] {
        let usual = timings.rows.compactMap { row -> String? in
            if let run = row.beforePeriod, run.isUsual { return before(name(row.feeling), run.days, run.cycles) }
            if let run = row.fromStart, run.isUsual { return fromStart(name(row.feeling), run.days, run.cycles) }
            return nil
        }
        let compared = patterns.rows.flatMap { row in
            DayPhase.allCases.compactMap { phase in
                row.cells[phase].flatMap { sentence(name(row.feeling), phase, $0.days, $0.comparison) }
            }
        }
        return Array((usual + compared).prefix(Self.findingsMaximum))
    }

    private func before(_ name: String, _ days: ClosedRange<Int>, _ cycles: Share) -> String {
        let values = [
            "name": name, "part": String(cycles.part), "total": String(cycles.total), "days": text.span(days),
        ]
        return days == 1...1
            ? words("{name}: on the day before a period in {part} of {total} cycles.", values)
            : words("{name}: {days} days before a period in {part} of {total} cycles.", values)
    }

    private func fromStart(_ name: String, _ days: ClosedRange<Int>, _ cycles: Share) -> String {
        let values = [
            "name": name, "part": String(cycles.part), "total": String(cycles.total), "days": text.span(days),
        ]
        return words("{name}: on day {days} of the cycle in {part} of {total} cycles.", values)
    }

    /// Nil where nothing can be told apart.
    private func sentence(_ name: String, _ phase: DayPhase, _ days: Share, _ comparison: PhaseComparison) -> String? {
        let values = [
            "name": name, "part": String(days.part), "total": String(days.total), "phase": phaseName(phase),
        ]
        return switch comparison {
        case .more: words("{name}, {phase}: {part} of {total} days noted, more than at other times.", values)
        case .less: words("{name}, {phase}: {part} of {total} days noted, less than at other times.", values)
        case .tooLittle, .unclear: nil
        }
    }

    func phaseName(_ phase: DayPhase) -> String {
        switch phase {
        case .period: words("period")
        case .follicular: words("after the period")
        case .ovulation: words("around ovulation")
        case .luteal: words("after ovulation")
        case .beforePeriod: words("last five days")
        }
    }

    // MARK: All of it

    private func table<BuiltIn>(
        _ patterns: FeelingPatterns<BuiltIn>,
        _ name: (FeelingID<BuiltIn>) -> String
    ) -> ChartTable {
        let phases = DayPhase.allCases.filter { patterns.phases[$0] != nil }
        return ChartTable(
            caption: words("By part of the cycle: days with it, of days with anything noted."),
            head: words("What"),
            columns: phases.map { phase in
                let days = patterns.phases[phase]
                return words.count(
                    days?.cycles ?? 0,
                    one: "{phase}, {count} cycle",
                    other: "{phase}, {count} cycles",
                    ["phase": phaseName(phase)]
                )
            },
            rows: patterns.rows.prefix(30).map { row in
                (name(row.feeling), phases.map { phase in row.cells[phase].map(cell) ?? "" })
            },
            isWide: true
        )
    }

    private func cell<BuiltIn>(_ cell: FeelingPatterns<BuiltIn>.Cell) -> String {
        let values = ["part": String(cell.days.part), "total": String(cell.days.total)]
        return switch cell.comparison {
        case .more: words("{part} of {total}, more", values)
        case .less: words("{part} of {total}, less", values)
        case .unclear: words("{part} of {total}", values)
        case .tooLittle: words("{part} of {total}, too little to say", values)
        }
    }
}
