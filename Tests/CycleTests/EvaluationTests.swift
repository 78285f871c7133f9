import Testing

@testable import Cycle

@Suite("Measures")
struct EvaluationTests {
    private func table(_ lengths: [String: [Int]]) -> CycleTable {
        CycleTable(
            lengths.sorted { $0.key < $1.key }.flatMap { person, lengths in
                lengths.enumerated().map { CycleTable.Row(person: person, cycle: "\($0 + 1)", length: $1) }
            }
        )
    }

    @Test("a target needs so many earlier cycles of its person", arguments: [(1, 6), (3, 2), (4, 0)])
    func targets(_ minimum: Int, _ count: Int) {
        let evaluation = CycleEvaluation(
            table(["a": [28, 29, 30, 28], "b": [27, 27, 28, 27]]),
            .init(minimumHistory: minimum)
        )
        #expect(evaluation.targets.count == count)
        #expect(evaluation.summary.targets == count)
    }

    @Test("a prediction sees nothing but that person's earlier rows")
    func blind() {
        let short = CycleEvaluation(table(["a": [28, 29, 30, 28]])).targets
        let later = CycleEvaluation(table(["a": [28, 29, 30, 28, 60, 20], "b": [40, 41, 42, 43, 44]])).targets
        #expect(short[0] == later[0])
        // The row itself changes only what is compared with it.
        let other = CycleEvaluation(table(["a": [28, 29, 30, 45]])).targets
        #expect(other[0].median == short[0].median)
        #expect(other[0].interval80 == short[0].interval80)
        #expect(other[0].crps > short[0].crps)
    }

    @Test("forgetting is the same for the same seed, and changes histories only")
    func forgetting() {
        let table = table(["a": Array(repeating: 28, count: 40)])
        let plain = CycleEvaluation(table)
        let forgotten = CycleEvaluation(table, .init(forget: 0.3, seed: 5))
        #expect(forgotten == CycleEvaluation(table, .init(forget: 0.3, seed: 5)))
        #expect(forgotten != CycleEvaluation(table, .init(forget: 0.3, seed: 6)))
        #expect(forgotten.targets.count == plain.targets.count)
        #expect(forgotten.targets.allSatisfy { $0.actual == 28 })
        #expect(CycleEvaluation(table, .init(forget: 0, seed: 9)) == plain)
    }

    @Test("a forgotten start merges two cycles, and loses the day of ovulation")
    func merged() {
        var history = CycleHistory([])
        history.append(.init(28, ovulationDay: 14), startIsForgotten: true)
        history.append(.init(30, ovulationDay: 16), startIsForgotten: false)
        history.append(.init(29, ovulationDay: 15), startIsForgotten: true)
        #expect(history.lengths == [28, 59])
        #expect(history.cycles.map(\.ovulationDay) == [14, nil])
    }

    @Test("with everything forgotten one merged cycle is left")
    func allForgotten() {
        let evaluation = CycleEvaluation(table(["a": [28, 29, 30, 28]]), .init(forget: 1))
        #expect(evaluation.targets.count == 1)
        #expect(evaluation.targets[0].baselines[.lastValue]?.point == 87)
    }

    @Test("errors by hand")
    func byHand() {
        let summary = CycleEvaluation(table(["a": [28, 28, 28, 28, 31]])).summary
        let last = summary.baselines[0]
        #expect(last.name == "lastValue")
        #expect(last.mae == 1.5)
        #expect(abs(last.rmse - 4.5.squareRoot()) < 1e-12)
        #expect(last.coverage80 == 0.5)
        #expect(abs(last.width80 - 2 * 1.2816) < 1e-12)
    }

    @Test("only the baselines that are asked for are there")
    func chosenBaselines() {
        let evaluation = CycleEvaluation(table(["a": [28, 29, 30, 28]]), .init(baselines: [.drip, .lastValue]))
        #expect(evaluation.summary.baselines.map(\.name) == ["lastValue", "drip"])
    }

    @Test("baselines by hand")
    func baselines() throws {
        let lengths = [30, 20, 27, 28, 29, 30, 31]
        func point(_ baseline: Baseline) throws -> Double { try #require(baseline.forecast(lengths)).point }
        #expect(try point(.lastValue) == 31)
        #expect(try abs(point(.runningMean) - 195.0 / 7) < 1e-12)
        #expect(try point(.medianOfLastSix) == 28.5)
        #expect(try point(.drip) == 28)
        #expect(try (28...29.3).contains(point(.hierarchicalNormal)))
        #expect(try (26...30).contains(point(.poissonWithSkips)))
        #expect(try (27...30).contains(point(.generalizedPoissonWithSkips)))
        for baseline in Baseline.allCases { #expect(baseline.forecast([]) == nil) }
    }

    @Test("drip shows one day on either side of regular cycles, and two of others")
    func drip() throws {
        let regular = try #require(Baseline.drip.forecast([28, 28, 29]))
        #expect(regular.high - regular.low == 2)
        let others = try #require(Baseline.drip.forecast([25, 28, 33]))
        #expect(others.high - others.low == 4)
    }

    @Test("the published models see forgotten starts, and the generalized one is sharper")
    func published() throws {
        let lengths = [28, 29, 28, 57, 28, 29, 28, 28]
        let poisson = try #require(Baseline.poissonWithSkips.forecast(lengths))
        let generalized = try #require(Baseline.generalizedPoissonWithSkips.forecast(lengths))
        #expect((27...30).contains(poisson.point))
        #expect((27...29).contains(generalized.point))
        #expect(generalized.high - generalized.low < (poisson.high - poisson.low) / 2)
    }

    @Test("windows of the calendar")
    func windows() {
        let windows = CalendarWindows([26, 28, 30])
        #expect(windows.sixDays == 9...14)
        #expect(windows.standardDays == 8...19)
        #expect(windows.knausOgino == 8...19)
        #expect(CalendarWindows([15]).knausOgino == 1...4)
    }

    @Test("ovulation and windows are measured where days are known, windows from six cycles on")
    func ovulation() throws {
        let rows = (1...9).map { CycleTable.Row(person: "a", cycle: "\($0)", length: 28, ovulationDay: 15) }
        let summary = CycleEvaluation(CycleTable(rows)).summary
        let ovulation = try #require(summary.ovulation)
        #expect(ovulation.targets == 6)
        #expect(ovulation.mae == 0)
        #expect(ovulation.maeOfLengthLess14 == 1)
        #expect(summary.windowTargets == 3)
        #expect(summary.windows.map(\.name) == ["flowkeep", "sixDays", "standardDays", "knausOgino"])
        #expect(summary.windows[0].covered == 1)
        #expect(summary.windows[1].covered == 0)
    }

    @Test("waiting is measured on cycles that were not over")
    func waiting() {
        let summary = CycleEvaluation(table(["a": [28, 29, 30, 28, 33, 38]])).summary
        #expect(summary.waiting.map(\.day) == [30, 35, 40])
        #expect(summary.waiting.map(\.targets) == [2, 1, 0])
    }

    @Test("without ovulation days nothing is said of them")
    func noOvulation() {
        let evaluation = CycleEvaluation(table(["a": [28, 29, 30, 28]]))
        #expect(evaluation.targets[0].ovulation == nil)
        #expect(evaluation.summary.ovulation == nil)
        #expect(evaluation.summary.windows.isEmpty)
    }

    @Test("the generator gives the numbers it is published with")
    func splitMix() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }
}
