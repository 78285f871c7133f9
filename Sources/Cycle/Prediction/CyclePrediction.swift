package import Primitives

/// What a prediction rests on.
///
/// - Source: docs/spec/cycle-prediction.md §2.10 and §6.
package struct PredictionBasis: Hashable, Sendable {
    package struct LeftOut: Hashable, Sendable {
        package let start: CalendarDay
        package let reason: LeftOutReason
    }

    package let mode: CycleMode
    /// Cycles that count.
    package let cycles: Int
    package let leftOut: [LeftOut]
}

/// Why nothing is predicted.
///
/// - Source: docs/spec/cycle-prediction.md §6.
package enum PredictionRefusal: Error, Hashable, Sendable {
    /// Pregnant, in this week and day of it; nil where neither a start nor a due day is known.
    case pregnant(PregnancyAge?)
    case noStart
    /// A start after today is entered.
    case startInFuture(CalendarDay)
    /// The running cycle began in another mode, or with a pregnancy: it is like none before.
    case modeChanged
    case tooFewCycles(have: Int, need: Int)
    /// So many days since the last start.
    case tooLongAgo(days: Int)
}

/// How far a pregnancy is, counted from the last start or back from the due day.
package struct PregnancyAge: Hashable, Sendable {
    package let weeks: Int
    /// 0 to 6.
    package let days: Int

    /// Days from the last start to the due day: 40 weeks.
    static let length = 280
}

/// When ovulation is in the running cycle, and the days it makes fertile.
///
/// An estimate and no contraception.
///
/// - Source: docs/spec/cycle-prediction.md §5.
package struct OvulationPrediction: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case earlierCycles
        case doubleCheck
        case lhTest
    }

    package let source: Source
    package let day: DayDistribution
    /// Nil in modes that give none.
    package let window: ClosedRange<CalendarDay>?
    private let fertile: FertileWindow?

    init(_ source: Source, _ start: CalendarDay, _ days: OffsetDistribution, givesWindow: Bool) {
        let fertile = givesWindow ? FertileWindow(days) : nil
        let dayZero = start.adding(days: -1)
        self.source = source
        self.fertile = fertile
        day = DayDistribution(dayZero, days)
        window = fertile.map { dayZero.adding(days: $0.days.lowerBound)...dayZero.adding(days: $0.days.upperBound) }
    }

    /// The chance that a day is fertile; nil in modes that give none.
    package func chanceOfFertile(on day: CalendarDay) -> Double? {
        fertile?.chance(of: day.days(since: self.day.anchor))
    }
}

/// What the diary says of the days to come.
///
/// - Source: docs/spec/cycle-prediction.md §4 to §6.
package struct CyclePrediction: Hashable, Sendable {
    package let basis: PredictionBasis
    package let lastStart: CalendarDay
    /// The day of the running cycle, 1 on its start.
    package let cycleDay: Int
    /// The next start and the three after it; in mode hormonal contraception of withdrawal bleedings.
    package let starts: [DayDistribution]
    /// That a period went by unlogged since the last start; from 0.9 on, the diary asks, unless she said it already.
    package let chanceOfMissing: Double
    /// The next start if one did; only while the diary asks.
    package let nextIfMissing: DayDistribution?
    /// Nil in modes that give none, and while the diary asks whether a period is missing.
    package let ovulation: OvulationPrediction?
    package let questions: [DiaryQuestion]
}
