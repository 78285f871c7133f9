import Primitives
import Testing

@testable import Cycle

@Suite("Cycles left out")
struct LeftOutTests {
    private let lengths = [28, 29, 28, 30, 29]

    private func diary() -> (TestDiary, CalendarDay) {
        var diary = TestDiary()
        let last = diary.periods(from: "2026-01-05", lengths)
        return (diary, last)
    }

    private func basis(_ diary: TestDiary, _ today: CalendarDay) throws -> PredictionBasis {
        try diary.predict(on: today).basis
    }

    @Test("what she excludes is left out, with its reason")
    func excluded() throws {
        var (diary, last) = diary()
        diary.marks = [CycleMark(start: .test("2026-01-05"), isExcluded: true)]
        let basis = try basis(diary, last.adding(days: 3))
        #expect(basis.cycles == 4)
        #expect(basis.leftOut == [.init(start: .test("2026-01-05"), reason: .excluded)])
    }

    @Test("a factor leaves the cycle out only where she lets it", arguments: [Factor.Effect.none, .reading, .cycle])
    func factor(_ effect: Factor.Effect) throws {
        var (diary, last) = diary()
        diary.change(.test("2026-01-20")) { $0.factors = [Factor(.stress, effect: effect)] }
        #expect(try basis(diary, last).cycles == (effect == .cycle ? 4 : 5))
    }

    @Test("a mark of a day on which no cycle starts has no effect")
    func strayMark() throws {
        var (diary, last) = diary()
        diary.marks = [CycleMark(start: .test("2026-01-06"), isExcluded: true)]
        #expect(try basis(diary, last).cycles == 5)
    }

    @Test("more than 180 days are a break")
    func tooLong() throws {
        var diary = TestDiary()
        let last = diary.periods(from: "2025-01-05", [28, 181, 29, 28, 180])
        let basis = try basis(diary, last)
        #expect(basis.cycles == 4)
        #expect(basis.leftOut.map(\.reason) == [.tooLong])
    }

    @Test("a cycle in which the mode changes kind is left out, one in which it changes within its kind is not")
    func modeChanged() throws {
        var (diary, last) = diary()
        diary.modes = [ModeChange(from: .test("2026-01-20"), .tryingToConceive)]
        #expect(try basis(diary, last).cycles == 5)
        diary.modes = [
            ModeChange(from: .test("2026-01-10"), .hormonalContraception),
            ModeChange(from: .test("2026-01-20"), .cycle),
        ]
        let basis = try basis(diary, last)
        #expect(basis.cycles == 4)
        #expect(basis.leftOut.map(\.reason) == [.modeChanged])
    }

    @Test("hormonal cycles say nothing of natural ones, nor the reverse")
    func otherMode() throws {
        var diary = TestDiary()
        let last = diary.periods(from: "2026-01-05", [28, 28, 28, 28, 31, 33, 32])
        let change = CalendarDay.test("2026-04-27")
        diary.modes = [ModeChange(from: .test("2026-01-01"), .hormonalContraception), ModeChange(from: change, .cycle)]
        let natural = try basis(diary, last)
        #expect(natural.cycles == 3)
        #expect(natural.leftOut.map(\.reason) == Array(repeating: .otherMode, count: 4))
        diary.modes = [ModeChange(from: change, .hormonalContraception)]
        let hormonal = try basis(diary, last)
        #expect(hormonal.mode == .hormonalContraception)
        #expect(hormonal.leftOut.map(\.reason) == Array(repeating: .otherMode, count: 4))
    }

    @Test("after a birth only cycles since count")
    func beforeBirth() throws {
        var diary = TestDiary()
        diary.periods(from: "2025-01-05", [28, 29, 28])
        diary.modes = [
            ModeChange(from: .test("2025-05-01"), .pregnancy), ModeChange(from: .test("2026-01-10"), .postpartum),
        ]
        let last = diary.periods(from: "2026-04-01", [40, 35, 31])
        let basis = try basis(diary, last)
        #expect(basis.cycles == 3)
        #expect(basis.leftOut.map(\.reason) == [.beforeBirth, .beforeBirth, .beforeBirth, .modeChanged])
    }
}
