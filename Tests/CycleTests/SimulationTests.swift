import CycleSimulation
import Primitives
import Testing

@testable import Cycle

@Suite("Simulated people")
struct SimulationTests {
    private func lengths(_ law: SimulatedPeople, seed: UInt64 = 1) -> [Double] {
        law.table(people: 200, cycles: 5...5, seed: seed).rows.map { Double($0.length) }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test("the same seed gives the same people, another gives others", arguments: SimulatedPeople.allCases)
    func seeds(_ law: SimulatedPeople) {
        #expect(lengths(law) == lengths(law))
        #expect(lengths(law) != lengths(law, seed: 2))
    }

    @Test(
        "means are those of the literature, or of what a law stands for",
        arguments: [
            (SimulatedPeople.logNormal, 28.3...30.3), (.studentT, 28.3...30.3), (.generalizedPoisson, 28.3...30.3),
            (.twoPhases, 28.3...30.6), (.longAndIrregular, 39...44), (.short, 22...24), (.drifting, 27.5...30),
        ]
    )
    func means(_ law: SimulatedPeople, _ range: ClosedRange<Double>) {
        #expect(range.contains(mean(lengths(law))), "\(mean(lengths(law)))")
    }

    @Test("generalized Poisson has the mean and variance it is published with")
    func generalizedPoisson() {
        var chance = Chance(seed: 4)
        let draws = (0..<4000).map { _ in chance.generalizedPoisson(29, -1.2) }
        let mean = mean(draws)
        let variance = self.mean(draws.map { ($0 - mean) * ($0 - mean) })
        #expect(abs(mean - 29) < 0.2, "\(mean)")
        #expect(abs(variance - 29 / (2.2 * 2.2)) < 0.6, "\(variance)")
    }

    @Test("normal draws have their mean and deviation")
    func normal() {
        var chance = Chance(seed: 4)
        let draws = (0..<4000).map { _ in chance.normal(10, 2) }
        let mean = mean(draws)
        #expect(abs(mean - 10) < 0.13)
        #expect(abs(self.mean(draws.map { ($0 - mean) * ($0 - mean) }).squareRoot() - 2) < 0.1)
    }

    @Test("a daily diary has cycles that pass the double check, and is predicted")
    func diary() throws {
        let today = CalendarDay.test("2026-11-20")
        let facts = SimulatedDiary.daily(years: 2, until: today, seed: 3)
        let list = CycleList(facts)
        #expect(facts.days.count == 731)
        #expect((22...27).contains(list.cycles.count))
        let passed = list.cycles.dropLast().count { cycle in
            let days = Array(facts.days(from: cycle.start, before: cycle.end))
            return EvaluatedChart(CycleChart(start: cycle.start, days: days, length: cycle.length)).isPassed
        }
        #expect(passed * 10 >= 8 * (list.cycles.count - 1), "\(passed)")
        #expect(try CyclePredictor(facts, list, today: today).predict().basis.cycles == list.cycles.count - 1)
    }
}
