import Crypto
import CryptoExtras
import Sealing
import TestSupport
import Testing

/// Goal: a signature made elsewhere is taken in one form only, and a key only when it is one.
@Suite("Signatures of others")
struct OthersSignatureTests {
    private static let message = Array("a message".utf8)

    // P-256

    private static func p256() throws -> (key: P256.Signing.PrivateKey, publicKey: P256SignaturePublicKey) {
        let key = P256.Signing.PrivateKey()
        let point = Array(key.publicKey.rawRepresentation)
        return (key, try P256SignaturePublicKey(x: Array(point.prefix(32)), y: Array(point.suffix(32))))
    }

    @Test("a P-256 signature over another message, or by another key, is not valid")
    func p256Other() throws {
        let (key, publicKey) = try Self.p256()
        let signature = try key.signature(for: Self.message).derRepresentation
        #expect(publicKey.isValid(signature, for: Self.message))
        #expect(!publicKey.isValid(signature, for: Self.message + [0]))
        #expect(!publicKey.isValid(signature, for: []))
        #expect(try !Self.p256().publicKey.isValid(signature, for: Self.message))
    }

    @Test("both values of s are the standard's")
    func p256Negated() throws {
        let (key, publicKey) = try Self.p256()
        let raw = Array(try key.signature(for: Self.message).rawRepresentation)
        let (r, s) = (Array(raw.prefix(32)), Array(raw.suffix(32)))
        #expect(publicKey.isValid(Self.der(r, s), for: Self.message))
        #expect(publicKey.isValid(Self.der(r, Self.difference(Self.order, s)), for: Self.message))
    }

