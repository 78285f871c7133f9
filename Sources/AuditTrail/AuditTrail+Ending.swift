import KeyService
package import Primitives
package import TransparencyLog

/// The last act of a history: what shows it to anybody after the subject's log key is gone.
package struct LastAct: Sendable, Hashable {
    /// The event and its own leaf key; it opens no other leaf.
    package let opening: LeafOpening
    /// Where the leaf is.
    package let index: UInt64
    package let particulars: AuditParticulars

    package init(opening: LeafOpening, index: UInt64, particulars: AuditParticulars) {
        self.opening = opening
        self.index = index
        self.particulars = particulars
    }
}

/// The end of a history.
///
/// - Source: docs/spec/deletion.md §3 and §6.
extension AuditTrail {
    /// Makes the leaf of an account's end durable.
    ///
    /// - Throws: ``AuditError``. The account must then not be ended.
    package func recordEnd(
        of subject: LogSubjectID,
        _ particulars: AuditParticulars,
        by actor: LogActorID,
        at time: Timestamp
    ) async throws(AuditError) -> LastAct {
        let running = try running()
        let written = try await record(AuditAct(particulars, of: subject, by: actor, at: time), in: running)
        let key = try await key(of: subject, in: running)
        return LastAct(
            opening: LeafOpening(written.event, logKey: key.bytes),
            index: written.index,
            particulars: particulars
        )
    }

    /// Destroys a subject's log key, and then all that was kept of its events; fine where it is done already.
    ///
    /// Its leaves stay in the tree and mean nothing to anybody.
    package func destroyHistory(of subject: LogSubjectID) async throws(AuditError) {
        let running = try running()
        try await gate(of: subject).run { () async throws(AuditError) in
            try await running.keys.destroy(subject)
            do throws(StoreError) { try await store.write([.eraseEvents(subject)]) } catch {
                throw AuditError.store(error)
            }
            try await running.heads.forget(subject)
        }
    }

    /// The file that proves a leaf of which only the opening is left; nil until a checkpoint covers it.
    package func proof(of act: LastAct) async throws(AuditError) -> LogProofFile? {
        guard let published = try await checkpoint(), act.index < published.head.size else { return nil }
        let proof: InclusionProof
        do throws(TileProverError) {
            proof = try await TileProver.inclusion(
                index: act.index,
                size: published.head.size,
                from: store,
                cache: cache
            )
        } catch { throw .tile(error) }
        do { try proof.verify(act.opening.leaf.hash, root: published.head.root) } catch {
            throw .notInLog(ordinal: act.opening.event.ordinal)
        }
        return LogProofFile(extra: act.opening.encoded(), proof: proof, checkpoint: published)
    }
}
