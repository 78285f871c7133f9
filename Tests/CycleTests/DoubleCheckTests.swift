import Primitives
import Testing

@testable import Cycle

@Suite("Double check")
struct DoubleCheckTests {
    private let start = CalendarDay.test("2026-03-02")

    private func day(_ cycleDay: Int) -> CalendarDay { start.adding(days: cycleDay - 1) }

    private func check(
        _ temperatures: String = "",
        mucus: String = "",
        cervix: String = "",
        previous: [CycleChart] = []
    ) -> DoubleCheck {
        DoubleCheck(TestChart.make(temperatures, mucus: mucus, cervix: cervix), previous: previous)
    }

    private func history(_ firstHighs: [Int?], _ lengths: [Int]? = nil) -> [CycleChart] {
        let lengths = lengths ?? firstHighs.map { _ in 28 }
        return TestChart.history(firstHighs: firstHighs, lengths: lengths, before: "2026-03-02")
    }

    /// The example of docs/spec/cycle-evaluation.md §1.
    @Test("the example of the spec")
    func example() throws {
        let check = check(
            "40 45 40 40 40 40 40 45 40 45 40 45 40 (90) 45 65 70 80",
            mucus: "- - - - - t t o f S S+ S+ S S o o o o",
            previous: history([14])
        )
        let shift = try #require(check.temperature.shift)
        #expect(shift.candidate.low.map(\.day) == [9, 10, 11, 12, 13, 15].map { day($0) })
        #expect(shift.candidate.coverLine == BodyTemperature(hundredths: 3645))
        #expect(shift.gaps == [day(14)])
        #expect(
            check.temperature.steps.map(Self.name)
                == ["dropped \(day(14))", "candidate \(day(16))", "gaps", "complete \(day(18))"]
        )
        #expect(shift.rule == .threeHigh)
        #expect(check.sign.peak?.day == day(12))
        #expect(check.sign.peak?.completeOn == day(15))
        #expect(check.postOvulatoryStart == day(18))
        #expect(check.preOvulatory == start...day(5))
        #expect(check.before.cut == nil)
    }

    private static func name(_ step: TemperatureStep) -> String {
        switch step {
        case .dropped(let day): "dropped \(day)"
        case .candidate(let candidate): "candidate \(candidate.firstHigh)"
        case .refuted(let day): "refuted \(day)"
        case .gaps: "gaps"
        case .complete(_, let day): "complete \(day)"
        }
    }

    // After ovulation.

    @Test("the later of the two completing days decides")
    func later() {
        #expect(check(TestChart.plainRise, mucus: TestChart.plainMucus).postOvulatoryStart == day(16))
        // Temperatures complete on day 16, mucus on day 17.
        let lateMucus = "- - - - - t t f f S S S+ S+ S+ o o o"
        #expect(check(TestChart.plainRise, mucus: lateMucus).postOvulatoryStart == day(17))
        // Mucus complete on day 13.
        let earlyMucus = "- - - - - t t f f S+ o o o"
        #expect(check(TestChart.plainRise, mucus: earlyMucus).postOvulatoryStart == day(16))
    }

    @Test("one sign alone opens nothing")
    func oneSign() {
        #expect(check(TestChart.plainRise).postOvulatoryStart == nil)
        #expect(check(TestChart.plainRise, mucus: "- - - - - t t t t").postOvulatoryStart == nil)
        #expect(check(mucus: TestChart.plainMucus).postOvulatoryStart == nil)
    }

    @Test("cervix stands in for mucus")
    func cervix() {
        let signs = "- - - - - c c h s o o o o c c c"
        #expect(check(TestChart.plainRise, cervix: signs).postOvulatoryStart == day(16))
    }

    // Before ovulation.

    @Test("without a previous cycle, or one that did not pass, there are no days before")
    func notGranted() {
        #expect(check().before.lack == .noPreviousCycle)
        #expect(check(previous: history([14, nil])).before.lack == .previousNotPassed)
        #expect(check().preOvulatory == nil)
        #expect(check().periOvulatoryStart == start)
    }

    @Test("five days where the previous cycle passed")
    func fiveDays() {
        let check = check(previous: history([14]))
        #expect(check.before.rule == .fiveDays)
        #expect(check.preOvulatory == start...day(5))
        #expect(check.periOvulatoryStart == day(6))
    }

    @Test(
        "minus-8 replaces five where it is smaller",
        arguments: [(13, 5), (12, 4), (11, 3), (10, 2), (9, 1)]
    )
    func minus8(_ earliest: Int, _ days: Int) {
        let check = check(previous: history([16, earliest, 14]))
        #expect(check.preOvulatory == start...day(days))
    }

    @Test("minus-8 can grant more than five only with twelve first high measurements")
    func minus8Full() {
        #expect(check(previous: history(Array(repeating: 18, count: 11))).preOvulatory == start...day(5))
        let full = check(previous: history(Array(repeating: 18, count: 11) + [17]))
        #expect(full.before.rule == .minus8(earliestFirstHigh: 17, known: 12))
        #expect(full.preOvulatory == start...day(9))
    }

    @Test("of more than twelve first high measurements the latest twelve count")
    func latestTwelve() {
        #expect(check(previous: history([10] + Array(repeating: 18, count: 12))).preOvulatory == start...day(10))
        #expect(check(previous: history(Array(repeating: 18, count: 12) + [10])).preOvulatory == start...day(2))
    }

    @Test("mucus cuts the days before it", arguments: [("f", 3), ("S", 3), ("S+", 3), ("o", 5), ("(f)", 5)])
    func mucusCut(_ quality: String, _ last: Int) {
        let check = check(mucus: "t o t \(quality) t", previous: history([14]))
        #expect(check.preOvulatory == start...day(last))
    }

    @Test("cervix cuts too, also where mucus is the sign", arguments: ["o", "s", "h"])
    func cervixCut(_ state: String) {
        let check = check(mucus: "t t t t t", cervix: "c \(state)", previous: history([14]))
        #expect(check.sign.sign == .mucus)
        #expect(check.preOvulatory == start...day(1))
        #expect(check.before.cut == .cervix(day(2)))
    }

    @Test("a fertile sign on the first day leaves none")
    func cutOnFirst() {
        let check = check(mucus: "f", previous: history([14]))
        #expect(check.preOvulatory == nil)
        #expect(check.before.lack == .cutOnFirstDay(.mucus(start, .f)))
    }

    @Test("minus-20 holds with twelve lengths, fewer than twelve charts and no early rise")
    func minus20() {
        let lengths = [26, 28, 29, 30, 31, 28, 29, 27, 28, 28, 29, 30]
        let charts: [Int?] = Array(repeating: nil, count: 11) + [15]
        let check = check(previous: history(charts, lengths))
        #expect(check.before.rule == .minus20(shortest: 26))
        #expect(check.preOvulatory == start...day(6))
    }

    @Test("minus-20 takes the shortest of the latest twelve, and can be less than five")
    func minus20Shortest() {
        let lengths = [21] + Array(repeating: 28, count: 10) + [23, 28]
        let charts: [Int?] = Array(repeating: nil, count: 12) + [15]
        #expect(check(previous: history(charts, lengths)).preOvulatory == start...day(3))
    }

    @Test("minus-20 of twenty days or fewer grants none", arguments: [20, 19])
    func minus20None(_ shortest: Int) {
        let lengths = Array(repeating: 28, count: 10) + [shortest, 28]
        let charts: [Int?] = Array(repeating: nil, count: 11) + [15]
        let check = check(previous: history(charts, lengths))
        #expect(check.preOvulatory == nil)
        #expect(check.before.lack == .grantsNone(.minus20(shortest: shortest)))
    }

    @Test("a rise on day 12 or before bars minus-20")
    func minus20Barred() {
        let charts: [Int?] = Array(repeating: nil, count: 10) + [12, 15]
        let barred = check(previous: history(charts))
        #expect(barred.before.rule == .minus8(earliestFirstHigh: 12, known: 2))
        #expect(barred.preOvulatory == start...day(4))
        let later: [Int?] = Array(repeating: nil, count: 10) + [13, 15]
        #expect(check(previous: history(later)).preOvulatory == start...day(8))
    }

    @Test("eleven lengths are not twelve")
    func elevenLengths() {
        let charts: [Int?] = Array(repeating: nil, count: 10) + [15]
        #expect(check(previous: history(charts)).before.rule == .fiveDays)
    }

    @Test("a rise among the granted days ends them")
    func riseCuts() {
        let rise = "40 40 40 40 40 40 65 70 75"
        let check = check(rise, mucus: "t t t t t t t t t", previous: history(Array(repeating: 20, count: 12)))
        #expect(check.before.rule?.days == 12)
        #expect(check.preOvulatory == start...day(6))
        #expect(check.before.cut == .temperature(day(7)))
    }

    @Test("earlier cycles are put in order by their start")
    func order() {
        let charts = history([nil, 14])
        #expect(check(previous: charts.reversed()).preOvulatory == start...day(5))
    }
}