    /// FIPS 186-5's order of P-256.
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6,
        0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]

    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var borrow = 0
        var result = [UInt8](repeating: 0, count: left.count)
        for index in left.indices.reversed() {
            let value = Int(left[index]) - Int(right[index]) - borrow
            borrow = value < 0 ? 1 : 0
            result[index] = UInt8(value + 256 * borrow)
        }
        return result
    }

    private static func der(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
        let body = integer(r) + integer(s)
        return [0x30, UInt8(body.count)] + body
    }

    private static func integer(_ number: [UInt8]) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [2, UInt8(digits.count)] + digits
    }

    @Test("a P-256 signature has one encoding, strict DER")
    func p256DER() throws {
        let (key, publicKey) = try Self.p256()
        let raw = Array(try key.signature(for: Self.message).rawRepresentation)
        let (r, s) = (Self.integer(Array(raw.prefix(32))), Self.integer(Array(raw.suffix(32))))
        let wrap = { (body: [UInt8]) in [0x30, UInt8(body.count)] + body }
        #expect(publicKey.isValid(wrap(r + s), for: Self.message))
        let padded = [2, r[1] + 1, 0] + r.dropFirst(2)
        let wrong: [[UInt8]] = [
            [], raw, [0x30], [0x30, 0], wrap(r), wrap(r + s + [5, 0]), wrap(r + s) + [0], wrap(padded + s),
            // Lengths in more bytes than they need, or without one.
            [0x30, 0x81, UInt8(r.count + s.count)] + r + s, [0x30, 0x80] + r + s + [0, 0],
            wrap([2, 0x81] + r.dropFirst() + s),
            // Another tag outside or inside.
            [0x31, UInt8(r.count + s.count)] + r + s, wrap([3] + r.dropFirst() + s),
            // Numbers outside 1..<n.
            wrap([2, 1, 0] + s), wrap(r + [2, 1, 0]), wrap([2, 0] + s), wrap([2, 1, 0xFF] + s),
            wrap(Self.integer(Self.order) + s), wrap(r + Self.integer(Self.order)),
            wrap(r + Self.integer([UInt8](repeating: 0xFF, count: 33))),
        ]
        for signature in wrong { #expect(!publicKey.isValid(signature, for: Self.message), "\(Hex.encode(signature))") }
    }

    @Test("a P-256 key is a point of the curve")
    func p256Point() throws {
        let (_, publicKey) = try Self.p256()
        let (x, y) = (Array(publicKey.bytes[1...32]), Array(publicKey.bytes[33...]))
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(try P256SignaturePublicKey(x: x, y: y) == publicKey)
        var turned = y
        turned[31] ^= 1
        let wrong = [
            (x, turned), (y, x), (zero, zero), (x, zero), (zero, y), (x, Array(y.dropLast())),
            (Array(x.dropLast()), x.suffix(1) + y),
            (x + y.prefix(1), Array(y.dropFirst())), (Array(x.dropLast()), y),
            ([0] + x, y), (x, [0] + y), ([], []), ([UInt8](repeating: 0xFF, count: 32), y),
        ]
        for (x, y) in wrong {
            #expect(throws: SealingError.malformed) { try P256SignaturePublicKey(x: x, y: y) }
        }
    }

    // RSA

    private static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    @Test("an RSA signature over another message, of another length or padding is not valid")
    func rsaOther() throws {
        let key = try Self.rsa.get()
        let modulus = Array(try key.publicKey.getKeyPrimitives().modulus)
        let publicKey = try RSASignaturePublicKey(modulus: modulus, exponent: [1, 0, 1])
        let hash = SHA256.hash(data: Self.message)
        let signature = Array(try key.signature(for: hash, padding: .insecurePKCS1v1_5).rawRepresentation)
        #expect(publicKey.isValid(signature, for: Self.message))
        #expect(!publicKey.isValid(signature, for: Self.message + [0]))
        #expect(!publicKey.isValid([0] + signature, for: Self.message))
        #expect(!publicKey.isValid(signature.dropFirst(), for: Self.message))
        #expect(!publicKey.isValid([], for: Self.message))
        let pss = Array(try key.signature(for: hash, padding: .PSS).rawRepresentation)
        #expect(!publicKey.isValid(pss, for: Self.message))
        let long = SHA512.hash(data: Self.message)
        let other = Array(try key.signature(for: long, padding: .insecurePKCS1v1_5).rawRepresentation)
        #expect(!publicKey.isValid(other, for: Self.message))
    }

    @Test("an RSA key has an odd modulus of 2048 to 4096 bits without leading zeros, and the exponent 65537")
    func rsaKey() throws {
        let odd = { (first: UInt8, count: Int) in [first] + [UInt8](repeating: 0x55, count: count - 1) }
        let key = { (modulus: [UInt8], exponent: [UInt8]) throws(SealingError) in
            try RSASignaturePublicKey(modulus: modulus, exponent: exponent)
        }
        for modulus in [odd(0x80, 256), odd(0x01, 257), odd(0xFF, 512)] { _ = try key(modulus, [1, 0, 1]) }
        let even = odd(0x80, 255) + [2]
        let wrong: [[UInt8]] = [[], [0], odd(0x7F, 256), [0] + odd(0x80, 256), odd(0x01, 513), even]
        for modulus in wrong {
            #expect(throws: SealingError.malformed) { try key(modulus, [1, 0, 1]) }
        }
        for exponent in [[], [3], [0], [1], [0, 1, 0, 1], [1, 0, 2], [1, 0, 0, 0, 1]] as [[UInt8]] {
            #expect(throws: SealingError.malformed) { try key(odd(0x80, 256), exponent) }
        }
    }

    // Ed25519

    @Test("an Ed25519 key is a point of prime order, written in its one form")
    func ed25519Point() throws {
        for _ in 0..<16 {
            let made = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation
            #expect(try SignaturePublicKey(bytes: Array(made)).isPoint)
        }
        let zeros = [UInt8](repeating: 0, count: 31)
        let ones = [UInt8](repeating: 0xFF, count: 30)
        let wrong: [[UInt8]] = [
            // Orders 1, 2, 4 and 8, the last from the list that libraries refuse.
            [1] + zeros, [0xEC] + ones + [0x7F], zeros + [0], zeros + [0x80],
            try #require(Hex.decode("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
            // The field's prime and one more: the numbers 0 and 1 in a second form.
            [0xED] + ones + [0x7F], [0xEE] + ones + [0x7F],
            // No point has this y.
            [2] + zeros,
        ]
        for bytes in wrong { #expect(try !SignaturePublicKey(bytes: bytes).isPoint, "\(Hex.encode(bytes))") }
    }
}
