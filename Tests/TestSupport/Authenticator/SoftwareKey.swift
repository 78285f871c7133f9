import Crypto
import CryptoExtras
import WebAuthn

/// A credential's private key.
enum SoftwareKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)

    static func make(_ algorithm: COSEAlgorithm) -> SoftwareKey {
        switch algorithm {
        case .es256: .p256(P256.Signing.PrivateKey())
        case .edDSA: .ed25519(Curve25519.Signing.PrivateKey())
        case .rs256: .rsa(sharedRSA[0])
        }
    }

    /// A key of the same kind that no credential has.
    var other: SoftwareKey {
        switch self {
        case .p256: .p256(P256.Signing.PrivateKey())
        case .ed25519: .ed25519(Curve25519.Signing.PrivateKey())
        case .rsa: .rsa(Self.sharedRSA[1])
        }
    }

    /// Made once for a process, since it takes long: all credentials with RS256 have the first, none has the second.
    private static let sharedRSA: [_RSA.Signing.PrivateKey] = (0..<2).map { _ in
        do {
            return try _RSA.Signing.PrivateKey(keySize: .bits2048)
        } catch {
            preconditionFailure("no RSA key could be made")
        }
    }

    func signature(for message: [UInt8]) -> [UInt8] {
        do {
            switch self {
            case .p256(let key): return Array(try key.signature(for: message).derRepresentation)
            case .ed25519(let key): return Array(try key.signature(for: message))
            case .rsa(let key):
                let hash = SHA256.hash(data: message)
                return Array(try key.signature(for: hash, padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        } catch {
            preconditionFailure("a key that was just made signs")
        }
    }

    /// The public half as a COSE key, canonical unless a fault says otherwise.
    func publicKey(_ fault: SoftwareFault?) -> [UInt8] {
        var members = members
        if fault == .otherAlgorithm { members[1].value = CBORBytes.integer(-47) }
        // A key id: allowed in COSE, of no use here.
        if fault == .extraKeyMember { members.insert((CBORBytes.integer(2), CBORBytes.bytes([1])), at: 1) }
        if fault == .offCurvePoint { members[3].value = CBORBytes.bytes([UInt8](repeating: 0xFF, count: 32)) }
        return CBORBytes.map(members)
    }

    private var members: [(name: [UInt8], value: [UInt8])] {
        switch self {
        case .p256(let key):
            let point = Array(key.publicKey.rawRepresentation)
            return Self.members(kind: 2, algorithm: .es256, curve: 1) + [
                (CBORBytes.integer(-2), CBORBytes.bytes(Array(point.prefix(32)))),
                (CBORBytes.integer(-3), CBORBytes.bytes(Array(point.suffix(32)))),
            ]
        case .ed25519(let key):
            return Self.members(kind: 1, algorithm: .edDSA, curve: 6) + [
                (CBORBytes.integer(-2), CBORBytes.bytes(Array(key.publicKey.rawRepresentation)))
            ]
        case .rsa(let key):
            return Self.members(kind: 3, algorithm: .rs256) + [
                (CBORBytes.integer(-1), CBORBytes.bytes(Self.modulus(of: key))),
                (CBORBytes.integer(-2), CBORBytes.bytes([1, 0, 1])),
            ]
        }
    }

    private static func members(
        kind: Int,
        algorithm: COSEAlgorithm,
        curve: Int? = nil
    ) -> [(name: [UInt8], value: [UInt8])] {
        let all = [
            (CBORBytes.integer(1), CBORBytes.integer(kind)),
            (CBORBytes.integer(3), CBORBytes.integer(Int(algorithm.rawValue))),
        ]
        return all + (curve.map { [(CBORBytes.integer(-1), CBORBytes.integer($0))] } ?? [])
    }

    private static func modulus(of key: _RSA.Signing.PrivateKey) -> [UInt8] {
        do {
            return Array(try key.publicKey.getKeyPrimitives().modulus)
        } catch {
            preconditionFailure("a key that was just made has a modulus")
        }
    }
}
