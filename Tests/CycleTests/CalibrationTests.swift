import CycleSimulation
import Testing

@testable import Cycle

/// One prediction for each of many simulated people, by laws that are not the model's.
///
/// Bounds are four standard errors and what the laws differ by.
///
/// - Source: the figures of docs/spec/cycle-prediction.md §8.
@Suite("Calibration on simulated people")
struct CalibrationTests {
    private struct Bounds {
        let law: SimulatedPeople
        let coverage50: ClosedRange<Double>
        let coverage80: ClosedRange<Double>
        /// Mean absolute error, at most so many times that of the running mean.
        let error: Double
    }

    private static let people = 100

    private static let plain = SimulatedPeople.allCases.map { evaluate($0) }

    private func plain(_ law: SimulatedPeople) throws -> EvaluationSummary {
        Self.plain[try #require(SimulatedPeople.allCases.firstIndex(of: law))]
    }

    /// The last cycle of each person, from 4 to 12 earlier ones: one prediction a person keeps them independent.
    private static func evaluate(_ law: SimulatedPeople, forget: Double = 0) -> EvaluationSummary {
        let table = law.table(people: people, cycles: 5...13, seed: 11)
        return EvaluationSummary(
            table.people.flatMap { person in
                let options = CycleEvaluation.Options(
                    minimumHistory: person.count - 1,
                    forget: forget,
                    seed: UInt64(person[0]),
                    baselines: [.runningMean]
                )
                return CycleEvaluation(CycleTable(person.map { table.rows[$0] }), options).targets
            }
        )
    }

    private static let bounds = [
        Bounds(law: .logNormal, coverage50: 0.40...0.68, coverage80: 0.72...0.92, error: 1.06),
        Bounds(law: .studentT, coverage50: 0.44...0.74, coverage80: 0.74...0.94, error: 1.06),
        Bounds(law: .generalizedPoisson, coverage50: 0.38...0.66, coverage80: 0.70...0.92, error: 1.08),
        Bounds(law: .twoPhases, coverage50: 0.40...0.70, coverage80: 0.71...0.92, error: 1.06),
        Bounds(law: .longAndIrregular, coverage50: 0.32...0.60, coverage80: 0.64...0.88, error: 1.14),
        Bounds(law: .short, coverage50: 0.48...0.80, coverage80: 0.78...0.98, error: 1.14),
        Bounds(law: .drifting, coverage50: 0.30...0.62, coverage80: 0.64...0.88, error: 1.08),
    ]

    @Test("intervals hold what they say", arguments: SimulatedPeople.allCases)
    func coverage(_ law: SimulatedPeople) throws {
        let bounds = try #require(Self.bounds.first { $0.law == law })
        let summary = try plain(law)
        #expect(summary.targets == Self.people)
        #expect(bounds.coverage80.contains(summary.own.coverage80), "\(summary.own.coverage80)")
        #expect(bounds.coverage50.contains(summary.coverage50), "\(summary.coverage50)")
        let mean = try #require(summary.baselines.first { $0.name == Baseline.runningMean.rawValue })
        #expect(summary.own.mae <= bounds.error * mean.mae, "\(summary.own.mae) of \(mean.mae)")
    }

    @Test(
        "forgotten starts hardly change it, and others much",
        arguments: [SimulatedPeople.studentT, .twoPhases, .short]
    )
    func forgotten(_ law: SimulatedPeople) throws {
        let plain = try plain(law)
        let forgotten = Self.evaluate(law, forget: 0.08)
        #expect(forgotten.own.mae <= plain.own.mae * 1.12, "\(forgotten.own.mae) of \(plain.own.mae)")
        #expect(forgotten.own.coverage80 >= plain.own.coverage80 - 0.05)
        #expect(forgotten.own.width80 <= plain.own.width80 * 1.25)
        let mean = try #require(forgotten.baselines.first { $0.name == Baseline.runningMean.rawValue })
        #expect(forgotten.own.mae < 0.75 * mean.mae, "\(forgotten.own.mae) of \(mean.mae)")
    }

    @Test("twice as much forgotten still leaves it standing")
    func muchForgotten() {
        let summary = Self.evaluate(.logNormal, forget: 0.16)
        #expect(summary.own.mae < 2.6)
        #expect(summary.own.coverage80 > 0.7)
    }

    @Test("intervals are wide for the irregular and narrow for the regular")
    func sharpness() throws {
        #expect(try plain(.longAndIrregular).own.width80 > 2.5 * plain(.short).own.width80)
    }

    @Test("windows hold the whole six days, in fewer days than a calendar needs")
    func windows() throws {
        let table = SimulatedPeople.twoPhases.table(people: 50, cycles: 7...11, seed: 5)
        let summary = CycleEvaluation(table, .init(minimumHistory: 6, baselines: [])).summary
        let own = try #require(summary.windows.first)
        let ovulation = try #require(summary.ovulation)
        let standard = try #require(summary.windows.first { $0.name == "standardDays" })
        #expect(summary.windowTargets > 100)
        #expect(own.covered >= 0.91, "\(own.covered)")
        #expect(own.days <= 16.5, "\(own.days)")
        #expect(own.covered > standard.covered)
        #expect(ovulation.mae < 0.9 * ovulation.maeOfLengthLess14)
    }

    @Test("while she waits it does better than the mean")
    func waiting() {
        let table = SimulatedPeople.twoPhases.table(people: 50, cycles: 5...8, seed: 5)
        let summary = CycleEvaluation(table, .init(baselines: [])).summary
        #expect(summary.waiting[0].targets > 50)
        #expect(summary.waiting[0].rmse < summary.waiting[0].rmseOfMean)
        #expect(summary.waiting[1].targets > 3)
        #expect(summary.waiting[1].rmse < summary.waiting[1].rmseOfMean)
    }
}
