import Testing
import TestSupport

@testable import Sealing

@Suite("UUIDs from names")
struct NameUUIDTests {
    /// The namespace of domain names, and the example of RFC 9562 §A.4.
    private static let names: [UInt8] = [
        0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
    ]

    @Test("the example of the standard comes out")
    func example() {
        let uuid = NameUUID.make(namespace: Self.names, name: Array("www.example.com".utf8))
        #expect(Hex.encode(uuid) == "2ed6657de927568b95e12665a8aea6a2")
    }

    @Test("another name or namespace gives another UUID, of version 5 and the standard's variant")
    func differs() {
        let one = NameUUID.make(namespace: Self.names, name: [1])
        #expect(one != NameUUID.make(namespace: Self.names, name: [2]))
        #expect(one != NameUUID.make(namespace: one, name: [1]))
        for name in 0..<64 as Range<UInt8> {
            let uuid = NameUUID.make(namespace: Self.names, name: [name])
            #expect(uuid.count == 16 && uuid[6] >> 4 == 5 && uuid[8] >> 6 == 2)
        }
    }
}
