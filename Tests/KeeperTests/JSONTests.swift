import Primitives
import TestSupport
import Testing

@testable import Keeper

@Suite("JSON of the key service")
struct JSONTests {
    @Test("values of every kind are read")
    func values() throws {
        let text = #" { "a" : [ 1, -2.5e+3, true, false, null ] , "b":{"c":"\u00e9\ud83d\ude00\n\/"} } "#
        let expected = JSON.object([
            "a": .array([.number("1"), .number("-2.5e+3"), .bool(true), .bool(false), .null]),
            "b": .object(["c": .string("é😀\n/")]),
        ])
        #expect(try JSONParser.parse(Array(text.utf8)) == expected)
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1", "-", "1e", "nul",
            "tru",
            "\"a", "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "{} {}", "{}x", "[1 2]", "{\"a\" 1}", "NaN", "\u{FEFF}{}",
            "// c\n1",
        ]
    )
    func syntax(_ text: String) { #expect(throws: JSONError.syntax) { try JSONParser.parse(Array(text.utf8)) } }

    @Test("a key twice in one object is refused, however it is spelled, at any depth")
    func duplicates() {
        for text in [#"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"[{"x":{"k":1,"b":2,"k":3}}]"#] {
            #expect(throws: JSONError.duplicateKey) { try JSONParser.parse(Array(text.utf8)) }
        }
        #expect(throws: Never.self) { try JSONParser.parse(Array(#"{"a":{"a":1}}"#.utf8)) }
    }

    @Test("nesting beyond eight levels is refused without deep recursion")
    func depth() {
        let nested = { (depth: Int) in
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        #expect(throws: Never.self) { try JSONParser.parse(nested(9)) }
        #expect(throws: JSONError.tooDeep) { try JSONParser.parse(nested(10)) }
        #expect(throws: JSONError.tooDeep) { try JSONParser.parse(nested(30_000)) }
    }

    @Test("text that is not UTF-8 and lone surrogates are refused")
    func encoding() {
        #expect(throws: JSONError.notUTF8) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.notUTF8) { try JSONParser.parse(Array(#""\ud800""#.utf8)) }
        #expect(throws: JSONError.notUTF8) { try JSONParser.parse(Array(#""\ud800\u0041""#.utf8)) }
        #expect(throws: JSONError.notUTF8) { try JSONParser.parse(Array(#""\udc00""#.utf8)) }
    }

    @Test("what the writer writes reads back")
    func writer() throws {
        var writer = JSONWriter()
        writer.add("text", "a\"b\\c\u{1}\n\u{7F}é")
        writer.add("flag", true)
        writer.add("moment", milliseconds: 1_767_225_600_050)
        writer.add("list", ["x", "y"])
        writer.add("pairs", ["k": "v"])
        writer.add("bytes", base64: [1, 2])
        let expected = JSON.object([
            "text": .string("a\"b\\c\u{1}\n\u{7F}é"), "flag": .bool(true), "moment": .number("1767225600.050"),
            "list": .array([.string("x"), .string("y")]), "pairs": .object(["k": .string("v")]),
            "bytes": .string("AQI="),
        ])
        #expect(try JSONParser.parse(writer.bytes) == expected)
    }

    @Test("random changes to a request never trap, and what parses has no key twice")
    func mutated() {
        var generator = SeededGenerator.printingSeed("JSONTests.mutated")
        let sample = Array(#"{"KeyId":"abc","EncryptionContext":{"a":"b","c":"\u00e9"},"N":[1,2.5e3,null]}"#.utf8)
        var parsed = 0
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = sample.randomElement(using: &generator) ?? 0
            }
            if (try? JSONParser.parse(bytes)) != nil { parsed += 1 }
        }
        #expect(parsed > 10)
    }

    @Test(
        "base 64 agrees with RFC 4648",
        arguments: zip(
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"],
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]
        )
    )
    func base64(_ plain: String, _ encoded: String) {
        var text: [UInt8] = []
        Base64.encode(Array(plain.utf8), into: &text)
        #expect(text == Array(encoded.utf8))
        #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
    }

    @Test(
        "base 64 in any other spelling is refused",
        arguments: ["Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", "Z g=", "====", "Zm9v====", "Zm-_", "=AAA", "A=AA"]
    )
    func strictBase64(_ text: String) { #expect(Base64.decode(Array(text.utf8)) == nil) }

    @Test("random bytes survive base 64")
    func randomBase64() {
        var generator = SeededGenerator.printingSeed("JSONTests.randomBase64")
        for count in 0..<200 {
            let bytes = generator.bytes(count)
            var text: [UInt8] = []
            Base64.encode(bytes, into: &text)
            #expect(Base64.decode(text) == bytes)
        }
    }
}
