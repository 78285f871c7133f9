import Sealing

/// A credential's public key: a COSE key (RFC 9052 §7) of one of three algorithms, and nothing beside what it needs.
///
/// What is stored is ``bytes``, as the authenticator wrote them; ``init(bytes:)`` reads them again. Since only the
/// canonical form is taken, a key has one encoding.
package struct CredentialPublicKey: Sendable, Hashable {
    /// 4096 bits of RSA and what stands around them take less than 540 bytes.
    package static let byteCountMaximum = 1024

    package let algorithm: COSEAlgorithm
    package let bytes: [UInt8]
    private let material: Material

    private enum Material: Sendable, Hashable {
        case p256(P256SignaturePublicKey)
        case ed25519(SignaturePublicKey)
        case rsa(RSASignaturePublicKey)
    }

    /// Reads a COSE key.
    ///
    /// - Throws: ``WebAuthnError``: `tooLarge`, `cbor`, `algorithm`, `publicKey` or `curvePoint`.
    package init(bytes: [UInt8]) throws(WebAuthnError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLarge }
        guard let map = try CBORReader.decoded(bytes).map else { throw .publicKey }
        guard let number = map[Label.algorithm]?.integer else { throw .publicKey }
        guard let algorithm = COSEAlgorithm(rawValue: number) else { throw .algorithm }
        self.algorithm = algorithm
        self.bytes = bytes
        switch algorithm {
        case .es256: material = .p256(try Self.p256(map))
        case .edDSA: material = .ed25519(try Self.ed25519(map))
        case .rs256: material = .rsa(try Self.rsa(map))
        }
    }

    /// Whether `signature` is this key's over exactly `message`.
    package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch material {
        case .p256(let key): key.isValid(signature, for: message)
        case .ed25519(let key): key.isValid(signature, for: message)
        case .rsa(let key): key.isValid(signature, for: message)
        }
    }
}

extension CredentialPublicKey {
    /// Names of the members of a COSE key; those below zero mean something else for each kind.
    private enum Label {
        static let kind: Int64 = 1
        static let algorithm: Int64 = 3
        static let curve: Int64 = -1
        static let x: Int64 = -2
        static let y: Int64 = -3
        static let modulus: Int64 = -1
        static let exponent: Int64 = -2
    }

    /// Numbers from the registers of COSE key types and curves.
    private enum Number {
        static let octetKeyPair: Int64 = 1
        static let twoCoordinates: Int64 = 2
        static let rsa: Int64 = 3
        static let p256: Int64 = 1
        static let ed25519: Int64 = 6
    }

    private static func p256(_ map: CBORMap) throws(WebAuthnError) -> P256SignaturePublicKey {
        guard map.count == 5, map[Label.kind] == .integer(Number.twoCoordinates),
            map[Label.curve] == .integer(Number.p256),
            let x = map[Label.x]?.bytes, let y = map[Label.y]?.bytes,
            x.count == P256SignaturePublicKey.coordinateByteCount, y.count == x.count
        else { throw .publicKey }
        do {
            return try P256SignaturePublicKey(x: x, y: y)
        } catch {
            throw .curvePoint
        }
    }

    private static func ed25519(_ map: CBORMap) throws(WebAuthnError) -> SignaturePublicKey {
        guard map.count == 4, map[Label.kind] == .integer(Number.octetKeyPair),
            map[Label.curve] == .integer(Number.ed25519), let x = map[Label.x]?.bytes
        else { throw .publicKey }
        let key: SignaturePublicKey
        do {
            key = try SignaturePublicKey(bytes: x)
        } catch {
            throw .publicKey
        }
        guard key.isPoint else { throw .curvePoint }
        return key
    }

    private static func rsa(_ map: CBORMap) throws(WebAuthnError) -> RSASignaturePublicKey {
        guard map.count == 4, map[Label.kind] == .integer(Number.rsa),
            let modulus = map[Label.modulus]?.bytes, let exponent = map[Label.exponent]?.bytes
        else { throw .publicKey }
        do {
            return try RSASignaturePublicKey(modulus: modulus, exponent: exponent)
        } catch {
            throw .publicKey
        }
    }
}
