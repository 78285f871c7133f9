import Aggregates
import HTTPTypes
import Identity
import Jobs
import KeyService
import Primitives
import Testing
import Vault

@testable import Composition
@testable import Web

@Suite("Figures over all, as a person and a stranger meet them", .serialized)
struct AggregatesJourneyTests {
    private static let weekSeconds: Int64 = 7 * 86_400

    private func contribution(_ caller: APICaller, _ household: TestHousehold) async throws -> WeeklyContribution? {
        let token = try #require(SessionToken(text: caller.token))
        guard case .open(let session, _) = try await household.identity.authenticate(token, purpose: .keyMaintenance)
        else {
            Issue.record("the session is not open")
            return nil
        }
        return try await household.identity.aggregates.contribution(of: session.vault)
    }

    @Test("she is counted once she turns it on, not before and not after; the week ends without her; anyone reads it")
    func journey() async throws {
        try await TestHousehold.run { household in
            let desk = household.identity.aggregates
            _ = try await desk.closeWeek()
            let asha = try await household.signUp()
            try await asha.call("GET", "/money/accounts", expecting: 200)
            #expect(try await contribution(asha, household) == nil)
            let consents = "/privacy/consents"
            let before = try await asha.call("GET", consents, expecting: 200)
            #expect(before.raw.text.contains(#""purpose":"aggregates","given":false"#))
            try await asha.call("PUT", consents + "/aggregates", #"{"given":true}"#, expecting: 204)
            household.clock.turn(seconds: 16 * 60)
            try await asha.call("GET", "/money/accounts", expecting: 200)
            #expect(try await contribution(asha, household)?.counts == [1, 1, 0, 1, 0])
            try await asha.call("PUT", consents + "/aggregates", #"{"given":false}"#, expecting: 204)
            #expect(try await contribution(asha, household) == nil)
            household.clock.turn(seconds: 16 * 60)
            try await asha.call("GET", "/money/accounts", expecting: 200)
            #expect(try await contribution(asha, household) == nil)

            let stranger = APICaller(household: household)
            let none = try await stranger.call("GET", "/trust/aggregates", expecting: 200)
            #expect(none.text("left") == "26")
            #expect(none.text("weeks/0/epsilon") == nil)
            household.clock.turn(seconds: Self.weekSeconds)
            let id = try #require(JobID(bytes: [UInt8](repeating: 7, count: 16)))
            let now = household.clock.now()
            let job = Job(id: id, kind: AggregateHandler.schedule.kind, notBefore: now, created: now)
            #expect(try await AggregateHandler(desk: desk).step(job) == .done)
            let one = try await stranger.call("GET", "/trust/aggregates", expecting: 200)
            #expect(one.text("left") == "25.5")
            #expect(one.text("weeks/0/epsilon") == "0.5")
            #expect(one.text("weeks/0/values/0/figure") == "active-accounts")
            #expect(one.text("ledger/0/epsilon") == "0.5")
            let page = try await Browser(server: household.server).get("/trust/numbers")
            #expect(page.status == 200)
            #expect(page.text.contains("too few to tell"))
            #expect(page.text.contains("ε 25.5"))
        }
    }

    @Test("a browser that asks not to share is counted in nothing, whatever she agreed to")
    func signal() async throws {
        try await TestHousehold.run { household in
            _ = try await household.identity.aggregates.closeWeek()
            let asha = try await household.signUp()
            try await asha.call("PUT", "/privacy/consents/aggregates", #"{"given":true}"#, expecting: 204)
            household.clock.turn(seconds: 16 * 60)
            try await asha.call("GET", "/money/accounts", fields: "Sec-GPC: 1\r\n", expecting: 200)
            #expect(try await contribution(asha, household) == nil)
            household.clock.turn(seconds: 16 * 60)
            try await asha.call("GET", "/money/accounts", expecting: 200)
            #expect(try await contribution(asha, household)?.counts == [1, 1, 0, 1, 0])
        }
    }
}

/// What counting may not do to an opening.
@Suite("Counting openings")
struct ContributingRecorderTests {
    private struct Refusing: OpeningRecorder {
        func record(_ opening: Opening) async throws(VaultError) { throw .unrecorded }
    }

    private struct Silent: OpeningRecorder {
        func record(_ opening: Opening) async throws(VaultError) {}
    }

    private static let now: Now = { Timestamp(seconds: 1_795_180_000) }

    private func opening(of vault: VaultID) throws -> Opening {
        Opening(
            vault: vault,
            slot: try #require(KeySlotID(bytes: [UInt8](repeating: 3, count: 16))),
            kind: .session,
            purpose: .moneyTracking,
            time: Self.now(),
            head: JournalHead(index: 0, hash: [UInt8](repeating: 0, count: 32))
        )
    }

    @Test("an opening that is not written down is not counted")
    func unwritten() async throws {
        let stores = try await CheckedStores(now: Self.now)
        let desk = AggregateDesk(records: stores.records, now: Self.now)
        _ = try await desk.closeWeek()
        let week = CheckedWeek(records: stores.records, now: Self.now, seed: 1)
        let vault = try #require(try await week.makeVaults(1).first)
        await #expect(throws: VaultError.unrecorded) {
            try await ContributingRecorder(recorder: Refusing(), desk: desk).record(try opening(of: vault))
        }
        #expect(try await desk.contribution(of: vault) == nil)
        try await ContributingRecorder(recorder: Silent(), desk: desk).record(try opening(of: vault))
        #expect(try await desk.contribution(of: vault)?.counts == [1, 1, 0, 1, 0])
    }

    @Test("an opening goes on when it cannot be counted")
    func uncounted() async throws {
        let stores = try await CheckedStores(now: Self.now)
        let desk = AggregateDesk(records: stores.records, now: Self.now)
        _ = try await desk.closeWeek()
        let week = CheckedWeek(records: stores.records, now: Self.now, seed: 1)
        let vault = try #require(try await week.makeVaults(1).first)
        stores.metadata.fail(write: 1, with: .full)
        try await ContributingRecorder(recorder: Silent(), desk: desk).record(try opening(of: vault))
        #expect(try await desk.contribution(of: vault) == nil)
    }
}
