import Crypto
import Primitives
import TestSupport
import Testing

@testable import Sealing

@Suite("Hybrid box (HPKE)")
struct HybridBoxTests {
    private let context = SealingContext(
        .trackerKey,
        vault: VaultID(high: 1, low: 2),
        slot: KeySlotID(high: 3, low: 4),
        place: Array("money".utf8)
    )

    /// Frozen when version 1 was written: if this fails, no slot opens its vault any more.
    @Test("version 1 vector opens")
    func frozenVector() throws {
        let scalar = try #require(Hex.decode(Vectors.slotPrivateKey))
        let box = try #require(Hex.decode(Vectors.hybridBox))
        let key = try Self.privateKey(scalar)
        let secret = try HybridBox.open(box, with: key, context: context)
        let isSame = secret.equals(SecretBytes(copying: [UInt8](32..<64)))
        #expect(isSame)
        #expect(try HybridBox.keyVersion(of: box) == 3)
    }

    @Test("whoever has only the public key seals; the private key opens")
    func roundTrip() throws {
        let pair = SlotPrivateKey.random()
        let secret = SecretBytes.random(count: 32)
        let box = try HybridBox.seal(secret, to: pair.publicKey, keyVersion: 1, context: context)
        #expect(box.count == 32 + HybridBox.overheadByteCount)
        let isSame = try HybridBox.open(box, with: pair, context: context).equals(secret)
        #expect(isSame)
    }

    @Test("a changed bit in any byte, or another slot's key, keeps it shut")
    func altered() throws {
        let pair = SlotPrivateKey.random()
        let box = try HybridBox.seal(.random(count: 32), to: pair.publicKey, keyVersion: 1, context: context)
        for offset in box.indices {
            var altered = box
            altered[offset] ^= 0x10
            #expect(throws: SealingError.self, "byte \(offset)") {
                _ = try HybridBox.open(altered, with: pair, context: context)
            }
        }
        let stranger = SlotPrivateKey.random()
        #expect(throws: SealingError.doesNotOpen) { _ = try HybridBox.open(box, with: stranger, context: context) }
    }

    @Test("a tracker key sealed to one slot does not open as another's, or as another tracker's")
    func boundToItsPlace() throws {
        let pair = SlotPrivateKey.random()
        let box = try HybridBox.seal(.random(count: 32), to: pair.publicKey, keyVersion: 1, context: context)
        let others = [
            SealingContext(.trackerKey, vault: context.vault, slot: KeySlotID(high: 3, low: 5), place: context.place),
            SealingContext(.trackerKey, vault: context.vault, slot: context.slot, place: Array("cycle".utf8)),
            SealingContext(.trackerKey, vault: nil, slot: context.slot, place: context.place),
        ]
        for other in others {
            #expect(throws: SealingError.doesNotOpen) { _ = try HybridBox.open(box, with: pair, context: other) }
        }
    }

    @Test("a public key of small order, which gives the same secret to everyone, is refused")
    func smallOrder() throws {
        let points = [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
        for text in points {
            for highestBit in [0, 0x80] as [UInt8] {
                var point = try #require(Hex.decode(text))
                point[31] |= highestBit
                #expect(throws: SealingError.malformed, "\(text)") { try SlotPublicKey(bytes: point) }
                // The reason: the agreement is refused, or gives what everybody has.
                #expect(Self.agreement(with: point).allSatisfy { $0 == 0 }, "\(text)")
            }
        }
    }

    @Test("any other point is taken, and gives a secret")
    func otherPoints() throws {
        var random = SeededGenerator.printingSeed("public keys")
        for _ in 0..<200 {
            let point = random.bytes(32)
            #expect(try SlotPublicKey(bytes: point).bytes == point)
            #expect(Self.agreement(with: point).contains { $0 != 0 })
        }
    }

    /// The shared secret of a fresh private key and a point; empty when the library refuses it.
    private static func agreement(with point: [UInt8]) -> [UInt8] {
        do {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: point)
            let shared = try Curve25519.KeyAgreement.PrivateKey().sharedSecretFromKeyAgreement(with: key)
            return unsafe shared.withUnsafeBytes { unsafe Array($0) }
        } catch {
            return []
        }
    }

    @Test("a slot's private half opens only under its holder's key")
    func privateHalf() throws {
        let pair = SlotPrivateKey.random()
        let holder = SecretBytes.random(count: 32)
        let place = SealingContext(.slotPrivateKey, place: [])
        let box = pair.sealed(under: holder, context: place)
        let again = try SlotPrivateKey(opening: box, with: holder, context: place)
        #expect(again.publicKey == pair.publicKey)
        let wrong = SecretBytes.random(count: 32)
        #expect(throws: SealingError.doesNotOpen) { _ = try SlotPrivateKey(opening: box, with: wrong, context: place) }
    }

    /// A private key of known bytes, by the only way in: through a box.
    static func privateKey(_ scalar: [UInt8]) throws -> SlotPrivateKey {
        let holder = SecretBytes.random(count: 32)
        let place = SealingContext(.slotPrivateKey, place: [])
        let box = SealedBox.seal(scalar, under: holder, keyVersion: 0, context: place)
        return try SlotPrivateKey(opening: box, with: holder, context: place)
    }
}
