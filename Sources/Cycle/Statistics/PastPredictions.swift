package import Primitives

/// What would have been said of one start, the day after the start before it, and how it went.
///
/// - Source: docs/spec/cycle-figures.md §4.
package struct PastPrediction: Hashable, Sendable {
    /// Why a start is not compared with a prediction.
    package enum NotCompared: Hashable, Sendable {
        /// So many cycles counted then.
        case tooFewCycles(Int)
        case leftOut(FigureLeftOut)
    }

    package struct Forecast: Hashable, Sendable {
        package let median: CalendarDay
        package let interval80: ClosedRange<CalendarDay>
        package let interval50: ClosedRange<CalendarDay>
    }

    package enum Outcome: Hashable, Sendable {
        case compared(Forecast)
        case notCompared(NotCompared)
    }

    /// The start before it.
    package let from: CalendarDay
    /// The start that came.
    package let start: CalendarDay
    package let outcome: Outcome

    package var forecast: Forecast? {
        guard case .compared(let forecast) = outcome else { return nil }
        return forecast
    }

    /// Days from the nearest day of the 80% interval, before it less than 0, inside 0; nil where nothing is compared.
    package var daysOutside: Int? {
        guard let interval = forecast?.interval80 else { return nil }
        if start < interval.lowerBound { return start.days(since: interval.lowerBound) }
        return max(0, start.days(since: interval.upperBound))
    }

    package var isInside: Bool? { daysOutside.map { $0 == 0 } }

    /// Days from the median, before it less than 0.
    package var daysOff: Int? { forecast.map { start.days(since: $0.median) } }
}

/// Past starts beside what would have been predicted of them.
///
/// - Source: docs/spec/cycle-figures.md §4.
package struct PastPredictions: Hashable, Sendable {
    /// As many starts as are worked out in a few milliseconds.
    package static let usualCount = 24
    /// Of fewer, the summary judges nothing.
    package static let judgedMinimum = 5

    /// Oldest first.
    package let predictions: [PastPrediction]

    /// Predicts the last so many starts.
    ///
    /// - `cycles`: As figures see them today; what is left out there is not compared.
    package init(_ facts: DiaryFacts, _ list: CycleList, _ cycles: FigureCycles, last count: Int = usualCount) {
        var learner = PastLearner(facts.modes, list)
        predictions = cycles.ended.indices.suffix(max(0, count)).map { place in
            let figure = cycles.ended[place]
            return PastPrediction(
                from: figure.cycle.start,
                start: figure.cycle.start.adding(days: figure.length),
                outcome: figure.leftOut.map { .notCompared(.leftOut($0)) } ?? learner.outcome(place)
            )
        }
    }

    package var compared: Int { predictions.count { $0.forecast != nil } }

    package var inside: Int { predictions.count { $0.isInside == true } }

    /// How many of those compared were inside.
    package var share: Share { Share(inside, of: compared) }

    package var canBeJudged: Bool { compared >= Self.judgedMinimum }
}

/// Predicts as the diary would have, learning from start to start.
private struct PastLearner {
    private let modes: ModeHistory
    private let cycles: [RecordedCycle]
    private var learners: [Double: LengthPosterior.Learner] = [:]

    init(_ modes: ModeHistory, _ list: CycleList) {
        self.modes = modes
        cycles = list.cycles
    }

    /// - `place`: Of the cycle that was running then.
    mutating func outcome(_ place: Int) -> PastPrediction.Outcome {
        let start = cycles[place].start
        let change = modes.change(on: start.adding(days: 1))
        let mode = change?.mode ?? .cycle
        let birth = mode == .postpartum ? change?.from : nil
        let lengths = CountedCycles(cycles[..<place], mode, since: birth).observed()
        guard lengths.count >= CyclePredictor.minimumCycles else { return .notCompared(.tooFewCycles(lengths.count)) }
        var learner = learners[mode.halfLife] ?? LengthPosterior.Learner(halfLife: mode.halfLife)
        let next = learner.learn(lengths, prior: mode.lengthPrior).nextLength
        learners[mode.halfLife] = learner
        let days = DayDistribution(start, next)
        let forecast = PastPrediction.Forecast(
            median: days.median,
            interval80: days.interval(0.8),
            interval50: days.interval(0.5)
        )
        return .compared(forecast)
    }
}
