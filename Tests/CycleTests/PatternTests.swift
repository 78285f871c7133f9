import CycleSimulation
import Primitives
import Testing

@testable import Cycle

/// Entries that a test writes by cycle and day of the cycle.
struct TestEntries {
    let starts: [CalendarDay]
    private var entries: [CalendarDay: DayEntry] = [:]

    init(_ starts: [CalendarDay]) { self.starts = starts }

    mutating func note(_ cycle: Int, _ day: Int, _ symptom: BuiltInSymptom, _ intensity: Intensity = .mild) {
        entries[starts[cycle].adding(days: day - 1), default: DayEntry()]
            .symptoms = (entries[starts[cycle].adding(days: day - 1)]?.symptoms ?? [:])
            .merging([SymptomID(symptom): intensity]) { $1 }
    }

    mutating func change(_ cycle: Int, _ day: Int, _ body: (inout DayEntry) -> Void) {
        body(&entries[starts[cycle].adding(days: day - 1), default: DayEntry()])
    }

    var days: [(CalendarDay, DayEntry)] { entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}

/// Eight cycles of 28 days with periods of five, and one that runs.
private func regular() -> (diary: TestDiary, entries: TestEntries, today: CalendarDay) {
    var diary = TestDiary()
    let last = diary.periods(from: "2026-01-02", Array(repeating: 28, count: 8))
    return (diary, TestEntries(diary.list.cycles.map(\.start)), last.adding(days: 20))
}

@Suite("Phases of days")
struct PhaseTests {
    private func phases(_ statistics: CycleStatistics, _ start: CalendarDay, _ days: ClosedRange<Int>) -> String {
        days.map { day -> String in
            guard let span = statistics.phases.span(on: start.adding(days: day - 1)) else { return "-" }
            let letter = "pfolb".map(String.init)[Int(span.phase.rawValue) - 1]
            return span.isEstimated ? letter.uppercased() : letter
        }
        .joined()
    }

    @Test("estimated from the length where nothing shows ovulation")
    func estimated() {
        let (diary, entries, today) = regular()
        let all = phases(diary.statistics(today), entries.starts[0], 1...28)
        #expect(all == "pppppFFFFFFFOOOOOLLLLLLbbbbb")
    }

    @Test("known where it does, in the running cycle to two days after")
    func known() {
        var (diary, entries, today) = regular()
        for cycle in [0, 8] {
            diary.change(entries.starts[cycle].adding(days: 11)) { $0.lhTests = [LHTest(.positive)] }
        }
        let statistics = diary.statistics(today)
        #expect(phases(statistics, entries.starts[0], 1...28) == "pppppfffffooooollllllllbbbbb")
        #expect(phases(statistics, entries.starts[8], 1...28) == "pppppfffffooooo-------------")
    }

    @Test("a cycle much longer than the median says only what is logged, unless she says it is whole")
    func long() {
        var diary = TestDiary()
        let last = diary.periods(from: "2026-01-02", [28, 28, 28, 40, 28])
        let start = last.adding(days: -68)
        let expected = "ppppp" + String(repeating: "-", count: 30) + "bbbbb"
        #expect(phases(diary.statistics(last), start, 1...40) == expected)
        diary.marks = [CycleMark(start: start, completeness: .whole)]
        #expect(phases(diary.statistics(last), start, 1...40).contains("OOOOO"))
        diary.marks = [CycleMark(start: start, completeness: .incomplete)]
        #expect(phases(diary.statistics(last), start, 1...40) == expected)
        diary.marks = [CycleMark(start: start, isExcluded: true)]
        #expect(phases(diary.statistics(last), start, 1...40) == String(repeating: "-", count: 40))
    }

    @Test("in a mode that speaks of no ovulation nothing is estimated")
    func hormonal() {
        var (diary, entries, today) = regular()
        diary.modes = [ModeChange(from: .test("2025-01-01"), .hormonalContraception)]
        let all = phases(diary.statistics(today), entries.starts[0], 1...28)
        #expect(all == "ppppp------------------bbbbb")
    }

