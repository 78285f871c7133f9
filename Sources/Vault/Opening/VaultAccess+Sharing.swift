import Primitives
package import Sealing

/// What a holder of the sharing key does with it: the key itself never leaves the vault.
///
/// - Source: docs/spec/sharing.md §2.
extension VaultAccess {
    /// Whether the holder may share, and see what is shared with her: the owner's slots only.
    package var holdsSharing: Bool { scope.isSuperset(of: [VaultKeys.control, VaultKeys.sharing]) }

    /// The epoch of the newest sharing key.
    ///
    /// - Throws: ``VaultError/outsideScope``, ``VaultError/locked``.
    package func sharingEpoch() throws(VaultError) -> KeyEpoch {
        guard let newest = try sharingKeys().newest(VaultKeys.sharing) else { throw .outsideScope }
        return newest.epoch
    }

    /// A secret of its own for one use: HMAC under the sharing key.
    ///
    /// `label` keeps the uses apart; `message` is length-prefixed fields.
    package func sharingSecret(
        _ label: String,
        _ message: [UInt8],
        epoch: KeyEpoch
    ) throws(VaultError) -> SharedSecret {
        guard let key = try sharingKeys().key(VaultKeys.sharing, epoch: epoch) else { throw .outsideScope }
        var tag = Authenticator.tag(label, message, key: key.bytes)
        return SharedSecret(SecretBytes(wiping: &tag))
    }

    /// The key pair to which others seal what they share with her.
    package func sharingKeyPair(epoch: KeyEpoch) throws(VaultError) -> SlotPrivateKey {
        guard let key = try sharingKeys().key(VaultKeys.sharing, epoch: epoch) else { throw .outsideScope }
        return SlotPrivateKey.derive(from: key.bytes, info: "flowkeep/1 shared with me")
    }

    private func sharingKeys() throws(VaultError) -> VaultKeys {
        guard holdsSharing else { throw .outsideScope }
        return try ownerKeys()
    }
}
