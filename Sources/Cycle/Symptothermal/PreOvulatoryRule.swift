package import Primitives

/// The rule that says how many days before ovulation are infertile.
///
/// - Source: docs/spec/cycle-evaluation.md §5.2.
package enum PreOvulatoryRule: Hashable, Sendable {
    case fiveDays
    /// Earliest first high measurement, as a day of its cycle, less 8.
    case minus8(earliestFirstHigh: Int, known: Int)
    /// Shortest of twelve cycles less 20.
    case minus20(shortest: Int)

    /// Days it grants, before any cut; 0 and below are none.
    package var days: Int {
        switch self {
        case .fiveDays: 5
        case .minus8(let earliest, _): earliest - 8
        case .minus20(let shortest): shortest - 20
        }
    }

    /// Cycles that a full record has.
    static let fullRecord = 12
    /// A first high measurement on this day or before it bars minus-20.
    static let earlyFirstHigh = 12

    /// Chooses the rule by what is known of earlier cycles, the latest last.
    ///
    /// - `firstHighs`: First high measurements, as days of their cycles.
    init(firstHighs: [Int], lengths: [Int]) {
        let latest = firstHighs.suffix(Self.fullRecord)
        let shortest = lengths.suffix(Self.fullRecord).min() ?? 0
        let isMinus20 =
            lengths.count >= Self.fullRecord && firstHighs.count < Self.fullRecord
            && firstHighs.allSatisfy { $0 > Self.earlyFirstHigh }
        if isMinus20 {
            self = .minus20(shortest: shortest)
        } else if let earliest = latest.min(), latest.count == Self.fullRecord || earliest - 8 < 5 {
            self = .minus8(earliestFirstHigh: earliest, known: latest.count)
        } else {
            self = .fiveDays
        }
    }
}

/// What cut the infertile days short.
package enum PreOvulatoryCut: Hashable, Sendable {
    case mucus(CalendarDay, CervicalMucus.Quality)
    case cervix(CalendarDay)
    /// The first high measurement of this cycle: no rule says so, but what is around ovulation is not before it.
    case temperature(CalendarDay)

    package var day: CalendarDay {
        switch self {
        case .mucus(let day, _), .cervix(let day), .temperature(let day): day
        }
    }
}

/// Why no day before ovulation is infertile.
package enum PreOvulatoryLack: Hashable, Sendable {
    /// There is no cycle before this one.
    case noPreviousCycle
    /// It did not pass the double check.
    case previousNotPassed
    /// The rule grants none.
    case grantsNone(PreOvulatoryRule)
    /// A fertile sign on day 1.
    case cutOnFirstDay(PreOvulatoryCut)
}

/// The infertile days before ovulation.
///
/// - Source: docs/spec/cycle-evaluation.md §5.2.
package struct PreOvulatoryEvaluation: Hashable, Sendable {
    /// Nil where there is no such day.
    package let lastDay: CalendarDay?
    package let rule: PreOvulatoryRule?
    package let cut: PreOvulatoryCut?
    /// There exactly where ``lastDay`` is not.
    package let lack: PreOvulatoryLack?

    /// - `previous`: Earlier cycles with how they were read, the latest last.
    init(_ evaluated: EvaluatedChart, previous: [EvaluatedChart]) {
        let chart = evaluated.chart
        guard let last = previous.last else {
            self.init(lack: .noPreviousCycle)
            return
        }
        guard last.isPassed else {
            self.init(lack: .previousNotPassed)
            return
        }
        let rule = PreOvulatoryRule(
            firstHighs: previous.compactMap(\.firstHighDay),
            lengths: previous.compactMap(\.chart.length)
        )
        guard rule.days >= 1 else {
            self.init(rule: rule, lack: .grantsNone(rule))
            return
        }
        let end = chart.day(rule.days)
        guard let cut = Self.cut(evaluated), cut.day <= end else {
            self.init(lastDay: end, rule: rule)
            return
        }
        if cut.day == chart.start {
            self.init(rule: rule, cut: cut, lack: .cutOnFirstDay(cut))
        } else {
            self.init(lastDay: cut.day.adding(days: -1), rule: rule, cut: cut)
        }
    }

    private init(
        lastDay: CalendarDay? = nil,
        rule: PreOvulatoryRule? = nil,
        cut: PreOvulatoryCut? = nil,
        lack: PreOvulatoryLack? = nil
    ) {
        self.lastDay = lastDay
        self.rule = rule
        self.cut = cut
        self.lack = lack
    }

    /// The first fertile sign of either kind, or the rise.
    private static func cut(_ evaluated: EvaluatedChart) -> PreOvulatoryCut? {
        let rise = evaluated.temperature.shift?.candidate.firstHigh
        for facts in evaluated.chart.days {
            if let quality = facts.countedMucus, quality.isFertile { return .mucus(facts.day, quality) }
            if let cervix = facts.countedCervix, cervix.isOpenOrSoft { return .cervix(facts.day) }
            if facts.day == rise { return .temperature(facts.day) }
        }
        return nil
    }
}
