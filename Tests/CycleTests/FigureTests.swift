import CycleSimulation
import Primitives
import Testing

@testable import Cycle

extension TestDiary {
    func statistics(_ today: CalendarDay) -> CycleStatistics { CycleStatistics(facts, list, today: today) }
}

@Suite("Spread and shares")
struct SpreadTests {
    @Test("figures of a few numbers")
    func plain() throws {
        let spread = try #require(Spread([28, 31, 29, 27]))
        #expect(spread.count == 4)
        #expect(spread.mean == 28.75)
        #expect(spread.median == 28.5)
        #expect(abs((spread.deviation ?? 0) - 1.7078) < 1e-4)
        #expect(spread.range == 27...31)
        #expect(spread.usual == 27...31)
    }

    @Test("of none there is nothing, of one no scatter, of two no usual range")
    func few() {
        #expect(Spread([]) == nil)
        #expect(Spread([28])?.deviation == nil)
        #expect(Spread([28])?.median == 28)
        #expect(Spread([28, 30])?.usual == nil)
    }

    @Test("the usual range leaves out a tenth at either end", arguments: [(9, 1...9), (10, 2...9), (20, 3...18)])
    func usual(_ count: Int, _ range: ClosedRange<Int>) {
        #expect(Spread(1...count)?.usual == range)
    }

    @Test("the order of numbers changes nothing, and four in five are usual", arguments: 0..<50 as Range<UInt64>)
    func law(_ seed: UInt64) throws {
        var random = Chance(seed: seed)
        let count = 1 + random.below(60)
        let numbers = (0..<count).map { _ in 20 + random.below(30) }
        let spread = try #require(Spread(numbers))
        #expect(Spread(numbers.reversed()) == spread)
        #expect(Spread(numbers.sorted()) == spread)
        guard let usual = spread.usual else { return #expect(numbers.count < 3) }
        #expect(numbers.count { usual.contains($0) } * 5 >= numbers.count * 4)
        #expect(spread.range.contains(usual.lowerBound) && spread.range.contains(usual.upperBound))
    }

    @Test("Wilson's bounds are the shares that lie just so far away", arguments: [1, 5, 30, 400])
    func wilson(_ total: Int) {
        for part in 0...total {
            let share = Share(part, of: total)
            for confidence in [Share.Confidence.ninetyFive, .ninetyNine] {
                let interval = share.interval(confidence)
                let value = Double(part) / Double(total)
                #expect(interval.contains(value))
                for bound in [interval.lowerBound, interval.upperBound] where bound > 0 && bound < 1 {
                    let scatter = (bound * (1 - bound) / Double(total)).squareRoot()
                    #expect(abs(abs(value - bound) - confidence.rawValue * scatter) < 1e-9)
                }
            }
        }
        #expect(Share(0, of: total).interval().lowerBound == 0)
        #expect(Share(total, of: total).interval().upperBound == 1)
    }

    @Test("a share of nothing is none, and may be anything")
    func nothing() {
        #expect(Share(0, of: 0).value == nil)
        #expect(Share(0, of: 0).interval() == 0...1)
    }
}

@Suite("Cycle figures")
struct CycleFigureTests {
    static let lengths = [28, 31, 29, 30, 28, 33, 27, 29, 30, 28, 29, 27]

    /// docs/spec/cycle-figures.md §1.
    static func example() -> (diary: TestDiary, last: CalendarDay) {
        var diary = TestDiary()
        let last = diary.periods(from: "2025-11-18", lengths)
        let seventh = CalendarDay.test("2025-11-18").adding(days: lengths.prefix(6).reduce(0, +))
        diary.marks = [CycleMark(start: seventh, isExcluded: true)]
        return (diary, last)
    }

    @Test("the example of the specification")
    func example() throws {
        let (diary, last) = Self.example()
        let statistics = diary.statistics(last.adding(days: 3))
        let figures = statistics.figures
        let spread = try #require(figures.lengths)
        #expect(figures.counted == 11)
        #expect(figures.leftOut.map(\.reason) == [.cycle(.excluded)])
        #expect(spread.median == 29)
        #expect(abs(spread.mean - 29.27) < 0.01)
        #expect(abs((spread.deviation ?? 0) - 1.68) < 0.01)
        #expect(spread.range == 27...33)
        #expect(spread.usual == 28...31)
        #expect(figures.period?.median == 5)
        #expect(figures.flow.count == 5)
        #expect(figures.flow[1].usual == .heavy)
        #expect(figures.flow[1].logged == 11)
        #expect(figures.phases == nil)
        let past = statistics.pastPredictions()
        #expect(past.predictions.count == 12)
        #expect(past.compared == 8)
        #expect(past.inside == 7)
        #expect(past.predictions[5].daysOutside == 2)
        #expect(past.predictions[6].outcome == .notCompared(.leftOut(.cycle(.excluded))))
        #expect(past.predictions[2].outcome == .notCompared(.tooFewCycles(2)))
    }

