package import Primitives

/// A version of a key-encryption key as it stands in the metadata store; never the key itself.
package struct KeyVersion: Hashable, Sendable {
    package let use: KEKUse
    package let version: UInt32
    package let made: Timestamp
    /// When the next version began to seal; nil for the newest.
    package let retired: Timestamp?
    /// Since when nothing in any store is under it; nil while something is, or may be.
    package let unusedSince: Timestamp?
}

/// A version that is no more.
///
/// - Shape: fields, docs/spec/key-rotation.md.
package struct DestroyedKeyVersion: RecordCodable, Hashable {
    private enum Tag {
        static let use: UInt16 = 1
        static let version: UInt16 = 2
        static let made: UInt16 = 3
        static let retired: UInt16 = 4
        static let destroyed: UInt16 = 5
    }

    package let use: KEKUse
    package let version: UInt32
    package let made: Timestamp
    package let retired: Timestamp
    package let destroyed: Timestamp

    init(use: KEKUse, version: UInt32, made: Timestamp, retired: Timestamp, destroyed: Timestamp) {
        self.use = use
        self.version = version
        self.made = made
        self.retired = retired
        self.destroyed = destroyed
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let use = KEKUse(rawValue: try fields.uint8(Tag.use)) else { throw .value(Tag.use) }
        self.use = use
        version = try fields.uint32(Tag.version)
        made = try fields.timestamp(Tag.made)
        retired = try fields.timestamp(Tag.retired)
        destroyed = try fields.timestamp(Tag.destroyed)
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.use, use.rawValue)
        fields.append(Tag.version, version)
        fields.append(Tag.made, made)
        fields.append(Tag.retired, retired)
        fields.append(Tag.destroyed, destroyed)
        return fields.bytes
    }
}

extension KeyEncryptionKeyRing {
    /// The versions of a key that are there, oldest first.
    package func keyVersions(_ use: KEKUse) async throws(KeyRingError) -> [KeyVersion] {
        let records = try await wrappedKeys(use).map(\.wrapped)
        return records.enumerated().map { index, record in
            KeyVersion(
                use: use,
                version: record.version,
                made: record.created,
                retired: index + 1 < records.count ? records[index + 1].created : nil,
                unusedSince: record.unusedSince
            )
        }
    }

    /// The versions that were destroyed, of all keys.
    package func destroyedVersions() async throws(KeyRingError) -> [DestroyedKeyVersion] {
        var versions: [DestroyedKeyVersion] = []
        var last: [UInt8]?
        repeat {
            let records: [StoredRecord]
            do {
                records = try await store.list(.keyHistory, owner: RecordKey.nobody, after: last, limit: 1000)
            } catch { throw .store(error) }
            for record in records {
                do { versions.append(try DestroyedKeyVersion(decoding: record.bytes)) } catch {
                    throw .damaged(KEKUse(rawValue: record.key.name.first ?? 0) ?? .metadata)
                }
            }
            last = records.count == RecordListing.limitMaximum ? records.last?.key.name : nil
        } while last != nil
        return versions
    }

    /// Notes that nothing is under an old version since a moment, or that something may be again.
    func note(_ version: KeyVersion, unusedSince: Timestamp?) async throws(KeyRingError) {
        guard let (stored, found) = try await wrappedKeys(version.use).first(where: { $1.version == version.version })
        else { return }
        guard found.unusedSince != unusedSince else { return }
        var wrapped = found
        wrapped.unusedSince = unusedSince
        do {
            try await store.write([.rewrite(stored.key, bytes: wrapped.encode(), expected: stored.version)])
        } catch { throw .store(error) }
    }

    /// Deletes an old version for ever, and keeps that it was.
    ///
    /// The newest is never deleted. Deleted bytes are overwritten in the file before this returns.
    func destroy(_ version: KeyVersion) async throws(KeyRingError) {
        let keys = try await wrappedKeys(version.use)
        guard let index = keys.firstIndex(where: { $0.wrapped.version == version.version }), index + 1 < keys.count
        else { return }
        let (stored, wrapped) = keys[index]
        let history = DestroyedKeyVersion(
            use: wrapped.use,
            version: wrapped.version,
            made: wrapped.created,
            retired: keys[index + 1].wrapped.created,
            destroyed: now()
        )
        let place = RecordKey(kind: .keyHistory, name: WrappedKeyRecord.name(wrapped.use, wrapped.version))
        do {
            try await store.write([
                .put(place, bytes: history.encode(), unique: nil, expected: nil),
                .delete(stored.key, expected: stored.version),
            ])
        } catch { throw .store(error) }
        cache.forget(wrapped.use, version: wrapped.version)
    }

    private func wrappedKeys(
        _ use: KEKUse
    ) async throws(KeyRingError) -> [(stored: StoredRecord, wrapped: WrappedKeyRecord)] {
        var keys: [(stored: StoredRecord, wrapped: WrappedKeyRecord)] = []
        for (version, record) in try await storedVersions(use) {
            let wrapped: WrappedKeyRecord
            do { wrapped = try WrappedKeyRecord(decoding: record.bytes) } catch { throw .damaged(use) }
            guard wrapped.use == use, wrapped.version == version else { throw .damaged(use) }
            keys.append((record, wrapped))
        }
        return keys
    }
}
