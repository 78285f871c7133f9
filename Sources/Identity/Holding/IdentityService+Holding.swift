import KeyService
package import Primitives

/// How an account stands, as far as that can be said without any data of its person.
package struct AccountStanding: Sendable, Hashable {
    package let id: UserAccountID
    package let vault: VaultID
    package let sessionCount: Int
    /// Since when nobody signs in; nil where somebody can.
    package let heldSince: Timestamp?
}

// What the staff may do about an account: none of it touches a key or a slot but those of sessions. Who does it is
// written down before, in the person's own history.

extension IdentityService {
    /// How the account with a handle stands; nil where there is none.
    package func standing(handle text: String) async throws(IdentityError) -> AccountStanding? {
        let handle: Handle
        do { handle = try Handle(text) } catch { return nil }
        let index = try await handleIndex(handle)
        guard let account = try await account(index: index)?.value else { return nil }
        return try await standing(account)
    }

    package func standing(_ id: UserAccountID) async throws(IdentityError) -> AccountStanding? {
        let record: OpenRecord<UserAccount>?
        do { record = try await records.read(.account(id)) } catch { throw .records(error) }
        guard let account = record?.value else { return nil }
        return try await standing(account)
    }

    private func standing(_ account: UserAccount) async throws(IdentityError) -> AccountStanding {
        AccountStanding(
            id: account.id,
            vault: account.vault,
            sessionCount: try await sessions(of: account.id).count,
            heldSince: try await hold(on: account.id)?.since
        )
    }

    /// Ends every session of an account.
    package func endSessions(of id: UserAccountID) async throws(IdentityError) { try await signOutEverywhere(id) }

    /// Lets nobody in any more, and ends every session; what is kept stays as it is.
    package func hold(_ id: UserAccountID) async throws(IdentityError) {
        if try await hold(on: id) == nil {
            try await write([.put(.accountHold(id), AccountHold(since: now()), expected: 0)])
        }
        for token in try await storedTokens(of: id) { leave(token.value) }
        try await signOutEverywhere(id)
        // Again: one that was being begun when the hold was written.
        try await signOutEverywhere(id)
    }

    package func release(_ id: UserAccountID) async throws(IdentityError) {
        try await write([.delete(.accountHold(id))])
    }

    /// - Throws: ``IdentityError/held``.
    package func requireNotHeld(_ id: UserAccountID) async throws(IdentityError) {
        guard try await hold(on: id) == nil else { throw .held }
    }

    /// Requires that somebody may come in at all, before anything is told or done: nobody holds the account, and the
    /// guardian of a young person consents.
    func requireOpen(_ account: UserAccount) async throws(IdentityError) {
        try await requireNotHeld(account.id)
        try await requireGuardian(of: account)
    }

    private func hold(on id: UserAccountID) async throws(IdentityError) -> AccountHold? {
        do { return try await records.read(.accountHold(id), as: AccountHold.self)?.value } catch {
            throw .records(error)
        }
    }
}

/// That nobody signs in to an account.
///
/// - Shape: record 32; docs/spec/staff.md §10.
struct AccountHold: RecordCodable {
    let since: Timestamp

    init(since: Timestamp) { self.since = since }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { since = try FieldReader(bytes).timestamp(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, since)
        return writer.bytes
    }
}

extension RecordKey {
    static func accountHold(_ id: UserAccountID) -> RecordKey {
        RecordKey(kind: .accountHold, owner: id.bytes, name: [])
    }
}
