import CCipher
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
        guard bytes.count == Self.byteCount, !Self.isOfSmallOrder(bytes) else { throw .malformed }
        self.bytes = bytes
    }

    /// Whether a key agreement with this point gives zeros, whatever the private key (RFC 7748 §6.1).
    ///
    /// A slot is read far more often than made, and an agreement costs as much as all else of reading it.
    private static func isOfSmallOrder(_ bytes: [UInt8]) -> Bool {
        var words = stride(from: 0, to: byteCount, by: 8).map { start in
            bytes[start..<start + 8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        }
        words[3] &= .max >> 1  // X25519 ignores the highest bit
        return pointsOfSmallOrder.contains(words)
    }

    /// All there are, as four words, the lowest first: 0, 1, two of order 8, p - 1, and p and p + 1, which say 0 and 1
    /// in another way.
    ///
    /// A private key is a multiple of 8, so the points whose order divides 8 give zeros, on the curve and its twist.
    /// Source: D. J. Bernstein, cr.yp.to/ecdh.html, “How do I validate Curve25519 public keys?”.
    private static let pointsOfSmallOrder: [[UInt64]] = [
        [0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000],
        [0x0000000000000001, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000],
        [0xAEB8413B7C7AEBE0, 0x6AC49FF1FAE35616, 0xFDB1329CEB8D09DA, 0x00B8495F16056286],
        [0x248C50A3BC959C5F, 0x5BEF839C55B1D0B1, 0x868E1C58C45C4404, 0x57119FD0DD4E22D8],
        [0xFFFFFFFFFFFFFFEC, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF],
        [0xFFFFFFFFFFFFFFED, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF],
        [0xFFFFFFFFFFFFFFEE, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF],
    ]

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

    /// Derives the key pair that a secret has for a purpose: the same for the same secret for ever.
    ///
    /// - Shape: the scalar is 32 bytes of HKDF-SHA-256 (RFC 5869) over the secret without a salt, `info` as ASCII.
    package static func derive(from secret: borrowing SecretBytes, info: String) -> SlotPrivateKey {
        let label = Array(info.utf8)
        let scalar = unsafe SecretBytes(byteCount: SlotPublicKey.byteCount) { output in
            let isDerived = unsafe secret.withUnsafeBytes { secret in
                // unsafe: each pointer goes with its own count.
                unsafe fk_hkdf_sha256(
                    secret.baseAddress,
                    secret.count,
                    nil,
                    0,
                    label,
                    label.count,
                    output.baseAddress,
                    output.count
                )
            }
            precondition(isDerived == 1, "HKDF found no memory")
        }
        do {
            let publicKey = try unsafe scalar.withUnsafeBytes { bytes in
                SlotPublicKey(try unsafe Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes).publicKey)
            }
            return SlotPrivateKey(scalar: scalar, publicKey: publicKey)
        } catch {
            // Every 32 bytes are a scalar, so only a lack of memory leads here.
            preconditionFailure("X25519 found no memory")
        }
    }

    /// Takes a private half that is kept as a key of its own.
    ///
    /// - Throws: ``SealingError/malformed`` when it is not 32 bytes.
    package init(scalar: borrowing SecretBytes) throws(SealingError) {
        do {
            let publicKey = try unsafe scalar.withUnsafeBytes { bytes in
                SlotPublicKey(try unsafe Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes).publicKey)
            }
            self.init(scalar: scalar.duplicate(), publicKey: publicKey)
        } catch {
            throw .malformed
        }
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
        SealedBox.sealSecret(scalar, under: key, keyVersion: 0, context: context)
    }
}
