import Crypto
import CryptoExtras

/// A key that signs as somebody else's server would, for checks and tests that play its part.
///
/// Nothing of this installation is ever signed with it: that is ``SignaturePrivateKey``'s work.
package struct ECDSAStandInKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
    }

    private let key: Key
    package let curve: ECDSAPublicKey.Curve

    package init(_ curve: ECDSAPublicKey.Curve) {
        self.curve = curve
        key =
            switch curve {
            case .p256: .p256(P256.Signing.PrivateKey())
            case .p384: .p384(P384.Signing.PrivateKey())
            }
    }

    /// `04 | x | y`.
    package var point: [UInt8] {
        switch key {
        case .p256(let key): Array(key.publicKey.x963Representation)
        case .p384(let key): Array(key.publicKey.x963Representation)
        }
    }

    /// In DER, over the SHA-384 of the message, as Apple's authorities sign; nil where the library cannot sign.
    package func derSignature(for message: [UInt8]) -> [UInt8]? {
        let digest = SHA384.hash(data: message)
        do {
            switch key {
            case .p256(let key): return Array(try key.signature(for: digest).derRepresentation)
            case .p384(let key): return Array(try key.signature(for: digest).derRepresentation)
            }
        } catch {
            return nil
        }
    }

    /// `r | s` over the SHA-256 of the message (`ES256`); nil for another curve.
    package func es256Signature(for message: [UInt8]) -> [UInt8]? {
        guard case .p256(let key) = key else { return nil }
        do {
            return Array(try key.signature(for: message).rawRepresentation)
        } catch {
            return nil
        }
    }
}

/// As ``ECDSAStandInKey``, with RSA of 2048 bits.
package struct RSAStandInKey: Sendable {
    private let key: _RSA.Signing.PrivateKey
    package let modulus: [UInt8]
    package let exponent: [UInt8]

    /// Takes tenths of a second; nil where the library makes none.
    package init?() {
        do {
            key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let numbers = try key.publicKey.getKeyPrimitives()
            modulus = Array(numbers.modulus)
            exponent = Array(numbers.publicExponent)
        } catch {
            return nil
        }
    }

    /// PKCS #1 v1.5 over the SHA-256 of the message (`RS256`); nil where the library cannot sign.
    package func signature(for message: [UInt8]) -> [UInt8]? {
        do {
            let signature = try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
            return Array(signature.rawRepresentation)
        } catch {
            return nil
        }
    }
}
