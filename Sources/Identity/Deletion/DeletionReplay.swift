package import KeyService
import Primitives

/// What a restored metadata store must not open: accounts that ended after the backup was made.
///
/// - Source: docs/spec/deletion.md §7.
package struct DeletionReplay: Sendable {
    private static let pageCount = 500

    private let records: SealedRecords
    private let store: any RecordStore
    private let index: BlindIndex

    /// - Parameters:
    ///   - records: of the metadata store.
    ///   - store: the same, unopened.
    ///   - index: how accounts are found by their handles.
    package init(records: SealedRecords, store: any RecordStore, index: BlindIndex) {
        self.records = records
        self.store = store
        self.index = index
    }

    /// Takes away what opens each account that ended, and leaves the tombstone.
    ///
    /// The first start purges the rest before it serves. A deletion that waits in the copy and not any more since is
    /// taken back.
    /// - `deletions`: tombstones as their records hold them, of those that ended and those that waited last.
    /// - Throws: ``SealedRecordError``; `undecodable` for one that is none.
    package func apply(_ deletions: [[UInt8]]) async throws(SealedRecordError) {
        var waiting: Set<UserAccountID> = []
        for bytes in deletions {
            let tombstone: Tombstone
            do { tombstone = try Tombstone(decoding: bytes) } catch { throw .undecodable(.tombstone, error) }
            if tombstone.done == nil { waiting.insert(tombstone.account) } else { try await end(tombstone.replayed) }
        }
        let kept = try await records.list(.tombstone, owner: RecordKey.nobody, as: Tombstone.self)
        for record in kept where record.value.done == nil && !waiting.contains(record.value.account) {
            try await takeBack(record)
        }
    }

    private func end(_ tombstone: Tombstone) async throws(SealedRecordError) {
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

    /// She kept her account after the copy was made, or nobody knows: what cannot be undone is not done on a guess.
    private func takeBack(_ record: OpenRecord<Tombstone>) async throws(SealedRecordError) {
        var changes: [RecordChange] = [.delete(record.key, expected: record.version)]
        if let account = try await records.read(.account(record.value.account), as: UserAccount.self) {
            var kept = account.value
            kept.deletionDue = nil
            let handle: [UInt8]
            do { handle = try await index.value(.handle, of: Array(kept.handle.utf8)) } catch { throw .key(error) }
            changes.append(.put(account.key, kept, unique: handle, expected: account.version))
        }
        try await records.transaction(changes)
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
