import KeyService
package import Primitives
import Sealing
package import Vault

/// Letting a member into a book.
///
/// - Source: docs/spec/sharing.md §3 and §7.
extension IdentityService {
    /// The session of a token, and a book open for it: each session is in a book by way of its own vault, and leaves
    /// with it.
    ///
    /// - Throws: `.sharing(.noBook)`, `.sessionLocked`, `.signedOut`, `.vault(.noConsent)`; `.vault(.contended)` while
    ///   the keys cannot be replaced that a member who left has.
    package func openBook(
        _ id: VaultID,
        for purpose: Purpose,
        token: SessionToken
    ) async throws(IdentityError) -> (session: Session, access: VaultAccess) {
        let (session, own) = try await owner(token)
        return (session, try await openBook(id, for: purpose, session, own))
    }

    /// As ``openBook(_:for:token:)``, for a session whose own vault is open.
    func openBook(
        _ id: VaultID,
        for purpose: Purpose,
        _ session: Session,
        _ own: VaultAccess
    ) async throws(IdentityError) -> VaultAccess {
        guard let host = session.slot else { throw .sessionLocked }
        let name = KeySlotID.guest(of: id, by: host)
        if let access = registry.access(id, holder: name, purpose: purpose, at: now()),
            try await mayGoOn(with: access, in: id, as: name, session)
        {
            return access
        }
        if !own.holdsSharing { await addMissingTrackers(session) }
        guard try await hasOwnConsent(purpose, session.vault) else { throw .vault(.noConsent(purpose)) }
        try await renewBookConsent(to: purpose, of: id)
        let standing = try await bookStanding(id, session, own)
        try await sweepInvitations(to: id)
        try await note(AccountEvent(.bookOpened, standing.book.name), of: session.vault, by: host)
        // She is in for something else: what she may do is settled, and only the purpose is new.
        if !standing.book.areKeysDue, let access = try await entered(id, as: name, for: purpose) {
            try await requireOwnConsent(purpose, session, in: id, as: name)
            return access
        }
        let guest = VaultGuest(
            name: name,
            host: (vault: session.vault, holder: host),
            mayChange: standing.me.role.mayChange
        )
        // While keys are due nothing is read or written with them: she is in to replace them.
        let first = standing.book.areKeysDue ? Purpose.keyMaintenance : purpose
        var access = try await opened(standing, as: guest, for: first)
        // Whoever took her out, or changed what she may do, meanwhile, may have gone before she came in; so may she who
        // took a consent back.
        do throws(IdentityError) {
            let again = try await bookStanding(id, session, own)
            guard again.me == standing.me else { throw .vault(.contended) }
            if again.book.areKeysDue { try await renewKeys(of: id) }
            if first != purpose {
                guard let entered = try await entered(id, as: name, for: purpose) else { throw .vault(.contended) }
                access = entered
            }
            try await requireOwnConsent(purpose, session, in: id, as: name)
        } catch {
            registry.leave(id, holder: name)
            throw error
        }
        return access
    }

    /// Opens a book by the slot of a member, as a guest by way of her own vault.
    private func opened(
        _ standing: BookStanding,
        as guest: VaultGuest,
        for purpose: Purpose
    ) async throws(IdentityError) -> VaultAccess {
        try await registry.withSteadyKeys(of: standing.id) { () async throws(IdentityError) in
            let keys = try await keys(of: standing)
            guard let slot = try await slot(standing.me.slot, of: standing.id) else { throw .sharing(.noBook) }
            do throws(VaultError) {
                return try await registry.open(slot, keys: keys, purpose: purpose, as: guest, at: now())
            } catch {
                throw .vault(error)
            }
        }
    }

