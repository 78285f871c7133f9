package import KeyService
import Primitives

/// What a restored metadata store must not open: accounts that ended after the backup was made.
///
/// - Source: docs/spec/deletion.md §7.
package struct DeletionReplay: Sendable {
    private static let pageCount = 500

    private let records: SealedRecords
    private let store: any RecordStore

    /// - Parameters:
    ///   - records: of the metadata store.
    ///   - store: the same, unopened.
    package init(records: SealedRecords, store: any RecordStore) {
        self.records = records
        self.store = store
    }

    /// Takes away what opens each account, and leaves the tombstone: the first start purges the rest before it serves.
    ///
    /// - `deletions`: tombstones as their records hold them.
    /// - Throws: ``SealedRecordError``; `undecodable` for one that is none.
    package func apply(_ deletions: [[UInt8]]) async throws(SealedRecordError) {
        for bytes in deletions {
            var tombstone: Tombstone
            do { tombstone = try Tombstone(decoding: bytes) } catch { throw .undecodable(.tombstone, error) }
            guard tombstone.done != nil else { continue }
            tombstone.firstPurge = nil
            var changes: [RecordChange] = [
                .put(.tombstone(tombstone.account), tombstone, expected: nil),
                .delete(.purgedTombstone(tombstone.account)), .delete(.account(tombstone.account)),
            ]
            for kind in IdentityService.openers {
                for owner in [tombstone.account.bytes, tombstone.vault.bytes] {
                    changes += try await keys(kind, owner).map { .delete($0) }
                }
            }
            try await records.transaction(changes)
        }
    }

    private func keys(_ kind: RecordKind, _ owner: [UInt8]) async throws(SealedRecordError) -> [RecordKey] {
        var found: [RecordKey] = []
        while true {
            let page: [StoredRecord]
            do {
                page = try await store.list(kind, owner: owner, after: found.last?.name, limit: Self.pageCount)
            } catch { throw .store(error) }
            found += page.map(\.key)
            guard page.count == Self.pageCount else { return found }
        }
    }
}
