package import Primitives

/// Lengths of cycles, periods and phases.
///
/// - Source: docs/spec/cycle-figures.md §2 and §3.
package struct CycleFigures: Hashable, Sendable {
    package struct LeftOut: Hashable, Sendable {
        package let start: CalendarDay
        package let length: Int
        package let reason: FigureLeftOut
    }

    /// The bleeding of one day of periods.
    package struct FlowDay: Hashable, Sendable {
        /// 1 on the start.
        package let day: Int
        /// Periods in which the day was logged.
        package let logged: Int
        /// How often each level was; levels that never were are absent.
        package let levels: [Bleeding.Level: Int]

        /// The middle one, of an even number the lower; nil where none was logged.
        package var usual: Bleeding.Level? {
            var sum = 0
            for level in Bleeding.Level.allCases {
                sum += levels[level] ?? 0
                if sum > 0, sum * 2 >= logged { return level }
            }
            return nil
        }
    }

    /// Phases of cycles of which the day of ovulation is known.
    package struct Phases: Hashable, Sendable {
        /// Day of ovulation.
        package let follicular: Spread
        /// Length less that day.
        package let luteal: Spread
        /// Cycles whose ovulation the double check shows; of the others an LH test does.
        package let byDoubleCheck: Int
    }

    /// Days of a period that flow is given of.
    package static let flowDays = 1...10

    /// Oldest first, left out or not.
    package let cycles: [FigureCycle]
    package let leftOut: [LeftOut]
    /// Nil while none counts.
    package let lengths: Spread?
    package let period: Spread?
    /// From day 1 to the last that was logged in any period.
    package let flow: [FlowDay]
    package let phases: Phases?

    package init(_ cycles: FigureCycles, _ facts: DiaryFacts) {
        let counted = cycles.counted
        self.cycles = cycles.ended
        leftOut = cycles.ended.compactMap { figure in
            figure.leftOut.map { LeftOut(start: figure.cycle.start, length: figure.length, reason: $0) }
        }
        lengths = Spread(counted.map(\.length))
        period = Spread(counted.compactMap { Self.periodLength($0, facts) })
        flow = Self.flow(counted, facts)
        phases = Self.phases(counted)
    }

    package var counted: Int { cycles.count - leftOut.count }

    /// The last so many that ended, oldest first, left out or not.
    package func last(_ count: Int) -> ArraySlice<FigureCycle> { cycles.suffix(count) }

    /// Nil where only its beginning was logged.
    private static func periodLength(_ figure: FigureCycle, _ facts: DiaryFacts) -> Int? {
        let cycle = figure.cycle
        // Two starts marked in one bleeding: where the first period ended is not said.
        guard cycle.periodLength < figure.length else { return nil }
        let after = cycle.periodEnd.adding(days: 1)
        let days = facts.days(from: cycle.start, before: after)
        if days.count(where: { $0.bleeding?.isBleeding == true }) > 1 { return cycle.periodLength }
        let isOver = facts.facts(on: after)?.bleeding.map { !$0.isBleeding } ?? false
        return isOver ? cycle.periodLength : nil
    }

    private static func flow(_ counted: [FigureCycle], _ facts: DiaryFacts) -> [FlowDay] {
        var levels = [[Bleeding.Level: Int]](repeating: [:], count: flowDays.count)
        for figure in counted {
            let cycle = figure.cycle
            let length = min(cycle.periodLength, figure.length)
            for facts in facts.days(from: cycle.start, before: cycle.start.adding(days: length)) {
                let day = cycle.cycleDay(of: facts.day)
                guard flowDays.contains(day), let bleeding = facts.bleeding, !bleeding.isExcluded else { continue }
                levels[day - 1][bleeding.level, default: 0] += 1
            }
        }
        let last = (levels.lastIndex { !$0.isEmpty } ?? -1) + 1
        return levels.prefix(last).enumerated().map { place, levels in
            FlowDay(day: place + 1, logged: levels.values.reduce(0, +), levels: levels)
        }
    }

    private static func phases(_ counted: [FigureCycle]) -> Phases? {
        let known = counted.filter { $0.ovulation != nil }
        let follicular = Spread(known.compactMap(\.ovulation))
        let luteal = Spread(known.compactMap { figure in figure.ovulation.map { figure.length - $0 } })
        guard let follicular, let luteal else { return nil }
        let byDoubleCheck = known.count { $0.ovulationSource == .doubleCheck }
        return Phases(follicular: follicular, luteal: luteal, byDoubleCheck: byDoubleCheck)
    }
}
