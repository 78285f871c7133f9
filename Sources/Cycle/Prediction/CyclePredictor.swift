package import Primitives

/// Predicts from a diary.
///
/// - Source: docs/spec/cycle-prediction.md.
package struct CyclePredictor: Sendable {
    /// Cycles that have to count before anything is said.
    package static let minimumCycles = 3
    /// The next start and the three after it.
    package static let startCount = 4
    /// From this chance on the diary asks about a cycle that may be several.
    static let askingChance = 0.5
    /// The same of the running one: a late period is no forgotten one yet.
    static let runningAskingChance = 0.9

    private let facts: DiaryFacts
    private let list: CycleList
    private let today: CalendarDay
    private let mode: CycleMode

    package init(_ facts: DiaryFacts, _ list: CycleList, today: CalendarDay) {
        self.facts = facts
        self.list = list
        self.today = today
        mode = facts.modes.mode(on: today)
    }

    /// - Throws: ``PredictionRefusal``, the first that applies.
    package func predict() throws(PredictionRefusal) -> CyclePrediction {
        let running = try running()
        let counted = CountedCycles(list.cycles.dropLast(), mode, since: birth)
        guard counted.cycles.count >= Self.minimumCycles else {
            throw .tooFewCycles(have: counted.cycles.count, need: Self.minimumCycles)
        }
        let since = today.days(since: running.start)
        let waited = max(0, facts.facts(on: today)?.isKnownWithoutFlow == true ? since : since - 1)
        guard since <= RecordedCycle.longestLength else { throw .tooLongAgo(days: since) }
        let posterior = LengthPosterior(counted.observed(), prior: mode.lengthPrior, halfLife: mode.halfLife)
        let history = mode.givesOvulation ? history(counted) : nil
        let known = mode.givesOvulation ? KnownOvulation(running, facts) : nil
        let length = known.flatMap { known in history.map { known.length($0.luteal) } }
        guard let forecast = forecast(posterior, running, waited, length) else { throw .tooLongAgo(days: since) }
        let isAsking = running.completeness == .unknown && forecast.chanceOfMissing >= Self.runningAskingChance
        return CyclePrediction(
            basis: PredictionBasis(mode: mode, cycles: counted.cycles.count, leftOut: counted.leftOut),
            lastStart: running.start,
            cycleDay: since + 1,
            starts: forecast.starts.map { DayDistribution(running.start, $0) },
            chanceOfMissing: running.completeness == .whole ? 0 : forecast.chanceOfMissing,
            nextIfMissing: isAsking ? forecast.nextIfMissing.map { DayDistribution(running.start, $0) } : nil,
            ovulation: isAsking || running.completeness == .incomplete
                ? nil : ovulation(running, posterior, history, known, waited),
            questions: list.questions + questions(counted, posterior) + (isAsking ? question(running, forecast) : [])
        )
    }

    /// The first day after birth where the mode is postpartum.
    private var birth: CalendarDay? { mode == .postpartum ? facts.modes.change(on: today)?.from : nil }

    private func running() throws(PredictionRefusal) -> RecordedCycle {
        if mode == .pregnancy { throw .pregnant(pregnancyAge) }
        guard let running = list.cycles.last else { throw .noStart }
        guard running.start <= today else { throw .startInFuture(running.start) }
        let modes = facts.modes.modes(from: running.start, before: today.adding(days: 1))
        guard modes.allSatisfy({ $0.bleeds == mode.bleeds }) else { throw .modeChanged }
        return running
    }

    private var pregnancyAge: PregnancyAge? {
        let days: Int
        if let due = facts.modes.change(on: today)?.dueDay {
            days = PregnancyAge.length - due.days(since: today)
        } else if let start = list.cycles.last?.start {
            days = today.days(since: start)
        } else {
            return nil
        }
        return days >= 0 ? PregnancyAge(weeks: days / 7, days: days % 7) : nil
    }

    private func forecast(
        _ posterior: LengthPosterior,
        _ running: RecordedCycle,
        _ waited: Int,
        _ length: OffsetDistribution?
    ) -> StartForecast? {
        let count = Self.startCount
        if running.completeness == .incomplete,
            let forecast = StartForecast(posterior, waited: waited, count: count, oneIsMissing: true)
        {
            return forecast
        }
        if let length, let forecast = StartForecast(posterior, waited: waited, firstLength: length, count: count) {
            return forecast
        }
        // The luteal phase is over and she still waits: what the lengths say is all there is.
        return StartForecast(posterior, waited: waited, count: count)
    }
}

