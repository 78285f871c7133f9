import Composition
import Testing

@Suite("Restart back-off")
struct RestartBackoffTests {
    @Test("doubles from 100 ms and stays at 10 s")
    func doubles() {
        var backoff = RestartBackoff()
        let delays = (0..<9).map { _ in backoff.delay(ranFor: .milliseconds(1), jitter: 1) }
        let expected = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000].map(Duration.milliseconds)
        #expect(delays == expected)
    }

    @Test("jitter takes away at most half")
    func jitter() {
        var backoff = RestartBackoff()
        #expect(backoff.delay(ranFor: .zero, jitter: 0) == .milliseconds(50))
        #expect(backoff.delay(ranFor: .zero, jitter: 0.5) == .milliseconds(150))
    }

    @Test("a process that ran half a minute starts again at once")
    func healthy() {
        var backoff = RestartBackoff()
        for _ in 0..<6 { _ = backoff.delay(ranFor: .zero, jitter: 1) }
        #expect(backoff.delay(ranFor: .seconds(30), jitter: 1) == .milliseconds(100))
    }
}
