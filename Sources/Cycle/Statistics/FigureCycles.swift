package import Primitives

/// Why a cycle is in no figure.
///
/// - Source: docs/spec/cycle-figures.md §2.1.
package enum FigureLeftOut: Hashable, Sendable {
    case cycle(LeftOutReason)
    /// She said that a period in it was not logged: its length is that of several.
    case periodNotLogged
}

/// A cycle that has ended, and whether it is in figures.
package struct FigureCycle: Hashable, Sendable {
    package let cycle: RecordedCycle
    /// Days.
    package let length: Int
    /// Nil where it counts.
    package let leftOut: FigureLeftOut?
    /// Day of the cycle; nil where nothing shows it.
    package let ovulation: Int?
    package let ovulationSource: OvulationPrediction.Source?
}

/// All cycles that have ended, as figures see them on one day.
///
/// Made once for all figures of a page: it reads every chart.
///
/// - Source: docs/spec/cycle-figures.md §2 and §3.3.
package struct FigureCycles: Hashable, Sendable {
    /// Oldest first.
    package let ended: [FigureCycle]
    package let running: RecordedCycle?
    /// Day of the running cycle.
    let runningOvulation: Int?
    package let mode: CycleMode

    package init(_ facts: DiaryFacts, _ list: CycleList, today: CalendarDay) {
        let change = facts.modes.change(on: today)
        let mode = change?.mode ?? .cycle
        let birth = mode == .postpartum ? change?.from : nil
        var ended: [FigureCycle] = []
        ended.reserveCapacity(list.cycles.count)
        for cycle in list.cycles {
            guard let length = cycle.length else { continue }
            let known = Self.ovulation(cycle, facts)
            ended.append(
                FigureCycle(
                    cycle: cycle,
                    length: length,
                    leftOut: Self.leftOut(cycle, mode, birth),
                    ovulation: known?.day,
                    ovulationSource: known?.source
                )
            )
        }
        self.ended = ended
        self.mode = mode
        running = list.cycles.last.flatMap { $0.end == nil && $0.start <= today ? $0 : nil }
        runningOvulation = running.flatMap { Self.ovulation($0, facts)?.day }
    }

    package var counted: [FigureCycle] { ended.filter { $0.leftOut == nil } }

    private static func ovulation(_ cycle: RecordedCycle, _ facts: DiaryFacts) -> KnownOvulation? {
        guard cycle.startMode.bleeds == .naturally, cycle.completeness != .incomplete,
            let known = KnownOvulation(cycle, facts)
        else { return nil }
        // A test on the last day of a cycle would put it into the next.
        return known.day < cycle.length ?? .max ? known : nil
    }

    static func leftOut(_ cycle: RecordedCycle, _ mode: CycleMode, _ birth: CalendarDay?) -> FigureLeftOut? {
        if let reason = CountedCycles.reason(cycle, mode, birth) { return .cycle(reason) }
        return cycle.completeness == .incomplete ? .periodNotLogged : nil
    }
}
