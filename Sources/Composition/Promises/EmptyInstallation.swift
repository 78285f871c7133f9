import Identity
import KeyService
import Money
import Primitives
import Sealing
import Vault
import WebAuthn

/// An installation in memory without anybody: real code over stores that end with it.
enum EmptyInstallation {
    // What is checked is not how slow a guess is.
    private static let stretching = Argon2id.Parameters(memoryKibibytes: 64, passes: 1, lanes: 1)

    static func identity(_ stretcher: KeyStretcher, now: @escaping Now) async throws -> IdentityService {
        let (store, journals) = (InMemoryRecordStore(), InMemoryJournalStore())
        let ring = KeyEncryptionKeyRing(
            keyManagement: InMemoryKeyManagement(now: now),
            store: store,
            environment: "check",
            region: "memory",
            now: now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        let header = StoreHeader(kind: .metadata, environment: "check", region: "memory")
        let records = SealedRecords(store: store, ring: ring, header: header, use: .metadata)
        let outerLock = KEKOuterLock(ring: ring)
        let registry = VaultRegistry(
            VaultRegistry.Surroundings(
                store: journals,
                slots: RecordSlotStore(records: records),
                outerLock: outerLock,
                consents: RecordConsentReader(records: records),
                recorder: Nobody(),
                witness: RecordHeadWitness(records: records),
                trackers: [MoneyTracker.self]
            ),
            byteCountLimit: 1 << 20
        )
        return IdentityService(
            IdentityService.Surroundings(
                metadata: records,
                metadataStore: store,
                journals: journals,
                registry: registry,
                outerLock: outerLock,
                index: BlindIndex(ring: ring),
                stretcher: stretcher,
                events: Nobody(),
                party: RelyingParty(id: "check.invalid", origins: ["https://check.invalid"]),
                stretching: stretching,
                now: now
            )
        )
    }

    /// Writes nothing down: nobody's history is concerned.
    private struct Nobody: OpeningRecorder, AccountEventRecorder {
        func record(_ opening: Opening) async throws(VaultError) {}

        func record(
            _ event: AccountEvent,
            of vault: VaultID,
            by slot: KeySlotID?,
            at time: Timestamp
        ) async throws(VaultError) {}
    }
}