extension CyclePredictor {
    private func history(_ counted: CountedCycles) -> CycleHistory {
        CycleHistory(
            counted.cycles.compactMap { cycle in
                cycle.length.map { length in
                    let day = KnownOvulation(cycle, facts)?.day
                    return CycleHistory.Cycle(length, ovulationDay: day, cycle.completeness)
                }
            }
        )
    }

    private func ovulation(
        _ running: RecordedCycle,
        _ posterior: LengthPosterior,
        _ history: CycleHistory?,
        _ known: KnownOvulation?,
        _ waited: Int
    ) -> OvulationPrediction? {
        guard let history else { return nil }
        if let known {
            return OvulationPrediction(known.source, running.start, known.days, givesWindow: mode.givesWindow)
        }
        let expected = history.ovulation(posterior, halfLife: mode.halfLife).next
        guard let days = Self.waited(expected, waited, history.luteal) else { return nil }
        return OvulationPrediction(.earlierCycles, running.start, days, givesWindow: mode.givesWindow)
    }

    /// P(o | no start) ∝ P(o) P(luteal > waited − o).
    private static func waited(
        _ ovulation: OffsetDistribution,
        _ waited: Int,
        _ luteal: LutealPhase
    ) -> OffsetDistribution? {
        let phase = luteal.lengths
        let weights = ovulation.chances.enumerated().map { place, chance in
            chance * (1 - phase.chance(through: waited - ovulation.first - place))
        }
        return OffsetDistribution(first: ovulation.first, weights: weights)
    }

    /// About cycles that may be several.
    private func questions(_ counted: CountedCycles, _ posterior: LengthPosterior) -> [DiaryQuestion] {
        let usual = posterior.nextLength.median
        var chances: [Int: Double] = [:]
        return counted.cycles.compactMap { cycle in
            guard cycle.completeness == .unknown, let length = cycle.length, length * 4 >= usual * 5,
                let observed = ObservedLength(length)
            else { return nil }
            let chance = chances[length] ?? posterior.chanceOfMore(in: observed)
            chances[length] = chance
            guard chance >= Self.askingChance, let missing = posterior.missingStart(in: length) else { return nil }
            let days = DayDistribution(cycle.start, missing).interval(0.8)
            return .wasAPeriodMissed(cycle: cycle.start, days: days, chance: chance)
        }
    }

    /// About the running cycle.
    private func question(_ running: RecordedCycle, _ forecast: StartForecast) -> [DiaryQuestion] {
        guard let missing = forecast.missing else { return [] }
        let days = DayDistribution(running.start, missing).interval(0.8)
        return [.isAPeriodMissing(cycle: running.start, days: days, chance: forecast.chanceOfMissing)]
    }
}

extension LengthPosterior {
    /// The day of the first start that is missing in a length of several cycles: as if they were two or three.
    func missingStart(in length: Int) -> OffsetDistribution? {
        var sums = [Double](repeating: 0, count: length + 1)
        let first = LengthGrid.lengths.lowerBound
        for component in components {
            let one = component.lengths
            let two = Convolution.of(one, one, shift: first)
            for (place, chance) in one.enumerated() {
                let day = first + place
                let left = length - day - first
                guard left >= 0 else { break }
                let rest =
                    (one.indices.contains(left) ? one[left] : 0)
                    + (two.indices.contains(left) ? component.forgetting * two[left] : 0)
                sums[day] += component.weight * chance * rest
            }
        }
        return OffsetDistribution(first: 0, weights: sums)
    }
}
