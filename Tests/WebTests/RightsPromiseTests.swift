import Assurance
import Identity
import Primitives
import Testing
import Web

@testable import Composition

/// Goal: what we promise of requests is kept by ours, and a lax one is found.
@Suite("Promises of rights")
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
            let finding = try await gone.run()
            #expect(finding.verdict == .broken)
        }
        try await TestHousehold.run { household in
            let port = UInt16(household.server.httpsPort)
            let probe = ServerProbe(host: "127.0.0.1", port: port, name: "localhost")
            let there = RightsCheck(counts: { (0, 0, 0) }, probe: probe, now: now)
            let finding = try await there.run()
            #expect(finding.verdict == .kept)
        }
    }

    @Test(
        "LAW-7: a deadline that passed without a word breaks it, whatever was recorded; nothing is said of untold ones"
    )
    func breaches() async throws {
        let noticed = now().adding(seconds: -7 * 3600)
        let draft = BreachDraft(
            noticed: noticed,
            what: "a",
            consequences: "b",
            measures: "c",
            data: [.money],
            rule: .everybody
        )
        func check(_ marks: [BreachDuty]) async throws -> PromiseFinding {
            try await CheckedStores.withIdentity(now: now) { identity in
                let breach = try await identity.openBreach(draft) { _ in }
                try await identity.settleBreaches { _, _ in true }
                for duty in marks {
                    try await identity.markBreach(breach.id, duty, at: noticed.adding(seconds: 60)) { _ in }
                }
                let record = RecordedCheck(.law7, records: InMemoryPromiseRecords(), today: { now().day() })
                return try await BreachCheck(record: record, standing: { try await identity.breachStanding() }).run()
            }
        }
        let missed = try await check([])
        #expect(missed.verdict == .broken && missed.evidence.first?.found == "1")
        let silent = try await check([.certIn])
        #expect(silent.verdict == .notInDeployment(.noRecord(.law7)))
        #expect(silent.evidence.map(\.found) == ["0", "0, 0 of them in time", "0"])
        let told = try await check([.certIn, .persons])
        #expect(told.evidence.map(\.found).contains { $0.hasPrefix("1, 1 of them") })
        #expect(told.evidence.last?.found.contains(noticed.adding(seconds: 24 * 3600).iso) == true)
    }
}
