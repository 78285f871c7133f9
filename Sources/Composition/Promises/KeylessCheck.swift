import Assurance
import KeyService
import Primitives
import SQLiteStore

/// ENC-2: the stores in the hands of somebody without the key service.
struct KeylessCheck: PromiseCheck {
    let promise = PromiseID.enc2
    let method =
        "Reads records of the stores as a copy of them would be read on another machine, where no key service answers: "
        + "none may open. One more is sealed in memory and must open with the key service and not without it."
    let installation: CheckedInstallation
    /// What the thief has instead of the key service.
    var keyManagement: any KeyManagement = NoKeyManagement()

    func run() async throws -> PromiseFinding {
        let keyless = KeyEncryptionKeyRing(
            keyManagement: keyManagement,
            store: installation.stores.metadata,
            environment: installation.environment,
            region: installation.region,
            now: installation.now,
            onFetch: { _ in }
        )
        var evidence: [Evidence] = []
        for (kind, use) in CheckedInstallation.recordStores {
            let stored = try await installation.sample(kind, limit: 5)
            let thief = installation.records(of: installation.store(kind), as: kind, under: use, ring: keyless)
            var openedCount = 0
            for record in stored where await opens(record.key, thief) { openedCount += 1 }
            evidence.append(
                Evidence(
                    "The \(kind.rawValue) store without keys",
                    "\(stored.count) tried, \(openedCount) opened",
                    isAsPromised: openedCount == 0
                )
            )
        }
        let memory = InMemoryRecordStore()
        let probe = RecordKey(kind: .installation, name: [0])
        let owner = installation.records(of: memory, as: .metadata, under: .metadata)
        try await owner.put(probe, UnreadRecord.probe, expected: 0)
        let thief = installation.records(of: memory, as: .metadata, under: .metadata, ring: keyless)
        let (withKeys, without) = (await opens(probe, owner), await opens(probe, thief))
        evidence.append(Evidence("A fresh record with keys", withKeys ? "opens" : "is refused", isAsPromised: withKeys))
        evidence.append(Evidence("The same without keys", without ? "opens" : "is refused", isAsPromised: !without))
        return PromiseFinding(evidence)
    }

    private func opens(_ key: RecordKey, _ records: SealedRecords) async -> Bool {
        do {
            return try await records.read(key, as: UnreadRecord.self) != nil
        } catch {
            return false
        }
    }
}

/// A machine where no key service answers.
struct NoKeyManagement: KeyManagement {
    func createKey(description: String) async throws(KeyServiceError) -> String { throw .unavailable }

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription { throw .unavailable }

    func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey { throw .unavailable }

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] { throw .unavailable }

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
        throw .unavailable
    }
}
