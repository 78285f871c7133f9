/// Hands the leaves of a log to a log of another name and key.
///
/// The new one has the head that was published, and the one that was about to be, signed by its own key. It has signed
/// nothing else, so that the rule of one head holds for it from the start.
///
/// - Source: docs/spec/transparency-log.md §16.
package enum LogSuccession {
    /// What was handed over.
    package struct Taken: Sendable {
        /// The last checkpoint under the old name; nil where none was published.
        package let old: Checkpoint?
        /// The published head under the new name.
        package let head: TreeHead
    }

    /// Hands a log over.
    ///
    /// - Parameters:
    ///   - store: Where it is kept; nobody else writes to it.
    ///   - old: Its name and key; nil where it has neither and has published nothing.
    ///   - known: Heads that are known from elsewhere, which it must hold or continue.
    ///   - signer: Of the new log, its name in the key; it MUST NOT have signed anything yet.
    /// - Returns: What was handed over; durable.
    /// - Throws: ``LogFailure``; nothing was signed when the log is damaged.
    package static func hand(
        _ store: some LogStore,
        from old: (origin: String, key: NoteKey)?,
        known: [TreeHead],
        to signer: NoteSigner
    ) async throws(LogFailure) -> Taken {
        precondition(signer.key.name != old?.origin, "a successor has another name")
        let sequencer: LogSequencer
        do throws(LogDamage) {
            sequencer = try await LogRecovery.sequencer(
                origin: old?.origin ?? signer.key.name,
                logKey: old?.key ?? signer.key,
                store: store,
                known: known
            )
        } catch { throw .damaged(error) }
        let published = sequencer.published
        let unfinished = sequencer.unfinished?.head
        func renamed(_ head: TreeHead) -> TreeHead {
            TreeHead(origin: signer.key.name, size: head.size, root: head.root)
        }
        var writes: [LogWrite] = []
        if let head = unfinished ?? published?.head {
            writes.append(.intent(renamed(head).text, replacing: head.text))
        }
        if let published {
            let note = signer.sign(renamed(published.head).text)
            writes.append(.checkpoint(note.bytes, replacing: published.bytes))
        }
        do { if !writes.isEmpty { try await store.write(writes) } } catch { throw .store(error) }
        let head = renamed(published?.head ?? TreeHead(origin: signer.key.name, size: 0, root: .empty))
        return Taken(old: published, head: head)
    }
}
