/// What a prediction may see: a person's earlier cycles, oldest first.
package struct CycleHistory: Hashable, Sendable {
    package struct Cycle: Hashable, Sendable {
        package var length: Int
        package var ovulationDay: Int?
        package var completeness: CycleMark.Completeness

        package init(_ length: Int, ovulationDay: Int? = nil, _ completeness: CycleMark.Completeness = .unknown) {
            self.length = length
            self.ovulationDay = ovulationDay
            self.completeness = completeness
        }
    }

    package private(set) var cycles: [Cycle]

    package init(_ cycles: [Cycle]) { self.cycles = cycles }

    package init(lengths: [Int]) { cycles = lengths.map { Cycle($0) } }

    /// Adds a cycle; one whose start was forgotten is part of the one before.
    mutating func append(_ cycle: Cycle, startIsForgotten: Bool) {
        guard startIsForgotten, let last = cycles.indices.last else { return cycles.append(cycle) }
        cycles[last].length += cycle.length
        cycles[last].ovulationDay = nil
    }

    package var lengths: [Int] { cycles.map(\.length) }

    /// As the model of lengths takes them.
    var observed: [ObservedLength] { cycles.compactMap { ObservedLength($0.length, $0.completeness) } }
}

extension CycleHistory {
    /// How long her luteal phases were, where both ends are known.
    var luteal: LutealPhase {
        LutealPhase(cycles.compactMap { cycle in cycle.ovulationDay.map { cycle.length - $0 } })
    }

    /// The day of ovulation of the next cycle.
    ///
    /// - Source: docs/spec/cycle-prediction.md §5.
    func ovulation(_ posterior: LengthPosterior, halfLife: Double = 36) -> OvulationModel {
        let luteal = luteal
        let usual = posterior.nextLength.median
        let observations = cycles.compactMap { cycle -> OvulationModel.Observation? in
            if let day = cycle.ovulationDay { return .observed(day) }
            guard let observed = ObservedLength(cycle.length, cycle.completeness),
                posterior.isLikelyWhole(observed, usual: usual)
            else { return nil }
            return .length(cycle.length, luteal)
        }
        return OvulationModel(observations, luteal, halfLife: halfLife)
    }
}

extension LengthPosterior {
    /// Whether no start is missing in a length, as far as one can tell.
    ///
    /// - `usual`: The median of ``nextLength``; the model is only asked about lengths well above it.
    func isLikelyWhole(_ observed: ObservedLength, usual: Int) -> Bool {
        switch observed.completeness {
        case .whole: true
        case .incomplete: false
        case .unknown: observed.days * 4 < usual * 5 || chanceOfMore(in: observed) < 0.5
        }
    }
}
