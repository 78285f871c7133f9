import KeyService
package import Primitives
import Sealing
package import Vault

/// An entry of the inbox as its owner sees it.
package struct InboxItem: Sendable {
    let record: OpenRecord<InboxEntryRecord>
    let entry: InboxEntry?
    /// The sender's record; nil for one that nobody registered.
    package let sender: SenderRecord?
    /// What it says; nil where it does not open.
    package let content: InboxContent?
    /// Why it waits; nil for one that is to be put in.
    package let state: InboxState?
    package let received: CalendarDay

    /// Names it for its owner.
    package var id: String { Base32.encode(record.key.name) }

    /// Whether it was looked at before.
    package var isKnown: Bool { record.value.state != nil }

    /// Under which the journal knows that it has been put in.
    package var idempotencyKey: IdempotencyKey? {
        guard let sender, let content else { return nil }
        return content.idempotencyKey(of: sender.id)
    }
}

/// Looking at what waits, with the vault open.
///
/// - Source: docs/spec/inbox.md §8.
extension IdentityService {
    /// Everything that waits: each verified anew, whatever was checked when it came.
    ///
    /// In the order in which it is to be put in: each sender's by sequence, across senders by when it was made.
    /// - Throws: `.vault(.outsideScope)` for who does not hold the inbox key.
    package func inbox(_ access: VaultAccess) async throws(IdentityError) -> [InboxItem] {
        let stored = try await storedEntries(of: access.vaultID)
        guard !stored.isEmpty else { return [] }
        var senders: [SenderID: OpenRecord<SenderRecord>] = [:]
        for record in try await storedSenders(of: access.vaultID) { senders[record.value.id] = record }
        do throws(VaultError) { return try InboxReading(access: access, senders: senders).items(stored) } catch {
            throw .vault(error)
        }
    }

    /// Takes an entry away that was put in, or is not wanted; its sender goes on from it.
    package func remove(_ item: InboxItem, _ access: VaultAccess) async throws(IdentityError) {
        try await settle(item, [.delete(item.record.key)], access)
    }

    /// Keeps an entry for its owner to look at.
    package func hold(_ item: InboxItem, as state: InboxState, _ access: VaultAccess) async throws(IdentityError) {
        guard item.record.value.state != state else { return }
        if state.isRefusal {
            let event = AccountEvent(.inboxEntryRefused, item.sender?.name)
            try await note(event, of: access.vaultID, by: access.opening.slot)
        }
        var held = item.record.value
        held.state = state
        try await settle(item, [.put(item.record.key, held, expected: item.record.version)], access, as: state)
    }

    /// Forgets senders that were ended and have nothing waiting.
    package func sweepSenders(_ access: VaultAccess) async throws(IdentityError) {
        let waiting = Set(try await storedEntries(of: access.vaultID).map { Array($0.key.name.prefix(16)) })
        let gone = try await storedSenders(of: access.vaultID).filter { record in
            guard let ended = record.value.ended, !waiting.contains(record.value.id.bytes) else { return false }
            return record.value.kind == .token || now() >= ended.adding(seconds: Self.endedSenderSeconds)
        }
        if !gone.isEmpty { try await write(gone.map { .delete($0.key) }) }
    }

    private func settle(
        _ item: InboxItem,
        _ changes: [RecordChange],
        _ access: VaultAccess,
        as state: InboxState? = nil
    ) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            let progress = try await progress(of: item, as: state, access)
            try await write(changes + progress)
        }
    }

    /// The sender goes on from an entry that follows what it sent before, or that shows how much of that is missing.
    private func progress(
        of item: InboxItem,
        as state: InboxState?,
        _ access: VaultAccess
    ) async throws(IdentityError) -> [RecordChange] {
        switch state {
        case .replay, .badSignature: return []
        default: break
        }
        let vault = access.vaultID
        guard !item.isKnown, let entry = item.entry, let record = try await storedSender(entry.sender, of: vault),
            entry.sequence > record.value.folded.sequence
        else { return [] }
        var changed = record.value
        changed.folded = entry.position
        do throws(VaultError) {
            let message = SenderRecord.progressed(vault, entry.sender, changed.folded)
            changed.progress = try access.certificate(SenderRecord.progressLabel, message)
        } catch {
            throw .vault(error)
        }
        return [.put(record.key, changed, unique: entry.sender.bytes, expected: record.version)]
    }
}

