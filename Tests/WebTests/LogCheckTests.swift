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
        let store: AlterableLogStore
        let trail: AuditTrail
        let ring: KeyEncryptionKeyRing
        private let service: InMemoryKeyManagement
        private let metadata: InMemoryRecordStore
        private let activity: InMemoryRecordStore

        private static let now = Timestamp(seconds: 1_795_180_000)

        /// `isRecording`: whether the ring writes down what it fetches, as it must; `other`: a process that serves the
        /// same stores already, nil for stores of its own.
        init(isRecording: Bool = true, beside other: Fixture? = nil) async throws {
            store = other.map { AlterableLogStore(sharing: $0.store) } ?? AlterableLogStore()
            service = other?.service ?? InMemoryKeyManagement(now: { Self.now })
            metadata = other?.metadata ?? InMemoryRecordStore()
            activity = other?.activity ?? InMemoryRecordStore()
            let trail = AuditTrail(store: store)
            self.trail = trail
            let ring = KeyEncryptionKeyRing(
                keyManagement: service,
                store: metadata,
                environment: "test",
                region: "local",
                now: { Self.now },
                onFetch: { fetch throws(KeyRingError) in if isRecording { try await trail.record(fetch) } }
            )
            self.ring = ring
            try await ring.prepare()
            func records(_ kind: StoreHeader.Kind, _ store: InMemoryRecordStore, _ use: KEKUse) -> SealedRecords {
                let header = StoreHeader(kind: kind, environment: "test", region: "local")
                return SealedRecords(store: store, ring: ring, header: header, use: use)
            }
            try await trail.open(
                keys: LogKeys(records: records(.activity, activity, .log)),
                making: other == nil ? .fresh(origin: "localhost/log") : .forbidden,
                heads: HistoryHeads(records: records(.metadata, metadata, .metadata)),
                cadence: LogCadence(intervalMilliseconds: 1000, step: 8),
                known: []
            )
        }

        func check(
            of people: [LogSubjectID] = [],
            remembering head: @escaping @Sendable () async throws -> TreeHead? = { nil }
        ) async throws -> PromiseFinding {
            try await LogCheck(audit: trail, ring: ring, rememberedHead: head, subjects: { people }).run()
        }
    }

    @Test("kept while another process takes over, acts and publishes")
    func takeover() async throws {
        let old = try await Fixture()
        _ = try await old.trail.publish()
        let new = try await Fixture(beside: old)
        let finding = try await old.check {
            // As late as can be: the other one's head is in the metadata store before this one looked at the log.
            for _ in 0..<30 { _ = try await new.ring.fetchAnew(.session) }
            return try await new.trail.publish()?.head
        }
        #expect(finding.verdict == .kept, "\(finding.evidence)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<40 {
                    _ = try await new.ring.fetchAnew(.session)
                    _ = try await new.trail.publish()
                }
            }
            for fixture in [old, new] {
                group.addTask {
                    for _ in 0..<10 {
                        let finding = try await fixture.check { try await new.trail.checkpoint()?.head }
                        #expect(finding.verdict == .kept, "\(finding.evidence)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("kept where each use is in a log that fits its checkpoint")
    func kept() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.check().verdict == .kept)
        let head = try #require(try await fixture.trail.publish()).head
        _ = try await fixture.trail.publish()
        #expect(try await fixture.check(remembering: { head }).verdict == .kept)
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
        #expect(try await fixture.check(remembering: { foreign }).verdict == .broken)
        _ = try await other.trail.publish()
        let larger = try #require(try await other.trail.publish()).head
        let finding = try await fixture.check(remembering: { larger })
        #expect(finding.evidence.contains { $0.found.hasPrefix("is larger") && !$0.isAsPromised })
    }
}
