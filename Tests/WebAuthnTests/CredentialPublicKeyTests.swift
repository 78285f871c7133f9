import TestSupport
import Testing
import WebAuthn

/// Goal: of all COSE keys there are, three kinds are taken, each in one form.
@Suite("Public keys of passkeys")
struct CredentialPublicKeyTests {
    private typealias Members = [Int: [UInt8]]

    /// The generator of P-256 (FIPS 186-5), a point that everybody knows.
    private static let x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    private static let y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    /// RFC 8032's first public key.
    private static let edwards = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

    private static func bytes(_ hex: String) -> [UInt8] { CBORBytes.bytes(Hex.decode(hex) ?? []) }

    private static var es256: Members {
        [
            1: CBORBytes.integer(2), 3: CBORBytes.integer(-7), -1: CBORBytes.integer(1), -2: bytes(x), -3: bytes(y),
        ]
    }
    private static var edDSA: Members {
        [1: CBORBytes.integer(1), 3: CBORBytes.integer(-8), -1: CBORBytes.integer(6), -2: bytes(edwards)]
    }
    private static var rs256: Members { rsa(modulus(0x80, 256)) }

    private static func rsa(_ modulus: [UInt8], exponent: [UInt8] = [1, 0, 1]) -> Members {
        [
            1: CBORBytes.integer(3), 3: CBORBytes.integer(-257), -1: CBORBytes.bytes(modulus),
            -2: CBORBytes.bytes(exponent),
        ]
    }

    private static func modulus(_ first: UInt8, _ count: Int) -> [UInt8] {
        [first] + [UInt8](repeating: 0x55, count: count - 1)
    }

    private static func encode(_ members: Members) -> [UInt8] {
        let names = members.keys.filter { $0 >= 0 }.sorted() + members.keys.filter { $0 < 0 }.sorted(by: >)
        return CBORBytes.map(names.map { (CBORBytes.integer($0), members[$0] ?? []) })
    }

    private static func read(_ members: Members) throws(WebAuthnError) -> CredentialPublicKey {
        try CredentialPublicKey(bytes: encode(members))
    }

    @Test("each kind is read, and its bytes are what is stored")
    func kinds() throws {
        let kinds: [(Members, COSEAlgorithm)] = [(Self.es256, .es256), (Self.edDSA, .edDSA), (Self.rs256, .rs256)]
        for (members, algorithm) in kinds {
            let key = try Self.read(members)
            #expect(key.algorithm == algorithm)
            #expect(key.bytes == Self.encode(members))
            #expect(try CredentialPublicKey(bytes: key.bytes) == key)
        }
        #expect(try Self.read(Self.rsa(Self.modulus(0xFF, 512))).bytes.count < CredentialPublicKey.byteCountMaximum)
    }

    @Test("a missing member, or one that does not belong, is refused")
    func members() {
        for kind in [Self.es256, Self.edDSA, Self.rs256] {
            for name in kind.keys {
                var less = kind
                less[name] = nil
                #expect(throws: WebAuthnError.publicKey) { try Self.read(less) }
                var other = kind
                other[name] = CBORBytes.text("1")
                #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
            }
            for name in [0, 2, 4, 5, -4, -5, 100] {
                var more = kind
                more[name] = CBORBytes.bytes([1])
                #expect(throws: WebAuthnError.publicKey) { try Self.read(more) }
            }
        }
    }

    @Test(
        "other algorithms are refused, whatever else stands there",
        arguments: [-35, -36, -37, -19, -46, -47, -65535, 0, 7]
    )
    func algorithms(_ number: Int) {
        for kind in [Self.es256, Self.edDSA, Self.rs256] {
            var other = kind
            other[3] = CBORBytes.integer(number)
            #expect(throws: WebAuthnError.algorithm) { try Self.read(other) }
        }
    }

    @Test("an algorithm goes with its own kind of key and its own curve")
    func mixed() {
        for kind in [Self.es256, Self.edDSA, Self.rs256] {
            for algorithm in [-7, -8, -257] where kind[3] != CBORBytes.integer(algorithm) {
                var other = kind
                other[3] = CBORBytes.integer(algorithm)
                #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
            }
            for number in 0...8 where kind[1] != CBORBytes.integer(number) {
                var other = kind
                other[1] = CBORBytes.integer(number)
                #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
            }
        }
        for (kind, own) in [(Self.es256, 1), (Self.edDSA, 6)] {
            for curve in 0...8 where curve != own {
                var other = kind
                other[-1] = CBORBytes.integer(curve)
                #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
            }
        }
    }

