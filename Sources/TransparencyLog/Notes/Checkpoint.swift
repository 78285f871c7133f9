/// A checkpoint as it was received: it says nothing before it is verified.
package struct UnverifiedCheckpoint: Sendable, Hashable {
    private let head: TreeHead
    private let note: SignedNote

    /// Reads a checkpoint.
    ///
    /// - Parameter bytes: Untrusted.
    /// - Throws: ``CheckpointError``.
    package init(parsing bytes: [UInt8]) throws(CheckpointError) {
        do { note = try SignedNote(parsing: bytes) } catch { throw .note(error) }
        head = try TreeHead(parsing: note.text)
    }

    /// The log that it claims to be of, to choose the key by.
    package var claimedOrigin: String { head.origin }

    /// What it says, which is not known to be true.
    package var claimedHead: TreeHead { head }

    /// Checks the log's signature.
    ///
    /// - Throws: ``CheckpointError/foreignOrigin`` or ``CheckpointError/note(_:)``.
    package func verified(by logKey: NoteKey, origin: String) throws(CheckpointError) -> Checkpoint {
        guard head.origin == origin else { throw .foreignOrigin }
        guard logKey.kind == .note else { throw .note(.malformedKey) }
        do { _ = try note.verified(by: [logKey]) } catch { throw .note(error) }
        return Checkpoint(head: head, note: note)
    }
}

/// A tree head that its log has signed.
///
/// - Source: docs/spec/transparency-log.md §6; C2SP tlog-checkpoint.
package struct Checkpoint: Sendable, Hashable {
    package let head: TreeHead
    package let note: SignedNote

    init(head: TreeHead, note: SignedNote) {
        self.head = head
        self.note = note
    }

    /// The file that is published.
    package var bytes: [UInt8] { note.bytes }

    /// What witnesses said of it: one cosignature for each of `witnesses` that gave one.
    ///
    /// - Throws: ``NoteError/invalidSignature(line:)`` when one claims to be of a known witness and is not.
    package func cosignatures(by witnesses: [NoteKey]) throws(NoteError) -> [VerifiedSignature] {
        do {
            return try note.verified(by: witnesses.filter { $0.kind == .cosignature })
        } catch .noKnownSignature {
            return []
        }
    }

    /// The checkpoint with the cosignatures of known witnesses added; lines of others are left out.
    ///
    /// - Throws: ``NoteError/invalidSignature(line:)``, its line counted in `lines`.
    package func adding(_ lines: [NoteSignature], by witnesses: [NoteKey]) throws(NoteError) -> Checkpoint {
        let answer = SignedNote(text: note.text, signatures: lines)
        do {
            let verified = try answer.verified(by: witnesses.filter { $0.kind == .cosignature })
            return Checkpoint(head: head, note: note.adding(verified.map(\.signature)))
        } catch .noKnownSignature {
            return self
        }
    }
}
