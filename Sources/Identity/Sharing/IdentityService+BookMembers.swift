import KeyService
package import Primitives
import Vault

/// Who is in a book, and as what.
///
/// - Source: docs/spec/sharing.md §6 and §7.
extension IdentityService {
    /// Makes a member an editor or a viewer.
    ///
    /// - Throws: `.sharing(.ownerOnly)`, also for the owner herself: what she is, she hands over.
    package func setRole(
        _ role: BookRole,
        of member: KeySlotID,
        in id: VaultID,
        token: SessionToken
    ) async throws(IdentityError) {
        try await changeBook(id, token) { (_, book) throws(IdentityError) in
            let other = try Self.other(member, in: book)
            guard role != .owner else { throw .sharing(.ownerOnly) }
            book.setRole(role, of: member)
            return (AccountEvent(.bookRoleChanged, "\(other.name) · \(book.name)"), [])
        }
        // She comes in again as what she is now.
        registry.leave(id, credential: member)
    }

    /// Makes another member the owner; who was it is an editor from then on.
    ///
    /// - Throws: `.proofNeeded`: whoever finds an open browser must not take the book over.
    package func handOver(
        _ id: VaultID,
        to member: KeySlotID,
        token: SessionToken
    ) async throws(IdentityError) {
        try await changeBook(id, token) { (standing, book) throws(IdentityError) in
            let other = try Self.other(member, in: book)
            try requireProof(standing.session)
            book.setRole(.owner, of: member)
            book.setRole(.editor, of: standing.me.slot)
            let codes = try await invitationRemoval(by: standing.me, to: id)
            return (AccountEvent(.bookHandedOver, "\(other.name) · \(book.name)"), codes)
        }
        registry.leave(id, credential: member)
    }

    /// Takes a member out; the keys that she has are replaced at once.
    ///
    /// Where that cannot be, nobody gets in before it is done.
    /// - Returns: whose she is, for who keeps something of the book for her.
    @discardableResult
    package func removeMember(
        _ member: KeySlotID,
        from id: VaultID,
        token: SessionToken
    ) async throws(IdentityError) -> UserAccountID {
        let account = try Self.other(member, in: try await ownerStanding(id, token).book).account
        do throws(IdentityError) {
            try await changeBook(id, token) { (_, book) throws(IdentityError) in
                let other = try Self.other(member, in: book)
                let removal = try await departure(of: other, from: &book, id)
                return (AccountEvent(.bookMemberRemoved, "\(other.name) · \(book.name)"), removal)
            }
        } catch {
            // A store that does not answer may have done it.
            registry.leave(id, credential: member)
            throw error
        }
        registry.leave(id, credential: member)
        // Whoever opens the book now replaces the keys first.
        do { _ = try await openBook(id, for: .keyMaintenance, token: token) } catch {
            // She is out. Who stays comes in again, and not before the keys are new.
            registry.lock(id)
        }
        return account
    }

    /// Leaves a book; the keys are replaced when somebody who stays opens it next.
    ///
    /// - Throws: `.sharing(.ownerStays)`: the owner hands over first, or deletes the book.
    package func leaveBook(_ id: VaultID, token: SessionToken) async throws(IdentityError) {
        let slot = try await repeating { () async throws(IdentityError) in
            let standing = try await bookStanding(id, token)
            guard standing.me.role != .owner else { throw .sharing(.ownerStays) }
            var book = standing.book
            let removal = try await departure(of: standing.me, from: &book, id)
            let event = AccountEvent(.bookLeft, "\(standing.me.name) · \(book.name)")
            try await tell(event, standing, standing.book.members)
            try await write([.put(.book(id), book, expected: standing.record.version)] + removal)
            return standing.me.slot
        }
        registry.leave(id, credential: slot)
        registry.lock(id)
    }

    /// Takes a member out of a book's record; what else goes with her.
    func departure(
        of member: BookMember,
        from book: inout SharedBook,
        _ id: VaultID
    ) async throws(IdentityError) -> [RecordChange] {
        book.members.removeAll { $0.slot == member.slot }
        book.areKeysDue = true
        return [
            .delete(.slot(member.slot, of: id, isSession: false)),
            .delete(.membership(member.membership, of: member.account)),
        ] + (try await invitationRemoval(by: member, to: id))
    }

    /// Codes that somebody knows who must not come back by them.
    private func invitationRemoval(
        by member: BookMember,
        to id: VaultID
    ) async throws(IdentityError) -> [RecordChange] {
        try await invitations(to: id).filter { $0.value.inviter == member.account }
            .compactMap { KeySlotID(bytes: $0.key.name) }.flatMap { Self.removal(of: $0, to: id) }
    }

    /// A member that is not the owner.
    private static func other(_ slot: KeySlotID, in book: SharedBook) throws(IdentityError) -> BookMember {
        guard let member = book.member(slot) else { throw .sharing(.noMember) }
        guard member.role != .owner else { throw .sharing(.ownerStays) }
        return member
    }
}
