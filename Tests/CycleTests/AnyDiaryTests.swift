import Primitives
import Testing

@testable import Cycle

/// Diaries nobody would write: whatever is in them, the answer is one, and it keeps its promises.
@Suite("Any diary")
struct AnyDiaryTests {
    private struct Dice {
        var random: SplitMix64

        mutating func below(_ count: Int) -> Int { Int(random.unit() * Double(count)) }
        mutating func happens(_ chance: Double) -> Bool { random.unit() < chance }
        mutating func any<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
    }

    private let first = CalendarDay.test("2024-01-01")

    private func diary(_ seed: UInt64) -> (facts: DiaryFacts, today: CalendarDay) {
        var dice = Dice(random: SplitMix64(seed: seed))
        let count = 30 + dice.below(500)
        let logging = dice.random.unit()
        // A rhythm, so that some of them are predicted.
        let length = 20 + dice.below(30)
        var days: [DayFacts] = []
        for place in 0..<count where dice.happens(logging) || place % length < 3 {
            days.append(day(first.adding(days: place), inPeriod: place % length < 4, &dice))
        }
        let changes = (0..<dice.below(4)).map { _ in
            ModeChange(from: first.adding(days: dice.below(count)), dice.any(CycleMode.allCases))
        }
        let marks = (0..<dice.below(6)).map { _ in
            CycleMark(
                start: first.adding(days: dice.below(count / length + 1) * length),
                isExcluded: dice.happens(0.2),
                completeness: dice.any(CycleMark.Completeness.allCases)
            )
        }
        let today = first.adding(days: count - 20 + dice.below(220))
        return (DiaryFacts(days: days, modes: ModeHistory(changes), marks: marks), today)
    }

    private func day(_ day: CalendarDay, inPeriod: Bool, _ dice: inout Dice) -> DayFacts {
        var facts = DayFacts(day)
        if inPeriod || dice.happens(0.1) {
            let mark: Bleeding.Mark = dice.happens(0.02) ? dice.any(Bleeding.Mark.allCases) : .none
            facts.bleeding = Bleeding(dice.any(Bleeding.Level.allCases), mark: mark, isExcluded: dice.happens(0.05))
        }
        facts.temperature = BodyTemperature(hundredths: 3600 + dice.below(100))
            .map { TemperatureReading($0, isExcluded: dice.happens(0.1)) }
        facts.mucus = CervicalMucus(feeling: dice.any(CervicalMucus.Feeling.allCases), texture: nil)
        facts.cervix = Cervix(opening: dice.any(Cervix.Opening.allCases), firmness: nil)
        if dice.happens(0.05) { facts.lhTests = [LHTest(dice.any(LHTest.Result.allCases))] }
        if dice.happens(0.05) { facts.factors = [Factor(.stress, effect: dice.any(Factor.Effect.allCases))] }
        return facts
    }

    @Test("cycles follow one another without a gap", arguments: 0..<60 as Range<UInt64>)
    func cycles(_ seed: UInt64) {
        let cycles = CycleList(diary(seed).facts).cycles
        for (cycle, next) in zip(cycles, cycles.dropFirst()) {
            #expect(cycle.end == next.start)
            #expect(cycle.start < next.start)
        }
        #expect(cycles.last.map { $0.end == nil } ?? true)
    }

    /// Else the rest of this suite would say little.
    @Test("many of them are predicted, and some pass the double check")
    func notEmpty() {
        let diaries = (0..<60 as Range<UInt64>).map { diary($0) }
        let predicted = diaries.count { facts, today in
            (try? CyclePredictor(facts, CycleList(facts), today: today).predict()) != nil
        }
        let passed = diaries.count { facts, _ in
            CycleList(facts).cycles.contains { cycle in
                let days = Array(facts.days(from: cycle.start, before: cycle.end))
                return EvaluatedChart(CycleChart(start: cycle.start, days: days)).isPassed
            }
        }
        #expect(predicted >= 10, "\(predicted)")
        #expect(passed >= 10, "\(passed)")
    }

    @Test("a prediction looks ahead, and its chances are chances", arguments: 0..<60 as Range<UInt64>)
    func predictions(_ seed: UInt64) {
        let (facts, today) = diary(seed)
        let list = CycleList(facts)
        do throws(PredictionRefusal) {
            let prediction = try CyclePredictor(facts, list, today: today).predict()
            #expect(prediction.basis.cycles >= CyclePredictor.minimumCycles)
            #expect(prediction.basis.cycles + prediction.basis.leftOut.count == list.cycles.count - 1)
            #expect(prediction.starts.count == CyclePredictor.startCount)
            for start in prediction.starts {
                #expect(abs(start.offsets.chances.reduce(0, +) - 1) < 1e-9)
                #expect(start.interval(0.8).lowerBound >= today)
                #expect(start.offsets.chances.allSatisfy { $0 >= 0 && $0 <= 1 })
            }
            for (start, next) in zip(prediction.starts, prediction.starts.dropFirst()) {
                #expect(start.median < next.median)
            }
            #expect((0...1).contains(prediction.chanceOfMissing))
        } catch {
            #expect(list.cycles.isEmpty == (error == .noStart) || facts.modes.mode(on: today) == .pregnancy)
        }
    }

    @Test("the double check opens nothing before both signs are complete", arguments: 0..<60 as Range<UInt64>)
    func doubleCheck(_ seed: UInt64) {
        let facts = diary(seed).facts
        let charts = CycleList(facts).cycles.map { cycle in
            CycleChart(
                start: cycle.start,
                days: Array(facts.days(from: cycle.start, before: cycle.end)),
                length: cycle.length
            )
        }
        for (place, chart) in charts.enumerated() {
            let check = DoubleCheck(chart, previous: Array(charts[..<place]))
            if let post = check.postOvulatoryStart {
                #expect(post >= check.temperature.shift?.completeOn ?? post.adding(days: 1))
                #expect(post >= check.sign.peak?.completeOn ?? post.adding(days: 1))
                #expect(check.preOvulatory.map { $0.upperBound < post } ?? true)
            }
            #expect((check.temperature.shift == nil) != (check.temperature.lack == nil))
            #expect((check.sign.peak == nil) != (check.sign.lack == nil))
            #expect((check.before.lastDay == nil) != (check.before.lack == nil))
            if check.preOvulatory != nil { #expect(place > 0 && EvaluatedChart(charts[place - 1]).isPassed) }
        }
    }

    /// A day that is added later must not change what was said of days before it.
    @Test("what is complete stays complete when days are added", arguments: 0..<40 as Range<UInt64>)
    func stable(_ seed: UInt64) {
        let facts = diary(seed).facts
        guard let cycle = CycleList(facts).cycles.max(by: { ($0.length ?? 0) < ($1.length ?? 0) }) else { return }
        let days = Array(facts.days(from: cycle.start, before: cycle.end))
        var complete: CalendarDay?
        for count in 0...days.count {
            let evaluated = EvaluatedChart(CycleChart(start: cycle.start, days: Array(days.prefix(count))))
            if let complete { #expect(evaluated.completeOn == complete) }
            complete = complete ?? evaluated.completeOn
        }
    }
}