    @Test("spans rise, do not overlap and stay in their cycle", arguments: 0..<30 as Range<UInt64>)
    func law(_ seed: UInt64) {
        var random = Chance(seed: seed)
        var diary = TestDiary()
        let last = diary.periods(from: "2024-01-02", (0..<14).map { _ in 10 + random.below(50) })
        let cycles = diary.list.cycles
        for cycle in cycles where random.unit() < 0.5 {
            diary.change(cycle.start.adding(days: random.below(40))) { $0.lhTests = [LHTest(.positive)] }
        }
        let spans = diary.statistics(last.adding(days: 9)).phases.spans
        #expect(spans.count > 20)
        for (span, next) in zip(spans, spans.dropFirst()) {
            #expect(span.days.upperBound < next.days.lowerBound)
        }
        for span in spans {
            let end = cycles.first { $0.start == span.start }?.end
            #expect(span.days.lowerBound >= span.start)
            #expect(end.map { span.days.upperBound < $0 } ?? true)
        }
    }
}

@Suite("Symptoms by phase")
struct PatternTests {
    @Test("days and cycles of a phase are counted, with what was noted on them")
    func counts() throws {
        var (diary, entries, today) = regular()
        for cycle in 0..<4 {
            entries.note(cycle, 1, .cramps, .strong)
            entries.note(cycle, 2, .cramps, .mild)
            entries.note(cycle, 3, .headache)
        }
        entries.note(0, 20, .headache)
        let patterns = diary.statistics(today).symptoms(entries.days)
        #expect(patterns.phases[.period]?.days == 12)
        #expect(patterns.phases[.period]?.cycles == 4)
        #expect(patterns.phases[.luteal]?.estimated == 1)
        #expect(patterns.phases[.follicular] == nil)
        #expect(patterns.rows.map(\.feeling.builtIn) == [.cramps, .headache])
        let cramps = try #require(patterns.rows[0].cells[.period])
        #expect(cramps.days == Share(8, of: 12))
        #expect(cramps.cycles == Share(4, of: 4))
        #expect(cramps.intensity == 2)
        #expect(cramps.comparison == .tooLittle)
        #expect(patterns.rows[0].cells[.luteal]?.intensity == nil)
        #expect(patterns.rows[0].cells[.luteal]?.days == Share(0, of: 1))
    }

    @Test("what comes with the period and hardly else is told apart; what is anywhere is not")
    func difference() throws {
        var (diary, entries, today) = regular()
        for cycle in 0..<8 {
            for day in 1...28 where day % 3 != 0 || day < 6 {
                entries.note(cycle, day, .tired)
                entries.note(cycle, day, day < 5 ? .cramps : .bloated)
            }
        }
        let patterns = diary.statistics(today).symptoms(entries.days)
        let cramps = try #require(patterns.rows.first { $0.feeling.builtIn == .cramps })
        let bloated = try #require(patterns.rows.first { $0.feeling.builtIn == .bloated })
        let tired = try #require(patterns.rows.first { $0.feeling.builtIn == .tired })
        #expect(cramps.cells[.period]?.comparison == .more)
        #expect(bloated.cells[.period]?.comparison == .less)
        #expect(tired.cells.values.allSatisfy { $0.comparison == .unclear })
    }

    @Test("two cycles are too little however clear they look")
    func twoCycles() {
        var (diary, entries, today) = regular()
        for cycle in 0..<2 {
            for day in 1...28 {
                entries.note(cycle, day, .tired)
                if day < 6 { entries.note(cycle, day, .cramps) }
            }
        }
        let rows = diary.statistics(today).symptoms(entries.days).rows
        #expect(rows.flatMap(\.cells.values).allSatisfy { $0.comparison == .tooLittle })
    }

    /// The rule looks at every symptom and phase: chance alone must hardly ever pass it.
    @Test("what comes at random differs nowhere")
    func chance() {
        var differing = 0
        var compared = 0
        for seed in 0..<40 as Range<UInt64> {
            var random = Chance(seed: seed)
            var (diary, entries, today) = regular()
            for cycle in 0..<8 {
                for day in 1...28 where random.unit() < 0.6 {
                    for symptom in [BuiltInSymptom.tired, .headache, .nausea] where random.unit() < 0.4 {
                        entries.note(cycle, day, symptom)
                    }
                }
            }
            let rows = diary.statistics(today).symptoms(entries.days).rows
            for cell in rows.flatMap(\.cells.values) where cell.comparison != .tooLittle {
                compared += 1
                if cell.comparison != .unclear { differing += 1 }
            }
        }
        #expect(compared > 500)
        #expect(differing <= 2, "\(differing) of \(compared)")
    }

