package import Primitives

/// All figures of a diary, made from one reading of its cycles.
///
/// - Source: docs/spec/cycle-figures.md.
package struct CycleStatistics: Sendable {
    package let cycles: FigureCycles
    package let phases: CyclePhases
    private let facts: DiaryFacts
    private let list: CycleList

    package init(_ facts: DiaryFacts, _ list: CycleList, today: CalendarDay) {
        cycles = FigureCycles(facts, list, today: today)
        phases = CyclePhases(cycles)
        self.facts = facts
        self.list = list
    }

    package var figures: CycleFigures { CycleFigures(cycles, facts) }

    /// Of the last so many starts.
    package func pastPredictions(last count: Int = PastPredictions.usualCount) -> PastPredictions {
        PastPredictions(facts, list, cycles, last: count)
    }

    /// Days rise, here and below.
    package func symptoms(
        _ days: [(CalendarDay, DayEntry)],
        base: FeelingBase = .sameKind
    ) -> FeelingPatterns<BuiltInSymptom> {
        FeelingPatterns(days, phases, base: base) { $0.symptoms }
    }

    package func moods(
        _ days: [(CalendarDay, DayEntry)],
        base: FeelingBase = .sameKind
    ) -> FeelingPatterns<BuiltInMood> {
        FeelingPatterns(days, phases, base: base) { $0.moods }
    }

    package func symptomTimings(_ days: [(CalendarDay, DayEntry)]) -> FeelingTimings<BuiltInSymptom> {
        FeelingTimings(days, cycles) { $0.symptoms }
    }

    package func moodTimings(_ days: [(CalendarDay, DayEntry)]) -> FeelingTimings<BuiltInMood> {
        FeelingTimings(days, cycles) { $0.moods }
    }

    /// The temperatures of the running cycle, or of the last; nil without one.
    package var temperatures: TemperatureSeries? {
        list.cycles.indices.last.map { TemperatureSeries(facts, list, at: $0) }
    }

    /// Those of the cycle from a start; nil where none starts on it.
    package func temperatures(from start: CalendarDay) -> TemperatureSeries? {
        list.cycles.firstIndex { $0.start == start }.map { TemperatureSeries(facts, list, at: $0) }
    }

    /// Grams.
    package func weight(_ days: [(CalendarDay, DayEntry)]) -> DaySeries { DaySeries(days, phases) { $0.weight } }

    /// Minutes.
    package func sleep(_ days: [(CalendarDay, DayEntry)]) -> DaySeries { DaySeries(days, phases) { $0.sleep?.minutes } }

    /// 1 to 5.
    package func energy(_ days: [(CalendarDay, DayEntry)]) -> DaySeries { DaySeries(days, phases) { $0.energy } }
}
