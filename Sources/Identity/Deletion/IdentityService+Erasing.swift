import KeyService
package import Primitives
import Vault

/// The end of an account, and what a job does after it.
///
/// - Source: docs/spec/deletion.md §3 and §4.
extension IdentityService {
    /// Kinds of records that let somebody in: they go in one step with the account.
    static let openers: [RecordKind] = [
        .keySlot, .sessionSlot, .session, .apiToken, .passkey, .secondFactors, .knownDevice, .calendarFeed,
        .inboxSender,
    ]
    /// Between the first purge and the second look.
    private static let secondLookSeconds: Int64 = 60
    private static let tombstoneSeconds: Int64 = 60 * 86_400
    private static let receiptSeconds: Int64 = 40 * 86_400
    private static let pageCount = 500

    /// Ends an account: from here on nothing opens its vault, and its handle is free.
    ///
    /// Done again, it does what is left to do.
    func erase(_ tombstone: Tombstone, by slot: KeySlotID?) async throws(IdentityError) {
        guard let histories = surroundings.histories else { throw .vault(.unrecorded) }
        var leaf: DeletionLeaf?
        try await repeating { () async throws(IdentityError) in
            guard let present = try await storedTombstone(tombstone.account), present.value.done == nil,
                let account = try await storedAccount(tombstone.account)
            else { return }
            let time = now()
            if leaf == nil {
                do throws(VaultError) {
                    leaf = try await histories.recordDeletion(
                        of: tombstone.vault,
                        by: slot,
                        asked: tombstone.asked,
                        backupDays: surroundings.backupDays,
                        at: time
                    )
                } catch { throw .vault(error) }
            }
            guard let leaf else { return }
            var done = present.value
            done.done = time
            var changes: [RecordChange] = [
                .delete(.account(tombstone.account), expected: account.version),
                .put(present.key, done, expected: present.version),
                .put(.deletionReceipt(done.receipt), DeletionReceiptRecord(leaf: leaf, made: time), expected: nil),
            ]
            changes += try await owned(by: done, Self.openers, in: surroundings.metadataStore).map { .delete($0) }
            try await write(changes)
        }
        letGo(tombstone)
        do { try await histories.destroyHistory(of: tombstone.vault) } catch { throw .vault(error) }
    }

    /// Nothing of it stays in memory; what is under way finds nothing more.
    private func letGo(_ tombstone: Tombstone) {
        sessions.forgetRecords(of: tombstone.account)
        closeEscrows(of: tombstone.vault)
        registry.leaveGuests(of: tombstone.vault)
        registry.lock(tombstone.vault)
    }

    /// Does what is due: ends accounts whose grace is over, purges what ended, and forgets what is left after its time.
    ///
    /// - `beside`: what other parts of the program keep of an account; called before it counts as purged, and maybe
    ///   more than once.
    /// - Returns: how many deletions are still to be done.
    /// - Throws: the first error, after all the others were looked at.
    @discardableResult
    package func settleDeletions(
        beside: (UserAccountID, VaultID) async throws(IdentityError) -> Void
    ) async throws(IdentityError) -> Int {
        var failure: IdentityError?
        var left = 0
        for tombstone in try await tombstones(RecordKey.nobody) {
            do throws(IdentityError) {
                if tombstone.done == nil {
                    guard now() >= tombstone.due else { continue }
                    try await erase(tombstone, by: nil)
                }
                if try await !purge(tombstone.account, beside) { left += 1 }
            } catch {
                failure = failure ?? error
                left += 1
            }
        }
        try await forgetOld()
        if let failure { throw failure }
        return left
    }

    /// Deletions that are asked for or under way, and those that were purged lately.
    package func deletions() async throws(IdentityError) -> (open: [Tombstone], purged: [Tombstone]) {
        (try await tombstones(RecordKey.nobody), try await tombstones(RecordKey.purged))
    }

    /// Those that happened and those that wait, as a restore needs them.
    package func replayedDeletions() async throws(IdentityError) -> [Tombstone] {
        let (open, purged) = try await deletions()
        return (open + purged).map(\.replayed)
    }

    /// How many are due for longer than an hour and not done.
    package func overdueDeletions() async throws(IdentityError) -> Int {
        let limit = now().adding(seconds: -3600)
        return try await deletions().open.count { ($0.done ?? $0.due) < limit }
    }

