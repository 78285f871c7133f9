import Primitives
import Testing

@testable import Keeper

@Suite("Circuit breaker")
struct CircuitBreakerTests {
    private let start = Timestamp(seconds: 1000)

    /// Asks whether a call may go out; asking may let the probe out, so it is no part of an expectation.
    private func expect(_ breaker: inout CircuitBreaker, allows expected: Bool, at moment: Timestamp) {
        let allowed = breaker.allows(at: moment)
        #expect(allowed == expected)
    }

    private func opened() -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<CircuitBreaker.failureLimit {
            expect(&breaker, allows: true, at: start)
            breaker.failed(at: start)
        }
        return breaker
    }

    @Test("it opens after five failures in a row, not after five with a success between")
    func opens() {
        var breaker = opened()
        expect(&breaker, allows: false, at: start)
        var interrupted = CircuitBreaker()
        for _ in 0..<4 { interrupted.failed(at: start) }
        interrupted.succeeded()
        for _ in 0..<4 { interrupted.failed(at: start) }
        expect(&interrupted, allows: true, at: start)
    }

    @Test("after five seconds one probe goes out; its success closes, its failure opens again")
    func probes() {
        var breaker = opened()
        expect(&breaker, allows: false, at: start.adding(seconds: CircuitBreaker.openSeconds - 1))
        let later = start.adding(seconds: CircuitBreaker.openSeconds)
        expect(&breaker, allows: true, at: later)
        expect(&breaker, allows: false, at: later)
        breaker.failed(at: later)
        expect(&breaker, allows: false, at: later.adding(seconds: 1))
        let again = later.adding(seconds: CircuitBreaker.openSeconds)
        expect(&breaker, allows: true, at: again)
        breaker.succeeded()
        expect(&breaker, allows: true, at: again)
        expect(&breaker, allows: true, at: again)
    }

    @Test("a probe that never reports does not keep it open for ever, nor does a clock set back")
    func lostProbe() {
        var breaker = opened()
        expect(&breaker, allows: true, at: start.adding(seconds: 5))
        expect(&breaker, allows: true, at: start.adding(seconds: 10))
        var early = opened()
        expect(&early, allows: true, at: start.adding(seconds: -1))
    }
}
