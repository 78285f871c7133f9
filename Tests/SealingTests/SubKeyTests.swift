import TestSupport
import Testing

@testable import Sealing

@Suite("Keys for one use")
struct SubKeyTests {
    /// RFC 5869, test case 3 (no salt, no info): its first 32 bytes.
    @Test("are those of RFC 5869")
    func standard() {
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        #expect(hex(SubKey.derive("", from: SecretBytes(copying: [UInt8](repeating: 0x0B, count: 22)))) == expected)
    }

    /// The secret 00 … 1f; computed with Python's `hmac`, and in docs/spec/factors.md.
    @Test("the key of a passkey's slot is the same for ever")
    func passkeySlot() {
        let secret = SecretBytes(copying: [UInt8](0..<32))
        let expected = "d67d9205209c0a5537f1740c9200ecd7015f84483b6d7ec7194ffd3c888f8273"
        #expect(hex(SubKey.derive("flowkeep/1 passkey slot", from: secret)) == expected)
    }

    @Test("differ by label and by secret")
    func separation() {
        let one = SecretBytes(copying: [UInt8](0..<32))
        let two = SecretBytes(copying: [UInt8](1..<33))
        let keys = [
            hex(SubKey.derive("a", from: one)), hex(SubKey.derive("b", from: one)), hex(SubKey.derive("", from: one)),
            hex(SubKey.derive("a", from: two)),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(keys.allSatisfy { $0.utf8.count == 2 * SubKey.byteCount })
    }

    private func hex(_ key: borrowing SecretBytes) -> String {
        key.withBytes { bytes in
            // unsafe: offsets run below the span's byte count.
            Hex.encode((0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
        }
    }
}
