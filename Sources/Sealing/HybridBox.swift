import Crypto
import struct Foundation.Data

/// A secret sealed to a slot's public key with HPKE (RFC 9180): base mode, DHKEM(X25519, HKDF-SHA-256), HKDF-SHA-256,
/// AES-256-GCM.
///
/// Whoever holds no secret of the slot can seal to it, so a new epoch or tracker reaches every slot while its holder is
/// away.
///
/// - Shape: `version 1 | key version 4 | encapsulated key 32 | commitment 32 | ciphertext n | tag 16`; 85 bytes more
///   than the secret.
/// - Binding: HPKE `info` is ``SealingContext``'s info, AAD its place; the commitment is the exporter secret.
/// - Source: docs/spec/key-hierarchy.md §4.
package enum HybridBox {
    package static let version: UInt8 = 1
    package static let overheadByteCount = 1 + 4 + 32 + 32 + 16
    static let algorithm = "HPKE-X25519-SHA256-AES256GCM"

    private static let exporterContext = Data("flowkeep/1 commitment".utf8)
    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256,
        kdf: .HKDF_SHA256,
        aead: .AES_GCM_256
    )

    /// Seals a secret to a public key.
    ///
    /// - Throws: ``SealingError/malformed`` when the public key is one of the few points of small order, which give no
    ///   secret.
    package static func seal(
        _ secret: borrowing SecretBytes,
        to recipient: SlotPublicKey,
        keyVersion: UInt32,
        context: SealingContext
    ) throws(SealingError) -> [UInt8] {
        do {
            var sender = try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes),
                ciphersuite: suite,
                info: Data(context.info(algorithm: algorithm, keyVersion: keyVersion))
            )
            let commitment = try sender.exportSecret(context: exporterContext, outputByteCount: 32)
            let ciphertext = try unsafe secret.withUnsafeBytes { bytes in
                var copy = unsafe Array(bytes)
                defer { Wipe.zero(&copy) }
                return try sender.seal(copy, authenticating: context.place)
            }
            var box: [UInt8] = [version]
            for shift in stride(from: 24, through: 0, by: -8) {
                box.append(UInt8(truncatingIfNeeded: keyVersion >> shift))
            }
            box.append(contentsOf: sender.encapsulatedKey)
            box.append(contentsOf: unsafe commitment.withUnsafeBytes { unsafe Array($0) })
            box.append(contentsOf: ciphertext)
            return box
        } catch {
            throw .malformed
        }
    }

    /// Opens a box with the slot's private key.
    ///
    /// - Throws: ``SealingError/malformed`` or ``SealingError/doesNotOpen``.
    package static func open(
        _ box: [UInt8],
        with key: borrowing SlotPrivateKey,
        context: SealingContext
    ) throws(SealingError) -> SecretBytes {
        let keyVersion = try keyVersion(of: box)
        do {
            var recipient = try unsafe key.scalar.withUnsafeBytes { bytes in
                try unsafe HPKE.Recipient(
                    privateKey: Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes),
                    ciphersuite: suite,
                    info: Data(context.info(algorithm: algorithm, keyVersion: keyVersion)),
                    encapsulatedKey: Data(box[5..<37])
                )
            }
            let commitment = try recipient.exportSecret(context: exporterContext, outputByteCount: 32)
            guard ConstantTime.equal(unsafe commitment.withUnsafeBytes { unsafe Array($0) }, box[37..<69]) else {
                throw SealingError.doesNotOpen
            }
            var plaintext = Array(try recipient.open(box[69...], authenticating: context.place))
            return SecretBytes(wiping: &plaintext)
        } catch {
            throw .doesNotOpen
        }
    }

    /// The epoch of the key inside.
    ///
    /// Not authenticated until the box is opened.
    package static func keyVersion(of box: [UInt8]) throws(SealingError) -> UInt32 {
        guard box.count > overheadByteCount, box[0] == version else { throw .malformed }
        return box[1..<5].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
