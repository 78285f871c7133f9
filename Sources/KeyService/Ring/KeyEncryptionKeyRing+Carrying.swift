package import Primitives

/// Carrying a wrapped key to where this installation's metadata is not: into the header of a backup.
extension KeyEncryptionKeyRing {
    /// The stored record of a key, wrapped by the key service; nothing in it is secret from whoever holds the stores.
    package func wrappedRecord(_ use: KEKUse, version: UInt32) async throws(KeyRingError) -> [UInt8] {
        let stored: StoredRecord?
        do { stored = try await store.read(WrappedKeyRecord.key(use, version)) } catch { throw .store(error) }
        guard let stored else { throw .missing(use) }
        return stored.bytes
    }

    /// The customer key that new keys are wrapped under; nil before ``prepare()``, and where an
    /// administrator configured one.
    package func customerKeyID() async throws(KeyRingError) -> String? {
        try await storedKeyID(RecordKey(kind: .keyEncryptionKey, name: WrappedKeyRecord.customerKeyName))
    }

    /// A ring with one carried key and no store behind it.
    ///
    /// - Parameters:
    ///   - record: what ``wrappedRecord(_:version:)`` gave.
    ///   - use: what the key must be for.
    ///   - keyManagement: a key service that has the customer key the record was wrapped under.
    ///   - environment: as the installation's that made it.
    ///   - region: likewise.
    ///   - now: ends the life of cached keys.
    ///   - onFetch: as of every ring.
    /// - Returns: the ring, and the version of its key.
    /// - Throws: ``KeyRingError/damaged(_:)`` for a record that is not one or is of another use.
    package static func carrying(
        _ record: [UInt8],
        _ use: KEKUse,
        keyManagement: any KeyManagement,
        environment: String,
        region: String,
        now: @escaping Now,
        onFetch: @escaping FetchRecorder
    ) async throws(KeyRingError) -> (ring: KeyEncryptionKeyRing, version: UInt32) {
        let decoded: WrappedKeyRecord
        do { decoded = try WrappedKeyRecord(decoding: record) } catch { throw .damaged(use) }
        guard decoded.use == use else { throw .damaged(use) }
        let store = InMemoryRecordStore()
        let key = WrappedKeyRecord.key(use, decoded.version)
        do { try await store.write([.put(key, bytes: record, unique: nil, expected: 0)]) } catch {
            throw .store(error)
        }
        let ring = KeyEncryptionKeyRing(
            keyManagement: keyManagement,
            store: store,
            environment: environment,
            region: region,
            now: now,
            onFetch: onFetch
        )
        return (ring, decoded.version)
    }
}
