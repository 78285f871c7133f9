import Assurance
import Identity
import Primitives
import Testing
import Web

@testable import Composition

/// Goal: what we promise of requests is kept by ours, and a lax one is found.
@Suite("Promise of requests")
struct RightsPromiseTests {
    private let now: Now = { Timestamp(seconds: 1_795_180_000) }

    private func check(overdue: Int = 0) -> RightsCheck {
        RightsCheck(counts: { (3, overdue, 7) }, probe: nil, now: now)
    }

    @Test("LAW-5: ours answers in time and counts right; one overdue, one wrong clock, one without a page are found")
    func requests() async throws {
        let kept = try await check().run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        #expect(try await check(overdue: 1).run().verdict == .broken)
        var slow = check()
        slow.deadline = { $0.deadline(from: $1).adding(days: 1) }
        #expect(try await slow.run().verdict == .broken)
        var lax = check()
        lax.extended = { kind, day in kind.extendedDeadline(from: day) ?? day.adding(days: 90) }
        #expect(try await lax.run().verdict == .broken)
        try await TestServer.run(endpoints: []) { server in
            let probe = ServerProbe(host: "127.0.0.1", port: UInt16(server.httpsPort), name: "localhost")
            let gone = RightsCheck(counts: { (0, 0, 0) }, probe: probe, now: now)
            #expect(try await gone.run().verdict == .broken)
        }
        try await TestHousehold.run { household in
            let port = UInt16(household.server.httpsPort)
            let probe = ServerProbe(host: "127.0.0.1", port: port, name: "localhost")
            let there = RightsCheck(counts: { (0, 0, 0) }, probe: probe, now: now)
            #expect(try await there.run().verdict == .kept)
        }
    }
}