    private func purge(
        _ id: UserAccountID,
        _ beside: (UserAccountID, VaultID) async throws(IdentityError) -> Void
    ) async throws(IdentityError) -> Bool {
        guard let present = try await storedTombstone(id), present.value.done != nil else { return true }
        var tombstone = present.value
        letGo(tombstone)
        try await leaveBooks(of: id)
        try await endShares(of: tombstone.vault)
        let contributed: [RecordChange]
        do { contributed = try await aggregates.forgetting(tombstone.vault) } catch { throw .records(error) }
        if !contributed.isEmpty { try await write(contributed) }
        try await deleteArchiveFiles(of: tombstone.vault)
        // They find what is theirs by her records, and what they write down about her goes with the rest.
        try await beside(id, tombstone.vault)
        for store in [surroundings.metadataStore] + surroundings.otherStores {
            try await deleteOwned(by: tombstone, in: store)
        }
        do {
            try await surroundings.journals.delete(tombstone.vault)
            try await registry.surroundings.files?.deleteAll(of: tombstone.vault)
        } catch { throw .vault(.store(error)) }
        do { try await surroundings.histories?.destroyHistory(of: tombstone.vault) } catch { throw .vault(error) }
        let time = now()
        guard let first = tombstone.firstPurge else {
            tombstone.firstPurge = time
            try await write([.put(present.key, tombstone, expected: present.version)])
            return false
        }
        // What was under way at the end may have written once more before the first look.
        guard time >= first.adding(seconds: Self.secondLookSeconds) else { return false }
        try await write([
            .delete(present.key, expected: present.version), .put(.purgedTombstone(id), tombstone, expected: nil),
        ])
        return true
    }

    // MARK: Records

    private func storedAccount(_ id: UserAccountID) async throws(IdentityError) -> OpenRecord<UserAccount>? {
        do { return try await records.read(.account(id)) } catch { throw .records(error) }
    }

    private func storedTombstone(_ id: UserAccountID) async throws(IdentityError) -> OpenRecord<Tombstone>? {
        do { return try await records.read(.tombstone(id)) } catch { throw .records(error) }
    }

    private func tombstones(_ owner: [UInt8]) async throws(IdentityError) -> [Tombstone] {
        var found: [Tombstone] = []
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<Tombstone>]
            do {
                page = try await records.list(.tombstone, owner: owner, after: after, limit: Self.pageCount)
            } catch { throw .records(error) }
            found += page.map(\.value)
            guard page.count == Self.pageCount, let last = page.last else { return found }
            after = last.key.name
        }
    }

    /// The records of some kinds that the account or its vault owns, and the pointers to them.
    private func owned(
        by tombstone: Tombstone,
        _ kinds: [RecordKind],
        in store: any RecordStore
    ) async throws(IdentityError) -> [RecordKey] {
        var keys: [RecordKey] = []
        for kind in kinds {
            for owner in [tombstone.account.bytes, tombstone.vault.bytes] {
                let page: [StoredRecord]
                do { page = try await store.list(kind, owner: owner, after: nil, limit: Self.pageCount) } catch {
                    throw .records(.store(error))
                }
                keys += page.map(\.key)
                // A pointer has the name of its record, or that of the owner.
                guard kind.retention.hasPointers else { continue }
                keys += page.flatMap { [RecordKey(kind: kind, name: $0.key.name), RecordKey(kind: kind, name: owner)] }
            }
        }
        return keys
    }

    private func deleteOwned(by tombstone: Tombstone, in store: any RecordStore) async throws(IdentityError) {
        while true {
            let keys = try await owned(by: tombstone, RecordKind.allCases, in: store)
            guard !keys.isEmpty else { break }
            do { try await store.write(keys.map { .delete($0, expected: nil) }) } catch {
                throw .records(.store(error))
            }
        }
    }

    /// Lets go of tombstones that no backup needs any more, and of receipts whose time is up.
    private func forgetOld() async throws(IdentityError) {
        let time = now()
        for tombstone in try await tombstones(RecordKey.purged) {
            guard let done = tombstone.done, done.adding(seconds: Self.tombstoneSeconds) <= time else { continue }
            try await write([.delete(.purgedTombstone(tombstone.account))])
        }
        let receipts: [OpenRecord<DeletionReceiptRecord>]
        do { receipts = try await records.list(.deletionReceipt, owner: RecordKey.nobody) } catch {
            throw .records(error)
        }
        for receipt in receipts where receipt.value.made.adding(seconds: Self.receiptSeconds) <= time {
            try await write([.delete(receipt.key)])
        }
    }
}
