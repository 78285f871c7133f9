import Assurance
import KeyService
import Primitives
import SQLiteStore
import Sealing

/// ENC-3: four places, four keys, and nothing that opens in another's place.
struct MovedRecordCheck: PromiseCheck {
    let promise = PromiseID.enc3
    let method =
        "Copies records of the metadata store into a store in memory that says it is the activity store, and tries to "
        + "open them there with every key the server has: none may open. In its own place a fresh record must open."
    let installation: CheckedInstallation
    /// The directories of the four stores.
    let places: [String]
    /// What the copies are put into.
    var movedInto = StoreHeader.Kind.activity

    private static let uses: [KEKUse] = [.metadata, .activity, .files, .vaults]

    func run() async throws -> PromiseFinding {
        let (own, moved) = (InMemoryRecordStore(), InMemoryRecordStore())
        let probe = RecordKey(kind: .installation, name: [0])
        let owner = installation.records(of: own, as: .metadata, under: .metadata)
        try await owner.put(probe, UnreadRecord.probe, expected: 0)
        var stored = try await installation.sample(.metadata, limit: 5)
        if let fresh = try await own.read(probe) { stored.append(fresh) }
        for record in stored {
            try await moved.write([.put(record.key, bytes: record.bytes, unique: nil, expected: nil)])
        }
        var openedCount = 0
        for use in [KEKUse.metadata, .activity] {
            let records = installation.records(of: moved, as: movedInto, under: use)
            for record in stored where await opens(record.key, records) { openedCount += 1 }
        }
        let opensAtHome = await opens(probe, owner)
        let placeCount = Set(places).count
        let keyCount = try await differentKeyCount()
        return PromiseFinding([
            Evidence("Places of the four stores", "\(placeCount) different", isAsPromised: placeCount == 4),
            Evidence("Their key-encryption keys", "\(keyCount) different", isAsPromised: keyCount == 4),
            Evidence(
                "Metadata records in the activity store",
                "\(stored.count) tried, \(openedCount) opened",
                isAsPromised: openedCount == 0 && !stored.isEmpty
            ),
            Evidence("A fresh one in its own place", opensAtHome ? "opens" : "is refused", isAsPromised: opensAtHome),
        ])
    }

    private func opens(_ key: RecordKey, _ records: SealedRecords) async -> Bool {
        do {
            return try await records.read(key, as: UnreadRecord.self) != nil
        } catch {
            return false
        }
    }

    private func differentKeyCount() async throws -> Int {
        var keys: [KeyEncryptionKey] = []
        for use in Self.uses {
            let key = try await installation.ring.key(use)
            if !keys.contains(where: { $0.bytes.equals(key.bytes) }) { keys.append(key) }
        }
        return keys.count
    }
}
