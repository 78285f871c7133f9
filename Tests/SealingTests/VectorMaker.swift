import Primitives
import TestSupport
import Testing

@testable import Sealing

/// Made the frozen vectors, once.
///
/// Kept so that a new format version can make its own; never run to "mend" a vector.
@Suite("Vector maker", .disabled("run by hand for a new format version only"))
struct VectorMaker {
    @Test("prints a hybrid box of fixed keys")
    func hybridBox() throws {
        let scalar = [UInt8](64..<96)
        let key = try HybridBoxTests.privateKey(scalar)
        let context = SealingContext(
            .trackerKey,
            vault: VaultID(high: 1, low: 2),
            slot: KeySlotID(high: 3, low: 4),
            place: Array("money".utf8)
        )
        let secret = SecretBytes(copying: [UInt8](32..<64))
        print("slot", Hex.encode(scalar))
        print("box", Hex.encode(try HybridBox.seal(secret, to: key.publicKey, keyVersion: 3, context: context)))
    }

    @Test("prints a sealed box of fixed key, salt and nonce")
    func sealedBox() {
        let box = SealedBox.seal(
            Array("hello".utf8),
            under: SecretBytes(copying: [UInt8](0..<32)),
            keyVersion: 7,
            context: SealingContext(.segment, vault: VaultID(high: 1, low: 2), place: Array("money".utf8)),
            salt: [UInt8](repeating: 0xA5, count: 24),
            nonce: [UInt8](repeating: 0x5A, count: 12)
        )
        print("sealed", Hex.encode(box))
    }
}
