import Crypto
import struct Foundation.Data

/// The public half of a key slot: anyone may seal to it, only the holder opens.
///
/// 32 bytes, X25519 (RFC 7748).
package struct SlotPublicKey: Sendable, Hashable {
    package static let byteCount = 32

    package let bytes: [UInt8]

    /// Reads 32 bytes.
    ///
    /// The few points of small order, with which everybody shares the same secret, are refused: HPKE as we have it does
    /// not, and a slot planted with one would open for anyone.
    package init(bytes: [UInt8]) throws(SealingError) {
        guard bytes.count == Self.byteCount, Self.givesASecret(bytes) else { throw .malformed }
        self.bytes = bytes
    }

    /// Whether a key agreement with this point gives anything but zeros (RFC 7748 §6.1).
    private static func givesASecret(_ bytes: [UInt8]) -> Bool {
        do {
            let point = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
            let shared = try Curve25519.KeyAgreement.PrivateKey().sharedSecretFromKeyAgreement(with: point)
            return unsafe shared.withUnsafeBytes { bytes in unsafe bytes.contains { $0 != 0 } }
        } catch {
            return false
        }
    }

    fileprivate init(_ key: Curve25519.KeyAgreement.PublicKey) { bytes = Array(key.rawRepresentation) }
}

/// The private half of a key slot: 32 bytes, X25519.
package struct SlotPrivateKey: ~Copyable, Sendable {
    let scalar: SecretBytes
    package let publicKey: SlotPublicKey

    package static func random() -> SlotPrivateKey {
        let key = Curve25519.KeyAgreement.PrivateKey()
        return SlotPrivateKey(
            scalar: SecretBytes(copying: key.rawRepresentation),
            publicKey: SlotPublicKey(key.publicKey)
        )
    }

    private init(scalar: consuming SecretBytes, publicKey: SlotPublicKey) {
        self.scalar = scalar
        self.publicKey = publicKey
    }

    /// Opens the private half from its box.
    ///
    /// - Throws: ``SealingError``.
    package init(
        opening box: [UInt8],
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) {
        let scalar = try SealedBox.openSecret(box, with: key, context: context)
        do {
            let publicKey = try unsafe scalar.withUnsafeBytes { bytes in
                SlotPublicKey(try unsafe Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes).publicKey)
            }
            self.init(scalar: scalar, publicKey: publicKey)
        } catch {
            throw .malformed
        }
    }

    /// Seals the private half under the holder's secret.
    package borrowing func sealed(under key: borrowing SecretBytes, context: SealingContext) -> [UInt8] {
        scalar.withBytes { bytes in
            var copy = (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
            defer { Wipe.zero(&copy) }
            return SealedBox.seal(copy, under: key, keyVersion: 0, context: context)
        }
    }
}
