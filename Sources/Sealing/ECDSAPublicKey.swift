import Crypto

/// A public key for ECDSA (FIPS 186-5) on one of two curves, made by somebody else's server.
///
/// Certificates mix curve and hash, hence both are said. This program signs with Ed25519 (``SignaturePrivateKey``).
package struct ECDSAPublicKey: Sendable, Hashable {
    package enum Curve: Sendable, Hashable, CaseIterable { case p256, p384 }

    package enum Hash: Sendable, Hashable, CaseIterable { case sha256, sha384 }

    package let curve: Curve
    /// `04 | x | y` (SEC 1).
    package let bytes: [UInt8]

    /// Takes an uncompressed point.
    ///
    /// - Throws: ``SealingError/malformed`` for another form, and when it is no point of the curve.
    package init(_ curve: Curve, point bytes: [UInt8]) throws(SealingError) {
        do {
            switch curve {
            case .p256: _ = try P256.Signing.PublicKey(x963Representation: bytes)
            case .p384: _ = try P384.Signing.PublicKey(x963Representation: bytes)
            }
        } catch {
            throw .malformed
        }
        self.curve = curve
        self.bytes = bytes
    }

    /// Whether `signature`, in strict DER as certificates hold it, is this key's over exactly `message`.
    package func isValid(der signature: [UInt8], for message: [UInt8], _ hash: Hash) -> Bool {
        do {
            switch curve {
            case .p256:
                return Self.isValid(
                    try P256.Signing.ECDSASignature(derRepresentation: signature),
                    by: try P256.Signing.PublicKey(x963Representation: bytes),
                    message,
                    hash
                )
            case .p384:
                return Self.isValid(
                    try P384.Signing.ECDSASignature(derRepresentation: signature),
                    by: try P384.Signing.PublicKey(x963Representation: bytes),
                    message,
                    hash
                )
            }
        } catch {
            return false
        }
    }

    /// Whether `signature`, `r | s` as JSON web signatures hold it, is this key's over exactly `message`.
    ///
    /// For a key on P-256 with SHA-256 (`ES256`, RFC 7518 §3.4); no other key has such a signature.
    package func isValid(es256 signature: [UInt8], for message: [UInt8]) -> Bool {
        guard curve == .p256 else { return false }
        do {
            let key = try P256.Signing.PublicKey(x963Representation: bytes)
            return key.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: signature), for: message)
        } catch {
            return false
        }
    }

    private static func isValid(
        _ signature: P256.Signing.ECDSASignature,
        by key: P256.Signing.PublicKey,
        _ message: [UInt8],
        _ hash: Hash
    ) -> Bool {
        switch hash {
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: message))
        case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: message))
        }
    }

    private static func isValid(
        _ signature: P384.Signing.ECDSASignature,
        by key: P384.Signing.PublicKey,
        _ message: [UInt8],
        _ hash: Hash
    ) -> Bool {
        switch hash {
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: message))
        case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: message))
        }
    }
}
