import KeyService
import Primitives
import TestSupport

@testable import AuditTrail
@testable import TransparencyLog
@testable import Vault

/// An installation's stores, over which a trail can be opened again and again.
struct TestTrail {
    let log: AlterableLogStore
    let activity: InMemoryRecordStore
    let ring: KeyEncryptionKeyRing
    let trail: AuditTrail

    static let start = Timestamp(seconds: 1_780_000_000)
    static let origin = "flowkeep.example/log"

    /// A fresh installation; its trail is not open yet.
    init() async throws {
        let metadata = InMemoryRecordStore()
        let keyService = InMemoryKeyManagement(now: { Self.start })
        let log = AlterableLogStore()
        let trail = AuditTrail(store: log)
        ring = KeyEncryptionKeyRing(
            keyManagement: keyService,
            store: metadata,
            environment: "test",
            region: "local",
            now: { Self.start },
            onFetch: { fetch throws(KeyRingError) in try await trail.record(fetch) }
        )
        self.log = log
        self.trail = trail
        activity = InMemoryRecordStore()
        try await ring.prepare()
    }

    var keys: LogKeys {
        let header = StoreHeader(kind: .activity, environment: "test", region: "local")
        return LogKeys(records: SealedRecords(store: activity, ring: ring, header: header, use: .log))
    }

    /// Opens this one's trail, or another over the same stores as a process started later would.
    func open(
        _ other: AuditTrail? = nil,
        making: LogMaking = .fresh(origin: Self.origin),
        known: [TreeHead] = []
    ) async throws {
        let cadence = LogCadence(intervalMilliseconds: 1000, step: 4)
        try await (other ?? trail).open(keys: keys, making: making, cadence: cadence, known: known)
    }

    static func opening(_ vault: VaultID, _ purpose: Purpose = .moneyTracking, at second: Int64 = 0) -> Opening {
        Opening(
            vault: vault,
            slot: KeySlotID(high: 7, low: 8),
            kind: .session,
            purpose: purpose,
            time: start.adding(seconds: second),
            head: JournalHead(index: 3, hash: [UInt8](repeating: 0xAB, count: 32))
        )
    }
}

extension VaultID {
    static let alice = VaultID(high: 1, low: 1)
    static let bob = VaultID(high: 2, low: 2)
}
