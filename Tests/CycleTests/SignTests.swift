import Primitives
import Testing

@testable import Cycle

@Suite("Mucus and cervix evaluation")
struct SignTests {
    private let start = CalendarDay.test("2026-03-02")

    private func day(_ cycleDay: Int) -> CalendarDay { start.adding(days: cycleDay - 1) }

    /// - `end`: The day of the cycle on which the temperatures are complete.
    private func mucus(_ words: String, end: Int?) -> SignEvaluation {
        SignEvaluation(TestChart.make("", mucus: words), temperaturesComplete: end.map { day($0) })
    }

    private func cervix(_ words: String, end: Int?) -> SignEvaluation {
        SignEvaluation(TestChart.make("", cervix: words), temperaturesComplete: end.map { day($0) })
    }

    @Test(
        "quality is the better of feeling and texture",
        arguments: [
            (0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 4), (0, 1, 3), (1, 1, 3), (2, 1, 3), (3, 1, 4), (0, 2, 4),
            (1, 2, 4), (2, 2, 4), (3, 2, 4),
        ]
    )
    func quality(_ feeling: UInt8, _ texture: UInt8, _ quality: UInt8) throws {
        let mucus = CervicalMucus(feeling: .init(rawValue: feeling), texture: .init(rawValue: texture))
        #expect(try #require(mucus).quality.rawValue == quality)
    }

    @Test("the peak is the last day of the best quality, with three lower days after it")
    func peak() throws {
        let peak = try #require(mucus("t f S S+ S+ S o o", end: 8).peak)
        #expect(peak.day == day(5))
        #expect(peak.quality == .sPlus)
        #expect(peak.completeOn == day(8))
    }

    @Test("lower is enough: the three days may still be fertile")
    func stillFertile() { #expect(mucus("f S S+ S S f", end: 6).peak?.day == day(3)) }

    @Test("days without a reading are no recorded days")
    func unrecorded() {
        #expect(mucus("f S+ o - o o", end: 6).peak?.completeOn == day(6))
        #expect(mucus("f S+ (S+) o o o", end: 6).peak?.day == day(2))
    }

    @Test("two lower days are not three")
    func waiting() { #expect(mucus("f S S+ o o", end: 5).lack == .waiting(peak: day(3), recorded: 2)) }

    @Test("a day that is as good within the three moves the peak")
    func moved() { #expect(mucus("f S+ o S+ o o o", end: 7).peak?.day == day(4)) }

    @Test("mucus that comes back before the temperatures are complete takes the peak away")
    func returned() {
        let evaluation = mucus("f S+ o o o S+ o", end: 7)
        #expect(evaluation.lack == .waiting(peak: day(6), recorded: 1))
        #expect(evaluation.steps.contains(.returned(day(6), candidate: day(2))))
        #expect(mucus("f S+ o o o S+ o o o", end: 9).peak?.day == day(6))
    }

    @Test("mucus that comes back later changes nothing")
    func returnedLater() { #expect(mucus("f S+ o o o S+ o o o", end: 5).peak?.day == day(2)) }

    @Test("mucus that comes back less good changes nothing")
    func returnedLower() { #expect(mucus("f S+ o o o S o o o", end: 9).peak?.day == day(2)) }

    @Test("a lower quality after a better one is no peak of its own")
    func bestSoFar() { #expect(mucus("S+ S+ o S o S+ S o o", end: 9).peak?.day == day(6)) }

    @Test("a peak after the temperatures are complete does not count")
    func tooLate() {
        #expect(mucus("t t t t t S+ o o o", end: 5).lack == .afterTemperatures(day(6)))
        #expect(mucus("t t t t t S+ o o o", end: 6).peak?.day == day(6))
    }

    @Test("t and Ø alone are no peak")
    func infertileOnly() { #expect(mucus("t o t o t o", end: 6).lack == .nothingFertile) }

    @Test("f alone can be a peak")
    func fOnly() { #expect(mucus("t o f o t t", end: 6).peak?.quality == .f) }

    @Test("while the temperatures are not complete no peak is final")
    func temperaturesIncomplete() {
        #expect(mucus("f S+ o o o", end: nil).lack == .temperaturesIncomplete(peakSoFar: day(2)))
    }

    @Test("nothing recorded says so")
    func nothing() { #expect(mucus("- - -", end: 3).lack == .noReadings) }

    @Test("cervix: the last day that is not closed and hard, and three that are", arguments: ["o", "s", "h"])
    func cervixPeak(_ fertile: String) throws {
        let evaluation = cervix("c o \(fertile) c c c", end: 6)
        #expect(evaluation.sign == .cervix)
        #expect(try #require(evaluation.peak).day == day(3))
        #expect(evaluation.peak?.completeOn == day(6))
        #expect(evaluation.peak?.quality == nil)
    }

    @Test("cervix that opens or softens before the temperatures are complete takes the peak away")
    func cervixReturned() {
        #expect(cervix("o c c c s c", end: 6).lack == .waiting(peak: day(5), recorded: 1))
        #expect(cervix("o c c c s c", end: 4).peak?.day == day(1))
        #expect(cervix("o c c c s c c c", end: 8).peak?.day == day(5))
    }

    @Test("cervix: a peak after the temperatures are complete does not count")
    func cervixTooLate() { #expect(cervix("c c c o c c c", end: 3).lack == .afterTemperatures(day(4))) }

    @Test("cervix closed all along has no peak")
    func cervixClosed() { #expect(cervix("c c c c c", end: 5).lack == .nothingFertile) }

    @Test("cervix with one of its two signs is closed and hard only where that is known")
    func halfKnown() throws {
        #expect(try #require(Cervix(opening: .closed, firmness: nil)).isClosedAndHard == nil)
        #expect(try #require(Cervix(opening: .open, firmness: nil)).isClosedAndHard == false)
        #expect(Cervix(opening: nil, firmness: nil) == nil)
    }

    @Test("mucus is read where any is recorded, unless she chose")
    func choice() {
        let chart = TestChart.make("", mucus: "f S+ o o o", cervix: "o o o c c c")
        #expect(SignEvaluation(chart, temperaturesComplete: day(6)).sign == .mucus)
        #expect(SignEvaluation(chart, .cervix, temperaturesComplete: day(6)).peak?.day == day(3))
    }
}
