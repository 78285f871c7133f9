package import Primitives
import Sealing

/// The typed view of a ``RecordStore``: what goes in is sealed under a key-encryption key, what comes out is opened.
///
/// - Shape: a stored record is a `SealedBox` over the padded encoding; the box carries the KEK's version.
/// - Binding: the box's place is store, environment, region, kind, owner and name; a record copied to another place
///   does not open.
/// - Source: docs/spec/key-service.md §7.
package struct SealedRecords: Sendable {
    private let store: any RecordStore
    let ring: KeyEncryptionKeyRing
    private let header: StoreHeader
    let use: KEKUse

    /// - Parameters:
    ///   - store: the metadata or the activity store.
    ///   - ring: lends the keys.
    ///   - header: the store's own, bound to every record.
    ///   - use: the key to seal with, ``KEKUse/metadata`` or ``KEKUse/activity``.
    package init(store: any RecordStore, ring: KeyEncryptionKeyRing, header: StoreHeader, use: KEKUse) {
        self.store = store
        self.ring = ring
        self.header = header
        self.use = use
    }

    /// A view for each key that seals records of any kind.
    static func byUse(
        in store: any RecordStore,
        ring: KeyEncryptionKeyRing,
        header: StoreHeader
    ) -> [KEKUse: SealedRecords] {
        let uses = Set(RecordKind.allCases.compactMap(\.sealingUse))
        return Dictionary(
            uniqueKeysWithValues: uses.map { ($0, SealedRecords(store: store, ring: ring, header: header, use: $0)) }
        )
    }

    /// As the store's: changes when another process may have written.
    package func foreignChangeStamp() throws(StoreError) -> UInt64 { try store.foreignChangeStamp() }

    package func read<Value: RecordCodable>(
        _ key: RecordKey,
        as type: Value.Type = Value.self
    ) async throws(SealedRecordError) -> OpenRecord<Value>? {
        let stored: StoredRecord?
        do { stored = try await store.read(key) } catch { throw .store(error) }
        guard let stored else { return nil }
        return try await open(stored)
    }

    /// The record that holds a unique value.
    package func find<Value: RecordCodable>(
        _ kind: RecordKind,
        unique: [UInt8],
        as type: Value.Type = Value.self
    ) async throws(SealedRecordError) -> OpenRecord<Value>? {
        let stored: StoredRecord?
        do { stored = try await store.find(kind, unique: unique) } catch { throw .store(error) }
        guard let stored else { return nil }
        guard stored.key.kind == kind else { throw .doesNotOpen(kind) }
        return try await open(stored)
    }

    /// Records of one owner in the order of their names, after `name`, at most `limit` (1...1000).
    package func list<Value: RecordCodable>(
        _ kind: RecordKind,
        owner: [UInt8],
        after name: [UInt8]? = nil,
        limit: Int = 1000,
        as type: Value.Type = Value.self
    ) async throws(SealedRecordError) -> [OpenRecord<Value>] {
        let stored: [StoredRecord]
        do { stored = try await store.list(kind, owner: owner, after: name, limit: limit) } catch {
            throw .store(error)
        }
        var opened: [OpenRecord<Value>] = []
        opened.reserveCapacity(stored.count)
        for record in stored {
            guard record.key.kind == kind, record.key.owner == owner else { throw .doesNotOpen(kind) }
            opened.append(try await open(record))
        }
        return opened
    }

    /// Writes one record; see ``RecordChange/put(_:_:unique:expected:)``.
    package func put(
        _ key: RecordKey,
        _ value: some RecordCodable,
        unique: [UInt8]? = nil,
        expected: UInt64?
    ) async throws(SealedRecordError) {
        try await transaction([.put(key, value, unique: unique, expected: expected)])
    }

    /// Deletes one record; see ``RecordChange/delete(_:expected:)``.
    package func delete(_ key: RecordKey, expected: UInt64? = nil) async throws(SealedRecordError) {
        try await transaction([.delete(key, expected: expected)])
    }

    /// Writes all changes or none, durably.
    ///
    /// - Throws: ``SealedRecordError/store(_:)`` with `conflict` or `notUnique`, and then nothing is changed.
    package func transaction(_ changes: [RecordChange]) async throws(SealedRecordError) {
        let sealing: KeyEncryptionKey
        do { sealing = try await ring.key(use) } catch { throw .key(error) }
        var writes: [RecordWrite] = []
        writes.reserveCapacity(changes.count)
        for change in changes {
            switch change.step {
            case .put(let key, let plaintext, let unique, let expected):
                let box = sealed(plaintext, at: key, under: sealing)
                writes.append(.put(key, bytes: box, unique: unique, expected: expected))
            case .delete(let key, let expected): writes.append(.delete(key, expected: expected))
            }
        }
        do { try await store.write(writes) } catch { throw .store(error) }
    }

    private func open<Value: RecordCodable>(_ record: StoredRecord) async throws(SealedRecordError) -> OpenRecord<Value>
    {
        let plaintext = try await openedPlaintext(record)
        do { return OpenRecord(key: record.key, version: record.version, value: try Value(decoding: plaintext)) } catch
        {
            throw .undecodable(record.key.kind, error)
        }
    }

    func sealed(_ plaintext: [UInt8], at key: RecordKey, under sealing: KeyEncryptionKey) -> [UInt8] {
        SealedBox.seal(
            RecordPadding.pad(plaintext),
            under: sealing.bytes,
            keyVersion: sealing.version,
            context: context(key)
        )
    }

    func openedPlaintext(_ record: StoredRecord) async throws(SealedRecordError) -> [UInt8] {
        let kind = record.key.kind
        let version: UInt32
        do { version = try SealedBox.keyVersion(of: record.bytes[...]) } catch { throw .doesNotOpen(kind) }
        let key: KeyEncryptionKey
        do { key = try await ring.key(use, version: version) } catch .missing {
            throw .doesNotOpen(kind)  // the box names a version that never was: altered
        } catch { throw .key(error) }
        let padded: [UInt8]
        do { padded = try SealedBox.open(record.bytes, with: key.bytes, context: context(record.key)) } catch {
            throw .doesNotOpen(kind)
        }
        guard let plaintext = RecordPadding.unpad(padded) else { throw .undecodable(kind, .byteCount) }
        return plaintext
    }

    func context(_ key: RecordKey) -> SealingContext {
        var place = LengthPrefixed()
        place.append(header.kind.rawValue)
        place.append(header.environment)
        place.append(header.region)
        place.append(key.kind.rawValue)
        place.append(key.owner)
        place.append(key.name)
        return SealingContext(.record, place: place.bytes)
    }
}
