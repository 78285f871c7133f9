import Primitives
import Testing

@testable import Cycle

@Suite("What a partner is shown of a diary")
struct DiaryProjectionTests {
    private static let all = Set(SharedDiaryPart.allCases)

    /// Six cycles of 28 days; the last start is 2026-06-18.
    private var diary: TestDiary {
        var diary = TestDiary()
        diary.periods(from: "2026-01-01", [28, 28, 28, 28, 28, 28])
        return diary
    }

    private func projection(_ parts: Set<SharedDiaryPart>, on iso: String, isPaused: Bool = false) -> DiaryProjection {
        DiaryProjection(parts, of: diary.facts, today: .test(iso), isPaused: isPaused)
    }

    @Test("it is the diary's own estimate, with the day it was made")
    func estimates() throws {
        let shown = projection(Self.all, on: "2026-06-25")
        let prediction = try diary.predict(on: .test("2026-06-25"))
        #expect(shown.madeOn == .test("2026-06-25"))
        #expect(shown.nextPeriod == prediction.starts.first?.interval(0.8))
        #expect(shown.today?.cycleDay == 8 && shown.today?.phase == .follicular)
        #expect(shown.fertileDays == prediction.ovulation?.window && shown.fertileDays != nil)
    }

    @Test("the phase is the log's while it says one, and follows the estimates after that")
    func phases() {
        var seen: [DayPhase] = []
        for day in 0..<27 {
            let today = CalendarDay.test("2026-06-18").adding(days: day)
            let shown = DiaryProjection(Self.all, of: diary.facts, today: today, isPaused: false)
            guard let phase = shown.today?.phase else { continue }
            if seen.last != phase { seen.append(phase) }
        }
        #expect(seen == [.period, .follicular, .ovulation, .luteal, .beforePeriod])
    }

    @Test("of a part that is not chosen nothing is in it", arguments: SharedDiaryPart.allCases)
    func chosen(_ part: SharedDiaryPart) {
        let shown = projection([part], on: "2026-06-25")
        #expect((shown.nextPeriod != nil) == (part == .nextPeriod))
        #expect((shown.today != nil) == (part == .today))
        #expect((shown.fertileDays != nil) == (part == .fertileDays))
        let nothing = projection([], on: "2026-06-25")
        #expect(nothing == DiaryProjection(madeOn: .test("2026-06-25")))
    }

    @Test("paused, or with too little to go by, nothing is said")
    func silent() {
        let nothing = DiaryProjection(madeOn: .test("2026-06-25"))
        #expect(projection(Self.all, on: "2026-06-25", isPaused: true) == nothing)
        #expect(
            DiaryProjection(Self.all, of: TestDiary().facts, today: .test("2026-06-25"), isPaused: false) == nothing
        )
    }

    /// Frozen when version 1 shipped: if this fails, partners see nothing until the diary is opened again.
    @Test("version 1 vector")
    func vector() {
        let first = CalendarDay(daysSinceEpoch: 20_000)
        let shown = DiaryProjection(
            madeOn: first,
            nextPeriod: first.adding(days: 3)...first.adding(days: 7),
            today: DiaryProjection.Today(cycleDay: 22, phase: .luteal),
            fertileDays: first.adding(days: -12)...first.adding(days: -4)
        )
        let bytes: [UInt8] = [
            1, 0, 0, 0x4E, 0x20, 7, 0, 0, 0x4E, 0x23, 0, 0, 0x4E, 0x27, 0, 0, 0, 22, 4, 0, 0, 0x4E, 0x14, 0, 0, 0x4E,
            0x1C,
        ]
        #expect(shown.encoded() == bytes)
        #expect(DiaryProjection(decoding: bytes + [0, 0, 0]) == shown)
    }

    @Test("what was written reads back, and what is cut off or contradicts itself is none")
    func roundTrip() {
        for parts in [Self.all, [.today], [.nextPeriod, .fertileDays], []] {
            let shown = projection(parts, on: "2026-06-25")
            let bytes = shown.encoded()
            #expect(DiaryProjection(decoding: bytes) == shown)
            for count in 0..<bytes.count { #expect(DiaryProjection(decoding: Array(bytes.prefix(count))) == nil) }
        }
        #expect(DiaryProjection(decoding: [2, 0, 0, 0, 0, 0]) == nil, "a later version")
        #expect(DiaryProjection(decoding: [1, 0, 0, 0, 0, 8]) == nil, "a part that there is not")
        #expect(
            DiaryProjection(decoding: [1, 0, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 8]) == nil,
            "it ends before it begins"
        )
        #expect(DiaryProjection(decoding: [1, 0, 0, 0, 0, 2, 0, 0, 0, 9, 6]) == nil, "no phase")
    }
}
