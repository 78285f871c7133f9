/// How well predictions do on a table of cycles.
///
/// - Source: docs/spec/cycle-prediction.md §7.
package struct CycleEvaluation: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// Earlier cycles that a target needs, 1 or more.
        package var minimumHistory: Int
        /// Share of starts that are forgotten, 0 to 1.
        package var forget: Double
        package var seed: UInt64
        /// Those of others to stand beside.
        package var baselines: [Baseline]

        package init(
            minimumHistory: Int = 3,
            forget: Double = 0,
            seed: UInt64 = 1,
            baselines: [Baseline] = Baseline.allCases
        ) {
            self.baselines = baselines
            self.minimumHistory = minimumHistory
            self.forget = forget
            self.seed = seed
        }
    }

    package let targets: [EvaluatedTarget]
    package let summary: EvaluationSummary

    package init(_ table: CycleTable, _ options: Options = Options()) {
        var targets: [EvaluatedTarget] = []
        Self.forEachTarget(table, options) { targets.append($0) }
        self.targets = targets
        summary = EvaluationSummary(targets)
    }

    /// Calls back with each target once it is predicted, so that lines can be written while the next is computed.
    package static func forEachTarget(
        _ table: CycleTable,
        _ options: Options,
        _ body: (EvaluatedTarget) -> Void
    ) {
        let forgotten = forgottenStarts(table, options)
        let hasOvulation = table.hasOvulation
        for person in table.people {
            var history = CycleHistory([])
            for (earlier, place) in person.enumerated() {
                let row = table.rows[place]
                if earlier >= max(1, options.minimumHistory) {
                    body(
                        EvaluatedTarget(
                            row,
                            history,
                            earlier: earlier,
                            withOvulation: hasOvulation,
                            baselines: options.baselines
                        )
                    )
                }
                let cycle = CycleHistory.Cycle(row.length, ovulationDay: row.ovulationDay)
                history.append(cycle, startIsForgotten: forgotten[place])
            }
        }
    }

    /// By row: whether its start is forgotten; a person's first start is always known.
    private static func forgottenStarts(_ table: CycleTable, _ options: Options) -> [Bool] {
        var random = SplitMix64(seed: options.seed)
        var result = [Bool](repeating: false, count: table.rows.count)
        guard options.forget > 0 else { return result }
        for place in result.indices { result[place] = random.unit() < options.forget }
        for person in table.people { result[person[0]] = false }
        return result
    }
}
