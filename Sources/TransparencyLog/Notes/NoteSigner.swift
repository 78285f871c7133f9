package import Primitives
package import Sealing

/// The private half of a ``NoteKey``.
///
/// A log's signer signs only what ``LogSequencer`` lets out, a witness's only checkpoints that it has verified: neither
/// signs arbitrary text for a caller outside this module.
package final class NoteSigner: Sendable {
    package let key: NoteKey
    private let privateKey: SignaturePrivateKey

    /// Takes over the private key.
    ///
    /// - Throws: ``NoteError/malformedName``.
    package init(
        name: String,
        kind: NoteKey.Kind,
        privateKey: consuming SignaturePrivateKey
    ) throws(NoteError) {
        key = try NoteKey(name: name, kind: kind, key: privateKey.publicKey)
        self.privateKey = privateKey
    }

    /// Signs the one checkpoint that may be signed for its size.
    package func sign(_ head: SignableHead) -> SignedNote { sign(head.head.text) }

    /// Signs a text that ends with a line end, under a key of kind `note`.
    func sign(_ text: [UInt8]) -> SignedNote {
        precondition(key.kind == .note, "a witness signs with a time")
        let signature = NoteSignature(name: key.name, keyID: key.id, bytes: privateKey.signature(for: text))
        return SignedNote(text: text, signatures: [signature])
    }

    /// Cosigns a checkpoint that this witness has verified and found to continue the last one that it cosigned.
    package func cosign(_ checkpoint: ConsistentCheckpoint, at time: Timestamp) -> NoteSignature {
        cosign(checkpoint.checkpoint.head.text, at: time)
    }

    func cosign(_ text: [UInt8], at time: Timestamp) -> NoteSignature {
        precondition(key.kind == .cosignature, "a log signs without a time")
        let seconds = UInt64(max(0, time.seconds))
        let signature = privateKey.signature(for: Cosignature.message(text, time: seconds))
        let encoded = (0..<Cosignature.timeByteCount).map { UInt8(truncatingIfNeeded: seconds >> UInt64(56 - 8 * $0)) }
        return NoteSignature(name: key.name, keyID: key.id, bytes: encoded + signature)
    }
}
