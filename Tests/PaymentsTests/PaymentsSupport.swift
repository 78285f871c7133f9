import KeyService
import Payments
import Primitives
import Synchronization

/// 2026-01-01T00:00:00Z.
let newYear = Timestamp(seconds: 1_767_225_600)
let month: Int64 = 31 * 86_400

/// A clock that a test turns.
final class TestClock: Sendable {
    private let time = Mutex(newYear)

    var now: Now {
        { self.time.withLock { $0 } }
    }

    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A ledger over a store in memory, and the keys that it takes.
struct TestLedger {
    let clock = TestClock()
    let store = InMemoryRecordStore()
    let records: SealedRecords
    let ledger: PaymentLedger
    let asha = UserAccountID(high: 1, low: 1)
    let meera = UserAccountID(high: 2, low: 2)

    init() async throws {
        let keyService = InMemoryKeyManagement(now: clock.now)
        let key = try await keyService.createKey(description: "test")
        let ring = KeyEncryptionKeyRing(
            keyManagement: keyService,
            store: store,
            environment: "test",
            region: "local",
            customerKeyID: key,
            now: clock.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        let header = StoreHeader(kind: .metadata, environment: "test", region: "local")
        records = SealedRecords(store: store, ring: ring, header: header, use: .metadata)
        ledger = PaymentLedger(records: records, now: clock.now)
    }

    func standing(of account: UserAccountID, _ provider: PaymentProvider) async throws -> PlanStanding? {
        try await ledger.entitlements(of: account).first { $0.provider == provider }?.standing
    }

    /// How many records there are of the three kinds.
    func count() async throws -> Int {
        let kinds: [RecordKind] = [.entitlement, .paymentNotice, .paymentCustomer]
        return try await store.scan(after: nil, limit: 1000).count { kinds.contains($0.key.kind) }
    }
}
