import AuditTrail
import Foundation
import GRDB
import KeyService
import Primitives
import SQLiteStore
import TestSupport
import Testing
import TransparencyLog
import Vault

/// Two app processes serve the same stores while a new one takes over: both write one log.
@Suite("Two audit trails over one data directory")
struct TwoTrailTests {
    private static let now = Timestamp(seconds: 1_795_180_000)

    /// What one process has: stores, keys and a trail of its own.
    private struct App: Sendable {
        let stores: SQLiteStores
        let ring: KeyEncryptionKeyRing
        let trail: AuditTrail

        init(_ directory: TemporaryDirectory, _ service: InMemoryKeyManagement) async throws {
            stores = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
            let trail = AuditTrail(store: stores.log)
            self.trail = trail
            ring = KeyEncryptionKeyRing(
                keyManagement: service,
                store: stores.metadata,
                environment: "test",
                region: "here",
                now: { TwoTrailTests.now },
                onFetch: { fetch throws(KeyRingError) in try await trail.record(fetch) }
            )
            try await ring.prepare()
            try await trail.open(
                keys: LogKeys(records: records(.activity, stores.activity, .log)),
                making: .fresh(origin: "localhost/log"),
                heads: HistoryHeads(records: records(.metadata, stores.metadata, .metadata)),
                cadence: LogCadence(intervalMilliseconds: 1000, step: 8),
                known: []
            )
        }

        private func records(_ kind: StoreHeader.Kind, _ store: SQLiteRecordStore, _ use: KEKUse) -> SealedRecords {
            let header = StoreHeader(kind: kind, environment: "test", region: "here")
            return SealedRecords(store: store, ring: ring, header: header, use: use)
        }

        func open(_ vault: VaultID) async throws {
            try await trail.record(
                Opening(
                    vault: vault,
                    slot: KeySlotID(high: 1, low: 1),
                    kind: .session,
                    purpose: .moneyTracking,
                    time: TwoTrailTests.now,
                    head: JournalHead(index: 0, hash: [UInt8](repeating: 0, count: 32))
                )
            )
        }
    }

    @Test("every act of both is recorded, its history has no gap, and the log holds")
    func both() async throws {
        let directory = try TemporaryDirectory("trails")
        let service = InMemoryKeyManagement(now: { Self.now })
        let old = try await App(directory, service)
        let new = try await App(directory, service)
        let fetchesBefore = try await old.trail.newestOrdinal(of: .installation) ?? 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            for app in [old, new] {
                for _ in 0..<50 {
                    group.addTask { try await app.open(.alice) }
                    group.addTask { try await app.open(.bob) }
                    group.addTask { _ = try await app.ring.fetchAnew(.escrow) }
                }
                group.addTask {
                    for _ in 0..<5 {
                        _ = try await app.trail.publish()
                        try await app.trail.rememberHistories()
                    }
                }
            }
            try await group.waitForAll()
        }
        let head = try #require(try await new.trail.publish()).head
        for app in [old, new] {
            // What the other one published is what is shown here, too.
            #expect(try await app.trail.checkpoint()?.head == head)
            for vault in [VaultID.alice, .bob] {
                let acts = try await app.trail.history(of: LogSubjectID(vault), limit: 1000)
                #expect(acts.map(\.entry.event.ordinal) == (0..<100).reversed())
                #expect(acts.allSatisfy { $0.isProven })
            }
            let newest = try await app.trail.newestOrdinal(of: .installation) ?? 0
            #expect(newest >= fetchesBefore + 100)
            #expect(try await app.trail.history(of: .installation, limit: 1000).count == Int(newest) + 1)
        }
        #expect(await LogInspection.damage(under: head, in: old.stores.log).isEmpty)
        try await old.stores.close()
        try await new.stores.close()
    }

    @Test("what one process remembers of a history the other one misses, when it is cut short")
    func cutShort() async throws {
        let directory = try TemporaryDirectory("trails")
        let service = InMemoryKeyManagement(now: { Self.now })
        let old = try await App(directory, service)
        let new = try await App(directory, service)
        try await old.open(.alice)
        try await new.open(.alice)
        try await new.open(.alice)
        #expect(try await old.trail.history(of: LogSubjectID(VaultID.alice), limit: 10).count == 3)
        try await new.trail.rememberHistories()
        try await DatabaseQueue(path: directory.path("activity/activity.sqlite")).write { database in
            try database.execute(
                sql: "DELETE FROM log_events WHERE subject = ? AND ordinal >= 1",
                arguments: [Data(VaultID.alice.bytes)]
            )
        }
        for app in [old, new] {
            await #expect(throws: AuditError.damagedEvent(ordinal: 1)) {
                _ = try await app.trail.history(of: LogSubjectID(VaultID.alice), limit: 10)
            }
            await #expect(throws: VaultError.unrecorded) { try await app.open(.alice) }
        }
        try await old.stores.close()
        try await new.stores.close()
    }
}