    /// Whether somebody who is in a book already goes on in it: not where she may do something else by now, and not
    /// before its keys are replaced, where they are due.
    ///
    /// - Throws: `.sharing(.noBook)`, `.vault(.noConsent)`; then she is not in it any more.
    private func mayGoOn(
        with access: VaultAccess,
        in id: VaultID,
        as name: KeySlotID,
        _ session: Session
    ) async throws(IdentityError) -> Bool {
        guard let book = try await storedBook(id)?.value, let me = book.member(session.account) else {
            registry.leave(id, holder: name)
            throw .sharing(.noBook)
        }
        try await requireOwnConsent(access.opening.purpose, session, in: id, as: name)
        guard me.role.mayChange == access.mayChange else {
            registry.leave(id, holder: name)
            return false
        }
        return !book.areKeysDue
    }

    /// Replaces every key of a book that is open here: a member left who has those of before.
    ///
    /// The control key first, so that nobody who left certifies a slot which then gets the others.
    func renewKeys(of id: VaultID) async throws(IdentityError) {
        try await registry.withChangingKeys(of: id) { () async throws(IdentityError) in
            while let book = try await storedBook(id)?.value, book.areKeysDue {
                let codes = try await invitations(to: id).compactMap { KeySlotID(bytes: $0.key.name) }
                let slots = Set(book.members.map(\.slot))
                do throws(VaultError) {
                    try await registry.replaceControlKey(of: id, for: slots.union(codes))
                    for tracker in registry.trackers { try await registry.renewKey(of: tracker, in: id, at: now()) }
                } catch {
                    throw .vault(error)
                }
                try await settleKeys(of: id, madeFor: slots)
            }
        }
    }

    /// Notes that the keys of a book are new, unless one of those they were made for has left since: then they are due
    /// as before.
    private func settleKeys(of id: VaultID, madeFor slots: Set<KeySlotID>) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await storedBook(id) else { throw .sharing(.noBook) }
            guard slots.isSubset(of: record.value.members.map(\.slot)) else { return }
            var book = record.value
            book.areKeysDue = false
            try await write([.put(.book(id), book, expected: record.version)])
        }
    }

    private func entered(
        _ id: VaultID,
        as name: KeySlotID,
        for purpose: Purpose
    ) async throws(IdentityError) -> VaultAccess? {
        do throws(VaultError) { return try await registry.enter(id, holder: name, purpose: purpose, at: now()) } catch {
            guard error == .locked else { throw .vault(error) }
            return nil
        }
    }

    /// Takes her out where she does not consent for her own vault any more.
    private func requireOwnConsent(
        _ purpose: Purpose,
        _ session: Session,
        in id: VaultID,
        as name: KeySlotID
    ) async throws(IdentityError) {
        guard try await hasOwnConsent(purpose, session.vault) else {
            registry.leave(id, holder: name)
            throw .vault(.noConsent(purpose))
        }
    }

    private func hasOwnConsent(_ purpose: Purpose, _ vault: VaultID) async throws(IdentityError) -> Bool {
        if purpose == .keyMaintenance { return true }
        return try await hasConsent(purpose, vault)
    }
}

extension IdentityService {
    /// A book has no consents but its members': one whose notice is not today's follows theirs, which is.
    private func renewBookConsent(to purpose: Purpose, of book: VaultID) async throws(IdentityError) {
        guard purpose != .keyMaintenance else { return }
        try await repeating { () async throws(IdentityError) in
            guard let present = try await consent(to: purpose, of: book), present.value.withdrawn == nil,
                !present.value.isInForce(under: notices)
            else { return }
            let renewed = ConsentRecord(purpose: purpose, given: now(), under: notices)
            try await write([.put(present.key, renewed, expected: present.version)])
        }
    }
}

extension KeySlotID {
    /// Names a session in a book: each session has its own name there.
    fileprivate static func guest(of book: VaultID, by session: KeySlotID) -> KeySlotID {
        var message = LengthPrefixed()
        message.append("flowkeep/1 session in a book")
        message.append(session.bytes)
        message.append(book.bytes)
        let digest = Array(Digest.sha256(message.bytes).prefix(KeySlotID.byteCount))
        guard let id = KeySlotID(bytes: digest) else { preconditionFailure("a digest is long enough") }
        return id
    }
}
