import TestSupport
import Testing
import WebAuthn

/// Goal: a value has one encoding, and hostile bytes give an error and never a trap.
///
/// Method: RFC 8949's examples, each kind of error at its edge, random bytes and random values with a seed.
@Suite("CBOR")
struct CBORTests {
    private static func decode(_ hex: String) throws -> CBORValue {
        try CBORReader.decode(try #require(Hex.decode(hex)))
    }

    private static func map(_ members: (CBORValue, CBORValue)...) -> CBORValue {
        .map(CBORMap(members.map { CBORMap.Member(name: $0.0, value: $0.1) }))
    }

    @Test(
        "examples of RFC 8949",
        arguments: [
            ("00", .integer(0)), ("01", .integer(1)), ("0a", .integer(10)), ("17", .integer(23)),
            ("1818", .integer(24)), ("1864", .integer(100)), ("1903e8", .integer(1000)),
            ("1a000f4240", .integer(1_000_000)), ("1b000000e8d4a51000", .integer(1_000_000_000_000)),
            ("20", .integer(-1)), ("29", .integer(-10)), ("3863", .integer(-100)), ("3903e7", .integer(-1000)),
            ("f4", .boolean(false)), ("f5", .boolean(true)), ("f6", .null), ("40", .bytes([])),
            ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")), ("6161", .text("a")),
            ("6449455446", .text("IETF")),
            ("62225c", .text("\"\\")), ("62c3bc", .text("ü")), ("63e6b0b4", .text("水")), ("64f0908591", .text("𐅑")),
            ("80", .array([])), ("83010203", .array([.integer(1), .integer(2), .integer(3)])),
            (
                "8301820203820405",
                .array([
                    .integer(1), .array([.integer(2), .integer(3)]), .array([.integer(4), .integer(5)]),
                ])
            ),
            ("a0", map()), ("a201020304", map((.integer(1), .integer(2)), (.integer(3), .integer(4)))),
            (
                "a26161016162820203",
                map((.text("a"), .integer(1)), (.text("b"), .array([.integer(2), .integer(3)])))
            ),
            ("826161a161626163", .array([.text("a"), map((.text("b"), .text("c")))])),
            ("1b7fffffffffffffff", .integer(.max)), ("3b7fffffffffffffff", .integer(.min)),
        ] as [(String, CBORValue)]
    )
    func examples(_ hex: String, _ value: CBORValue) throws {
        #expect(try Self.decode(hex) == value)
        #expect(Hex.encode(value.encoded) == hex)
    }

    @Test(
        "what the canonical form does not have is refused as what it is",
        arguments: [
            // Ends early, at each place where it can.
            ("", .truncated), ("18", .truncated), ("19ff", .truncated), ("1a00", .truncated),
            ("1bffffffff", .truncated),
            ("41", .truncated), ("62c3", .truncated), ("8101820203", .trailingBytes), ("8201", .truncated),
            ("a1", .truncated), ("a101", .truncated), ("a20102", .truncated), ("0000", .trailingBytes),
            // Counts that no memory holds are refused before anything is made.
            ("5bffffffffffffffff", .truncated), ("7bffffffffffffffff", .truncated), ("9bffffffffffffffff", .truncated),
            ("bbffffffffffffffff", .truncated), ("9affffffffc0", .truncated), ("ba7fffffffc000", .truncated),
            // More bytes than it takes.
            ("1817", .notShortest), ("190018", .notShortest), ("1900ff", .notShortest), ("1a0000ffff", .notShortest),
            ("1b00000000ffffffff", .notShortest), ("3800", .notShortest), ("5800", .notShortest),
            ("7801 61", .notShortest), ("9800", .notShortest), ("b800", .notShortest), ("580101", .notShortest),
            // No length.
            ("5f4101ff", .indefiniteLength), ("7f6161ff", .indefiniteLength), ("9f01ff", .indefiniteLength),
            ("bf0102ff", .indefiniteLength), ("1f", .indefiniteLength), ("3f", .indefiniteLength),
            // Tags, floating-point numbers, simple values, an end mark, heads that are kept for later.
            ("c001", .unsupported), ("d818456449455446", .unsupported), ("f90000", .unsupported),
            ("fa47c35000", .unsupported), ("fb3ff199999999999a", .unsupported), ("f7", .unsupported),
            ("e0", .unsupported), ("f0", .unsupported), ("f818", .unsupported), ("f814", .unsupported),
            ("ff", .unsupported), ("1c", .unsupported), ("5d", .unsupported), ("fc", .unsupported),
            // Integers that need a bit more.
            ("1b8000000000000000", .integerRange), ("1bffffffffffffffff", .integerRange),
            ("3b8000000000000000", .integerRange), ("3bffffffffffffffff", .integerRange),
            // Not UTF-8: a lone byte, an overlong letter, a surrogate, beyond Unicode, half a letter.
            ("61ff", .notUTF8), ("62c0af", .notUTF8), ("63eda080", .notUTF8), ("64f4908080", .notUTF8),
            ("61c3", .notUTF8),
            // Names of other kinds.
            ("a1400 1", .nameType), ("a1f501", .nameType), ("a1f601", .nameType), ("a18001", .nameType),
            ("a1a001", .nameType),
            // Order: integers first, those below 0 after, then texts, short before long, then by bytes.
            ("a2030101 02", .nameOrder), ("a220010102", .nameOrder), ("a26161010102", .nameOrder),
            ("a22101 2002", .nameOrder), ("a2626161016162 02", .nameOrder), ("a2616201616102", .nameOrder),
            ("a2181801 0102", .nameOrder),
            ("a201010102", .duplicateName), ("a2616101616102", .duplicateName), ("a3010102010203", .duplicateName),
        ] as [(String, CBORError)]
    )
    func refused(_ hex: String, _ error: CBORError) {
        #expect(throws: error) { try Self.decode(hex) }
    }

    @Test("maps and arrays are at most four deep, and a value at most 16 KiB")
    func bounds() throws {
        _ = try Self.decode("81818180")
        _ = try Self.decode("a101a101a101a0")
        #expect(throws: CBORError.tooDeep) { try Self.decode("8181818180") }
        #expect(throws: CBORError.tooDeep) { try Self.decode("a101a101a101a101a0") }
        #expect(throws: CBORError.tooDeep) { try CBORReader.decode([UInt8](repeating: 0x81, count: 16_384)) }
        let largest = CBORBytes.bytes([UInt8](repeating: 0, count: CBORReader.byteCountMaximum - 3))
        #expect(largest.count == CBORReader.byteCountMaximum)
        _ = try CBORReader.decode(largest)
        #expect(throws: CBORError.tooLarge) { try CBORReader.decode(largest + [0]) }
    }

    @Test("values that stand one after another are read one by one")
    func sequence() throws {
        var reader = try CBORReader([0x01, 0x61, 0x61, 0xA0])
        #expect(try reader.value() == .integer(1))
        #expect(reader.position == 1)
        #expect(throws: CBORError.trailingBytes) { try reader.finish() }
        #expect(try reader.value() == .text("a"))
        #expect(try reader.value() == .map(CBORMap()))
        try reader.finish()
        #expect(throws: CBORError.truncated) { try reader.value() }
    }

    @Test("law: whatever decodes encodes to the same bytes")
    func oneEncoding() throws {
        var generator = SeededGenerator.printingSeed("CBOR bytes")
        var decodedCount = 0
        for _ in 0..<200_000 {
            // Small heads are likelier than chance has them, so that a good part decodes.
            let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                let byte = UInt8.random(in: 0...255, using: &generator)
                return Bool.random(using: &generator) ? byte & 0xE3 : byte
            }
            guard let value = try? CBORReader.decode(bytes) else { continue }
            decodedCount += 1
            #expect(value.encoded == bytes)
        }
        #expect(decodedCount > 1000)
    }

    @Test("law: whatever is encoded decodes to the same value")
    func inverse() throws {
        var generator = SeededGenerator.printingSeed("CBOR values")
        for _ in 0..<5000 {
            let value = CBORValue.random(depth: 4, using: &generator)
            #expect(try CBORReader.decode(value.encoded) == value)
        }
    }

    @Test("law: a changed byte is an error or comes back as it is")
    func changed() throws {
        var generator = SeededGenerator.printingSeed("CBOR changes")
        for _ in 0..<5000 {
            let value = CBORValue.random(depth: 4, using: &generator)
            var bytes = value.encoded
            bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            guard let other = try? CBORReader.decode(bytes) else { continue }
            #expect(other.encoded == bytes)
        }
    }
}