/// Verifies and opens entries.
struct InboxReading {
    let access: VaultAccess
    let senders: [SenderID: OpenRecord<SenderRecord>]

    func items(_ stored: [OpenRecord<InboxEntryRecord>]) throws(VaultError) -> [InboxItem] {
        var positions: [SenderID: InboxPosition] = [:]
        var items: [(item: InboxItem, made: Int64)] = []
        var latest: [[UInt8]: Int64] = [:]
        for record in stored {
            let item = try item(record, &positions)
            let name = Array(record.key.name.prefix(SenderID.byteCount))
            // A sender's clock may go back: its order is that of its sequence.
            let made = max(item.content?.made.milliseconds ?? .min, latest[name] ?? .min)
            latest[name] = made
            items.append((item, made))
        }
        let order = items.indices.sorted { (items[$0].made, $0) < (items[$1].made, $1) }
        return order.map { items[$0].item }
    }

    private func item(
        _ record: OpenRecord<InboxEntryRecord>,
        _ positions: inout [SenderID: InboxPosition]
    ) throws(VaultError) -> InboxItem {
        let received = record.value.received
        guard let entry = InboxEntry(bytes: record.value.entry),
            record.key == .inboxEntry(entry.sender, entry.sequence, of: access.vaultID)
        else {
            return InboxItem(
                record: record,
                entry: nil,
                sender: nil,
                content: nil,
                state: .badSignature,
                received: received
            )
        }
        let content = try content(of: entry)
        let sender = senders[entry.sender]?.value
        let state = try state(of: entry, sender, content, record.value.state, &positions)
        return InboxItem(
            record: record,
            entry: entry,
            sender: sender,
            content: content,
            state: state,
            received: received
        )
    }

    private func content(of entry: InboxEntry) throws(VaultError) -> InboxContent? {
        do {
            let opened = try access.openInbox(entry.box, context: entry.context)
            let bytes = opened.withBytes { bytes in
                (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
            }
            return InboxContent(padded: bytes)
        } catch {
            guard error == .doesNotOpen else { throw error }
            return nil
        }
    }

    private func state(
        of entry: InboxEntry,
        _ sender: SenderRecord?,
        _ content: InboxContent?,
        _ known: InboxState?,
        _ positions: inout [SenderID: InboxPosition]
    ) throws(VaultError) -> InboxState? {
        guard let sender, try sender.isCertified(in: access.vaultID, by: access), entry.isSigned(by: sender) else {
            return .badSignature
        }
        // Verified once and kept for later: only what it waited for may change.
        if let known { return known }
        let last = positions[entry.sender] ?? sender.folded
        guard entry.sequence > last.sequence else { return .replay }
        positions[entry.sender] = entry.position
        guard entry.sequence == last.sequence + 1 else { return .gap }
        guard entry.previous == last.hash else { return .brokenChain }
        guard let content else { return .doesNotOpen }
        guard content.isWithin(sender.scopes) else { return .beyondScope }
        // What came after its browser was ended is not put in by itself.
        guard sender.kind == .browser, let last = sender.lastOfBefore else { return nil }
        return entry.sequence > last ? .senderEnded : nil
    }
}

extension InboxEntry {
    func isSigned(by sender: SenderRecord) -> Bool {
        do { return isSigned(by: try SignaturePublicKey(bytes: sender.publicKey)) } catch { return false }
    }
}
