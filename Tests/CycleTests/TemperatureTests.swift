import Primitives
import Testing

@testable import Cycle

@Suite("Temperature evaluation")
struct TemperatureTests {
    private func evaluate(_ temperatures: String) -> TemperatureEvaluation {
        TemperatureEvaluation(TestChart.make(temperatures))
    }

    /// The day of the cycle.
    private func day(_ day: CalendarDay?) -> Int? { day.map { $0.days(since: .test("2026-03-02")) + 1 } }

    @Test("rule 0: three high, the third by 0.20")
    func threeHigh() throws {
        let shift = try #require(evaluate("40 45 40 45 40 45 50 55 65").shift)
        #expect(shift.rule == .threeHigh)
        #expect(shift.candidate.coverLine == BodyTemperature(hundredths: 3645))
        #expect(day(shift.candidate.firstHigh) == 7)
        #expect(day(shift.completeOn) == 9)
        #expect(shift.candidate.low.count == 6)
    }

    @Test("0.20 means 0.20: a third of 0.15 needs a fourth")
    func justBelow() {
        let evaluation = evaluate("40 45 40 45 40 45 50 55 60")
        #expect(evaluation.shift == nil)
        #expect(evaluation.lack == .waiting(firstHigh: .test("2026-03-08")))
    }

    @Test("rule 1: four above, none of them by 0.20")
    func fourHigh() throws {
        let shift = try #require(evaluate("40 45 40 45 40 45 50 50 60 50").shift)
        #expect(shift.rule == .fourHigh)
        #expect(day(shift.completeOn) == 10)
        #expect(shift.candidate.high.count == 4)
    }

    @Test("rule 0 goes before rule 1 where both would hold")
    func order() throws {
        let shift = try #require(evaluate("40 45 40 45 40 45 50 55 65 70").shift)
        #expect(shift.rule == .threeHigh)
        #expect(day(shift.completeOn) == 9)
    }

    @Test(
        "rule 2: one of the second and third low, the fourth by 0.20",
        arguments: ["45 60 65", "60 45 65", "60 40 65"]
    )
    func oneLow(_ following: String) throws {
        let shift = try #require(evaluate("40 45 40 45 40 45 50 \(following)").shift)
        #expect(shift.rule == .oneLow)
        #expect(day(shift.completeOn) == 10)
    }

    @Test(
        "rule 2 does not hold where both are low, or the fourth is high by less",
        arguments: ["45 45 70", "45 60 60"]
    )
    func notOneLow(_ following: String) {
        let evaluation = evaluate("40 45 40 45 40 45 50 \(following)")
        #expect(evaluation.shift == nil)
        #expect(evaluation.steps.contains(.refuted(.test("2026-03-08"))))
    }

    @Test("a refuted candidate is followed by the next, whose six include it")
    func nextCandidate() throws {
        let shift = try #require(evaluate("40 45 40 45 40 45 50 40 40 70 75 80").shift)
        #expect(day(shift.candidate.firstHigh) == 10)
        #expect(shift.candidate.coverLine == BodyTemperature(hundredths: 3650))
    }

    @Test("a drop after completion changes nothing")
    func dropLater() {
        #expect(evaluate("40 45 40 45 40 45 50 55 65 30 30 30").shift == evaluate("40 45 40 45 40 45 50 55 65").shift)
    }

    @Test("excluded readings are no part of it, and are named")
    func excluded() throws {
        let evaluation = evaluate("40 45 40 (90) 45 40 45 50 55 65")
        let shift = try #require(evaluation.shift)
        #expect(shift.candidate.coverLine == BodyTemperature(hundredths: 3645))
        #expect(day(shift.candidate.firstHigh) == 8)
        #expect(evaluation.steps.first == .dropped(.test("2026-03-05")))
    }

    @Test("a factor that excludes the day's readings excludes its temperature")
    func factor() {
        let chart = TestChart.make("40 45 40 90 45 40 45 50 55 65")
        let days = chart.days.map { facts in
            var facts = facts
            if facts.day == .test("2026-03-05") { facts.factors = [Factor(.fever, effect: .reading)] }
            return facts
        }
        let disturbed = TemperatureEvaluation(CycleChart(start: chart.start, days: days))
        #expect(disturbed.shift?.candidate.coverLine == BodyTemperature(hundredths: 3645))
        #expect(TemperatureEvaluation(chart).shift == nil)
    }

    @Test("values are rounded to 0.05 before they are compared")
    func rounded() throws {
        // 36.47 and 36.48 round to 36.45 and 36.50.
        #expect(evaluate("47 40 40 40 40 40 46 46 47").lack == .nothingAboveSix)
        #expect(try #require(evaluate("46 40 40 40 40 40 48 55 65").shift).candidate.high[0].value.hundredths == 3650)
    }

    @Test(
        "rounding goes to the nearest twentieth, 0.025 up",
        arguments: [(3642, 3640), (3643, 3645), (3647, 3645), (3648, 3650), (3650, 3650)]
    )
    func twentieths(_ value: Int, _ rounded: Int) throws {
        #expect(try #require(BodyTemperature(hundredths: value)).roundedToTwentieths.hundredths == rounded)
    }

    @Test("gaps between the readings it rests on are named")
    func gaps() throws {
        let evaluation = evaluate("40 45 40 - 45 40 45 - 50 55 65")
        let shift = try #require(evaluation.shift)
        #expect(shift.gaps.map { day($0) } == [4, 8])
        #expect(evaluation.steps.contains(.gaps(shift.gaps)))
        #expect(try #require(evaluate(TestChart.plainRise).shift).gaps.isEmpty)
    }

    @Test("fewer than seven readings say nothing", arguments: 0...6)
    func tooFew(_ count: Int) {
        let evaluation = evaluate(Array(repeating: "40", count: count).joined(separator: " "))
        #expect(evaluation.lack == .tooFewReadings(count))
    }

    @Test("no reading above six says so")
    func flat() { #expect(evaluate("40 45 40 45 40 45 40 45 40 45").lack == .nothingAboveSix) }

    @Test("impossible temperatures are no value", arguments: [3399, 4201, 0, -1])
    func impossible(_ hundredths: Int) { #expect(BodyTemperature(hundredths: hundredths) == nil) }
}