/// What other programs got wrong, and one must not: docs/spec/cycle-evaluation.md §6.
@Suite("Defects that must not come back")
struct DefectTests {
    @Test("an FHM on day 8 gives minus-8 = 0: no day, not five")
    func firstHighOnDay8() {
        let previous = TestChart.history(firstHighs: [8, 16], lengths: [28, 28], before: "2026-03-02")
        let check = DoubleCheck(TestChart.make("", mucus: "t t t t t"), previous: previous)
        #expect(check.preOvulatory == nil)
        #expect(check.before.lack == .grantsNone(.minus8(earliestFirstHigh: 8, known: 2)))
        #expect(check.periOvulatoryStart == .test("2026-03-02"))
    }

    @Test("an FHM before day 8 grants no day either")
    func firstHighOnDay7() {
        let previous = TestChart.history(firstHighs: [7, 16], lengths: [28, 28], before: "2026-03-02")
        let check = DoubleCheck(TestChart.make(""), previous: previous)
        #expect(check.preOvulatory == nil)
    }

    @Test("an FHM in a later month than the start still gives days before ovulation")
    func firstHighInLaterMonth() {
        // From 25 January: the first high measurement is on 5 February, day 12.
        let previous = [TestChart.passed(firstHigh: 12, start: "2026-01-25", length: 28)]
        #expect(EvaluatedChart(previous[0]).temperature.shift?.candidate.firstHigh == .test("2026-02-05"))
        let chart = TestChart.make("", start: "2026-02-22")
        let check = DoubleCheck(chart, previous: previous)
        #expect(check.before.rule == .minus8(earliestFirstHigh: 12, known: 1))
        #expect(check.preOvulatory == CalendarDay.test("2026-02-22")...CalendarDay.test("2026-02-25"))
    }

    @Test("the second exception needs four readings, not three")
    func secondException() {
        let lows = "40 45 40 45 40 45"
        // First high, one low, and a third that is high by 0.25.
        let three = TemperatureEvaluation(TestChart.make("\(lows) 50 45 70"))
        #expect(three.shift == nil)
        #expect(three.lack == .waiting(firstHigh: .test("2026-03-08")))
        let four = TemperatureEvaluation(TestChart.make("\(lows) 50 45 70 65"))
        #expect(four.shift?.rule == .oneLow)
        #expect(four.shift?.completeOn == .test("2026-03-11"))
    }
}
