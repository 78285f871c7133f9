package import Primitives

/// The cycles of a diary, and what it should ask about them before any model looks.
///
/// - Source: docs/spec/cycle-prediction.md §2.
package struct CycleList: Hashable, Sendable {
    /// In order; the last is running.
    package let cycles: [RecordedCycle]
    package let questions: [DiaryQuestion]

    /// A cycle of so many days or fewer is asked about.
    static let shortLength = 17

    package init(_ facts: DiaryFacts) {
        let starts = CycleStarts(facts).starts
        var cycles: [RecordedCycle] = []
        var questions: [DiaryQuestion] = []
        cycles.reserveCapacity(starts.count)
        for (place, start) in starts.enumerated() {
            let end = place + 1 < starts.count ? starts[place + 1].day : nil
            let cycle = Self.cycle(start, end, facts)
            cycles.append(cycle)
            questions += start.doubtful.map { .wasItAPeriod($0) }
            if let end, let length = cycle.length, length <= Self.shortLength,
                facts.facts(on: end)?.bleeding?.mark != .start
            {
                questions.append(.wasItAStart(end, length: length))
            }
        }
        self.cycles = cycles
        self.questions = questions
    }

    private static func cycle(
        _ start: CycleStarts.Start,
        _ end: CalendarDay?,
        _ facts: DiaryFacts
    ) -> RecordedCycle {
        RecordedCycle(
            start: start.day,
            end: end,
            periodEnd: start.periodEnd,
            bleedingsBetween: start.bleedingsBetween,
            completeness: facts.marks[start.day]?.completeness ?? .unknown,
            startMode: facts.modes.mode(on: start.day),
            leftOut: leftOut(start.day, end, facts)
        )
    }

    private static func leftOut(_ start: CalendarDay, _ end: CalendarDay?, _ facts: DiaryFacts) -> LeftOutReason? {
        if facts.marks[start]?.isExcluded == true { return .excluded }
        let days = facts.days(from: start, before: end)
        if days.contains(where: { $0.factors.contains { $0.effect == .cycle } }) { return .factor }
        guard let end else { return nil }
        let modes = facts.modes.modes(from: start, before: end).map(\.bleeds)
        if modes.contains(.never) || Set(modes).count > 1 { return .modeChanged }
        return end.days(since: start) > RecordedCycle.longestLength ? .tooLong : nil
    }
}

/// What the diary asks; it changes nothing until the person answers.
///
/// - Source: docs/spec/cycle-prediction.md §2.6, §2.7 and §2.13.
package enum DiaryQuestion: Hashable, Sendable {
    /// Slight bleeding between two periods: was it one?
    case wasItAPeriod(CalendarDay)
    /// A cycle of few days ended here: was it a start?
    case wasItAStart(CalendarDay, length: Int)
    /// A period may not have been logged in the cycle from `cycle`, likeliest on one of `days`.
    case wasAPeriodMissed(cycle: CalendarDay, days: ClosedRange<CalendarDay>, chance: Double)
    /// One may not have been logged since the last start.
    case isAPeriodMissing(cycle: CalendarDay, days: ClosedRange<CalendarDay>, chance: Double)
}
