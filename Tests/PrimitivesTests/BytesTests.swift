import Primitives
import TestSupport
import Testing

@Suite("Base 32")
struct Base32Tests {
    @Test("bytes come back, whatever their number")
    func inverse() {
        var generator = SeededGenerator.printingSeed("base 32")
        for count in 0..<100 {
            let bytes = generator.bytes(count)
            let text = Base32.encode(bytes)
            #expect(text.utf8.count == (count * 8 + 4) / 5)
            #expect(Base32.decode(text) == bytes)
            #expect(Base32.decode(text.uppercased()) == bytes)
        }
    }

    @Test("known values")
    func known() {
        #expect(Base32.encode([]) == "")
        #expect(Base32.encode([0]) == "00")
        #expect(Base32.encode([255]) == "zw")
        #expect(Base32.encode(Array("hello".utf8)) == "d1jprv3f")
        #expect(Base32.encode([UInt8](repeating: 255, count: 5)) == "zzzzzzzz")
    }

    @Test("letters that look like digits are read as them, and groups may be parted")
    func lookAlikes() {
        #expect(Base32.decode("Oo0I-iLl 1") == Base32.decode("00011111"))
        #expect(Base32.decode("d1jp-rv3f") == Array("hello".utf8))
        #expect(Base32.decode("--d1jp rv3f  ") == Array("hello".utf8))
    }

    @Test(
        "characters outside the alphabet, bits that must be zero and lengths that cannot be are refused",
        arguments: [
            "u0", "U0", "zx", "zz", "01", "0", "000", "000000", "d1jprv3f0", "é0", "０0", "!0", "@0", "[0", "`0", "{0",
        ]
    )
    func refused(_ text: String) { #expect(Base32.decode(text) == nil) }

    @Test("what decodes has one encoding")
    func canonical() {
        var generator = SeededGenerator.printingSeed("base 32 canonical")
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var accepted = 0
        for _ in 0..<5000 {
            let count = Int.random(in: 1...9, using: &generator)
            let text = String((0..<count).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
            guard let bytes = Base32.decode(text) else { continue }
            accepted += 1
            #expect(Base32.encode(bytes) == text)
        }
        #expect(accepted > 100)
    }
}

@Suite("Identifiers")
struct IDTests {
    @Test("text and bytes come back")
    func inverse() {
        var generator = SeededGenerator.printingSeed("identifiers")
        for _ in 0..<500 {
            let id = VaultID.make(using: &generator)
            #expect(VaultID(text: id.text) == id)
            #expect(VaultID(text: id.text.uppercased()) == id)
            #expect(VaultID(bytes: id.bytes) == id)
            #expect(id.text.utf8.count == 26)
            #expect("\(id)" == id.text)
        }
    }

    @Test("the order of bytes is big-endian")
    func bytes() {
        let id = KeySlotID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10)
        #expect(id.bytes == Array(1...16))
        #expect(KeySlotID(high: 0, low: 0).text == String(repeating: "0", count: 26))
    }

    @Test(
        "other lengths and characters are refused",
        arguments: [
            "", "0", String(repeating: "0", count: 25), String(repeating: "0", count: 28),
            String(repeating: "z", count: 26),
        ]
    )
    func refused(_ text: String) { #expect(VaultID(text: text) == nil) }

    @Test("fifteen and seventeen bytes are no identifier", arguments: [0, 15, 17, 32])
    func refusedBytes(_ count: Int) { #expect(VaultID(bytes: [UInt8](repeating: 1, count: count)) == nil) }
}

@Suite("Byte fields")
struct BytesTests {
    @Test("what is written is read, and every shorter text of it is refused")
    func inverse() throws {
        var generator = SeededGenerator.printingSeed("byte fields")
        for _ in 0..<50 {
            let (one, two) = (
                UInt8.random(in: 0...255, using: &generator), UInt16.random(in: 0 ... .max, using: &generator)
            )
            let (four, eight) = (UInt32.random(in: 0 ... .max, using: &generator), generator.next())
            let (plain, counted) = (generator.bytes(7), generator.bytes(Int.random(in: 0...40, using: &generator)))
            var writer = ByteWriter()
            writer.append(one)
            writer.append(two)
            writer.append(four)
            writer.append(eight)
            writer.append(plain)
            writer.append(counted: counted)

            func readAll(_ bytes: some Collection<UInt8>) throws(TruncatedBytes) {
                var reader = ByteReader(Array(bytes))
                #expect(try reader.read(UInt8.self) == one)
                #expect(try reader.read(UInt16.self) == two)
                #expect(try reader.read(UInt32.self) == four)
                #expect(try reader.read(UInt64.self) == eight)
                #expect(try Array(reader.read(count: 7)) == plain)
                #expect(try Array(reader.readCounted(maximum: 40)) == counted)
                try reader.finish()
            }
            try readAll(writer.bytes)
            for count in 0..<writer.bytes.count {
                #expect(throws: TruncatedBytes.self) { try readAll(writer.bytes.prefix(count)) }
            }
            #expect(throws: TruncatedBytes.self) { try readAll(writer.bytes + [0]) }
        }
    }

    @Test("a count beyond its limit or beyond the bytes is refused, and negative counts too")
    func counts() {
        var writer = ByteWriter()
        writer.append(counted: [1, 2, 3])
        #expect(throws: TruncatedBytes.self) {
            var reader = ByteReader(writer.bytes)
            _ = try reader.readCounted(maximum: 2)
        }
        #expect(throws: TruncatedBytes.self) {
            var reader = ByteReader([255, 255, 255, 255, 1])
            _ = try reader.readCounted(maximum: .max)
        }
        #expect(throws: TruncatedBytes.self) {
            var reader = ByteReader([1])
            _ = try reader.read(count: -1)
        }
    }

    @Test("a slice is read from where it begins")
    func slices() throws {
        var reader = ByteReader([9, 9, 1, 2][2...])
        #expect(try reader.read(UInt16.self) == 0x0102)
        #expect(reader.remainingCount == 0)
    }
}

@Suite("Redacted values")
struct RedactedTests {
    @Test("nothing that prints shows the value")
    func printsNothing() {
        let secret = Redacted("walrus plinth")
        var dumped = ""
        dump(secret, to: &dumped)
        let printed = ["\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\([secret])"]
        for text in printed { #expect(!text.contains("walrus")) }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(secret.value == "walrus plinth")
    }
}
