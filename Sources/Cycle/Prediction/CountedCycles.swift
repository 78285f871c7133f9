import Primitives

/// The cycles that count for a prediction on one day, and those that do not.
///
/// - Source: docs/spec/cycle-prediction.md §2.10 and §6.
struct CountedCycles {
    let cycles: [RecordedCycle]
    let leftOut: [PredictionBasis.LeftOut]

    /// - `past`: Cycles that have ended, oldest first.
    init(_ past: ArraySlice<RecordedCycle>, _ mode: CycleMode, since birth: CalendarDay?) {
        var cycles: [RecordedCycle] = []
        var leftOut: [PredictionBasis.LeftOut] = []
        for cycle in past {
            if let reason = Self.reason(cycle, mode, birth) {
                leftOut.append(PredictionBasis.LeftOut(start: cycle.start, reason: reason))
            } else {
                cycles.append(cycle)
            }
        }
        self.cycles = cycles
        self.leftOut = leftOut
    }

    static func reason(_ cycle: RecordedCycle, _ mode: CycleMode, _ birth: CalendarDay?) -> LeftOutReason? {
        if let reason = cycle.leftOut { return reason }
        if cycle.startMode.bleeds != mode.bleeds { return .otherMode }
        if let birth, cycle.start < birth { return .beforeBirth }
        guard let length = cycle.length, ObservedLength(length) != nil else { return .tooLong }
        return nil
    }

    func observed() -> [ObservedLength] {
        cycles.compactMap { cycle in cycle.length.flatMap { ObservedLength($0, cycle.completeness) } }
    }
}
