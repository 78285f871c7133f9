import Crypto
import CryptoExtras

/// A public key for RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), made by somebody else's device.
///
/// Some security chips sign with nothing else. This program never signs with RSA.
package struct RSASignaturePublicKey: Sendable, Hashable {
    /// Below is too weak, above costs more time than anybody's device needs.
    package static let bitCounts = 2048...4096

    /// Big-endian, without leading zeros.
    package let modulus: [UInt8]

    /// The only exponent that is taken: 65537.
    private static let exponent: [UInt8] = [1, 0, 1]

    /// Takes modulus and exponent, big-endian and without leading zeros.
    ///
    /// - Throws: ``SealingError/malformed`` for a modulus that is even, of another length than ``bitCounts`` or written
    ///   with leading zeros, and for any exponent but 65537.
    package init(modulus: [UInt8], exponent: [UInt8]) throws(SealingError) {
        guard exponent == Self.exponent, let first = modulus.first, first != 0 else { throw .malformed }
        let bitCount = modulus.count * 8 - first.leadingZeroBitCount
        guard Self.bitCounts.contains(bitCount) else { throw .malformed }
        do {
            _ = try _RSA.Signing.PublicKey(n: modulus, e: exponent)
        } catch {
            throw .malformed
        }
        self.modulus = modulus
    }

    /// Whether `signature` is this key's over exactly `message`.
    package func isValid(_ signature: some Collection<UInt8>, for message: [UInt8]) -> Bool {
        do {
            let key = try _RSA.Signing.PublicKey(n: modulus, e: Self.exponent)
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: Array(signature)),
                for: SHA256.hash(data: message),
                padding: .insecurePKCS1v1_5
            )
        } catch {
            return false
        }
    }
}
