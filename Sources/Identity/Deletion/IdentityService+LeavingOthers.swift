import KeyService
import Primitives
import Vault

/// What an account that ends has in common with others: they keep what is theirs, and are told.
///
/// - Source: docs/spec/deletion.md §4.
extension IdentityService {
    /// Leaves every shared book; one that nobody else is in goes with the account.
    func leaveBooks(of account: UserAccountID) async throws(IdentityError) {
        for membership in try await memberships(of: account) {
            let book = membership.value.book
            let slot = membership.value.slot
            let isAlone = try await repeating { () async throws(IdentityError) in
                try await leave(membership, account)
            }
            registry.leave(book, credential: slot)
            registry.lock(book)
            if isAlone { try await purgeBook(book) }
        }
    }

    /// - Returns: whether nobody is in it any more.
    private func leave(
        _ membership: OpenRecord<BookMembership>,
        _ account: UserAccountID
    ) async throws(IdentityError) -> Bool {
        let id = membership.value.book
        guard let record = try await storedBook(id), let me = record.value.member(account) else {
            try await write([.delete(membership.key)])
            return try await storedBook(id) == nil
        }
        guard record.value.members.count > 1 else {
            try await write(try await bookRemoval(record, id))
            return true
        }
        var book = record.value
        if me.role == .owner { book.handOver(from: me) }
        let removal = try await departure(of: me, from: &book, id)
        for member in book.members {
            try await note(AccountEvent(.bookLeft, "\(me.name) · \(book.name)"), of: member.vault)
        }
        try await write([.put(.book(id), book, expected: record.version)] + removal)
        return false
    }

    /// Ends what was shared of the diary, and what was shown of others'.
    func endShares(of vault: VaultID) async throws(IdentityError) {
        for record in try await shares(of: vault) {
            var changes: [RecordChange] = [.delete(record.key, expected: record.version)]
            if let partner = record.value.partner,
                let theirs = try await sharedWithMe(partner.record, of: partner.vault)
            {
                var ended = theirs.value
                ended.ended = now()
                changes.append(.put(theirs.key, ended, expected: theirs.version))
                try await note(AccountEvent(.diaryShareEnded, record.value.name), of: partner.vault)
            }
            try await write(changes)
        }
        for record in try await storedSharedWithMe(vault) {
            var changes: [RecordChange] = [.delete(record.key, expected: record.version)]
            let share = try await share(record.value.share, of: record.value.owner)
            if let share, share.value.partner?.record == record.key.name {
                try await note(AccountEvent(.diaryShareEnded, share.value.partner?.name), of: record.value.owner)
                changes.append(.delete(share.key, expected: share.version))
            }
            try await write(changes)
        }
    }
}

extension SharedBook {
    /// Makes the member the owner who is there longest, editors first; who was it is an editor.
    mutating func handOver(from owner: BookMember) {
        let others = members.filter { $0.slot != owner.slot }
        guard let next = others.first(where: { $0.role == .editor }) ?? others.first else { return }
        setRole(.owner, of: next.slot)
        setRole(.editor, of: owner.slot)
    }
}
