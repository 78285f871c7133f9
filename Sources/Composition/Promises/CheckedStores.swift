import AuditTrail
import Identity
import KeyService
import Money
import Primitives
import Sealing
import TransparencyLog
import Vault
import WebAuthn

/// Stores and keys in memory, which a check makes and which end with it: the code that keeps everybody's data, and
/// nobody's in it.
struct CheckedStores: Sendable {
    static let party = RelyingParty(id: "check.invalid", origins: ["https://check.invalid"])
    // What is checked is not how slow a guess is.
    private static let stretching = Argon2id.Parameters(memoryKibibytes: 64, passes: 1, lanes: 1)

    let now: Now
    let ring: KeyEncryptionKeyRing
    let metadata = InMemoryRecordStore()
    let activity = InMemoryRecordStore()
    let journals = InMemoryJournalStore()
    let files = InMemoryFileStore()
    let log = InMemoryLogStore()
    /// Those of the metadata store.
    let records: SealedRecords
    let outerLock: KEKOuterLock

    init(now: @escaping Now) async throws {
        self.now = now
        ring = KeyEncryptionKeyRing(
            keyManagement: InMemoryKeyManagement(now: now),
            store: metadata,
            environment: "check",
            region: "memory",
            now: now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        records = Self.records(metadata, .metadata, .metadata, ring)
        outerLock = KEKOuterLock(ring: ring)
    }

    private static func records(
        _ store: InMemoryRecordStore,
        _ kind: StoreHeader.Kind,
        _ use: KEKUse,
        _ ring: KeyEncryptionKeyRing
    ) -> SealedRecords {
        let header = StoreHeader(kind: kind, environment: "check", region: "memory")
        return SealedRecords(store: store, ring: ring, header: header, use: use)
    }

    /// Vaults, of money where nothing else is said.
    ///
    /// - `consents`: who knows of them; nil for whoever does everywhere else.
    func registry(
        recorder: any OpeningRecorder,
        consents: (any ConsentReader)? = nil,
        trackers: [any Tracker.Type] = [MoneyTracker.self]
    ) -> VaultRegistry {
        VaultRegistry(
            VaultRegistry.Surroundings(
                store: journals,
                slots: RecordSlotStore(records: records),
                outerLock: outerLock,
                consents: consents ?? RecordConsentReader(records: records),
                recorder: recorder,
                witness: RecordHeadWitness(records: records),
                trackers: trackers,
                epochs: RecordEpochCalendar(records: records),
                files: files
            ),
            byteCountLimit: 1 << 20
        )
    }

    func identity(
        _ registry: VaultRegistry,
        _ stretcher: KeyStretcher,
        events: any AccountEventRecorder,
        escrow: (any EscrowAuthority)? = nil,
        notices: NoticeVersions = .today
    ) -> IdentityService {
        IdentityService(
            IdentityService.Surroundings(
                metadata: records,
                metadataStore: metadata,
                journals: journals,
                registry: registry,
                outerLock: outerLock,
                index: BlindIndex(ring: ring),
                stretcher: stretcher,
                events: events,
                party: Self.party,
                escrow: escrow,
                histories: events as? any HistoryEnder,
                otherStores: [activity],
                stretching: Self.stretching,
                notices: notices,
                now: now
            )
        )
    }

    /// A log of its own, open.
    func openLog() async throws -> AuditTrail {
        let audit = AuditTrail(store: log)
        try await audit.open(
            keys: LogKeys(records: Self.records(activity, .activity, .log, ring)),
            making: .fresh(origin: "check.invalid/log"),
            heads: HistoryHeads(records: records),
            cadence: LogCadence(intervalMilliseconds: 60_000, step: 8),
            known: []
        )
        return audit
    }

    /// What `body` finds where people sign up and in, and nothing of it is anybody's history.
    static func withIdentity<Found>(
        now: @escaping Now,
        _ body: (IdentityService) async throws -> Found
    ) async throws -> Found {
        let stores = try await CheckedStores(now: now)
        let registry = stores.registry(recorder: Nobody())
        let stretcher = KeyStretcher(width: 1, queueLimit: 8)
        let outcome: Result<Found, any Error>
        do {
            outcome = .success(try await body(stores.identity(registry, stretcher, events: Nobody())))
        } catch {
            outcome = .failure(error)
        }
        registry.lockAll()
        try await stretcher.shutDown()
        return try outcome.get()
    }

    /// Writes nothing down: nobody's history is concerned.
    struct Nobody: OpeningRecorder, AccountEventRecorder {
        func record(_ opening: Opening) async throws(VaultError) {}

        func record(
            _ event: AccountEvent,
            of vault: VaultID,
            by slot: KeySlotID?,
            at time: Timestamp
        ) async throws(VaultError) {}
    }
}
