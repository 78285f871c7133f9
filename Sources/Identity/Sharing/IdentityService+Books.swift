import KeyService
package import Primitives
import Sealing
import Vault

/// A book as one of its members sees it in a list.
package struct BookInList: Sendable, Hashable {
    package let id: VaultID
    package let name: String
    package let role: BookRole
    package let memberCount: Int
}

/// What a member asks for rests on: her session, her own vault, and the book as it is stored.
struct BookStanding {
    let session: Session
    let own: VaultAccess
    let id: VaultID
    let membership: OpenRecord<BookMembership>
    let record: OpenRecord<SharedBook>
    let me: BookMember

    var book: SharedBook { record.value }
}

/// Books that several people keep.
///
/// - Source: docs/spec/sharing.md §3 and §4.
extension IdentityService {
    package static let bookMaximum = 16
    package static let bookNameCharacters = 60
    /// What a book's members read and write it for; each must have consented for her own vault as well.
    private static let bookPurposes: [Purpose] = [.moneyTracking, .moneyImport, .export]

    /// The books that the owner of a session is in, by name.
    package func books(for token: SessionToken) async throws(IdentityError) -> [BookInList] {
        let session = try await unlockedSession(token)
        var books: [BookInList] = []
        for membership in try await memberships(of: session.account) {
            let id = membership.value.book
            guard let book = try await storedBook(id)?.value, let me = book.member(session.account) else { continue }
            books.append(BookInList(id: id, name: book.name, role: me.role, memberCount: book.members.count))
        }
        return books.sorted { ($0.name, $0.id.bytes.description) < ($1.name, $1.id.bytes.description) }
    }

    /// One book, with everybody who keeps it.
    ///
    /// - Throws: `.sharing(.noBook)` where she is no member of it.
    package func book(_ id: VaultID, for token: SessionToken) async throws(IdentityError) -> SharedBook {
        let session = try await unlockedSession(token)
        guard let book = try await storedBook(id)?.value, book.member(session.account) != nil else {
            throw .sharing(.noBook)
        }
        return book
    }

    /// Makes an empty book, with the owner of the session as its owner and only member.
    ///
    /// Order: the empty journal first (without slots nobody ever looks at it), then everything else at once.
    package func makeBook(
        named name: String,
        as displayName: String,
        token: SessionToken
    ) async throws(IdentityError) -> VaultID {
        let name = try Self.sharedName(name, .name)
        let displayName = try Self.sharedName(displayName, .displayName)
        let (session, own) = try await sharer(token)
        let (id, time) = (VaultID.random(), now())
        let keys = VaultKeys.make(trackers: registry.trackers)
        let seat = try await newSeat(in: id, keys, own)
        let member = BookMember(
            account: session.account,
            vault: session.vault,
            membership: seat.name,
            slot: seat.slot.id,
            role: .owner,
            since: time,
            name: displayName
        )
        let book = SharedBook(name: name, made: time, owner: member)
        try await requireRoom(session.account)
        try await note(AccountEvent(.bookMade, name), of: session.vault, by: session.slot)
        do { try await surroundings.journals.create(id) } catch { throw .vault(.store(error)) }
        var changes = seat.changes(for: session.account)
        changes.append(.put(.book(id), book, expected: 0))
        changes += Self.bookPurposes.map {
            .put(.consent($0, of: id), ConsentRecord(purpose: $0, given: time, under: notices), expected: 0)
        }
        let all = changes
        try await repeating { () async throws(IdentityError) in
            try await requireRoom(session.account)
            try await write(all, by: try await standing(session))
        }
        return id
    }

    /// Gives a book another name.
    package func renameBook(_ id: VaultID, to name: String, token: SessionToken) async throws(IdentityError) {
        let name = try Self.sharedName(name, .name)
        try await changeBook(id, token) { (standing, book) throws(IdentityError) in
            book.name = name
            return (AccountEvent(.bookRenamed, "\(standing.book.name) → \(name)"), [])
        }
    }

