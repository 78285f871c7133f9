package import Primitives

/// A cycle whose two signs were read.
package struct EvaluatedChart: Hashable, Sendable {
    package let chart: CycleChart
    package let temperature: TemperatureEvaluation
    package let sign: SignEvaluation

    /// - `second`: The sign a person chose for good; nil reads mucus where any is recorded.
    package init(_ chart: CycleChart, second: SecondSign? = nil) {
        let temperature = TemperatureEvaluation(chart)
        self.chart = chart
        self.temperature = temperature
        sign = SignEvaluation(chart, second, temperaturesComplete: temperature.shift?.completeOn)
    }

    /// The day of the cycle of the first high measurement.
    package var firstHighDay: Int? {
        temperature.shift.map { chart.cycleDay(of: $0.candidate.firstHigh) }
    }

    /// The later of the two completing days; nil unless both signs are complete.
    package var completeOn: CalendarDay? {
        guard let shift = temperature.shift, let peak = sign.peak else { return nil }
        return max(shift.completeOn, peak.completeOn)
    }

    /// Whether it passed the double check.
    package var isPassed: Bool { completeOn != nil }
}

/// The symptothermal double check of one cycle.
///
/// It is no contraception; where the rules say nothing, so does it.
///
/// - Source: docs/spec/cycle-evaluation.md §5; Frank-Herrmann 2007.
package struct DoubleCheck: Hashable, Sendable {
    /// Hour of the completing day from which the phase after ovulation counts.
    package static let eveningHour = 18

    package let evaluated: EvaluatedChart
    package let before: PreOvulatoryEvaluation

    /// - `previous`: Earlier cycles, the latest last.
    package init(_ chart: CycleChart, previous: [CycleChart], second: SecondSign? = nil) {
        let ordered = previous.sorted { $0.start < $1.start }.map { EvaluatedChart($0, second: second) }
        let evaluated = EvaluatedChart(chart, second: second)
        self.evaluated = evaluated
        before = PreOvulatoryEvaluation(evaluated, previous: ordered)
    }

    package var temperature: TemperatureEvaluation { evaluated.temperature }
    package var sign: SignEvaluation { evaluated.sign }

    /// First and last day; nil where there is none.
    package var preOvulatory: ClosedRange<CalendarDay>? { before.lastDay.map { evaluated.chart.start...$0 } }

    /// The first of the days around ovulation.
    package var periOvulatoryStart: CalendarDay {
        before.lastDay.map { $0.adding(days: 1) } ?? evaluated.chart.start
    }

    /// The day on which, at ``eveningHour``, they end and those after ovulation begin; nil while they go on.
    package var postOvulatoryStart: CalendarDay? { evaluated.completeOn }
}
