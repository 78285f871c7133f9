import Crypto
import CryptoExtras
import Primitives
import Testing

@testable import Sealing

/// The attack that key commitment exists for (Len, Grubbs, Ristenpart: Partitioning Oracle Attacks, 2021), carried out:
/// one AES-GCM ciphertext that is valid under two keys.
@Suite("Partitioning oracle")
struct PartitioningOracleTests {
    @Test("a ciphertext made valid under two keys opens under the one its box commits to, and no other")
    func twoKeys() throws {
        let context = SealingContext(.segment, vault: VaultID(high: 1, low: 2), slot: nil, place: [])
        let first = SecretBytes(copying: [UInt8](0..<32))
        let second = SecretBytes(copying: [UInt8](32..<64))
        let nonce = [UInt8](repeating: 3, count: AEAD.nonceByteCount)
        let sealed = SealedBox.seal([], under: first, keyVersion: 1, context: context)
        let header = Array(sealed[..<29])
        let info = context.info(algorithm: SealedBox.algorithm, keyVersion: 1)
        let firstDerived = DerivedKey(from: first, salt: sealed[5..<29], info: info)
        let secondDerived = DerivedKey(from: second, salt: sealed[5..<29], info: info)
        let authenticated = header + context.place

        let forged = Collision(
            Self.symmetric(firstDerived),
            Self.symmetric(secondDerived),
            nonce: nonce,
            authenticating: authenticated
        ).ciphertextAndTag()
        // Without a commitment the attack works.
        let byFirst = try AEAD.open(forged[...], key: firstDerived, nonce: nonce[...], authenticating: authenticated)
        let bySecond = try AEAD.open(forged[...], key: secondDerived, nonce: nonce[...], authenticating: authenticated)
        #expect(byFirst.count == 16 && bySecond.count == 16 && byFirst != bySecond)
        let box = header + firstDerived.commitment + nonce + forged
        let opened = try SealedBox.open(box, with: first, context: context)
        #expect(opened == byFirst)
        #expect(throws: SealingError.doesNotOpen) { try SealedBox.open(box, with: second, context: context) }
    }

    private static func symmetric(_ key: borrowing DerivedKey) -> SymmetricKey {
        unsafe key.withContentKey { bytes in unsafe SymmetricKey(data: bytes) }
    }
}

/// Solves for a ciphertext of one block whose GCM tag is the same under two keys.
private struct Collision {
    private struct Key {
        /// The hash key `H`, and the block that masks the tag.
        let hash: UInt128
        let mask: UInt128

        init(_ key: SymmetricKey, nonce: [UInt8]) {
            hash = Self.encrypt([UInt8](repeating: 0, count: 16), key)
            mask = Self.encrypt(nonce + [0, 0, 0, 1], key)
        }

        private static func encrypt(_ block: [UInt8], _ key: SymmetricKey) -> UInt128 {
            var block = block
            do { try AES.permute(&block, key: key) } catch { preconditionFailure("AES takes blocks of 16 bytes") }
            return Collision.number(block)
        }
    }

    private let keys: [Key]
    private let authenticated: [UInt128]
    private let lengths: UInt128

    init(_ first: SymmetricKey, _ second: SymmetricKey, nonce: [UInt8], authenticating data: [UInt8]) {
        keys = [Key(first, nonce: nonce), Key(second, nonce: nonce)]
        authenticated = stride(from: 0, to: data.count, by: 16).map { start in
            let block = data[start..<min(start + 16, data.count)]
            return Self.number(block + [UInt8](repeating: 0, count: 16 - block.count))
        }
        lengths = UInt128(data.count * 8) << 64 | 128
    }

    /// `tag = mask + … + block·H² + lengths·H`: equal under both keys for `block = difference / (H₁² + H₂²)`.
    func ciphertextAndTag() -> [UInt8] {
        let rests = keys.map { tag(of: 0, $0) }
        let squares = keys.map { Self.product($0.hash, $0.hash) }
        let block = Self.product(rests[0] ^ rests[1], Self.inverse(squares[0] ^ squares[1]))
        return Self.bytes(block) + Self.bytes(tag(of: block, keys[0]))
    }

    private func tag(of block: UInt128, _ key: Key) -> UInt128 {
        (authenticated + [block, lengths]).reduce(0) { Self.product($0 ^ $1, key.hash) } ^ key.mask
    }

    /// Multiplication in GF(2^128) with GCM's order of bits (NIST SP 800-38D §6.3).
    private static func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (sum, shifted): (UInt128, UInt128) = (0, right)
        for bit in stride(from: 127, through: 0, by: -1) {
            if left >> bit & 1 == 1 { sum ^= shifted }
            shifted = shifted & 1 == 1 ? shifted >> 1 ^ (0xE1 << 120) : shifted >> 1
        }
        return sum
    }

    /// The 2^128 − 2nd power.
    private static func inverse(_ value: UInt128) -> UInt128 {
        var (result, square) = (product(value, value), value)
        square = result
        for _ in 0..<126 {
            square = product(square, square)
            result = product(result, square)
        }
        return result
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }

    private static func bytes(_ value: UInt128) -> [UInt8] {
        stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
