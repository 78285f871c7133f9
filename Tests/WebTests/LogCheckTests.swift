import Assurance
import AuditTrail
import KeyService
import Primitives
import TestSupport
import Testing
import TransparencyLog
import Vault

@testable import Composition

@Suite("KEY-4: the check of the log")
struct LogCheckTests {
    /// A trail over a store that can be altered, and the ring whose uses it records.
    private struct Fixture {
        let store = AlterableLogStore()
        let trail: AuditTrail
        let ring: KeyEncryptionKeyRing

        /// `isRecording`: whether the ring writes down what it fetches, as it must.
        init(isRecording: Bool = true) async throws {
            let now = Timestamp(seconds: 1_795_180_000)
            let trail = AuditTrail(store: store)
            let service = InMemoryKeyManagement(now: { now })
            ring = KeyEncryptionKeyRing(
                keyManagement: service,
                store: InMemoryRecordStore(),
                environment: "test",
                region: "local",
                now: { now },
                onFetch: { fetch throws(KeyRingError) in if isRecording { try await trail.record(fetch) } }
            )
            self.trail = trail
            try await ring.prepare()
            let header = StoreHeader(kind: .activity, environment: "test", region: "local")
            let records = SealedRecords(store: InMemoryRecordStore(), ring: ring, header: header, use: .log)
            try await trail.open(
                keys: LogKeys(records: records),
                making: .fresh(origin: "localhost/log"),
                cadence: LogCadence(intervalMilliseconds: 1000, step: 8),
                known: []
            )
        }

        func check(
            remembering head: TreeHead? = nil,
            of people: [LogSubjectID] = []
        ) async throws -> PromiseFinding {
            try await LogCheck(audit: trail, ring: ring, rememberedHead: { head }, subjects: { people }).run()
        }
    }

    @Test("kept where each use is in a log that fits its checkpoint")
    func kept() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.check().verdict == .kept)
        let head = try #require(try await fixture.trail.publish()).head
        _ = try await fixture.trail.publish()
        #expect(try await fixture.check(remembering: head).verdict == .kept)
    }

    @Test("broken where a use leaves no entry")
    func unrecorded() async throws {
        let fixture = try await Fixture(isRecording: false)
        let finding = try await fixture.check()
        #expect(finding.verdict == .broken)
        #expect(finding.evidence.filter { !$0.isAsPromised }.map(\.found) == ["left no entry"])
    }

    @Test("broken, with the file's name, where a byte of the log was changed")
    func altered() async throws {
        let fixture = try await Fixture()
        let size = try #require(try await fixture.trail.publish()).head.size
        let tile = try #require(Tile(level: 0, index: 0, treeSize: size))
        fixture.store.alter { $0.resources[.entries(tile)]?[10] ^= 1 }
        let finding = try await fixture.check()
        #expect(finding.verdict == .broken)
        let found = finding.evidence.filter { !$0.isAsPromised }.map(\.found)
        #expect(found.count == 1)
        #expect(found.first?.contains("tile/entries/000.p/\(size)") == true)
    }

    @Test("broken where an entry of somebody's history is not what it was")
    func alteredHistory() async throws {
        let fixture = try await Fixture()
        let vault = VaultID(high: 1, low: 2)
        for second in 0..<3 as Range<Int64> {
            try await fixture.trail.record(
                Opening(
                    vault: vault,
                    slot: KeySlotID(high: 3, low: 4),
                    kind: .session,
                    purpose: .moneyTracking,
                    time: Timestamp(seconds: 1_795_180_000 + second),
                    head: .empty
                )
            )
        }
        _ = try await fixture.trail.publish()
        let subject = LogSubjectID(vault)
        let kept = try await fixture.check(of: [subject])
        #expect(kept.verdict == .kept && kept.evidence.contains { $0.found == "all 3 entries fit" })
        fixture.store.alter { $0.events[subject]?[1]?[40] ^= 1 }
        let finding = try await fixture.check(of: [subject])
        #expect(finding.evidence.filter { !$0.isAsPromised }.map(\.found) == ["1 do not fit"])
    }

    @Test("broken where another store remembers a log that this one does not continue")
    func putBack() async throws {
        let (fixture, other) = (try await Fixture(), try await Fixture())
        _ = try await fixture.trail.publish()
        let foreign = try #require(try await other.trail.publish()).head
        #expect(try await fixture.check(remembering: foreign).verdict == .broken)
        _ = try await other.trail.publish()
        let larger = try #require(try await other.trail.publish()).head
        let finding = try await fixture.check(remembering: larger)
        #expect(finding.evidence.contains { $0.found.hasPrefix("is larger") && !$0.isAsPromised })
    }
}