    @Test("coordinates beside the curve, compressed or of another length are refused")
    func p256() {
        var turned = Self.es256
        turned[-3] = Self.bytes("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f4")
        #expect(throws: WebAuthnError.curvePoint) { try Self.read(turned) }
        var infinity = Self.es256
        infinity[-2] = CBORBytes.bytes([UInt8](repeating: 0, count: 32))
        infinity[-3] = CBORBytes.bytes([UInt8](repeating: 0, count: 32))
        #expect(throws: WebAuthnError.curvePoint) { try Self.read(infinity) }
        for name in [-2, -3] {
            let full = name == -2 ? Self.x : Self.y
            for wrong in [CBORBytes.boolean(true), Self.bytes(String(full.dropLast(2))), Self.bytes("00" + full)] {
                var other = Self.es256
                other[name] = wrong
                #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
            }
        }
    }

    @Test("coordinates that are short alike are no parameters of P-256")
    func shortCoordinates() {
        var other = Self.es256
        for name in [-2, -3] { other[name] = CBORBytes.bytes([UInt8](repeating: 1, count: 31)) }
        #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
    }

    @Test("Ed25519 keys that nobody can have are refused")
    func ed25519() {
        let zeros = [UInt8](repeating: 0, count: 31)
        for point in [[1] + zeros, [0] + zeros, [2] + zeros, [UInt8](repeating: 0xFF, count: 32)] {
            var other = Self.edDSA
            other[-2] = CBORBytes.bytes(point)
            #expect(throws: WebAuthnError.curvePoint) { try Self.read(other) }
        }
        for wrong in [Self.bytes(String(Self.edwards.dropLast(2))), Self.bytes(Self.edwards + "00")] {
            var other = Self.edDSA
            other[-2] = wrong
            #expect(throws: WebAuthnError.publicKey) { try Self.read(other) }
        }
    }

    @Test("RSA keys that are too short, too long or have another exponent are refused")
    func rsa() {
        let wrong: [[UInt8]] = [
            Self.modulus(0x7F, 256), Self.modulus(0x01, 513), [0] + Self.modulus(0x80, 256),
            Self.modulus(0x80, 255) + [0], [], [0],
        ]
        for modulus in wrong { #expect(throws: WebAuthnError.publicKey) { try Self.read(Self.rsa(modulus)) } }
        for exponent in [[3], [1], [0, 1, 0, 1], []] as [[UInt8]] {
            #expect(throws: WebAuthnError.publicKey) {
                try Self.read(Self.rsa(Self.modulus(0x80, 256), exponent: exponent))
            }
        }
    }

    @Test("what is no map, goes on, or is too long is refused")
    func form() {
        #expect(throws: WebAuthnError.publicKey) { try CredentialPublicKey(bytes: [0x80]) }
        #expect(throws: WebAuthnError.publicKey) { try CredentialPublicKey(bytes: [0xA0]) }
        #expect(throws: WebAuthnError.cbor(.truncated)) { try CredentialPublicKey(bytes: []) }
        #expect(throws: WebAuthnError.cbor(.trailingBytes)) {
            try CredentialPublicKey(bytes: Self.encode(Self.es256) + [0])
        }
        #expect(throws: WebAuthnError.cbor(.trailingBytes)) {
            try CredentialPublicKey(bytes: [UInt8](repeating: 0, count: CredentialPublicKey.byteCountMaximum))
        }
        #expect(throws: WebAuthnError.tooLarge) {
            try CredentialPublicKey(bytes: [UInt8](repeating: 0, count: CredentialPublicKey.byteCountMaximum + 1))
        }
        // Members in the order in which people write them.
        let unordered = CBORBytes.map([
            (CBORBytes.integer(3), CBORBytes.integer(-8)), (CBORBytes.integer(1), CBORBytes.integer(1)),
            (CBORBytes.integer(-1), CBORBytes.integer(6)), (CBORBytes.integer(-2), Self.bytes(Self.edwards)),
        ])
        #expect(throws: WebAuthnError.cbor(.nameOrder)) { try CredentialPublicKey(bytes: unordered) }
    }
}
