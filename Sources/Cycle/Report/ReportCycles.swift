package import Primitives

/// Cycles and bleeding.
///
/// - Source: docs/spec/doctor-report.md §3.
package struct ReportCycles: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let start: CalendarDay
        /// Days; nil while it is running.
        package let length: Int?
        /// Days of the period, those between its bleedings included.
        package let periodLength: Int
        package let heaviest: Bleeding.Level?
        /// Days with light bleeding or more.
        package let flowDays: Int
        /// Nil where it counts.
        package let leftOut: FigureLeftOut?
    }

    /// Oldest first, the running one last.
    package let rows: [Row]
    /// Of the cycles that count; nil while none does.
    package let lengths: Spread?
    package let periods: Spread?
    /// Days of the span, by what was said of them.
    package let levels: [Bleeding.Level: Int]
    /// Days with small and with large clots.
    package let smallClotDays: Int
    package let largeClotDays: Int
    /// Bleeding days that belong to no period.
    package let daysBetween: Int

    init?(_ scope: ReportScope) {
        let bleedings = scope.days.compactMap(\.entry.bleeding)
        guard !bleedings.isEmpty else { return nil }
        let figures = scope.statistics.figures
        var leftOut: [CalendarDay: FigureLeftOut] = [:]
        for cycle in figures.leftOut { leftOut[cycle.start] = cycle.reason }
        rows = scope.list.cycles.map { Self.row($0, scope.facts, leftOut[$0.start]) }
        lengths = figures.lengths
        periods = figures.period
        levels = bleedings.reduce(into: [:]) { $0[$1.bleeding.level, default: 0] += 1 }
        smallClotDays = bleedings.count { $0.clots == .small }
        largeClotDays = bleedings.count { $0.clots == .large }
        daysBetween = Self.daysBetween(scope)
    }

    private static func row(_ cycle: RecordedCycle, _ facts: DiaryFacts, _ leftOut: FigureLeftOut?) -> Row {
        let period = facts.days(from: cycle.start, before: cycle.periodEnd.adding(days: 1)).compactMap(\.bleeding)
        let bleeding = period.filter(\.isBleeding)
        return Row(
            start: cycle.start,
            length: cycle.length,
            periodLength: cycle.periodLength,
            heaviest: bleeding.map(\.level).max(),
            flowDays: bleeding.count(where: \.isFlow),
            leftOut: leftOut
        )
    }

    private static func daysBetween(_ scope: ReportScope) -> Int {
        let periods = scope.list.cycles.map { $0.start...max($0.start, $0.periodEnd) }
        return scope.facts.days.count { facts in
            facts.bleeding?.isBleeding == true && !periods.contains { $0.contains(facts.day) }
        }
    }
}
