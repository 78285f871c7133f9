import KeyService
package import Primitives
import Sealing
import Vault

/// An invitation as the owner of the book sees it; its code was shown once.
package struct WaitingInvitation: Sendable, Hashable {
    /// Names it: the slot that its code opens.
    package let id: KeySlotID
    package let role: BookRole
    package let expiry: Timestamp
}

/// What a code is for, shown before anybody agrees.
package struct InvitationLook: Sendable, Hashable {
    package let book: String
    package let inviter: String
    package let role: BookRole
    package let expiry: Timestamp
}

/// Letting somebody into a book by a code: nobody is found by a handle.
///
/// - Source: docs/spec/sharing.md §5.
extension IdentityService {
    /// Makes a code that lets one person in.
    ///
    /// - Throws: `.sharing(.ownerOnly)`, `.sharing(.tooManyInvitations)`, `.sharing(.tooManyMembers)`; nobody is
    ///   invited to be an owner: that is handed over.
    package func invite(
        to id: VaultID,
        as role: BookRole,
        token: SessionToken
    ) async throws(IdentityError) -> Redacted<String> {
        guard role != .owner else { throw .sharing(.ownerOnly) }
        try await sweepInvitations(to: id)
        let code = SharingCode.random()
        try await registry.withSteadyKeys(of: id) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                let standing = try await ownerStanding(id, token)
                let waiting = try await invitations(to: id).count
                guard waiting < BookInvitation.countMaximum else { throw .sharing(.tooManyInvitations) }
                guard standing.book.members.count + waiting < SharedBook.memberMaximum else {
                    throw .sharing(.tooManyMembers)
                }
                let keys = try await keys(of: standing)
                let slot = try await makeSlot(.invitation, id, code.secret, nil, keys)
                let invitation = BookInvitation(role: role, made: now(), inviter: standing.session.account)
                try await tell(AccountEvent(.bookInvited, standing.book.name), standing, standing.book.members)
                try await write([
                    .add(slot), .put(.invitation(slot.id, to: id), invitation, unique: code.mark(.book), expected: 0),
                    // Against the version that was read: whoever is not the owner any more invites nobody.
                    .put(.book(id), standing.book, expected: standing.record.version),
                ])
            }
        }
        return Redacted(code.text())
    }

    /// The codes that wait, the one that ends first before the others.
    package func invitations(
        to id: VaultID,
        token: SessionToken
    ) async throws(IdentityError) -> [WaitingInvitation] {
        _ = try await ownerStanding(id, token)
        return try await invitations(to: id).compactMap { record in
            guard now() < record.value.expiry, let slot = KeySlotID(bytes: record.key.name) else { return nil }
            return WaitingInvitation(id: slot, role: record.value.role, expiry: record.value.expiry)
        }.sorted { ($0.expiry, $0.id.bytes.description) < ($1.expiry, $1.id.bytes.description) }
    }

    /// Takes a code back; fine when it is gone already.
    package func withdrawInvitation(
        _ invitation: KeySlotID,
        to id: VaultID,
        token: SessionToken
    ) async throws(IdentityError) {
        let standing = try await ownerStanding(id, token)
        guard try await invitations(to: id).contains(where: { $0.key.name == invitation.bytes }) else { return }
        let event = AccountEvent(.bookInvitationWithdrawn, standing.book.name)
        try await tell(event, standing, standing.book.members)
        try await write(Self.removal(of: invitation, to: id) + [demand(for: id)])
        registry.lookAtEpochs(of: id)
    }

    /// What a code is for.
    ///
    /// - Throws: `.sharing(.wrongCode)` for one that is wrong, used, withdrawn or too old, which is told and counts;
    ///   `.tooManyTries`.
    package func invitation(
        code text: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) -> InvitationLook {
        let (session, _) = try await sharer(token)
        let found = try await invitation(text, session, from: source)
        return InvitationLook(
            book: found.book.value.name,
            inviter: found.book.value.member(found.record.value.inviter)?.name ?? "",
            role: found.record.value.role,
            expiry: found.record.value.expiry
        )
    }

    /// Uses a code up: the owner of the session becomes a member.
    ///
    /// - Throws: as ``invitation(code:token:from:)``; `.sharing(.alreadyMember)`, `.sharing(.displayName)`.
    package func join(
        code text: String,
        as displayName: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) -> VaultID {
        let displayName = try Self.sharedName(displayName, .displayName)
        let (session, own) = try await sharer(token)
        let first = try await invitation(text, session, from: source)
        return try await registry.withSteadyKeys(of: first.id) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                let found = try await self.found(text)
                guard let found, found.id == first.id else { throw .sharing(.wrongCode) }
                try await join(found, as: displayName, session, own)
                return found.id
            }
        }
    }

    private func join(
        _ found: FoundInvitation,
        as displayName: String,
        _ session: Session,
        _ own: VaultAccess
    ) async throws(IdentityError) {
        var book = found.book.value
        guard book.member(session.account) == nil else { throw .sharing(.alreadyMember) }
        guard book.members.count < SharedBook.memberMaximum else { throw .sharing(.tooManyMembers) }
        try await requireRoom(session.account)
        let standing = try await standing(session)
        guard let slot = try await slot(found.slot, of: found.id), slot.kind == .invitation else {
            throw .sharing(.wrongCode)
        }
        let keys = try await opened(slot, with: found.code.secret, otherwise: .sharing(.wrongCode))
        let seat = try await newSeat(in: found.id, keys, own)
        let member = BookMember(
            account: session.account,
            vault: session.vault,
            membership: seat.name,
            slot: seat.slot.id,
            role: found.record.value.role,
            since: now(),
            name: displayName
        )
        book.members.append(member)
        let event = AccountEvent(.bookJoined, "\(displayName) · \(book.name)")
        for other in found.book.value.members { try await note(event, of: other.vault) }
        try await note(event, of: session.vault, by: session.slot)
        var changes = seat.changes(for: session.account)
        changes.append(.put(.book(found.id), book, expected: found.book.version))
        changes.append(.delete(found.record.key, expected: found.record.version))
        changes.append(.delete(.slot(found.slot, of: found.id, isSession: false)))
        changes.append(demand(for: found.id))
        try await write(changes, by: standing)
        registry.lookAtEpochs(of: found.id)
    }

    private struct FoundInvitation {
        let id: VaultID
        let slot: KeySlotID
        let code: SharingCode
        let record: OpenRecord<BookInvitation>
        let book: OpenRecord<SharedBook>
    }

    /// Counts the try before anything is looked for.
    private func invitation(
        _ text: String,
        _ session: Session,
        from source: Source
    ) async throws(IdentityError) -> FoundInvitation {
        try requireSharingTries(session.account, source)
        guard let found = try await found(text) else { throw try await refusedCode(session) }
        sharingLimit.forgive(session.account.bytes)
        return found
    }

    private func found(_ text: String) async throws(IdentityError) -> FoundInvitation? {
        guard let code = SharingCode(text: text) else { return nil }
        let mark = code.mark(.book)
        let record: OpenRecord<BookInvitation>?
        do { record = try await records.find(.bookInvitation, unique: mark) } catch { throw .records(error) }
        guard let record, now() < record.value.expiry, let id = VaultID(bytes: record.key.owner),
            let slot = KeySlotID(bytes: record.key.name), let book = try await storedBook(id)
        else { return nil }
        return FoundInvitation(id: id, slot: slot, code: code, record: record, book: book)
    }

    func requireSharingTries(_ account: UserAccountID, _ source: Source) throws(IdentityError) {
        try requireTries(source)
        if let seconds = sharingLimit.attempt(account.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
    }

    /// A code that is not good is told to whoever's session typed it.
    func refusedCode(_ session: Session) async throws(IdentityError) -> IdentityError {
        try await note(AccountEvent(.sharingCodeRefused), of: session.vault, by: session.slot)
        return .sharing(.wrongCode)
    }

    func invitations(to id: VaultID) async throws(IdentityError) -> [OpenRecord<BookInvitation>] {
        do { return try await records.list(.bookInvitation, owner: id.bytes) } catch { throw .records(error) }
    }

    /// Deletes the codes whose time is up, with their slots.
    func sweepInvitations(to id: VaultID) async throws(IdentityError) {
        let stale = try await invitations(to: id).filter { now() >= $0.value.expiry }
        guard !stale.isEmpty else { return }
        let codes = stale.compactMap { KeySlotID(bytes: $0.key.name) }
        try await write(codes.flatMap { Self.removal(of: $0, to: id) } + [demand(for: id)])
        registry.lookAtEpochs(of: id)
    }

    /// Asks for new keys of a book: whoever has a copy of the slot of a code that is void may still come by the code.
    private func demand(for id: VaultID) -> RecordChange {
        .put(.epochDemand(of: id), EpochDemand(since: now()), expected: nil)
    }

    static func removal(of invitation: KeySlotID, to id: VaultID) -> [RecordChange] {
        [.delete(.invitation(invitation, to: id)), .delete(.slot(invitation, of: id, isSession: false))]
    }
}
