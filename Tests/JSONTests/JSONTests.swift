import TestSupport
import Testing

@testable import JSON

@Suite("JSON")
struct JSONTests {
    @Test("a value reads as what it says")
    func reading() throws {
        let value = try JSONParser.parse(Array(#" {"a":[1,-2.50e+3,true,null],"b":"x\n\u00e9\ud83d\ude00\/"} "#.utf8))
        guard case .object(let object) = value else {
            Issue.record("not an object")
            return
        }
        #expect(object["a"] == .array([.number("1"), .number("-2.50e+3"), .boolean(true), .null]))
        #expect(object["b"] == .string("x\né😀/"))
    }

    @Test(
        "anything that is not one JSON text is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "-", "1e", "NaN", "tru",
            "\"a", "\"\t\"",
            "\"\\x\"", "\"\\u12g4\"", "1 2", "[1]]", "\u{FEFF}1", "/*a*/1", "\"\\\"",
        ]
    )
    func malformed(text: String) {
        #expect(throws: JSONParser.Failure.malformed) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test("duplicate names, lone surrogates, bad UTF-8 and deep nesting have their own refusals")
    func refusals() {
        #expect(throws: JSONParser.Failure.duplicateName) { try JSONParser.parse(Array(#"{"a":1,"\u0061":2}"#.utf8)) }
        #expect(throws: JSONParser.Failure.notUTF8) { try JSONParser.parse(Array(#""\ud800""#.utf8)) }
        #expect(throws: JSONParser.Failure.notUTF8) { try JSONParser.parse(Array(#""\udc00""#.utf8)) }
        #expect(throws: JSONParser.Failure.notUTF8) { try JSONParser.parse([0x22, 0xC0, 0x80, 0x22]) }
        let deep = String(repeating: "[", count: 17) + "1" + String(repeating: "]", count: 17)
        #expect(throws: JSONParser.Failure.tooDeep) { try JSONParser.parse(Array(deep.utf8)) }
        #expect(throws: Never.self) { try JSONParser.parse(Array(deep.dropFirst().dropLast().utf8)) }
    }

    @Test("what is written reads back as the same value")
    func roundTrip() throws {
        var generator = SeededGenerator.printingSeed("json round trip")
        for _ in 0..<500 {
            let value = Self.value(depth: 0, using: &generator)
            var writer = JSONWriter()
            writer.value(value)
            #expect(try JSONParser.parse(writer.bytes) == value)
        }
    }

    @Test("cut anywhere or with any byte changed, a text never traps")
    func mutation() {
        var generator = SeededGenerator.printingSeed("json mutation")
        let text = Array(#"{"a":[1,-2.5e3,true,null,"x\n\u00e9\ud83d\ude00"],"b":{"c":"d"}}"#.utf8)
        for _ in 0..<5000 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator) / 4)
            if let value = Result(catching: { try JSONParser.parse(bytes) }).success {
                var writer = JSONWriter()
                writer.value(value)
                #expect(Result(catching: { try JSONParser.parse(writer.bytes) }).success == value)
            }
        }
    }

    private static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0...(depth > 4 ? 3 : 5), using: &generator) {
        case 0: return .null
        case 1: return .boolean(Bool.random(using: &generator))
        case 2: return .number("\(Int64.random(in: .min ... .max, using: &generator))")
        case 3: return .string(text(using: &generator))
        case 4: return .array((0..<3).map { _ in value(depth: depth + 1, using: &generator) })
        default:
            var object = JSONObject()
            for index in 0..<3 {
                object.append("\(index)\(text(using: &generator))", value(depth: depth + 1, using: &generator))
            }
            return .object(object)
        }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let scalars: [Unicode.Scalar] = ["\0", "\"", "\\", "\n", "\u{7F}", "a", "é", "😀", "\u{2028}", "/"]
            text.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &generator)])
        }
        return text
    }
}

extension Result {
    fileprivate var success: Success? {
        if case .success(let value) = self { value } else { nil }
    }
}
