import TransparencyLog

/// Checkpoints that were published, and what a restore may do about them.
package struct PublishedNotes: Sendable {
    package static let none = PublishedNotes([], mayLeaveOut: false)

    let notes: [[UInt8]]
    let mayLeaveOut: Bool

    /// - Parameters:
    ///   - notes: Each as it was published.
    ///   - mayLeaveOut: Whether the log may go on although one of them is larger than it is.
    package init(_ notes: [[UInt8]], mayLeaveOut: Bool) {
        self.notes = notes
        self.mayLeaveOut = mayLeaveOut
    }
}

extension AuditTrail {
    /// Compares a log that was put back with what was published of it.
    ///
    /// - Parameters:
    ///   - published: What was published; each must be signed by the log's key.
    ///   - old: Name and key of the log.
    /// - Returns: The heads that it must hold; the largest checkpoint that it does not reach, where it may go on.
    /// - Throws: ``AuditError/published(_:)`` for what this log did not sign;
    ///   ``AuditError/olderLog(held:published:)``.
    func compare(
        _ published: PublishedNotes,
        with old: LogKeys.Identity?
    ) async throws(AuditError) -> (held: [TreeHead], leftOut: Checkpoint?) {
        guard !published.notes.isEmpty else { return ([], nil) }
        guard let old else { throw .published(.foreignOrigin) }
        let stored: StoredLog
        do { stored = try await store.storedLog() } catch { throw .store(error) }
        var held: [TreeHead] = []
        var leftOut: Checkpoint?
        for note in published.notes {
            let checkpoint: Checkpoint
            do {
                checkpoint = try UnverifiedCheckpoint(parsing: note).verified(by: old.signer.key, origin: old.origin)
            } catch { throw .published(error) }
            let size = checkpoint.head.size
            if size > stored.endIndex {
                if size > leftOut?.head.size ?? 0 { leftOut = checkpoint }
            } else if size <= Self.publishedSize(stored) {
                held.append(checkpoint.head)
            }
        }
        guard let leftOut else { return (held, nil) }
        guard published.mayLeaveOut else {
            throw .olderLog(held: stored.endIndex, published: leftOut.head.size)
        }
        return (held, leftOut)
    }

    /// What the log says of itself, which is verified when it is taken up.
    ///
    /// A published head between that size and its end names leaves that are all there, and go on in the new log.
    private static func publishedSize(_ stored: StoredLog) -> UInt64 {
        guard let bytes = stored.checkpoint else { return 0 }
        do { return try UnverifiedCheckpoint(parsing: bytes).claimedHead.size } catch { return 0 }
    }
}
