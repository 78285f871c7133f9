import NIOCore
import Testing

@testable import Web

@Suite("Waiting for clients")
struct RequestClockTests {
    private let limits = WebLimits()
    private let opened = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func after(_ seconds: Int64) -> NIODeadline { opened + .seconds(seconds) }

    @Test("the first head has ten seconds from the opening, whatever drips in")
    func firstHead() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.bytesArrived(at: after(9))
        #expect(clock.expired(at: after(9)) == nil)
        #expect(clock.expired(at: after(10)) == .head)
    }

    @Test("a body may be long, but not silent for thirty seconds")
    func body() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        clock.bodyArrived(at: after(25))
        #expect(clock.expired(at: after(54)) == nil)
        #expect(clock.expired(at: after(55)) == .body)
    }

    @Test("while an answer is worked on, nothing expires")
    func answering() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        let isOver = clock.requestEnded(at: after(1))
        #expect(!isOver)
        #expect(clock.expired(at: after(100_000)) == nil)
        let afterAnswer = clock.answerEnded(at: after(100))
        #expect(afterAnswer == .keep)
        clock.answerSent(at: after(100))
        #expect(clock.expired(at: after(144)) == nil)
        #expect(clock.expired(at: after(145)) == .idle)
    }

    @Test("a client may take two minutes to read an answer, and only then is it idle")
    func slowReader() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        _ = clock.requestEnded(at: after(1))
        clock.answerBegan(at: after(2))
        _ = clock.answerEnded(at: after(2))
        #expect(clock.expired(at: after(121)) == nil)
        #expect(clock.expired(at: after(122)) == .answer)
        clock.answerSent(at: after(121))
        #expect(clock.expired(at: after(165)) == nil)
        #expect(clock.expired(at: after(166)) == .idle)
    }

    @Test("an answer that nobody takes ends the connection, also before it could be handed over in full")
    func answerNobodyTakes() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        _ = clock.requestEnded(at: after(1))
        clock.headArrived(at: after(1))
        _ = clock.requestEnded(at: after(1))
        clock.answerBegan(at: after(2))
        clock.answerGotOn(at: after(50))
        #expect(clock.expired(at: after(169)) == nil)
        #expect(clock.expired(at: after(170)) == .answer)
    }

    @Test("the head of a later request has ten seconds from its first byte")
    func laterHead() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        _ = clock.requestEnded(at: after(1))
        _ = clock.answerEnded(at: after(2))
        clock.bytesArrived(at: after(30))
        clock.bytesArrived(at: after(39))
        #expect(clock.expired(at: after(39)) == nil)
        #expect(clock.expired(at: after(40)) == .head)
    }

    @Test("after an early answer the rest of the body is read away for a moment, then the connection ends")
    func linger() {
        var clock = RequestClock(limits: limits, opened: opened)
        clock.headArrived(at: after(1))
        #expect(!clock.isAnswerable)
        let afterAnswer = clock.answerEnded(at: after(2))
        #expect(afterAnswer == .linger)
        clock.bodyArrived(at: after(3))
        #expect(clock.expired(at: after(4)) == .linger)
        let isOver = clock.requestEnded(at: after(3))
        #expect(isOver)
    }
}
