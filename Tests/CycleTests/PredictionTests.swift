import Primitives
import Testing

@testable import Cycle

@Suite("Prediction")
struct PredictionTests {
    private func diary(_ lengths: [Int] = [28, 29, 28, 30, 29, 28], last: String = "2026-11-04") -> TestDiary {
        let start = CalendarDay.test(last).adding(days: -lengths.reduce(0, +))
        var diary = TestDiary()
        diary.periods(from: start.iso, lengths)
        return diary
    }

    /// The example of docs/spec/cycle-prediction.md §1.
    @Test("the example of the spec")
    func example() throws {
        let diary = diary([29, 28, 30, 27, 29, 31, 28, 58, 29])
        let prediction = try diary.predict(on: .test("2026-11-20"))
        #expect(prediction.basis.cycles == 9)
        #expect(prediction.basis.leftOut.isEmpty)
        #expect(prediction.lastStart == .test("2026-11-04"))
        #expect(prediction.cycleDay == 17)
        #expect(prediction.starts.map(\.median.iso) == ["2026-12-03", "2027-01-01", "2027-01-30", "2027-02-28"])
        #expect(prediction.starts[0].interval(0.5) == .test("2026-12-02")...(.test("2026-12-03")))
        #expect(prediction.starts[0].interval(0.8) == .test("2026-12-01")...(.test("2026-12-05")))
        #expect(prediction.starts[0].likeliest == .test("2026-12-03"))
        #expect(abs(prediction.starts[0].chance(of: .test("2026-12-03")) - 0.28) < 0.01)
        #expect(prediction.ovulation?.day.median == .test("2026-11-19"))
        #expect(prediction.ovulation?.window == .test("2026-11-10")...(.test("2026-11-24")))
        guard case .wasAPeriodMissed(let cycle, let days, let chance)? = prediction.questions.first else {
            Issue.record("no question")
            return
        }
        #expect(cycle == .test("2026-08-09"))
        #expect(days.contains(.test("2026-09-07")))
        #expect(chance > 0.99)
        #expect(prediction.questions.count == 1)
    }

    @Test("it asks about a period that may be missing, and decides nothing")
    func asks() throws {
        let prediction = try diary().predict(on: .test("2026-12-28"))
        #expect(prediction.chanceOfMissing > 0.9)
        guard case .isAPeriodMissing(let cycle, let days, _)? = prediction.questions.last else {
            Issue.record("no question")
            return
        }
        #expect(cycle == .test("2026-11-04"))
        #expect(days.contains(.test("2026-12-03")))
        #expect(prediction.ovulation == nil)
        #expect(try #require(prediction.nextIfMissing).interval(0.8).contains(.test("2026-12-31")))
        #expect(prediction.starts[0].median >= .test("2026-12-28"))
    }

    @Test("an answer takes the question away")
    func answered() throws {
        var diary = diary([29, 28, 30, 27, 29, 31, 28, 58, 29])
        let cycle = CalendarDay.test("2026-08-09")
        for completeness in [CycleMark.Completeness.whole, .incomplete] {
            diary.marks = [CycleMark(start: cycle, completeness: completeness)]
            let prediction = try diary.predict(on: .test("2026-11-20"))
            #expect(prediction.questions.isEmpty)
            #expect(prediction.basis.cycles == 9)
        }
    }

    @Test("her answer about the running cycle settles it")
    func runningAnswered() throws {
        var diary = diary()
        let today = CalendarDay.test("2026-12-28")
        let start = CalendarDay.test("2026-11-04")
        diary.marks = [CycleMark(start: start, completeness: .whole)]
        let whole = try diary.predict(on: today)
        #expect(whole.questions.isEmpty)
        #expect(whole.chanceOfMissing == 0)
        #expect(whole.nextIfMissing == nil)
        #expect(whole.ovulation != nil)
        diary.marks = [CycleMark(start: start, completeness: .incomplete)]
        let incomplete = try diary.predict(on: today)
        #expect(incomplete.questions.isEmpty)
        #expect(incomplete.chanceOfMissing == 1)
        #expect(incomplete.starts[0].interval(0.8).contains(.test("2026-12-31")))
        #expect(incomplete.starts.count == 4)
        #expect(incomplete.ovulation == nil)
    }

    @Test("today can still be the day, unless she says it is not")
    func today() throws {
        var diary = diary()
        let today = CalendarDay.test("2026-12-02")
        #expect(try diary.predict(on: today).starts[0].chance(of: today) > 0)
        diary.bleed("2026-12-02", .none)
        #expect(try diary.predict(on: today).starts[0].chance(of: today) == 0)
        diary.bleed("2026-12-02", .spotting)
        #expect(try diary.predict(on: today).starts[0].chance(of: today) == 0)
    }

    @Test("on the day of a start it is day 1")
    func dayOne() throws {
        let prediction = try diary().predict(on: .test("2026-11-04"))
        #expect(prediction.cycleDay == 1)
        #expect(prediction.chanceOfMissing == 0)
    }

    @Test("the same diary gives the same prediction")
    func deterministic() throws {
        let day = CalendarDay.test("2026-11-20")
        #expect(try diary().predict(on: day) == diary().predict(on: day))
    }

    // Refusals.

    @Test("fewer than three cycles say nothing", arguments: 0...2)
    func tooFew(_ count: Int) {
        #expect(throws: PredictionRefusal.tooFewCycles(have: count, need: 3)) {
            try diary(Array(repeating: 28, count: count)).predict(on: .test("2026-11-20"))
        }
    }

    @Test("an empty diary says nothing")
    func empty() {
        #expect(throws: PredictionRefusal.noStart) { try TestDiary().predict(on: .test("2026-11-20")) }
    }

    @Test("a start after today is refused")
    func future() {
        #expect(throws: PredictionRefusal.startInFuture(.test("2026-11-04"))) {
            try diary().predict(on: .test("2026-11-03"))
        }
    }

    @Test("half a year without a start is refused", arguments: [(180, false), (181, true)])
    func tooLongAgo(_ days: Int, _ isRefused: Bool) {
        let today = CalendarDay.test("2026-11-04").adding(days: days)
        let prediction = try? diary().predict(on: today)
        #expect((prediction == nil) == isRefused)
    }

    @Test("a running cycle that began in another mode is refused")
    func modeChanged() {
        var diary = diary()
        diary.modes = [
            ModeChange(from: .test("2026-11-01"), .hormonalContraception),
            ModeChange(from: .test("2026-11-10"), .cycle),
        ]
        #expect(throws: PredictionRefusal.modeChanged) { try diary.predict(on: .test("2026-11-20")) }
    }

    @Test("excluded cycles do not count towards three")
    func excludedDoNotCount() {
        var diary = diary([28, 29, 28])
        diary.marks = [CycleMark(start: .test("2026-08-11"), isExcluded: true)]
        #expect(throws: PredictionRefusal.tooFewCycles(have: 2, need: 3)) {
            try diary.predict(on: .test("2026-11-20"))
        }
    }

    @Test("ten years of cycles are predicted like one")
    func tenYears() throws {
        let lengths = (0..<125).map { 27 + [0, 2, 1, 3, 1][$0 % 5] }
        let prediction = try diary(lengths).predict(on: .test("2026-11-20"))
        #expect(prediction.basis.cycles == 125)
        #expect(prediction.starts[0].interval(0.8).contains(.test("2026-12-02")))
    }
}
