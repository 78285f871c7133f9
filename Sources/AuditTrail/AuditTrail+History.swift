package import Primitives
package import TransparencyLog

/// An act of a history, and how it stands in the log.
package struct AuditedAct: Sendable, Hashable {
    package let entry: AuditEntry
    /// Whether a published checkpoint proves it; false until the next one.
    package let isProven: Bool
}

extension AuditTrail {
    /// The acts of a subject, newest first, below an ordinal; each compared with the log.
    ///
    /// - Throws: ``AuditError``; `damagedEvent` and `notInLog` name the one that does not hold.
    package func history(
        of subject: LogSubjectID,
        below ordinal: UInt64? = nil,
        limit: Int
    ) async throws(AuditError) -> [AuditedAct] {
        let running = try running()
        let key = try await key(of: subject, in: running)
        let stored = try await stored(of: subject, below: ordinal, limit: limit, running.heads)
        let published = try await checkpoint()
        var acts: [AuditedAct] = []
        var expected = ordinal
        for event in stored {
            // One that is missing between two of them shows as a gap.
            if let expected, event.ordinal != expected - 1 { throw .damagedEvent(ordinal: expected - 1) }
            expected = event.ordinal
            let entry = try key.open(event, of: subject)
            let proof = try await inclusion(of: entry, under: key, published: published)
            acts.append(AuditedAct(entry: entry, isProven: proof != nil))
        }
        if stored.count < limit, let expected, expected > 0 { throw .damagedEvent(ordinal: expected - 1) }
        return acts
    }

    /// The events of a subject since a moment, newest first, at most `limit`; not compared with the log.
    package func events(
        of subject: LogSubjectID,
        since time: Timestamp,
        limit: Int
    ) async throws(AuditError) -> [LogEvent] {
        let running = try running()
        let key = try await key(of: subject, in: running)
        let stored = try await stored(of: subject, below: nil, limit: limit, running.heads)
        var events: [LogEvent] = []
        for event in stored {
            let opened = try key.open(event, of: subject).event
            guard opened.time >= time else { break }
            events.append(opened)
        }
        return events
    }

    /// The file that proves an act to anybody who has the log's public key; nil until the next checkpoint.
    ///
    /// - Throws: ``AuditError``; `damagedEvent` also when there is no such act.
    package func proof(of subject: LogSubjectID, ordinal: UInt64) async throws(AuditError) -> LogProofFile? {
        let running = try running()
        let key = try await key(of: subject, in: running)
        let found: StoredEvent?
        do { found = try await store.events(of: subject, below: ordinal + 1, limit: 1).first } catch {
            throw .store(error)
        }
        guard let found, found.ordinal == ordinal else { throw .damagedEvent(ordinal: ordinal) }
        let entry = try key.open(found, of: subject)
        guard let published = try await checkpoint(),
            let proof = try await inclusion(of: entry, under: key, published: published)
        else { return nil }
        let opening = LeafOpening(entry.event, logKey: key.bytes)
        return LogProofFile(extra: opening.encoded(), proof: proof, checkpoint: published)
    }

    /// What is kept of a subject's acts, newest first; from the top on only where none of the newest is missing.
    private func stored(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int,
        _ heads: HistoryHeads
    ) async throws(AuditError) -> [StoredEvent] {
        // Asked first: what comes after it only makes the history longer.
        let remembered = try await heads.newest(of: subject)
        let stored: [StoredEvent]
        do { stored = try await store.events(of: subject, below: ordinal, limit: limit) } catch { throw .store(error) }
        if ordinal == nil { try Self.require(stored.first?.ordinal, reaches: remembered) }
        return stored
    }

    /// The proof that the leaf of an act is at its place, checked; nil where no checkpoint covers it yet.
    private func inclusion(
        of entry: AuditEntry,
        under key: LogKey,
        published: Checkpoint?
    ) async throws(AuditError) -> InclusionProof? {
        guard let head = published?.head, entry.index < head.size else { return nil }
        let proof: InclusionProof
        do throws(TileProverError) {
            proof = try await TileProver.inclusion(index: entry.index, size: head.size, from: store, cache: cache)
        } catch { throw .tile(error) }
        do {
            try proof.verify(LogLeaf(entry.event, logKey: key.bytes).hash, root: head.root)
        } catch { throw .notInLog(ordinal: entry.event.ordinal) }
        return proof
    }
}
