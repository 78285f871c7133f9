package import Primitives
package import TransparencyLog

extension AuditTrail {
    /// Opens the log of an installation that was put back from a backup, under another name and key.
    ///
    /// The log that was backed up went on; under one key the restored one would sign other trees of its sizes.
    /// So it keeps its leaves and gets a new identity. Its first new leaf, before those of the keys that the restore
    /// used, says what it was.
    ///
    /// The stores must be nobody else's yet: the steps are not durable together.
    ///
    /// - Parameters:
    ///   - keys: Its keys.
    ///   - origin: The name of a log where the backup holds none.
    ///   - heads: What another store remembers of each history.
    ///   - cadence: How often it publishes.
    ///   - known: Heads of the old log that are known from elsewhere, which this one must hold or continue.
    ///   - published: Checkpoints of the old log that were published.
    ///   - backup: Digest of the backup.
    ///   - time: Of the restoration.
    /// - Returns: The head that is published under the new name; that of the empty tree where none was.
    /// - Throws: ``AuditError``.
    package func openSuccessor(
        keys: LogKeys,
        origin: String,
        heads: HistoryHeads,
        cadence: LogCadence,
        known: [TreeHead],
        published: PublishedNotes = .none,
        backup: [UInt8],
        at time: Timestamp
    ) async throws(AuditError) -> TreeHead {
        let old = try await keys.identity()
        let (held, leftOut) = try await compare(published, with: old)
        let new = try LogKeys.Identity.make(after: old?.origin ?? origin)
        let taken: LogSuccession.Taken
        do throws(LogFailure) {
            taken = try await LogSuccession.hand(
                store,
                from: old.map { ($0.origin, $0.signer.key) },
                known: known + held,
                to: new.signer
            )
        } catch { throw .log(error) }
        try await keys.replace(with: new)
        let predecessor = LogPredecessor(
            origin: old?.origin ?? "",
            key: old?.signer.key.text ?? "",
            checkpoint: taken.old?.bytes ?? [],
            backup: backup,
            leftOut: leftOut?.bytes ?? []
        )
        putFirst(AuditAct(.restoration(predecessor), at: time))
        try await open(keys: keys, making: .forbidden, heads: heads, cadence: cadence, known: [taken.head])
        return taken.head
    }
}
