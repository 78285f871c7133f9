import KeyService
package import Primitives
import Sealing
import Vault

/// Taking entries in: nothing is opened for it, and nobody need be there.
///
/// - Source: docs/spec/inbox.md §5.
extension IdentityService {
    package static let inboxEntryMaximum = 500
    package static let entriesPerRequest = 50

    /// Takes what a browser sends, in its order; what was taken before is passed over.
    ///
    /// The signature is what lets them in: no session is asked for.
    /// - Returns: the last sequence that was taken, and whose inbox it is.
    /// - Throws: `.inbox`; then nothing of it was taken.
    package func takeEntries(
        _ entries: [InboxEntry],
        from source: Source
    ) async throws(IdentityError) -> (sequence: UInt64, vault: VaultID) {
        guard let sender = entries.first?.sender, entries.count <= Self.entriesPerRequest,
            entries.allSatisfy({ $0.sender == sender })
        else { throw .inbox(.malformed) }
        if let seconds = inboxLimit.attempt(source.bytes, at: now()) { throw .tooManyTries(retryAfterSeconds: seconds) }
        let taken = try await repeating { () async throws(IdentityError) in
            let record = try await knownSender(sender)
            guard record.value.kind == .browser, let vault = VaultID(bytes: record.key.owner) else {
                throw .inbox(.unknownSender)
            }
            let fresh = entries.filter { $0.sequence > record.value.accepted.sequence }
            try await append(fresh, to: record, in: vault)
            return (sequence: fresh.last?.sequence ?? record.value.accepted.sequence, vault: vault)
        }
        inboxLimit.forgive(source.bytes)
        return taken
    }

    /// Seals and signs what a token adds, and forgets both.
    ///
    /// - Throws: `.inbox(.full)`, `.inbox(.unknownSender)` for a token that adds nothing.
    package func add(_ content: InboxContent, by bearer: TokenBearer) async throws(IdentityError) {
        guard let sender = bearer.record.sender, content.isWithin(bearer.scopes.inboxScopes) else {
            throw .inbox(.unknownSender)
        }
        let vault = bearer.record.vault
        guard let inbox = try await inboxKey(of: vault) else { throw .inbox(.unknownSender) }
        let key = bearer.token.signingKey()
        try await repeating { () async throws(IdentityError) in
            guard let record = try await storedSender(sender, of: vault), record.value.ended == nil else {
                throw .inbox(.unknownSender)
            }
            let entry: InboxEntry
            do {
                entry = try InboxEntry(content, sender: sender, after: record.value.accepted, to: inbox, by: key)
            } catch {
                throw .vault(.damaged(0))
            }
            try await append([entry], to: record, in: vault)
        }
    }

    private func knownSender(_ id: SenderID) async throws(IdentityError) -> OpenRecord<SenderRecord> {
        let record: OpenRecord<SenderRecord>?
        do { record = try await records.find(.inboxSender, unique: id.bytes) } catch { throw .records(error) }
        // The store's index is not sealed.
        guard let record, record.value.id == id else { throw .inbox(.unknownSender) }
        if let ended = record.value.ended, now() >= ended.adding(seconds: Self.endedSenderSeconds) {
            throw .inbox(.unknownSender)
        }
        return record
    }

    private func append(
        _ entries: [InboxEntry],
        to record: OpenRecord<SenderRecord>,
        in vault: VaultID
    ) async throws(IdentityError) {
        guard !entries.isEmpty else { return }
        var sender = record.value
        let key: SignaturePublicKey
        do { key = try SignaturePublicKey(bytes: sender.publicKey) } catch { throw .inbox(.unknownSender) }
        let today = now().day()
        var changes: [RecordChange] = []
        for entry in entries {
            guard entry.isSigned(by: key) else { throw .inbox(.malformed) }
            guard entry.sequence == sender.accepted.sequence + 1, entry.previous == sender.accepted.hash else {
                throw .inbox(.outOfOrder(sender.accepted.sequence))
            }
            let stored = InboxEntryRecord(entry: entry.bytes, received: today)
            changes.append(.put(.inboxEntry(entry.sender, entry.sequence, of: vault), stored, expected: 0))
            sender.accepted = entry.position
        }
        guard try await waitingCount(in: vault) + entries.count <= Self.inboxEntryMaximum else { throw .inbox(.full) }
        sender.lastUse = today
        changes.append(.put(record.key, sender, unique: sender.id.bytes, expected: record.version))
        try await write(changes)
    }

    /// How many entries wait for a vault, looked at or not.
    package func waitingCount(in vault: VaultID) async throws(IdentityError) -> Int {
        try await storedEntries(of: vault).count
    }

    func storedEntries(of vault: VaultID) async throws(IdentityError) -> [OpenRecord<InboxEntryRecord>] {
        do { return try await records.list(.inboxEntry, owner: vault.bytes) } catch { throw .records(error) }
    }
}
