import Primitives
import TestSupport
import Testing

@testable import Sealing

@Suite("Sealed box")
struct SealedBoxTests {
    private let key = SharedSecret(SecretBytes(copying: [UInt8](0..<32)))
    private let alice = VaultID(high: 1, low: 2)

    private func context(_ place: String = "money", vault: VaultID? = nil, slot: KeySlotID? = nil) -> SealingContext {
        SealingContext(.segment, vault: vault ?? alice, slot: slot, place: Array(place.utf8))
    }

    /// Frozen when version 1 was written: if this fails, everything already sealed no longer opens.
    @Test("version 1 vector seals to the same bytes and opens")
    func frozenVector() throws {
        let expected = try #require(Hex.decode(Vectors.sealedBox))
        let box = SealedBox.seal(
            Array("hello".utf8),
            under: key.bytes,
            keyVersion: 7,
            context: context(),
            salt: [UInt8](repeating: 0xA5, count: 24),
            nonce: [UInt8](repeating: 0x5A, count: 12)
        )
        #expect(Hex.encode(box) == Hex.encode(expected))
        #expect(try SealedBox.open(expected, with: key.bytes, context: context()) == Array("hello".utf8))
        #expect(try SealedBox.keyVersion(of: expected[...]) == 7)
    }

    @Test("what is sealed opens again, at every length", arguments: [0, 1, 15, 16, 17, 4096, 65_537, 1 << 20])
    func roundTrip(_ count: Int) throws {
        let plaintext = SecureRandom.bytes(count: count)
        let box = SealedBox.seal(plaintext, under: key.bytes, keyVersion: 1, context: context())
        #expect(box.count == count + SealedBox.overheadByteCount)
        #expect(try SealedBox.open(box, with: key.bytes, context: context()) == plaintext)
    }

    @Test("a changed bit in any byte of a box keeps it shut")
    func everyByteCounts() throws {
        let box = SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        for offset in box.indices {
            var altered = box
            altered[offset] ^= 1 << UInt8(offset % 8)
            #expect(throws: SealingError.self, "byte \(offset)") {
                try SealedBox.open(altered, with: key.bytes, context: context())
            }
        }
    }

    @Test("every shorter piece of a box is refused")
    func truncation() {
        let box = SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        for count in 0..<box.count {
            #expect(throws: SealingError.self, "\(count) bytes") {
                try SealedBox.open(Array(box.prefix(count)), with: key.bytes, context: context())
            }
        }
    }

    @Test("a cycle entry does not open as a money entry, nor in another vault, slot or use")
    func boundToItsPlace() {
        let box = SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        let others = [
            context("cycle"),
            context(vault: VaultID(high: 1, low: 3)),
            context(slot: KeySlotID(high: 0, low: 1)),
            SealingContext(.snapshot, vault: alice, place: Array("money".utf8)),
            SealingContext(.segment, place: Array("money".utf8)),
        ]
        for other in others {
            #expect(throws: SealingError.doesNotOpen) { try SealedBox.open(box, with: key.bytes, context: other) }
        }
    }

    @Test("another key, or the same key as another version, does not open")
    func anotherKey() {
        let box = SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        let other = SecretBytes.random(count: 32)
        #expect(throws: SealingError.doesNotOpen) { try SealedBox.open(box, with: other, context: context()) }
        var asVersion2 = box
        asVersion2[4] = 2
        #expect(throws: SealingError.doesNotOpen) {
            try SealedBox.open(asVersion2, with: key.bytes, context: context())
        }
    }

    /// The attack: one box made to open under many guessed keys, to learn which guess was right.
    ///
    /// The box names the key it was made with, so a second key is refused before the cipher is asked.
    @Test("a box commits to exactly one key (partitioning oracle)")
    func commitment() throws {
        let box = SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        let other = SecretBytes.random(count: 32)
        #expect(try SealedBox.commits(box[...], to: key.bytes, context: context()))
        #expect(try !SealedBox.commits(box[...], to: other, context: context()))
    }

    @Test("two boxes of the same bytes share nothing a reader could compare")
    func freshness() {
        let boxes = (0..<64).map { _ in
            SealedBox.seal([1, 2, 3], under: key.bytes, keyVersion: 1, context: context())
        }
        #expect(Set(boxes.map { Array($0[5..<29]) }).count == 64)
        #expect(Set(boxes.map { Array($0.suffix(19)) }).count == 64)
    }
}

enum Vectors {
    static let sealedBox = """
        0100000007a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a510b6a45b302772cc64989d334c912b39ff221f
        092615cffc45246c1967279c3c5a5a5a5a5a5a5a5a5a5a5a5acd4e55be3ae5b61176abea5df33caf8ba01ac907aa
        """
    static let slotPrivateKey = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
    static let hybridBox = """
        0100000003a79d9fa983fadc48c5ad729dd4d2dc26aeef4a5bda305c94decab2232066057713f7891f1cf86c99f6a8a6
        7519edb9856d8704dbaeb192d505872ab9d2b9829c9b87ed5ecd3bae476ec04a5efd1b58e860983b640273f44d0bf8c1
        08ac0d645c176f8352699ab472346b4037e06c13e9
        """
}
