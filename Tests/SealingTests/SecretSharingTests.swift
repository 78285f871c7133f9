import TestSupport
import Testing

@testable import Sealing

@Suite("Secret sharing")
struct SecretSharingTests {
    private static func bytes(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    /// The secret of shares; nil when they give none.
    private static func combined(_ shares: [SecretShare]) -> [UInt8]? {
        guard let secret = SecretSharing.combine(shares) else { return nil }
        return bytes(secret)
    }

    private static func share(_ number: UInt8, _ bytes: [UInt8]) -> SecretShare {
        SecretShare(number: number, secret: SharedSecret(SecretBytes(copying: bytes)))
    }

    @Test("the field is AES's: the products of FIPS 197 §4.2, and an inverse of everything but 0")
    func field() {
        #expect(SecretSharing.multiply(0x57, 0x83) == 0xC1)
        #expect(SecretSharing.multiply(0x57, 0x13) == 0xFE)
        #expect(SecretSharing.inverse(0) == 0)
        for value in UInt8(1)...255 {
            #expect(SecretSharing.multiply(value, SecretSharing.inverse(value)) == 1)
            #expect(SecretSharing.multiply(value, 1) == value)
        }
    }

    /// Computed by hand-written Python with tables of logarithms, not by this code.
    @Test("vector: the bytes 00 01 7f ff under the coefficients 01 80 1b 00 and 02 00 ff 53")
    func vector() {
        let secret = SecretBytes(copying: [0x00, 0x01, 0x7F, 0xFF])
        let coefficients = [[0x01, 0x80, 0x1B, 0x00], [0x02, 0x00, 0xFF, 0x53]].map { (bytes: [UInt8]) in
            SharedSecret(SecretBytes(copying: bytes))
        }
        let vectors: [(UInt8, [UInt8])] = [
            (1, [0x03, 0x81, 0x9B, 0xAC]),
            (2, [0x0A, 0x1A, 0x98, 0xA8]),
            (3, [0x09, 0x9A, 0x7C, 0xFB]),
            (16, [0x26, 0xD9, 0x1E, 0xE3]),
        ]
        for (number, expected) in vectors {
            let share = SecretSharing.share(number, of: secret, coefficients: coefficients)
            #expect(Self.bytes(share.secret.bytes) == expected, "share \(number)")
        }
    }

    @Test("every choice of enough shares gives the secret back, in any order; one share more does no harm")
    func anyThreshold() {
        var generator = SeededGenerator.printingSeed("secret sharing")
        for count in 2...5 {
            for threshold in 2...count {
                let secret = SecretBytes(copying: generator.bytes(32))
                let expected = Self.bytes(secret)
                let shares = SecretSharing.split(secret, into: count, threshold: threshold)
                #expect(shares.map(\.number) == (1...UInt8(count)).map(\.self))
                for mask in 1..<(1 << count) {
                    let chosen = shares.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
                    let combined = Self.combined(chosen.shuffled(using: &generator))
                    // A false match of too few has a chance of 2⁻²⁵⁶.
                    #expect((combined == expected) == (chosen.count >= threshold), "\(mask) of \(count)")
                }
            }
        }
    }

    @Test("one share of two says nothing: each secret could have made it, by exactly one coefficient")
    func oneOfTwo() {
        for secret in UInt8.min...255 {
            var seen = [Int](repeating: 0, count: 256)
            for coefficient in UInt8.min...255 { seen[Int(SecretSharing.multiply(coefficient, 3) ^ secret)] += 1 }
            #expect(seen.allSatisfy { $0 == 1 }, "secret \(secret)")
        }
    }

    @Test("two shares of three say nothing: each secret could have made each pair, by exactly one pair of coefficients")
    func twoOfThree() {
        for secret in [UInt8(0), 0xA5] {
            var seen = [UInt8](repeating: 0, count: 65_536)
            for first in UInt8.min...255 {
                for second in UInt8.min...255 {
                    let value = { (x: UInt8) in
                        SecretSharing.multiply(SecretSharing.multiply(second, x) ^ first, x) ^ secret
                    }
                    seen[Int(value(1)) << 8 | Int(value(2))] += 1
                }
            }
            #expect(seen.allSatisfy { $0 == 1 }, "secret \(secret)")
        }
    }

    @Test("a secret shared twice gives other shares, and shares of two sharings give neither")
    func fresh() {
        let secret = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
        let first = SecretSharing.split(secret, into: 2, threshold: 2)
        let second = SecretSharing.split(secret, into: 2, threshold: 2)
        #expect(Self.bytes(first[0].secret.bytes) != Self.bytes(second[0].secret.bytes))
        #expect(Self.combined([first[0], second[1]]) != Self.bytes(secret))
        #expect(Self.combined(first) == Self.bytes(secret))
    }

    @Test("no shares, a number twice, number 0 and different lengths give nothing")
    func refused() {
        let lists = [
            [], [Self.share(1, [1]), Self.share(1, [2])], [Self.share(0, [1]), Self.share(1, [1])],
            [Self.share(1, [1]), Self.share(2, [1, 2])],
        ]
        for shares in lists { #expect(Self.combined(shares) == nil) }
    }
}
