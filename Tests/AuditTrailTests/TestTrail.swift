import KeyService
import Primitives
import Synchronization
import TestSupport

@testable import AuditTrail
@testable import TransparencyLog
@testable import Vault

/// An installation's stores, over which a trail can be opened again and again.
struct TestTrail {
    let log: AlterableLogStore
    let activity: InMemoryRecordStore
    let metadata: InMemoryRecordStore
    let ring: KeyEncryptionKeyRing
    let trail: AuditTrail
    let service: FailingKeyManagement
    let clock: TestClock

    static let start = Timestamp(seconds: 1_780_000_000)
    static let origin = "flowkeep.example/log"

    /// A fresh installation; its trail is not open yet.
    init() async throws {
        let metadata = InMemoryRecordStore()
        self.metadata = metadata
        let clock = TestClock(Self.start)
        service = FailingKeyManagement(now: clock.now)
        self.clock = clock
        let log = AlterableLogStore()
        let trail = AuditTrail(store: log)
        ring = KeyEncryptionKeyRing(
            keyManagement: service,
            store: metadata,
            environment: "test",
            region: "local",
            now: clock.now,
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

    /// As each process has them: what one knows, another learns from the metadata store alone.
    var heads: HistoryHeads {
        let header = StoreHeader(kind: .metadata, environment: "test", region: "local")
        return HistoryHeads(records: SealedRecords(store: metadata, ring: ring, header: header, use: .metadata))
    }

    /// Opens this one's trail, or another over the same stores as a process started later would.
    func open(
        _ other: AuditTrail? = nil,
        making: LogMaking = .fresh(origin: Self.origin),
        known: [TreeHead] = []
    ) async throws {
        let cadence = LogCadence(intervalMilliseconds: 1000, step: 4)
        try await (other ?? trail).open(
            keys: keys,
            making: making,
            heads: heads,
            cadence: cadence,
            known: known
        )
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

/// A clock that tests turn by hand.
final class TestClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) { time = Mutex(start) }

    var now: Now { { self.time.withLock { $0 } } }

    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// An in-memory key service that can be made to refuse to open keys.
final class FailingKeyManagement: KeyManagement {
    private let service: InMemoryKeyManagement
    private let failure = Mutex<KeyServiceError?>(nil)

    init(now: @escaping Now) { service = InMemoryKeyManagement(now: now) }

    func fail(with error: KeyServiceError?) { failure.withLock { $0 = error } }

    func createKey(description: String) async throws(KeyServiceError) -> String {
        try await service.createKey(description: description)
    }

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription {
        try await service.describeKey(keyID)
    }

    func generateDataKey(_ id: String, context: EncryptionContext) async throws(KeyServiceError) -> GeneratedDataKey {
        try await service.generateDataKey(id, context: context)
    }

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        try await service.encrypt(plaintext, keyID: keyID, context: context)
    }

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
        if let failure = failure.withLock({ $0 }) { throw failure }
        return try await service.decrypt(ciphertext, context: context)
    }
}

extension VaultID {
    static let alice = VaultID(high: 1, low: 1)
    static let bob = VaultID(high: 2, low: 2)
}
