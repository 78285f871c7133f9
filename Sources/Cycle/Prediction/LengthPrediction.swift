/// The cycles after a list of lengths, without a diary.
///
/// - Source: docs/spec/cycle-prediction.md §7, `flowkeep cycle predict --lengths`.
package struct LengthPrediction: Hashable, Sendable {
    /// Lengths that count.
    package let cycles: Int
    /// Lengths outside of 10 to 180 days.
    package let leftOut: [Int]
    /// Days from the last start to the next and to the three after it.
    package let starts: [OffsetDistribution]
    /// By place in the list: the chance that a length is more than one cycle, where that is one half or more.
    package let severalCycles: [Int: Double]

    /// Predicts from lengths in days, oldest first.
    ///
    /// - `waited`: Days since the last start, all of them without one.
    /// - Throws: ``PredictionRefusal`` — `.tooFewCycles` or `.tooLongAgo`.
    package init(_ lengths: [Int], waited: Int = 0) throws(PredictionRefusal) {
        let observed = lengths.map { ObservedLength($0) }
        let counted = observed.compactMap { $0 }
        guard counted.count >= CyclePredictor.minimumCycles else {
            throw .tooFewCycles(have: counted.count, need: CyclePredictor.minimumCycles)
        }
        let posterior = LengthPosterior(counted)
        guard (0..<RecordedCycle.longestLength).contains(waited),
            let forecast = StartForecast(posterior, waited: waited, count: CyclePredictor.startCount)
        else { throw .tooLongAgo(days: waited) }
        let usual = posterior.nextLength.median
        var several: [Int: Double] = [:]
        for case (let place, let length?) in observed.enumerated() where length.days * 4 >= usual * 5 {
            let chance = posterior.chanceOfMore(in: length)
            if chance >= CyclePredictor.askingChance { several[place] = chance }
        }
        cycles = counted.count
        leftOut = lengths.filter { ObservedLength($0) == nil }
        starts = forecast.starts
        severalCycles = several
    }
}
