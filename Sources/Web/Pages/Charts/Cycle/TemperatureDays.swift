import Cycle
import Primitives

/// What a temperature chart draws, by day of the cycle.
struct TemperatureDays {
    struct Reading {
        let cycleDay: Int
        /// As the rule reads it, where it counts; else as it was measured.
        let value: BodyTemperature
        let measured: BodyTemperature
        let counts: Bool
        let factors: [Factor.Kind]
    }

    let chart: CycleChart
    let readings: [Reading]
    /// Readings of the cycle before that counted.
    let previous: [Reading]
    let previousLength: Int?
    /// The line, from the first of the six it rests on; of a candidate that still waits as well.
    let cover: (line: BodyTemperature, from: Int)?
    /// Days of the readings that make the shift, and whether they are all there.
    let high: Set<Int>
    let shift: ClosedRange<Int>?
    let today: Int?
    let lastDay: Int

    /// A cycle is drawn to this day at least, so that charts of several can be compared.
    private static let leastDays = 28

    init(_ evaluated: EvaluatedChart, previous: CycleChart?, today: Int?) {
        let chart = evaluated.chart
        self.chart = chart
        self.today = today
        readings = Self.readings(of: chart)
        self.previous = previous.map { Self.readings(of: $0).filter(\.counts) } ?? []
        previousLength = previous?.length
        let candidate = evaluated.temperature.shift?.candidate ?? Self.waiting(evaluated.temperature)
        cover = candidate.map { ($0.coverLine, chart.cycleDay(of: $0.low[0].day)) }
        if let shift = evaluated.temperature.shift {
            let days = shift.candidate.high.map { chart.cycleDay(of: $0.day) }
            high = Set(days)
            self.shift = (days.first ?? 1)...chart.cycleDay(of: shift.completeOn)
        } else {
            high = []
            shift = nil
        }
        let recorded = chart.days.last.map { chart.cycleDay(of: $0.day) } ?? 1
        lastDay = max(Self.leastDays, recorded, today ?? 1, chart.length ?? 1, self.previous.last?.cycleDay ?? 1)
    }

    /// The candidate that later readings will decide.
    private static func waiting(_ evaluation: TemperatureEvaluation) -> TemperatureCandidate? {
        guard case .waiting(let firstHigh)? = evaluation.lack else { return nil }
        return evaluation.steps.reversed().lazy.compactMap { step in
            if case .candidate(let candidate) = step, candidate.firstHigh == firstHigh { candidate } else { nil }
        }.first
    }

    private static func readings(of chart: CycleChart) -> [Reading] {
        chart.days.compactMap { facts in
            guard let measured = facts.temperature?.value else { return nil }
            let counted = facts.countedTemperature?.roundedToTwentieths
            return Reading(
                cycleDay: chart.cycleDay(of: facts.day),
                value: counted ?? measured,
                measured: measured,
                counts: counted != nil,
                factors: facts.factors.filter { $0.effect == .reading }.map(\.kind)
            )
        }
    }
}
