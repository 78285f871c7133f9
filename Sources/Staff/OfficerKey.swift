import Primitives
package import Sealing

/// The X25519 key pair that an officer's passkey derives: the store keeps the public half, and the private half exists
/// only while she presents the passkey.
///
/// - Source: docs/spec/staff.md §6.
package enum OfficerKey {
    private static let info = "flowkeep/1 staff escrow"

    /// What the passkey is asked to evaluate, `eval.first` of PRF, 32 bytes.
    ///
    /// The same for everybody, since each passkey has a secret of its own.
    package static var salt: [UInt8] { Digest.sha256(Array("flowkeep/1 staff prf".utf8)) }

    /// - `output`: what the passkey made of ``salt``, 32 bytes.
    package static func derive(from output: borrowing SecretBytes) -> SlotPrivateKey {
        SlotPrivateKey.derive(from: output, info: info)
    }
}
