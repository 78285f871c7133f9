import Primitives

/// The day of ovulation as far as the diary shows it.
///
/// - Source: docs/spec/cycle-prediction.md §5.3.
struct KnownOvulation {
    let source: OvulationPrediction.Source
    /// Day of the cycle.
    let day: Int

    /// What is left unknown about it, as a scale in days.
    private static let scale = 0.8
    private static let reach = 4

    /// The double check goes before LH; nil where neither says anything.
    init?(_ cycle: RecordedCycle, _ facts: DiaryFacts) {
        let days = Array(facts.days(from: cycle.start, before: cycle.end))
        let signs = days.reduce(0) { $0 + ($1.temperature == nil ? 0 : 1) }
        if signs > TemperatureEvaluation.lowReadings {
            let chart = CycleChart(start: cycle.start, days: days, length: cycle.length)
            let evaluated = EvaluatedChart(chart, second: facts.secondSign)
            if evaluated.isPassed, let firstHigh = evaluated.firstHighDay {
                self.init(.doubleCheck, firstHigh - 1)
                return
            }
        }
        guard let positive = days.first(where: { $0.lhTests.contains(where: \.isPositive) }) else { return nil }
        self.init(.lhTest, cycle.cycleDay(of: positive.day) + 1)
    }

    private init(_ source: OvulationPrediction.Source, _ day: Int) {
        self.source = source
        self.day = day
    }

    var days: OffsetDistribution {
        let first = max(1, day - Self.reach)
        let weights = (first...(day + Self.reach)).map { StudentT.density(Double($0 - day) / Self.scale) }
        return OffsetDistribution(first: first, positive: weights)
    }

    /// The length of the cycle, given her luteal phase.
    func length(_ luteal: LutealPhase) -> OffsetDistribution {
        let (days, phase) = (days, luteal.lengths)
        let sums = Convolution.of(days.chances, phase.chances, shift: phase.first)
        return OffsetDistribution(first: days.first, positive: sums)
    }
}