    @Test("a base of all entries takes days without symptoms as such, and none without an entry")
    func base() {
        var (diary, entries, today) = regular()
        for cycle in 0..<8 {
            entries.note(cycle, 1, .cramps)
            entries.change(cycle, 2) { $0.energy = 3 }
            entries.change(cycle, 3) { _ in }
        }
        let statistics = diary.statistics(today)
        #expect(statistics.symptoms(entries.days).rows[0].cells[.period]?.days == Share(8, of: 8))
        #expect(
            statistics.symptoms(entries.days, base: .anyEntry).rows[0].cells[.period]?.days == Share(8, of: 16)
        )
    }

    @Test("moods are counted apart from symptoms")
    func moods() {
        var (diary, entries, today) = regular()
        entries.note(0, 1, .cramps)
        entries.change(0, 2) { $0.moods = [MoodID(.calm): .strong] }
        let moods = diary.statistics(today).moods(entries.days)
        #expect(moods.rows.map(\.feeling) == [MoodID(.calm)])
        #expect(moods.phases[.period]?.days == 1)
    }

    @Test("parts never exceed the whole, and days add up", arguments: 0..<30 as Range<UInt64>)
    func law(_ seed: UInt64) {
        var random = Chance(seed: seed)
        var (diary, entries, today) = regular()
        for cycle in 0..<9 {
            for day in 1...28 where random.unit() < 0.5 {
                let symptom = BuiltInSymptom.allCases[random.below(5)]
                entries.note(cycle, day, symptom, Intensity.allCases[random.below(3)])
            }
        }
        let statistics = diary.statistics(today)
        let patterns = statistics.symptoms(entries.days)
        for row in patterns.rows {
            #expect(row.cells.values.reduce(0) { $0 + $1.days.part } == row.days)
            for (phase, cell) in row.cells {
                #expect(cell.days.total == patterns.phases[phase]?.days)
                #expect(cell.days.part <= cell.days.total && cell.cycles.part <= cell.cycles.total)
                #expect(cell.cycles.part <= cell.days.part)
                #expect(cell.intensity.map { (1...3).contains($0) } ?? (cell.days.part == 0))
            }
        }
        let timings = statistics.symptomTimings(entries.days)
        for row in timings.rows {
            #expect(row.course.count == 10)
            #expect(row.course.allSatisfy { $0.part <= $0.total && $0.total <= 8 })
            for run in [row.fromStart, row.beforePeriod].compactMap({ $0 }) {
                #expect(run.cycles.part <= run.cycles.total && (1...7).contains(run.days.upperBound))
            }
        }
        entries.change(3, 17) { $0.note = "x" }
        #expect(statistics.symptoms(entries.days).rows == patterns.rows)
        #expect(statistics.symptomTimings(entries.days).rows == timings.rows)
    }
}

@Suite("When symptoms come")
struct TimingTests {
    @Test("cramps on the last two days in seven of eight cycles")
    func before() throws {
        var (diary, entries, today) = regular()
        for cycle in 0..<7 { entries.note(cycle, cycle % 2 == 0 ? 27 : 28, .cramps) }
        entries.note(7, 22, .headache)
        let rows = diary.statistics(today).symptomTimings(entries.days).rows
        let cramps = try #require(rows.first { $0.feeling.builtIn == .cramps })
        #expect(cramps.beforePeriod?.days == 1...2)
        #expect(cramps.beforePeriod?.cycles == Share(7, of: 8))
        #expect(cramps.beforePeriod?.isUsual == true)
        #expect(cramps.fromStart == nil)
        #expect(cramps.course[9] == Share(7, of: 7))
        let headache = try #require(rows.first { $0.feeling.builtIn == .headache })
        #expect(headache.beforePeriod?.days == 7...7)
        #expect(headache.beforePeriod?.isUsual == false)
    }

    @Test("one stray day does not lengthen the run")
    func stray() throws {
        var (diary, entries, today) = regular()
        for cycle in 0..<8 { entries.note(cycle, cycle == 3 ? 6 : 1, .cramps) }
        let row = try #require(diary.statistics(today).symptomTimings(entries.days).rows.first)
        #expect(row.fromStart?.days == 1...1)
        #expect(row.fromStart?.cycles == Share(7, of: 8))
    }

    @Test("cycles that are left out, and the running one, are not looked at")
    func leftOut() {
        var (diary, entries, today) = regular()
        entries.note(2, 28, .cramps)
        entries.note(8, 1, .cramps)
        diary.marks = [CycleMark(start: entries.starts[2], isExcluded: true)]
        #expect(diary.statistics(today).symptomTimings(entries.days).rows.isEmpty)
    }
}
