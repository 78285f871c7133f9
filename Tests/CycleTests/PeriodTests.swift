import Primitives
import Testing

@testable import Cycle

@Suite("Periods and starts")
struct PeriodTests {
    private func starts(_ diary: TestDiary) -> [String] { diary.list.cycles.map(\.start.iso) }

    @Test("days without an entry do not split a period", arguments: 0...6)
    func unlogged(_ gap: Int) {
        var diary = TestDiary()
        diary.bleed("2026-03-02")
        diary.change(CalendarDay.test("2026-03-03").adding(days: gap)) { $0.bleeding = Bleeding(.medium) }
        #expect(starts(diary) == ["2026-03-02"])
        #expect(diary.list.cycles[0].periodLength == gap + 2)
        #expect(diary.list.cycles[0].bleedingsBetween.isEmpty)
    }

    @Test("more than six days are another bleeding, though no start")
    func longGap() {
        var diary = TestDiary()
        diary.bleed("2026-03-02")
        diary.bleed("2026-03-10")
        #expect(starts(diary) == ["2026-03-02"])
        #expect(diary.list.cycles[0].bleedingsBetween == [.test("2026-03-10")])
        #expect(diary.list.cycles[0].periodLength == 1)
    }

    @Test("two days known to be free of bleeding do not split a period, three do", arguments: [(2, 0), (3, 1)])
    func free(_ free: Int, _ between: Int) {
        var diary = TestDiary()
        diary.bleed("2026-03-02")
        for place in 0..<free {
            diary.change(CalendarDay.test("2026-03-03").adding(days: place)) { $0.bleeding = Bleeding(.none) }
        }
        diary.change(CalendarDay.test("2026-03-03").adding(days: free)) { $0.bleeding = Bleeding(.medium) }
        #expect(diary.list.cycles[0].bleedingsBetween.count == between)
    }

    @Test("a period begins with flow; spotting before it belongs to the cycle that ends")
    func spottingBefore() {
        var diary = TestDiary()
        diary.periods(from: "2026-03-02", [])
        diary.bleed("2026-03-28", .spotting)
        diary.bleed("2026-03-29", .spotting)
        diary.bleed("2026-03-30", .light)
        diary.bleed("2026-03-31", .medium)
        #expect(starts(diary) == ["2026-03-02", "2026-03-30"])
        #expect(diary.list.cycles[0].length == 28)
    }

    @Test("spotting alone starts nothing")
    func spottingOnly() {
        var diary = TestDiary()
        for day in 1...5 { diary.bleed("2026-03-0\(day)", .spotting) }
        #expect(diary.list.cycles.isEmpty)
    }

    @Test("weeks of spotting do not swallow the next period")
    func spottingForWeeks() {
        var diary = TestDiary()
        let start = diary.periods(from: "2026-03-02", [])
        for day in 5..<28 { diary.change(start.adding(days: day)) { $0.bleeding = Bleeding(.spotting) } }
        diary.period(start.adding(days: 28))
        #expect(diary.list.cycles.map(\.start) == [start, start.adding(days: 28)])
    }

    @Test("a long heavy bleeding is one period")
    func longBleeding() {
        var diary = TestDiary()
        let start = CalendarDay.test("2026-03-02")
        for day in 0..<20 { diary.change(start.adding(days: day)) { $0.bleeding = Bleeding(.heavy) } }
        #expect(diary.list.cycles.map(\.start) == [start])
        #expect(diary.list.cycles[0].periodLength == 20)
    }

    @Test("an excluded bleeding starts nothing, and ends a run of bleeding like a free day")
    func excluded() {
        var diary = TestDiary()
        diary.periods(from: "2026-03-02", [])
        diary.bleed("2026-03-25", .heavy, isExcluded: true)
        #expect(starts(diary) == ["2026-03-02"])
    }

    @Test("flow sooner than ten days starts nothing", arguments: [(9, 1), (10, 2)])
    func tenDays(_ distance: Int, _ count: Int) {
        var diary = TestDiary()
        diary.bleed("2026-03-02")
        diary.change(CalendarDay.test("2026-03-02").adding(days: distance)) { $0.bleeding = Bleeding(.heavy) }
        #expect(diary.list.cycles.count == count)
    }

    @Test("slight bleeding halfway is taken as none and asked about", arguments: [(20, true), (21, false)])
    func slight(_ distance: Int, _ isAsked: Bool) {
        var diary = TestDiary()
        let start = diary.periods(from: "2026-03-02", [])
        let day = start.adding(days: distance)
        diary.change(day) { $0.bleeding = Bleeding(.light) }
        #expect(diary.list.questions == (isAsked ? [.wasItAPeriod(day)] : []))
        #expect(diary.list.cycles.count == (isAsked ? 1 : 2))
        diary.change(day) { $0.bleeding = Bleeding(.medium) }
        #expect(diary.list.cycles.count == 2)
    }

    @Test("her answer settles slight bleeding either way")
    func slightAnswered() {
        var diary = TestDiary()
        diary.periods(from: "2026-03-02", [])
        diary.bleed("2026-03-17", .light, mark: .start)
        #expect(starts(diary) == ["2026-03-02", "2026-03-17"])
        #expect(diary.list.questions.isEmpty)
        diary.bleed("2026-03-17", .light, mark: .noStart)
        #expect(starts(diary) == ["2026-03-02"])
        #expect(diary.list.questions.isEmpty)
    }

    @Test("a mark moves a start, and takes one away")
    func marks() {
        var diary = TestDiary()
        diary.periods(from: "2026-03-02", [28])
        diary.bleed("2026-03-31", .heavy, mark: .start)
        #expect(starts(diary) == ["2026-03-02", "2026-03-31"])
        diary.bleed("2026-03-31", .heavy, mark: .noStart)
        #expect(starts(diary) == ["2026-03-02"])
        #expect(diary.list.cycles[0].bleedingsBetween == [.test("2026-03-30")])
    }

    @Test("a marked start needs no flow")
    func markedSpotting() {
        var diary = TestDiary()
        diary.bleed("2026-03-02", .spotting, mark: .start)
        #expect(starts(diary) == ["2026-03-02"])
    }

    @Test("a short cycle counts and is asked about", arguments: [(17, true), (18, false)])
    func short(_ length: Int, _ isAsked: Bool) {
        var diary = TestDiary()
        let end = diary.periods(from: "2026-03-02", [length])
        #expect(diary.list.cycles[0].length == length)
        #expect(diary.list.questions == (isAsked ? [.wasItAStart(end, length: length)] : []))
    }

    @Test("bleeding in a pregnancy and lochia start nothing")
    func pregnancyAndBirth() {
        var diary = TestDiary()
        diary.periods(from: "2026-03-02", [])
        diary.modes = [
            ModeChange(from: .test("2026-04-10"), .pregnancy), ModeChange(from: .test("2026-12-01"), .postpartum),
        ]
        diary.bleed("2026-06-01", .heavy)
        diary.bleed("2026-12-02", .heavy)
        diary.bleed("2027-01-11", .heavy)
        #expect(starts(diary) == ["2026-03-02"])
        diary.bleed("2027-02-01", .heavy)
        #expect(starts(diary) == ["2026-03-02", "2027-02-01"])
    }

    @Test("the order in which days are given does not matter")
    func order() {
        var diary = TestDiary()
        diary.periods(from: "2026-01-02", [28, 31, 27])
        let days = diary.facts.days
        #expect(CycleList(DiaryFacts(days: days.reversed())) == CycleList(DiaryFacts(days: days)))
    }
}
