import CycleSimulation
import Primitives
import Testing

@testable import Cycle

@Suite("Past predictions")
struct PastPredictionTests {
    /// What the diary said on the day after a start, had it been written until then.
    private func said(_ facts: DiaryFacts, from start: CalendarDay) throws -> DayDistribution {
        let today = start.adding(days: 1)
        let days = facts.days.filter { $0.day <= today }
        let earlier = DiaryFacts(days: days, modes: facts.modes, marks: Array(facts.marks.values))
        return try CyclePredictor(earlier, CycleList(earlier), today: today).predict().starts[0]
    }

    @Test("they are what the diary would have said", arguments: [CycleMode.cycle, .perimenopause, .postpartum])
    func law(_ mode: CycleMode) throws {
        let today = CalendarDay.test("2026-11-20")
        let simulated = SimulatedDiary.daily(years: 3, until: today, seed: 5)
        let birth = today.adding(days: -600)
        let facts = DiaryFacts(days: simulated.days, modes: ModeHistory([ModeChange(from: birth, mode)]))
        let statistics = CycleStatistics(facts, CycleList(facts), today: today)
        let past = statistics.pastPredictions(last: 100)
        for prediction in past.predictions {
            guard let forecast = prediction.forecast else { continue }
            let said = try said(facts, from: prediction.from)
            #expect(forecast.median == said.median)
            #expect(forecast.interval80 == said.interval(0.8))
            #expect(forecast.interval50 == said.interval(0.5))
        }
        #expect(past.compared >= 12)
        #expect(past.predictions.suffix(5) == statistics.pastPredictions(last: 5).predictions[...])
    }

    @Test("lengths learned one after the other are lengths learned at once", arguments: [36.0, 8])
    func learner(_ halfLife: Double) {
        var learner = LengthPosterior.Learner(halfLife: halfLife)
        let lengths = [28, 31, 57, 29, 28, 30, 26, 28].compactMap { ObservedLength($0) }
        for count in 1...lengths.count {
            let known = Array(lengths.prefix(count))
            let one = learner.learn(known, prior: .usual).nextLength
            let all = LengthPosterior(known, halfLife: halfLife).nextLength
            #expect(zip(one.chances, all.chances).allSatisfy { abs($0 - $1) < 1e-12 })
        }
        let others = Array(lengths.reversed().prefix(3))
        let again = learner.learn(others, prior: .wide).nextLength
        let all = LengthPosterior(others, prior: .wide, halfLife: halfLife).nextLength
        #expect(zip(again.chances, all.chances).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("what came later changes nothing that was said")
    func historyOnly() {
        var diary = TestDiary()
        diary.periods(from: "2025-01-02", [28, 29, 28, 30, 28, 29])
        let last = diary.list.cycles[6].start
        let before = diary.statistics(last).pastPredictions().predictions
        diary.period(last.adding(days: 45))
        diary.period(last.adding(days: 63))
        let after = diary.statistics(last.adding(days: 63)).pastPredictions().predictions
        #expect(Array(after.prefix(6)) == before)
        #expect(after[6].daysOutside ?? 0 > 0)
        #expect(after[7].daysOutside ?? 0 < 0)
        #expect(after[7].isInside == false)
    }

    @Test("her word about the predicted cycle takes it out of the comparison")
    func incomplete() {
        var diary = TestDiary()
        let last = diary.periods(from: "2025-01-02", [28, 29, 28, 30, 58])
        let long = last.adding(days: -58)
        #expect(diary.statistics(last).pastPredictions().predictions[4].isInside == false)
        diary.marks = [CycleMark(start: long, completeness: .incomplete)]
        let past = diary.statistics(last).pastPredictions()
        #expect(past.predictions[4].outcome == .notCompared(.leftOut(.periodNotLogged)))
        #expect(past.compared == 1)
        #expect(!past.canBeJudged)
    }

    @Test("about four in five are inside, on people that a law made")
    func calibrated() {
        let table = SimulatedPeople.logNormal.table(people: 60, cycles: 10...14, seed: 3)
        var share = (inside: 0, compared: 0)
        for person in table.people {
            var diary = TestDiary()
            let last = diary.periods(from: "2020-01-01", person.map { table.rows[$0].length })
            let past = diary.statistics(last).pastPredictions()
            share = (share.inside + past.inside, share.compared + past.compared)
        }
        let value = Double(share.inside) / Double(share.compared)
        #expect(share.compared > 400)
        #expect((0.76...0.90).contains(value), "\(value)")
    }
}
