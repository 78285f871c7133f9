package import Primitives
import Sealing

/// Opens every sealed record of a store at its place, and every wrapped key, to see that they open; changes nothing.
///
/// - Source: docs/spec/store-schema.md §9.
package struct RecordInspection: Sendable {
    /// Records in one page.
    package static let pageCount = 256

    /// What one page came to.
    package struct Page: Sendable {
        /// The last record of it; nil at the end of the store.
        package let last: RecordKey?
        package internal(set) var openedCount = 0
        /// Those that do not open: changed, or copied from another place.
        package internal(set) var damaged: [RecordKey] = []
        /// All that were looked at.
        package let keys: [RecordKey]
    }

    private let store: any RecordStore
    private let ring: KeyEncryptionKeyRing
    private let records: [KEKUse: SealedRecords]

    /// `header`: the store's own, to which every record of it is bound.
    package init(_ store: any RecordStore, ring: KeyEncryptionKeyRing, header: StoreHeader) {
        self.store = store
        self.ring = ring
        records = SealedRecords.byUse(in: store, ring: ring, header: header)
    }

    /// Looks at the next records, in the order of kind, owner and name.
    ///
    /// - Throws: ``SealedRecordError`` when the store or the key service does not answer.
    package func page(after key: RecordKey?) async throws(SealedRecordError) -> Page {
        let stored: [StoredRecord]
        do { stored = try await store.scan(after: key, limit: Self.pageCount) } catch { throw .store(error) }
        var page = Page(last: stored.count == Self.pageCount ? stored.last?.key : nil, keys: stored.map(\.key))
        for record in stored {
            switch try await opens(record) {
            case true?: page.openedCount += 1
            case false?: page.damaged.append(record.key)
            case nil: break
            }
        }
        return page
    }

    /// Whether a record opens at its place; nil for one that no key of the installation seals.
    package func opens(_ record: StoredRecord) async throws(SealedRecordError) -> Bool? {
        if record.key.kind == .keyEncryptionKey { return try await opensWrapped(record) }
        guard let use = record.key.kind.sealingUse, let records = records[use] else { return nil }
        let version: UInt32
        do { version = try SealedBox.keyVersion(of: record.bytes[...]) } catch { return false }
        // Version 0 is no KEK's: such a box is under a key of its own.
        guard version > 0 else { return nil }
        do throws(SealedRecordError) {
            _ = try await records.openedPlaintext(record)
            return true
        } catch {
            switch error {
            case .doesNotOpen, .undecodable: return false
            case .key, .store: throw error
            }
        }
    }

    /// Asks the key service itself, whatever is in memory.
    private func opensWrapped(_ record: StoredRecord) async throws(SealedRecordError) -> Bool? {
        let name = record.key.name
        guard name != WrappedKeyRecord.customerKeyName else { return nil }
        guard name.count == 5, let use = KEKUse(rawValue: name[0]) else { return false }
        do throws(KeyRingError) {
            _ = try await ring.fetchAnew(use, version: name[1...].reduce(0) { $0 << 8 | UInt32($1) })
            return true
        } catch {
            switch error {
            case .damaged, .keyService(.invalidCiphertext), .keyService(.notFound), .keyService(.validation):
                return false
            case .missing: return nil  // destroyed since the look
            case .keyService, .store, .pinned, .unrecorded: throw .key(error)
            }
        }
    }
}
