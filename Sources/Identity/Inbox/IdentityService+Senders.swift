import KeyService
package import Primitives
package import Sealing
import Vault

/// What a browser needs to seal and sign entries.
package struct RegisteredSender: Sendable {
    package let id: SenderID
    package let inbox: InboxKey
}

/// Who may add to an inbox.
///
/// - Source: docs/spec/inbox.md §4.
extension IdentityService {
    package static let senderMaximum = 64
    /// What an ended browser still held is taken for so long, and looked at by its owner.
    static let endedSenderSeconds: Int64 = 30 * 86_400

    /// Lets a browser add through the inbox, also while its session is locked or over.
    ///
    /// - Throws: ``IdentityError/sessionLocked``, `.inbox(.tooManySenders)`, `.inbox(.name)`.
    package func addSender(
        named name: String,
        publicKey: SignaturePublicKey,
        for token: SessionToken
    ) async throws(IdentityError) -> RegisteredSender {
        let name: String = try Self.senderName(name)
        let (session, access) = try await owner(token)
        if !access.holdsInbox { await addMissingTrackers(session) }
        let new = NewSender(
            id: .random(),
            kind: .browser,
            name: name,
            publicKey: publicKey,
            scopes: [.moneyAdd, .diaryAdd]
        )
        try await repeating { () async throws(IdentityError) in
            // A session that has ended lets nobody add.
            let standing = try await standing(session)
            let changes = try await registration(of: new, session, access)
            try await note(AccountEvent(.senderAdded, name), of: session.vault, by: session.slot)
            try await write(changes, by: standing)
        }
        guard let inbox = try await inboxKey(of: session.vault) else { throw .vault(.outsideScope) }
        return RegisteredSender(id: new.id, inbox: inbox)
    }

    /// The browsers that may add, newest first.
    package func senders(for token: SessionToken) async throws(IdentityError) -> [SenderRecord] {
        let session = try await unlockedSession(token)
        return try await storedSenders(of: session.vault).map(\.value)
            .filter { $0.kind == .browser && $0.ended == nil }
            .sorted { ($0.created, $0.name) > ($1.created, $1.name) }
    }

    /// Gives a browser another name; nothing happens where there is none.
    ///
    /// - Throws: `.inbox(.name)`, ``IdentityError/sessionLocked``.
    package func renameSender(
        _ id: SenderID,
        to text: String,
        for token: SessionToken
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let name: String = try Self.senderName(text)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await storedSender(id, of: session.vault), record.value.ended == nil,
                record.value.kind == .browser
            else { return }
            var changed = record.value
            changed.name = name
            try await write([.put(record.key, changed, unique: id.bytes, expected: record.version)])
        }
    }

    /// Ends a browser's right to add; what it still holds is looked at by its owner.
    package func endSender(_ id: SenderID, for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let found = try await storedSenders(of: session.vault).first { $0.value.id == id && $0.value.ended == nil }
        guard let sender = found?.value, sender.kind == .browser else { return }
        try await note(AccountEvent(.senderEnded, sender.name), of: session.vault, by: session.slot)
        try await repeating { () async throws(IdentityError) in try await write(ending(of: id, in: session.vault)) }
    }

    /// What stores a sender, and the inbox's public key where it is not there yet.
    func registration(
        of new: NewSender,
        _ session: Session,
        _ access: VaultAccess
    ) async throws(IdentityError) -> [RecordChange] {
        let vault = session.vault
        let count = try await storedSenders(of: vault).count { $0.value.ended == nil }
        guard count < Self.senderMaximum else { throw .inbox(.tooManySenders) }
        let created = now()
        let certified = SenderRecord.certified(vault, new.id, new.kind, new.publicKey.bytes, new.scopes, created)
        let progressed = SenderRecord.progressed(vault, new.id, .start)
        var changes = try await publishing(vault, access)
        do throws(VaultError) {
            let record = SenderRecord(
                new,
                account: session.account,
                created: created,
                certificate: try access.certificate(SenderRecord.label, certified),
                progress: try access.certificate(SenderRecord.progressLabel, progressed)
            )
            changes.append(.put(.inboxSender(new.id, of: vault), record, unique: new.id.bytes, expected: 0))
        } catch {
            throw .vault(error)
        }
        return changes
    }

    /// Puts the public half of the inbox key where senders find it; nothing where it is there.
    private func publishing(_ vault: VaultID, _ access: VaultAccess) async throws(IdentityError) -> [RecordChange] {
        let stored: OpenRecord<InboxRecord>?
        do { stored = try await records.read(.inbox(of: vault)) } catch { throw .records(error) }
        do throws(VaultError) {
            let (epoch, key) = try access.inboxPublicKey()
            let message = InboxRecord.certified(vault, epoch: epoch, publicKey: key.bytes)
            let record = InboxRecord(
                epoch: epoch,
                publicKey: key.bytes,
                certificate: try access.certificate(InboxRecord.label, message)
            )
            if stored?.value == record { return [] }
            // Another one than hers: somebody else wrote it, or it is of an older epoch.
            return [.put(.inbox(of: vault), record, expected: stored?.version ?? 0)]
        } catch {
            throw .vault(error)
        }
    }

    func inboxKey(of vault: VaultID) async throws(IdentityError) -> InboxKey? {
        let record: OpenRecord<InboxRecord>?
        do { record = try await records.read(.inbox(of: vault)) } catch { throw .records(error) }
        guard let record = record?.value else { return nil }
        do { return InboxKey(epoch: record.epoch, key: try SlotPublicKey(bytes: record.publicKey)) } catch {
            throw .vault(.damaged(0))
        }
    }

    func ending(of id: SenderID, in vault: VaultID) async throws(IdentityError) -> [RecordChange] {
        guard let record = try await storedSender(id, of: vault), record.value.ended == nil else { return [] }
        // One that never sent anything leaves nothing to be looked at.
        if record.value.kind == .token, record.value.accepted == .start { return [.delete(record.key)] }
        var ended = record.value
        ended.end(at: now())
        return [.put(record.key, ended, unique: id.bytes, expected: record.version)]
    }

    func endingOfAllSenders(in vault: VaultID) async throws(IdentityError) -> [RecordChange] {
        try await storedSenders(of: vault).filter { $0.value.ended == nil }.map { record in
            var ended = record.value
            ended.end(at: now())
            return .put(record.key, ended, unique: record.value.id.bytes, expected: record.version)
        }
    }

    func storedSenders(of vault: VaultID) async throws(IdentityError) -> [OpenRecord<SenderRecord>] {
        do { return try await records.list(.inboxSender, owner: vault.bytes) } catch { throw .records(error) }
    }

    func storedSender(_ id: SenderID, of vault: VaultID) async throws(IdentityError) -> OpenRecord<SenderRecord>? {
        do { return try await records.read(.inboxSender(id, of: vault)) } catch { throw .records(error) }
    }

    private static func senderName(_ text: String) throws(IdentityError) -> String {
        do throws(IdentityError) { return try name(text) } catch { throw .inbox(.name) }
    }
}
