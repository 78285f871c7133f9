import Primitives
import Sealing
import Vault

/// What two who share a part of a diary have in common: it comes from the code that one gave the other.
///
/// - Source: docs/spec/sharing.md §8 and §9.
struct DiaryPairing {
    static let paddedByteCount = 512

    private let key: SharedSecret
    let share: [UInt8]

    init(_ code: SharingCode, share: [UInt8]) {
        var tag = Authenticator.tag("flowkeep/1 diary pairing", [], key: code.secret.bytes)
        key = SharedSecret(SecretBytes(wiping: &tag))
        self.share = share
    }

    /// Opens what one of the two kept.
    init(_ sealed: SealedPairing, share: [UInt8], by own: VaultAccess) throws(VaultError) {
        let secret = try Self.secret(share, sealed.epoch, own)
        do {
            key = SharedSecret(
                try SealedBox.openSecret(sealed.box, with: secret.bytes, context: Self.context(.pairingKey, share))
            )
        } catch {
            throw .doesNotOpen
        }
        self.share = share
    }

    func sealed(by own: VaultAccess) throws(VaultError) -> SealedPairing {
        let epoch = try own.sharingEpoch()
        let secret = try Self.secret(share, epoch, own)
        let context = Self.context(.pairingKey, share)
        let box = SealedBox.sealSecret(key.bytes, under: secret.bytes, keyVersion: epoch, context: context)
        return SealedPairing(box: box, epoch: epoch)
    }

    // MARK: The partner's key

    func tag(of publicKey: [UInt8], epoch: KeyEpoch) -> [UInt8] {
        Authenticator.tag(Self.keyLabel, message(publicKey, epoch), key: key.bytes)
    }

    /// Whether who knew the code put this key here.
    func holds(_ partner: DiaryShare.Partner) -> Bool {
        let message = message(partner.publicKey, partner.epoch)
        return Authenticator.verify(partner.tag, Self.keyLabel, message, key: key.bytes)
    }

    private static let keyLabel = "flowkeep/1 partner key"

    private func message(_ publicKey: [UInt8], _ epoch: KeyEpoch) -> [UInt8] {
        var message = LengthPrefixed()
        message.append(share)
        message.append(epoch)
        message.append(publicKey)
        return message.bytes
    }

    // MARK: What is shown

    private static let boxLabel = "flowkeep/1 projection"

    func seal(_ content: [UInt8], to partner: DiaryShare.Partner) throws(VaultError) -> DiaryShare.Shown {
        guard holds(partner), content.count <= Self.paddedByteCount else { throw .doesNotOpen }
        var padded = content + [UInt8](repeating: 0, count: Self.paddedByteCount - content.count)
        do {
            let box = try HybridBox.seal(
                SecretBytes(wiping: &padded),
                to: SlotPublicKey(bytes: partner.publicKey),
                keyVersion: partner.epoch,
                context: Self.context(.sharedProjection, share)
            )
            return DiaryShare.Shown(box: box, tag: Authenticator.tag(Self.boxLabel, box, key: key.bytes))
        } catch {
            throw .damaged(0)
        }
    }

    func open(_ shown: DiaryShare.Shown, by own: VaultAccess) throws(VaultError) -> [UInt8] {
        guard Authenticator.verify(shown.tag, Self.boxLabel, shown.box, key: key.bytes) else { throw .doesNotOpen }
        do {
            let pair = try own.sharingKeyPair(epoch: try HybridBox.keyVersion(of: shown.box))
            let context = Self.context(.sharedProjection, share)
            return try HybridBox.open(shown.box, with: pair, context: context).withBytes { bytes in
                (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
            }
        } catch {
            throw .doesNotOpen
        }
    }

    private static func secret(
        _ share: [UInt8],
        _ epoch: KeyEpoch,
        _ own: VaultAccess
    ) throws(VaultError) -> SharedSecret {
        var message = LengthPrefixed()
        message.append(share)
        return try own.sharingSecret("flowkeep/1 pairing", message.bytes, epoch: epoch)
    }

    private static func context(_ purpose: SealingContext.Purpose, _ share: [UInt8]) -> SealingContext {
        var place = LengthPrefixed()
        place.append(purpose == .pairingKey ? "share" : "projection")
        place.append(share)
        return SealingContext(purpose, place: place.bytes)
    }
}
