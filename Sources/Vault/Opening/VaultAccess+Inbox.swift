import Primitives
package import Sealing
import Synchronization

/// What a holder of the control key and the inbox key does with them: keys themselves never leave the vault.
///
/// - Source: docs/spec/inbox.md §2.
extension VaultAccess {
    /// Whether the holder may look into the inbox: the owner's slots only.
    package var holdsInbox: Bool { scope.isSuperset(of: [VaultKeys.control, VaultKeys.inbox]) }

    /// The public half of the newest inbox key.
    ///
    /// - Throws: ``VaultError/outsideScope``, ``VaultError/locked``.
    package func inboxPublicKey() throws(VaultError) -> (epoch: KeyEpoch, key: SlotPublicKey) {
        guard let (epoch, secret) = try ownerKeys().newest(VaultKeys.inbox) else { throw .outsideScope }
        do { return (epoch, try SlotPrivateKey(scalar: secret.bytes).publicKey) } catch { throw .damaged(0) }
    }

    /// Opens a box that was sealed to the inbox.
    ///
    /// - Throws: ``VaultError/doesNotOpen`` for a box of another epoch, place or vault, or an altered one.
    package func openInbox(_ box: [UInt8], context: SealingContext) throws(VaultError) -> SecretBytes {
        let keys = try ownerKeys()
        do {
            let epoch = try HybridBox.keyVersion(of: box)
            guard let secret = keys.key(VaultKeys.inbox, epoch: epoch) else { throw SealingError.doesNotOpen }
            return try HybridBox.open(box, with: SlotPrivateKey(scalar: secret.bytes), context: context)
        } catch {
            throw .doesNotOpen
        }
    }

    /// What only a holder of the control key can make: HMAC over something that the store keeps and must not change.
    ///
    /// `label` keeps the uses of the key apart.
    package func certificate(_ label: String, _ message: [UInt8]) throws(VaultError) -> [UInt8] {
        guard let control = try ownerKeys().newest(VaultKeys.control)?.key else { throw .outsideScope }
        return Authenticator.tag(label, message, key: control.bytes)
    }

    func ownerKeys() throws(VaultError) -> VaultKeys {
        guard holdsInbox else { throw .outsideScope }
        guard let keys = vault.contents.withLock({ $0.keys }) else { throw .locked }
        return keys
    }
}
