import Primitives
import Synchronization
import Testing
import Web

@testable import Composition

@Suite("Requests to a witness")
struct RequestRateTests {
    private final class Clock: Sendable {
        let time = Mutex<Int64>(1_000_000)

        func pass(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
    }

    @Test("so many come at once, then as many as time allows; another address is not kept waiting")
    func buckets() {
        let clock = Clock()
        let rate = RequestRate(burst: 3, perSecond: 2) { Timestamp(milliseconds: clock.time.withLock(\.self)) }
        let loud = PeerAddress.ipv4(1)
        #expect((0..<5).map { _ in rate.admits(loud) } == [true, true, true, false, false])
        #expect(rate.admits(.ipv4(2)))
        clock.pass(499)
        #expect(!rate.admits(loud))
        clock.pass(1)
        #expect(rate.admits(loud))
        #expect(!rate.admits(loud))
        clock.pass(-10_000)
        #expect(!rate.admits(loud))
        clock.pass(86_400_000)
        #expect((0..<4).map { _ in rate.admits(loud) } == [true, true, true, false])
    }

    @Test("memory is bounded: when every address is busy a new one waits, and quiet ones make room")
    func bounded() {
        let clock = Clock()
        let rate = RequestRate(burst: 1, perSecond: 1) { Timestamp(milliseconds: clock.time.withLock(\.self)) }
        for number in 0..<UInt32(RequestRate.addressCountMaximum) { #expect(rate.admits(.ipv4(number))) }
        #expect(!rate.admits(.ipv6Network(7)))
        clock.pass(1000)
        #expect(rate.admits(.ipv6Network(7)))
        #expect(!rate.admits(.ipv6Network(7)))
    }
}
