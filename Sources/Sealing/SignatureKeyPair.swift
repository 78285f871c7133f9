import CSodium
import Crypto

/// The public half of a signing key: anyone may check, only the holder signs.
///
/// 32 bytes, Ed25519 (RFC 8032).
package struct SignaturePublicKey: Sendable, Hashable {
    package static let byteCount = 32
    package static let signatureByteCount = 64

    package let bytes: [UInt8]

    /// Reads 32 bytes.
    ///
    /// - Throws: ``SealingError/malformed`` for another count. Whether they are a point of the curve shows when a
    ///   signature is checked: under bytes that are none, no signature is valid.
    package init(bytes: [UInt8]) throws(SealingError) {
        guard bytes.count == Self.byteCount else { throw .malformed }
        self.bytes = bytes
    }

    fileprivate init(_ key: Curve25519.Signing.PublicKey) { bytes = Array(key.rawRepresentation) }

    /// Whether a key pair can have these bytes: a point of the curve, of prime order, written in its one form.
    ///
    /// Under any other bytes no signature is valid, or one that nobody made; who keeps another's key asks first.
    package var isPoint: Bool {
        // unsafe: the array lends its 32 bytes, which is what the call reads.
        unsafe crypto_core_ed25519_is_valid_point(bytes) == 1
    }

    /// Whether `signature` is this key's over exactly `message`.
    package func isValid(_ signature: some Collection<UInt8>, for message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount else { return false }
        do {
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            return key.isValidSignature(Array(signature), for: message)
        } catch {
            return false
        }
    }
}

/// The private half of a signing key: a seed of 32 bytes, Ed25519 (RFC 8032).
package struct SignaturePrivateKey: ~Copyable, Sendable {
    package static let seedByteCount = 32

    private let seed: SecretBytes
    package let publicKey: SignaturePublicKey

    package static func random() -> SignaturePrivateKey {
        let key = Curve25519.Signing.PrivateKey()
        return SignaturePrivateKey(
            seed: SecretBytes(copying: key.rawRepresentation),
            publicKey: SignaturePublicKey(key.publicKey)
        )
    }

    private init(seed: consuming SecretBytes, publicKey: SignaturePublicKey) {
        self.seed = seed
        self.publicKey = publicKey
    }

    /// Takes over a seed.
    ///
    /// - Throws: ``SealingError/malformed`` when it is not 32 bytes.
    package init(seed: consuming SecretBytes) throws(SealingError) {
        guard seed.count == Self.seedByteCount else { throw .malformed }
        do {
            let publicKey = try unsafe seed.withUnsafeBytes { bytes in
                SignaturePublicKey(try unsafe Curve25519.Signing.PrivateKey(rawRepresentation: bytes).publicKey)
            }
            self.init(seed: seed, publicKey: publicKey)
        } catch {
            throw .malformed
        }
    }

    /// Opens the seed from its box.
    ///
    /// - Throws: ``SealingError``.
    package init(
        opening box: [UInt8],
        with key: borrowing SecretBytes,
        context: SealingContext
    ) throws(SealingError) {
        try self.init(seed: SealedBox.openSecret(box, with: key, context: context))
    }

    /// Seals the seed under another key.
    package borrowing func sealed(
        under key: borrowing SecretBytes,
        keyVersion: UInt32,
        context: SealingContext
    ) -> [UInt8] {
        seed.withBytes { bytes in
            // unsafe: a byte has no alignment and every bit pattern is a value; the offset is below the count.
            var copy = (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
            defer { Wipe.zero(&copy) }
            return SealedBox.seal(copy, under: key, keyVersion: keyVersion, context: context)
        }
    }

    /// The 64-byte signature over `message`; the same message always gives the same signature.
    package borrowing func signature(for message: [UInt8]) -> [UInt8] {
        do {
            return try unsafe seed.withUnsafeBytes { bytes in
                Array(try unsafe Curve25519.Signing.PrivateKey(rawRepresentation: bytes).signature(for: message))
            }
        } catch {
            // The initializer has made a key of this very seed, so only a lack of memory leads here.
            preconditionFailure("Ed25519 found no memory")
        }
    }
}
