import KeyService
import Testing

@Suite("Encryption context")
struct EncryptionContextTests {
    @Test("the canonical bytes are the sorted pairs, each text after its length")
    func canonical() throws {
        let context = EncryptionContext(pairs: ["use": "kek", "app": "fk"])
        let texts = ["app", "fk", "use", "kek"]
        let expected: [UInt8] = texts.flatMap { text -> [UInt8] in [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
        }
        #expect(try context.canonicalBytes() == expected)
    }

    @Test("moving a character between key and value changes the bytes")
    func unambiguous() throws {
        let left = try EncryptionContext(pairs: ["ab": "c"]).canonicalBytes()
        let right = try EncryptionContext(pairs: ["a": "bc"]).canonicalBytes()
        #expect(left != right)
    }

    @Test(
        "text that could be spelled in two ways, empty text and long text are refused",
        arguments: ["", "é", "a\u{0}", "line\nbreak", String(repeating: "a", count: 257)]
    )
    func refusedText(_ text: String) {
        #expect(throws: KeyServiceError.validation) { try EncryptionContext(pairs: [text: "a"]).canonicalBytes() }
        #expect(throws: KeyServiceError.validation) { try EncryptionContext(pairs: ["a": text]).canonicalBytes() }
    }

    @Test("more than sixteen pairs are refused")
    func tooMany() throws {
        let pairs = { (count: Int) in Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\($0)", "v") }) }
        #expect(try !EncryptionContext(pairs: pairs(16)).canonicalBytes().isEmpty)
        #expect(throws: KeyServiceError.validation) { try EncryptionContext(pairs: pairs(17)).canonicalBytes() }
    }
}
