import KeyService
import Primitives
import SQLiteStore
import Sealing
import TransparencyLog

/// The parts of a running installation that checks look at.
struct CheckedInstallation: Sendable {
    let stores: SQLiteStores
    let ring: KeyEncryptionKeyRing
    let environment: String
    let region: String
    let now: Now

    /// The two stores of sealed records, each with the key that it is sealed under.
    static let recordStores: [(kind: StoreHeader.Kind, use: KEKUse)] = [(.metadata, .metadata), (.activity, .activity)]

    func store(_ kind: StoreHeader.Kind) -> SQLiteRecordStore {
        kind == .activity ? stores.activity : stores.metadata
    }

    func records(
        of store: any RecordStore,
        as kind: StoreHeader.Kind,
        under use: KEKUse,
        ring: KeyEncryptionKeyRing? = nil
    ) -> SealedRecords {
        let header = StoreHeader(kind: kind, environment: environment, region: region)
        return SealedRecords(store: store, ring: ring ?? self.ring, header: header, use: use)
    }

    /// Where a sample begins: each run looks at other records.
    static func anywhere() -> [UInt8] { SecureRandom.bytes(count: 16) }

    /// Wrapped by the key service itself, or the list of keys that were.
    private static let unsealed: Set<RecordKind> = [.keyEncryptionKey, .keyHistory]

    /// Some of those who have an access history.
    func sampledSubjects() async throws(StoreError) -> [LogSubjectID] {
        var found: Set<LogSubjectID> = []
        for start in [Self.anywhere(), RecordKey.nobody] {
            let keys = try await stores.activity.sample(.logKey, from: start, limit: 5)
            // A history whose key is gone is still remembered elsewhere.
            let ends = try await stores.metadata.sample(.historyHead, from: start, limit: 5)
            found.formUnion((keys + ends).compactMap { LogSubjectID(bytes: $0.key.owner) })
        }
        return Array(found)
    }

    /// Stored records that are sealed, from anywhere in a store.
    func sample(_ kind: StoreHeader.Kind, limit: Int) async throws(StoreError) -> [StoredRecord] {
        let start = Self.anywhere()
        var found: [StoredRecord] = []
        for record in RecordKind.allCases where !Self.unsealed.contains(record) {
            found += try await store(kind).sample(record, from: start, limit: limit)
            found += try await store(kind).sample(record, from: RecordKey.nobody, limit: limit)
        }
        return found
    }
}

/// The bytes of any record, opened to see that it opens and dropped at once.
struct UnreadRecord: RecordCodable {
    static let probe = UnreadRecord()

    init() {}

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {}

    func encode() -> [UInt8] { [1] }
}
