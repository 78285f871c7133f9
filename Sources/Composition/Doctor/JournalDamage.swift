import Primitives
import SQLiteStore
import Vault

/// What is wrong with a journal, found by walking its hash chain; none of it needs a key.
enum JournalDamage: Hashable, Sendable {
    /// The store has seen a head of this journal, and it is not there.
    case missing
    /// A segment was taken away.
    case segment(JournalIndex)
    /// A segment of a range was changed; only the end of a chain says that it did.
    case chain(from: JournalIndex, through: JournalIndex)
    /// The journal ends before a head that was seen: it was put back from a copy.
    case rolledBack(end: JournalIndex, seen: JournalIndex)
    /// The journal goes on from another past than the head that was seen.
    case forked(JournalIndex)

    /// As an operator reads it; the id is opaque and says nothing of the person.
    func sentence(_ vault: VaultID) -> String {
        switch self {
        case .missing: "the journal of vault \(vault.text) is missing"
        case .segment(let index): "segment \(index) of vault \(vault.text) is missing"
        case .chain(let first, let last):
            "segments \(first) to \(last) of vault \(vault.text) do not lead to its head: one was changed"
        case .rolledBack(let end, let seen):
            "the journal of vault \(vault.text) ends at segment \(end) and was seen at \(seen): it was put back"
        case .forked(let index): "the journal of vault \(vault.text) is not the one that was seen at segment \(index)"
        }
    }
}

extension SQLiteJournalStore {
    /// Segments read at once; a chain is walked in pieces of about this size.
    private static let pieceByteCount = 8 * 1_048_576

    /// Walks a journal from its first kept segment to its head.
    ///
    /// - Parameters:
    ///   - vault: whose journal.
    ///   - seen: a head that it had once; nil when none is known.
    /// - Returns: the first damage; nil when the chain ends in the stored head, by way of `seen`.
    /// - Throws: ``StoreError`` when the store does not answer.
    func damage(of vault: VaultID, seen: JournalHead? = nil) async throws(StoreError) -> JournalDamage? {
        while true {
            guard let ends = try await chainEnds(of: vault) else { return seen == nil ? nil : .missing }
            let damage = try await damage(of: vault, from: ends.base, to: ends.head, seen: seen)
            // A server at work may have taken segments into a snapshot meanwhile: then they are looked for anew.
            guard damage != nil, let now = try await chainEnds(of: vault), now.base != ends.base else { return damage }
        }
    }

    private func damage(
        of vault: VaultID,
        from base: JournalHead,
        to head: JournalHead,
        seen: JournalHead?
    ) async throws(StoreError) -> JournalDamage? {
        if let seen, head.index < seen.index { return .rolledBack(end: head.index, seen: seen.index) }
        var reached = base
        if let damage = Self.fork(at: reached, seen) { return damage }
        while reached.index < head.index {
            let segments = try await segments(of: vault, after: reached.index, byteCountMaximum: Self.pieceByteCount)
            guard !segments.isEmpty else { return .segment(reached.index + 1) }
            for segment in segments where segment.index <= head.index {
                do { reached = try JournalChain.head(after: reached, appending: [segment], in: vault) } catch {
                    return .segment(reached.index + 1)
                }
                if let damage = Self.fork(at: reached, seen) { return damage }
            }
        }
        return reached == head ? nil : .chain(from: min(base.index + 1, head.index), through: head.index)
    }

    private static func fork(at reached: JournalHead, _ seen: JournalHead?) -> JournalDamage? {
        guard let seen, seen.index == reached.index, seen.hash != reached.hash else { return nil }
        return .forked(seen.index)
    }
}
