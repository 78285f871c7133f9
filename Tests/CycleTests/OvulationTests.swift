import Primitives
import Testing

@testable import Cycle

@Suite("Ovulation and fertile window")
struct OvulationTests {
    private func next(_ cycles: [(Int, Int?)]) -> OffsetDistribution {
        let history = CycleHistory(cycles.map { CycleHistory.Cycle($0.0, ovulationDay: $0.1) })
        return history.ovulation(LengthPosterior(history.observed)).next
    }

    @Test("a person's own days outweigh everybody's", arguments: [12, 14, 19, 24])
    func own(_ day: Int) {
        let next = next((0..<8).map { (day + 13, day + $0 % 2) })
        #expect(abs(next.median - day) <= 1)
    }

    @Test("without observed days it is the length less a luteal phase", arguments: [25, 29, 34])
    func fromLengths(_ length: Int) {
        let next = next((0..<8).map { (length + $0 % 2, nil) })
        #expect(abs(next.median - (length - 12)) <= 2)
    }

    @Test("observed days say more than lengths")
    func narrower() {
        let observed = next((0..<8).map { (28 + $0 % 2, 15 + $0 % 2) })
        let workedOut = next((0..<8).map { (28 + $0 % 2, nil) })
        #expect(observed.interval(0.95).count < workedOut.interval(0.95).count)
    }

    @Test("what is unknown about a luteal phase does not go away with more lengths")
    func lutealUnknown() {
        let many = next((0..<60).map { _ in (28, nil) })
        #expect(many.interval(0.95).count >= 6)
    }

    @Test("a length of two cycles is no day of ovulation")
    func forgotten() {
        let with = next([(28, nil), (29, nil), (57, nil), (28, nil), (29, nil)])
        let without = next([(28, nil), (29, nil), (28, nil), (29, nil)])
        #expect(abs(with.median - without.median) <= 1)
    }

    @Test("a luteal phase is shrunk to what is usual, and bounded")
    func luteal() {
        #expect(abs(LutealPhase([]).mean - 12.6) < 1e-9)
        let ten = LutealPhase([10, 10, 10, 10, 10, 10]).mean
        #expect(ten > 10 && ten < 11)
        #expect(LutealPhase([40]).mean == LutealPhase([17]).mean)
    }

    @Test("the window is the five days before the likely days of ovulation, and those")
    func window() throws {
        let certain = FertileWindow(try #require(OffsetDistribution(first: 14, weights: [1])))
        #expect(certain.days == 9...14)
        #expect((8...15).map { certain.chance(of: $0) } == [0, 1, 1, 1, 1, 1, 1, 0])
        let spread = FertileWindow(try #require(OffsetDistribution(first: 14, weights: [1, 1])))
        #expect(spread.days == 9...15)
        #expect(spread.chance(of: 9) == 0.5)
        #expect(spread.chance(of: 12) == 1)
        #expect(FertileWindow(try #require(OffsetDistribution(first: 5, weights: [1, 1]))).days == 1...6)
    }

    // In the diary.

    private func diary() -> TestDiary {
        var diary = TestDiary()
        diary.periods(from: "2026-05-20", [28, 28, 28, 28, 28, 28])
        return diary
    }

    @Test("a positive LH test puts ovulation on the day after it, and the next start about 13 days later")
    func lh() throws {
        var diary = diary()
        // The running cycle began on 2026-11-04: day 20.
        diary.change(.test("2026-11-22")) { $0.lhTests = [LHTest(.negative)] }
        diary.change(.test("2026-11-23")) { $0.lhTests = [LHTest(.negative), LHTest(.positive)] }
        diary.change(.test("2026-11-24")) { $0.lhTests = [LHTest(.peak)] }
        let prediction = try diary.predict(on: .test("2026-11-25"))
        let ovulation = try #require(prediction.ovulation)
        #expect(ovulation.source == .lhTest)
        #expect(ovulation.day.median == .test("2026-11-24"))
        #expect(prediction.starts[0].interval(0.8).contains(.test("2026-12-07")))
        #expect(prediction.starts[0].median > .test("2026-12-04"))
    }

    @Test("a passed double check goes before LH")
    func doubleCheck() throws {
        var diary = diary()
        let start = CalendarDay.test("2026-11-04")
        for facts in TestChart.make(TestChart.plainRise, mucus: TestChart.plainMucus, start: start.iso).days {
            diary.change(facts.day) {
                $0.temperature = facts.temperature
                $0.mucus = facts.mucus
            }
        }
        diary.change(.test("2026-11-12")) { $0.lhTests = [LHTest(.positive)] }
        let ovulation = try #require(try diary.predict(on: .test("2026-11-21")).ovulation)
        #expect(ovulation.source == .doubleCheck)
        // The first high measurement is on day 14, ovulation the day before.
        #expect(ovulation.day.median == start.adding(days: 12))
    }

    @Test("a negative LH test says nothing")
    func negative() throws {
        var diary = diary()
        diary.change(.test("2026-11-18")) { $0.lhTests = [LHTest(.negative), LHTest(.invalid)] }
        #expect(try #require(try diary.predict(on: .test("2026-11-20")).ovulation).source == .earlierCycles)
    }

    @Test("while no start comes, early days of ovulation lose their chance")
    func waiting() throws {
        let early = try #require(try diary().predict(on: .test("2026-11-20")).ovulation)
        let late = try #require(try diary().predict(on: .test("2026-12-03")).ovulation)
        #expect(late.day.offsets.mean > early.day.offsets.mean)
    }

    @Test("observed days of past cycles are learned from")
    func learned() throws {
        var diary = diary()
        for cycle in diary.list.cycles.dropLast() {
            diary.change(cycle.start.adding(days: 17)) { $0.lhTests = [LHTest(.positive)] }
        }
        // Positive on day 19, so ovulation on day 20: later than 28 days would say.
        let ovulation = try #require(try diary.predict(on: .test("2026-11-10")).ovulation)
        #expect(ovulation.day.median >= .test("2026-11-21"))
    }
}
