import Primitives
import Testing

@testable import Cycle

@Suite("Modes")
struct ModeTests {
    private let today = CalendarDay.test("2026-11-14")

    private func diary(_ mode: CycleMode, from: String = "2026-01-01", dueDay: String? = nil) -> TestDiary {
        var diary = TestDiary()
        diary.periods(from: "2026-03-28", [28, 29, 28, 30, 29, 28, 30, 19])
        diary.modes = [ModeChange(from: .test(from), mode, dueDay: dueDay.map { .test($0) })]
        return diary
    }

    @Test("the period is predicted in every mode but pregnancy", arguments: CycleMode.allCases)
    func period(_ mode: CycleMode) {
        let prediction = try? diary(mode).predict(on: today)
        #expect((prediction == nil) == (mode == .pregnancy))
        #expect(prediction?.starts.count == (mode == .pregnancy ? nil : 4))
        #expect(prediction?.basis.mode == (mode == .pregnancy ? nil : mode))
    }

    @Test("ovulation is predicted where cycles have one, a window where it cannot be read as its reverse")
    func ovulation() throws {
        for mode in CycleMode.allCases where mode != .pregnancy {
            let ovulation = try diary(mode).predict(on: today).ovulation
            let givesOvulation = [.cycle, .tryingToConceive, .avoiding].contains(mode)
            let givesWindow = [.cycle, .tryingToConceive].contains(mode)
            #expect((ovulation != nil) == givesOvulation, "\(mode)")
            #expect((ovulation?.window != nil) == givesWindow, "\(mode)")
            #expect((ovulation?.chanceOfFertile(on: today) != nil) == givesWindow, "\(mode)")
        }
    }

    @Test("a pregnancy gives its week instead, from the last start")
    func pregnancy() {
        // The last start is 2026-11-04.
        #expect(throws: PredictionRefusal.pregnant(PregnancyAge(weeks: 6, days: 2))) {
            try diary(.pregnancy, from: "2026-12-10").predict(on: .test("2026-12-18"))
        }
    }

    @Test("a due day goes before the last start")
    func dueDay() {
        #expect(throws: PredictionRefusal.pregnant(PregnancyAge(weeks: 10, days: 0))) {
            try diary(.pregnancy, from: "2026-12-10", dueDay: "2027-07-16").predict(on: .test("2026-12-18"))
        }
    }

    @Test("a pregnancy without a start or a due day has no week")
    func unknownWeek() {
        var diary = TestDiary()
        diary.modes = [ModeChange(from: .test("2026-01-01"), .pregnancy)]
        #expect(throws: PredictionRefusal.pregnant(nil)) { try diary.predict(on: .test("2026-12-18")) }
    }

    @Test("perimenopause is less sure")
    func perimenopause() throws {
        let usual = try diary(.cycle).predict(on: today).starts[0].interval(0.8)
        let wide = try diary(.perimenopause).predict(on: today).starts[0].interval(0.8)
        #expect(wide.upperBound > usual.upperBound)
    }

    @Test("after a birth nothing is said until three cycles are over")
    func postpartum() {
        #expect(throws: PredictionRefusal.tooFewCycles(have: 2, need: 3)) {
            try diary(.postpartum, from: "2026-08-01").predict(on: today)
        }
    }

    @Test("of two modes on one day the last stands, and before the first it is cycle")
    func history() {
        let day = CalendarDay.test("2026-05-01")
        let history = ModeHistory([ModeChange(from: day, .avoiding), ModeChange(from: day, .menstruationOnly)])
        #expect(history.changes.count == 1)
        #expect(history.mode(on: day) == .menstruationOnly)
        #expect(history.mode(on: day.adding(days: -1)) == .cycle)
        #expect(history.mode(on: day.adding(days: 999)) == .menstruationOnly)
    }
}
