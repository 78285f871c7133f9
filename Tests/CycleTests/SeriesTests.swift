import Primitives
import Testing

@testable import Cycle

@Suite("Series for charts")
struct SeriesTests {
    /// Three cycles of 28 days with a rise on day 15, and the same in the running one.
    private func charted() -> (diary: TestDiary, starts: [CalendarDay]) {
        var diary = TestDiary()
        diary.periods(from: "2026-01-02", [28, 28, 28])
        let starts = diary.list.cycles.map(\.start)
        for start in starts {
            for facts in TestChart.passed(firstHigh: 15, start: start.iso).days {
                diary.change(facts.day) { day in
                    day.temperature = facts.temperature
                    day.mucus = facts.mucus
                }
            }
        }
        return (diary, starts)
    }

    @Test("readings, cover line and phases of the running cycle")
    func temperatures() throws {
        let (diary, starts) = charted()
        let series = try #require(diary.statistics(starts[3].adding(days: 20)).temperatures)
        #expect(series.points.count == 17)
        #expect(series.points.map(\.cycleDay) == Array(1...17))
        #expect(series.points.allSatisfy { $0.leftOut == nil })
        #expect(series.coverLine?.hundredths == 3640)
        #expect(series.firstHigh == starts[3].adding(days: 14))
        #expect(series.check.preOvulatory == starts[3]...starts[3].adding(days: 4))
    }

    @Test("what is left out says why")
    func leftOut() throws {
        var (diary, starts) = charted()
        diary.change(starts[3].adding(days: 2)) { $0.factors = [Factor(.alcohol, effect: .reading)] }
        diary.change(starts[3].adding(days: 3)) { day in
            day.temperature?.isExcluded = true
            day.factors = [Factor(.fever, effect: .none)]
        }
        diary.change(starts[3].adding(days: 4)) { $0.factors = [Factor(.stress, effect: .none)] }
        let points = try #require(diary.statistics(starts[3].adding(days: 20)).temperatures).points
        #expect(points[2].leftOut == .factors([.alcohol]))
        #expect(points[3].leftOut == .excluded([.fever]))
        #expect(points[4].leftOut == nil)
    }

    @Test("a break between cycles grants no days before ovulation")
    func afterBreak() throws {
        var (diary, starts) = charted()
        diary.modes = [
            ModeChange(from: starts[2], .hormonalContraception), ModeChange(from: starts[3], .avoiding),
        ]
        let series = try #require(diary.statistics(starts[3].adding(days: 20)).temperatures(from: starts[3]))
        #expect(series.check.before.lack == .noPreviousCycle)
    }

    @Test("a day that starts no cycle has no temperatures")
    func noStart() {
        let (diary, starts) = charted()
        #expect(diary.statistics(starts[3]).temperatures(from: starts[3].adding(days: 1)) == nil)
        #expect(TestDiary().statistics(starts[3]).temperatures == nil)
    }

    @Test("weights by day and by phase")
    func weight() {
        let (diary, starts) = charted()
        var entries = TestEntries(starts)
        entries.change(0, 1) { $0.weight = 60_000 }
        entries.change(0, 2) { $0.weight = 61_000 }
        entries.change(1, 28) { $0.weight = 62_000 }
        entries.change(1, 3) { $0.energy = 4 }
        let statistics = diary.statistics(starts[3])
        let weight = statistics.weight(entries.days)
        #expect(weight.points.map(\.value) == [60_000, 61_000, 62_000])
        #expect(weight.byPhase[.period] == DaySeries.PhaseMean(days: 2, mean: 60_500))
        #expect(weight.byPhase[.beforePeriod]?.days == 1)
        #expect(weight.spread?.range == 60_000...62_000)
        #expect(statistics.energy(entries.days).points.count == 1)
        #expect(statistics.sleep(entries.days).spread == nil)
    }
}
