package import Primitives

/// What the signs of each cycle showed.
///
/// - Source: docs/spec/doctor-report.md §5.
package struct ReportFertility: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let start: CalendarDay
        /// Days of the cycle with a positive test, and how many tests there were.
        package let positiveTests: [Int]
        package let tests: Int
        package let temperatures: Int
        /// Day of the cycle of the first of the high temperatures, where they are complete.
        package let firstHigh: Int?
        /// Day of the cycle of the peak of mucus or cervix, where it is complete.
        package let peak: Int?
        /// Both signs agree.
        package let isConfirmed: Bool
    }

    package struct PregnancyResult: Hashable, Sendable {
        package let day: CalendarDay
        package let result: PregnancyTest.Result
    }

    /// Cycles with any sign, oldest first.
    package let rows: [Row]
    package let phases: CycleFigures.Phases?
    package let pregnancyTests: [PregnancyResult]

    /// Nil where nothing of it was logged.
    init?(_ scope: ReportScope) {
        rows = scope.list.cycles.indices.compactMap { Self.row(scope, at: $0) }
        phases = scope.statistics.figures.phases
        pregnancyTests = scope.days.flatMap { day in
            (day.entry.pregnancyTests ?? []).map { PregnancyResult(day: day.day, result: $0.result) }
        }
        if rows.isEmpty, pregnancyTests.isEmpty { return nil }
    }

    private static func row(_ scope: ReportScope, at place: Int) -> Row? {
        let cycle = scope.list.cycles[place]
        let days = scope.facts.days(from: cycle.start, before: cycle.end)
        let tests = days.reduce(0) { $0 + $1.lhTests.count }
        let temperatures = days.count { $0.temperature != nil }
        let signs = days.count { $0.mucus != nil || $0.cervix != nil }
        guard tests + temperatures + signs > 0 else { return nil }
        let check = TemperatureSeries(scope.facts, scope.list, at: place).check
        let positive = days.filter { $0.lhTests.contains(where: \.isPositive) }
        return Row(
            start: cycle.start,
            positiveTests: positive.map { cycle.cycleDay(of: $0.day) },
            tests: tests,
            temperatures: temperatures,
            firstHigh: check.evaluated.firstHighDay,
            peak: check.sign.peak.map { cycle.cycleDay(of: $0.day) },
            isConfirmed: check.evaluated.isPassed
        )
    }
}
