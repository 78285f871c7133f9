import Crypto

/// A public key for ECDSA on the curve P-256 with SHA-256 (FIPS 186-5), made by somebody else's device.
///
/// This program signs with Ed25519 (``SignaturePrivateKey``) and only ever checks this kind.
package struct P256SignaturePublicKey: Sendable, Hashable {
    package static let coordinateByteCount = 32

    /// `04 | x | y`, 65 bytes (SEC 1).
    package let bytes: [UInt8]

    /// Takes both coordinates, 32 bytes each, big-endian.
    ///
    /// - Throws: ``SealingError/malformed`` for another count, and when they are no point of the curve.
    package init(x: [UInt8], y: [UInt8]) throws(SealingError) {
        guard x.count == Self.coordinateByteCount, y.count == Self.coordinateByteCount else { throw .malformed }
        let bytes = [4] + x + y
        do {
            _ = try P256.Signing.PublicKey(x963Representation: bytes)
        } catch {
            throw .malformed
        }
        self.bytes = bytes
    }

    /// Whether `signature` is this key's over exactly `message`.
    ///
    /// The signature is strict DER. Of the two values of *s* that ECDSA allows for one signature both are taken, as the
    /// standard has it: nobody may use a signature as an identifier.
    package func isValid(_ signature: some Collection<UInt8>, for message: [UInt8]) -> Bool {
        do {
            let key = try P256.Signing.PublicKey(x963Representation: bytes)
            let signature = try P256.Signing.ECDSASignature(derRepresentation: Array(signature))
            return key.isValidSignature(signature, for: message)
        } catch {
            return false
        }
    }
}
