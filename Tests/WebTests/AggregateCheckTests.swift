import Aggregates
import Assurance
import Cycle
import KeyService
import Primitives
import Testing

@testable import Composition
@testable import Identity

/// Goal: what is kept of figures over all is found broken when it is.
///
/// Method: the check once as it runs, and once with each of the things it checks broken.
@Suite("DEL-4")
struct AggregateCheckTests {
    private static let now: Now = { Timestamp(seconds: 1_795_180_000) }

    private func check(overdue: Int = 0) -> AggregateCheck {
        AggregateCheck(overdue: { overdue }, now: Self.now)
    }

    @Test("as it is, it is kept, and says so in a sentence that fits")
    func kept() async throws {
        let finding = try await check().run()
        #expect(finding.verdict == .kept, "\(finding.evidence)")
        #expect((1...500).contains(check().method.count))
        #expect(PromiseRegister.all.first { $0.id == .del4 }?.needs == .check)
    }

    @Test("contributions that outlive their week break it: here, and in the week that is tried")
    func outlived() async throws {
        #expect(try await check(overdue: 1).run().verdict == .broken)
        var idle = check()
        idle.end = { _, _ in }
        #expect(try await idle.run().verdict == .broken)
    }

    @Test("a figure with somebody's vault as its owner or in its name breaks it", arguments: [true, false])
    func named(_ isOwner: Bool) async throws {
        var naming = check()
        naming.end = { week, vaults in
            let vault = try #require(vaults.first).bytes
            _ = try await week.after.closeWeek()
            let key =
                isOwner
                ? RecordKey(kind: .noisyFigure, owner: vault, name: [9])
                : RecordKey(kind: .noisyFigure, name: [1] + vault)
            let nothing = WeeklyRelease(week: week.after.thisWeek, figures: [])
            try await week.records.put(key, ReleaseRecord(nothing), expected: 0)
        }
        #expect(try await naming.run().verdict == .broken)
    }

    @Test("half the noise, none, no threshold, and no ledger each break it", arguments: WrongRelease.allCases)
    func released(_ wrong: WrongRelease) async throws {
        var broken = check()
        broken.release = { sums, week, ledger, generator throws(BudgetRefusal) in
            try wrong.make(sums, week, &ledger, &generator)
        }
        #expect(try await broken.run().verdict == .broken)
    }

    /// A release as it must not be.
    enum WrongRelease: CaseIterable {
        case halfTheNoise, noNoise, noThreshold, noLedger, shiftedNoise

        func make(
            _ sums: FigureSums,
            _ week: AggregateWeek,
            _ ledger: inout BudgetLedger,
            _ generator: inout SplitMix64
        ) throws(BudgetRefusal) -> WeeklyRelease {
            if self != .noLedger { try ledger.spend(AggregateFigure.epsilonPerWeek, on: week) }
            let noisy = AggregateFigure.allCases.map { figure in
                (figure, sums[figure] + noise(figure, &generator))
            }
            let accounts = noisy.first { $0.0 == .activeAccounts }?.1 ?? 0
            let figures = noisy.map { figure, value in
                let group = figure.group == figure ? value : accounts
                let isShown = self == .noThreshold || group >= figure.shownFrom
                return WeeklyRelease.Figure(figure, epsilon: figure.epsilon, value: isShown ? max(0, value) : nil)
            }
            return WeeklyRelease(week: week, figures: figures)
        }

        private func noise(_ figure: AggregateFigure, _ generator: inout SplitMix64) -> Int64 {
            switch self {
            case .halfTheNoise:
                DiscreteLaplace(
                    sensitivity: UInt64(figure.maximumPerAccount),
                    epsilon: figure.epsilon + figure.epsilon
                ).sample(using: &generator)
            case .noNoise: 0
            // Never below the sum: its bottom shows the sum itself.
            case .shiftedNoise: abs(figure.noise.sample(using: &generator))
            case .noThreshold, .noLedger: figure.noise.sample(using: &generator)
            }
        }
    }
}