    @Test("a cycle with a period not logged is in no figure, one that only looks so is")
    func incomplete() {
        var diary = TestDiary()
        let last = diary.periods(from: "2026-01-02", [28, 57, 29, 28])
        #expect(diary.statistics(last).figures.lengths?.range == 28...57)
        let second = CalendarDay.test("2026-01-02").adding(days: 28)
        diary.marks = [CycleMark(start: second, completeness: .incomplete)]
        let figures = diary.statistics(last).figures
        #expect(figures.lengths?.range == 28...29)
        #expect(figures.leftOut == [CycleFigures.LeftOut(start: second, length: 57, reason: .periodNotLogged)])
        #expect(figures.last(2).map(\.length) == [29, 28])
    }

    @Test("hormonal cycles are figures of that mode and of no other")
    func modes() {
        var diary = TestDiary()
        let last = diary.periods(from: "2026-01-02", [28, 28, 30, 30])
        diary.modes = [ModeChange(from: .test("2026-02-27"), .hormonalContraception)]
        #expect(diary.statistics(last).figures.lengths?.range == 30...30)
        #expect(diary.statistics(.test("2026-02-01")).figures.lengths?.range == 28...28)
    }

    @Test("without a start, or with one, there are no figures")
    func none() {
        var diary = TestDiary()
        #expect(diary.statistics(.test("2026-01-01")).figures.lengths == nil)
        diary.periods(from: "2026-01-02", [])
        let statistics = diary.statistics(.test("2026-01-09"))
        #expect(statistics.figures.lengths == nil)
        #expect(statistics.figures.flow.isEmpty)
        #expect(statistics.pastPredictions().predictions.isEmpty)
        #expect(!statistics.pastPredictions().canBeJudged)
    }

    @Test("a period of which one day was logged has no length, unless the next is known to be without")
    func periodLength() {
        var diary = TestDiary()
        diary.bleed("2026-01-02")
        diary.bleed("2026-01-30")
        #expect(diary.statistics(.test("2026-02-01")).figures.period == nil)
        diary.bleed("2026-01-03", .none)
        #expect(diary.statistics(.test("2026-02-01")).figures.period?.range == 1...1)
    }

    @Test("flow counts what was logged and leaves out what was excluded")
    func flow() {
        var diary = TestDiary()
        diary.periods(from: "2026-01-02", [28, 28])
        diary.bleed("2026-01-02", .heavy, isExcluded: true)
        let flow = diary.statistics(.test("2026-03-01")).figures.flow
        #expect(flow.allSatisfy { $0.levels.values.reduce(0, +) == $0.logged })
        #expect(flow.map(\.logged).max() == 2)
    }

    @Test("phases are known where the chart shows them", arguments: [(true, 1), (false, 0)])
    func phases(_ isPassed: Bool, _ byDoubleCheck: Int) throws {
        var diary = TestDiary()
        let start = CalendarDay.test("2026-03-02")
        diary.periods(from: start.iso, [28, 28])
        if isPassed {
            for facts in TestChart.passed(firstHigh: 15, start: start.iso).days {
                diary.change(facts.day) { day in
                    day.temperature = facts.temperature
                    day.mucus = facts.mucus
                }
            }
        }
        diary.change(start.adding(days: 28 + 14)) { $0.lhTests = [LHTest(.positive)] }
        let phases = try #require(diary.statistics(start.adding(days: 60)).figures.phases)
        #expect(phases.luteal.count == byDoubleCheck + 1)
        #expect(phases.byDoubleCheck == byDoubleCheck)
        #expect(phases.follicular.range == (isPassed ? 14...16 : 16...16))
        #expect(phases.luteal.range == (isPassed ? 12...14 : 12...12))
    }

    @Test("counted and left out are all that ended; a day without an entry changes nothing", arguments: 0..<30)
    func law(_ seed: Int) {
        var random = Chance(seed: UInt64(seed))
        let lengths = (0..<12).map { _ in 20 + random.below(40) }
        var diary = TestDiary()
        let last = diary.periods(from: "2024-01-02", lengths)
        let starts = diary.list.cycles.map(\.start)
        diary.marks = starts.filter { _ in random.unit() < 0.3 }.map { start in
            CycleMark(start: start, isExcluded: random.unit() < 0.5, completeness: .incomplete)
        }
        let figures = diary.statistics(last).figures
        #expect(figures.counted + figures.leftOut.count == lengths.count)
        #expect(figures.lengths?.count ?? 0 == figures.counted)
        diary.change(last.adding(days: -3)) { _ in }
        #expect(diary.statistics(last).figures == figures)
    }

    @Test("the order of cycles changes no figure of lengths", arguments: 0..<20)
    func order(_ seed: Int) {
        var random = Chance(seed: UInt64(seed))
        let lengths = (0..<10).map { _ in 24 + random.below(12) }
        let figures = [lengths, lengths.reversed(), lengths.sorted()].map { lengths in
            var diary = TestDiary()
            let last = diary.periods(from: "2024-01-02", lengths)
            return diary.statistics(last).figures
        }
        #expect(figures.allSatisfy { $0.lengths == figures[0].lengths })
        #expect(figures.allSatisfy { $0.period == figures[0].period && $0.flow == figures[0].flow })
    }
}