    /// Deletes a book for everybody: no key to it is left, and then it goes itself.
    package func deleteBook(_ id: VaultID, token: SessionToken) async throws(IdentityError) {
        try await registry.withChangingKeys(of: id) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                let standing = try await ownerStanding(id, token)
                let changes = try await bookRemoval(standing.record, id)
                try await tell(AccountEvent(.bookDeleted, standing.book.name), standing, standing.book.members)
                try await write(changes)
            }
            registry.lock(id)
        }
        try await purgeBook(id)
    }

    /// Everything that opens a book, and its record.
    func bookRemoval(
        _ record: OpenRecord<SharedBook>,
        _ id: VaultID
    ) async throws(IdentityError) -> [RecordChange] {
        var changes: [RecordChange] = [.delete(.book(id), expected: record.version)]
        for slot in try await storedSlots(of: id) { changes.append(.delete(slot.key)) }
        for member in record.value.members {
            changes.append(.delete(.membership(member.membership, of: member.account)))
        }
        for invitation in try await invitations(to: id) { changes.append(.delete(invitation.key)) }
        for purpose in Self.bookPurposes { changes.append(.delete(.consent(purpose, of: id))) }
        for tracker in registry.trackers + [VaultKeys.control] {
            changes.append(.delete(.epoch(of: tracker, in: id)))
        }
        return changes + [.delete(.epochDemand(of: id)), .delete(.head(of: id))]
    }

    /// What is left of a book that nothing opens any more: after a crash it is noise.
    func purgeBook(_ id: VaultID) async throws(IdentityError) {
        do {
            try await surroundings.journals.delete(id)
            try await registry.surroundings.files?.deleteAll(of: id)
        } catch { throw .vault(.store(error)) }
        do { try await surroundings.histories?.destroyHistory(of: id) } catch { throw .vault(error) }
    }

    /// What only the owner changes of a book's record.
    ///
    /// - `change`: the new record; gives what is told to everybody, and what else is written in the same step.
    func changeBook(
        _ id: VaultID,
        _ token: SessionToken,
        _ change: (BookStanding, inout SharedBook) async throws(IdentityError) -> (AccountEvent, [RecordChange])
    ) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            let standing = try await ownerStanding(id, token)
            var book = standing.book
            let (event, others) = try await change(standing, &book)
            try await tell(event, standing, standing.book.members)
            try await write([.put(.book(id), book, expected: standing.record.version)] + others)
        }
    }

    // MARK: What others rest on

    /// The session of a token with its vault open and the sharing key in it.
    func sharer(_ token: SessionToken) async throws(IdentityError) -> (Session, VaultAccess) {
        let (session, own) = try await owner(token)
        if !own.holdsSharing { await addMissingTrackers(session) }
        return (session, own)
    }

    /// - Throws: `.sharing(.noBook)` where she is no member.
    func bookStanding(_ id: VaultID, _ token: SessionToken) async throws(IdentityError) -> BookStanding {
        let (session, own) = try await sharer(token)
        return try await bookStanding(id, session, own)
    }

    func bookStanding(
        _ id: VaultID,
        _ session: Session,
        _ own: VaultAccess
    ) async throws(IdentityError) -> BookStanding {
        let membership = try await memberships(of: session.account).first { $0.value.book == id }
        guard let membership, let record = try await storedBook(id), let me = record.value.member(session.account),
            me.slot == membership.value.slot
        else { throw .sharing(.noBook) }
        return BookStanding(session: session, own: own, id: id, membership: membership, record: record, me: me)
    }

    /// - Throws: `.sharing(.ownerOnly)` beside.
    func ownerStanding(_ id: VaultID, _ token: SessionToken) async throws(IdentityError) -> BookStanding {
        let standing = try await bookStanding(id, token)
        guard standing.me.role == .owner else { throw .sharing(.ownerOnly) }
        return standing
    }

    /// The keys of a book, by the slot of a member.
    func keys(of standing: BookStanding) async throws(IdentityError) -> VaultKeys {
        guard let slot = try await slot(standing.me.slot, of: standing.id), slot.kind == .member else {
            throw .sharing(.noBook)
        }
        let secret = try memberSecret(standing.id, slot.id, epoch: standing.membership.value.epoch, standing.own)
        return try await opened(slot, with: secret, otherwise: .vault(.damaged(0)))
    }

    /// What opens the slot of a member: only her own vault gives it.
    func memberSecret(
        _ book: VaultID,
        _ slot: KeySlotID,
        epoch: KeyEpoch,
        _ own: VaultAccess
    ) throws(IdentityError) -> SharedSecret {
        var message = LengthPrefixed()
        message.append(book.bytes)
        message.append(slot.bytes)
        do { return try own.sharingSecret("flowkeep/1 member of a book", message.bytes, epoch: epoch) } catch {
            throw .vault(error)
        }
    }

    /// A member's slot with all keys of a book, before it is stored.
    func newSeat(in book: VaultID, _ keys: VaultKeys, _ own: VaultAccess) async throws(IdentityError) -> NewSeat {
        guard let control = keys.newest(VaultKeys.control)?.key else { throw .vault(.outsideScope) }
        let epoch: KeyEpoch
        do { epoch = try own.sharingEpoch() } catch { throw .vault(error) }
        let id = KeySlotID.random()
        let secret = try memberSecret(book, id, epoch: epoch, own)
        return NewSeat(
            name: SecureRandom.bytes(count: BookMembership.nameByteCount),
            slot: try await makeSlot(.member, id, book, secret, nil, keys, control: control),
            epoch: epoch
        )
    }

    func requireRoom(_ account: UserAccountID) async throws(IdentityError) {
        guard try await memberships(of: account).count < Self.bookMaximum else { throw .sharing(.tooManyBooks) }
    }

    func storedBook(_ id: VaultID) async throws(IdentityError) -> OpenRecord<SharedBook>? {
        do { return try await records.read(.book(id)) } catch { throw .records(error) }
    }

    func memberships(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<BookMembership>] {
        do { return try await records.list(.bookMembership, owner: account.bytes) } catch { throw .records(error) }
    }

    /// Writes an act into the history of everybody concerned, before it is done.
    func tell(
        _ event: AccountEvent,
        _ standing: BookStanding,
        _ members: [BookMember]
    ) async throws(IdentityError) {
        for member in members {
            let slot = member.account == standing.session.account ? standing.session.slot : nil
            try await note(event, of: member.vault, by: slot)
        }
    }

    static func sharedName(_ text: String, _ problem: SharingProblem) throws(IdentityError) -> String {
        do {
            guard let name = try PlainText.checked(text, maximum: bookNameCharacters, takesLines: false) else {
                throw IdentityError.sharing(problem)
            }
            return name
        } catch {
            throw .sharing(problem)
        }
    }
}

/// A member's slot and the record that finds it, before they are stored.
struct NewSeat {
    let name: [UInt8]
    let slot: KeySlot
    let epoch: KeyEpoch

    func changes(for account: UserAccountID) -> [RecordChange] {
        let membership = BookMembership(book: slot.vault, slot: slot.id, epoch: epoch)
        return [.add(slot), .put(.membership(name, of: account), membership, expected: 0)]
    }
}
