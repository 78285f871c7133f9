import Primitives
import TestSupport
import Testing

@Suite("Base 64 for addresses")
struct Base64URLTests {
    @Test("bytes come back, whatever their number, in as few characters as there can be")
    func inverse() {
        var generator = SeededGenerator.printingSeed("base 64")
        for count in 0..<100 {
            let bytes = generator.bytes(count)
            let text = Base64URL.encode(bytes)
            #expect(text.utf8.count == (count * 8 + 5) / 6)
            #expect(Base64URL.decode(text) == bytes)
        }
    }

    @Test(
        "the examples of RFC 4648, without their padding",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")]
    )
    func known(_ plain: String, _ encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test("the last two letters are those that need no escape in an address")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
        #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
    }

    @Test(
        "what the encoder never writes is refused",
        arguments: [
            // Padding, the other alphabet, blanks, a character too many, letters from elsewhere.
            "Zg==", "Zm8=", "+/+/", "Zm9v ", " Zm9v", "Zm\n9v", "Z", "A", "Zm9vY", "AAAAA", "Zm9vö", "Zm9\u{0}", "Ｚm9v",
            // The same bytes as Zg and Zm8 with other bits at the end.
            "Zh", "Zv", "Zm9", "Zm-",
        ]
    )
    func refused(_ text: String) { #expect(Base64URL.decode(text) == nil) }

    @Test("every text of up to three characters that decodes is what its bytes encode to")
    func oneText() {
        let letters = (0..<128 as Range<UInt8>).map { String(decoding: [$0], as: UTF8.self) }
        for first in letters {
            for second in letters {
                for third in ["", "A", "B", "E", "_"] {
                    let text = first + second + third
                    guard let bytes = Base64URL.decode(text) else { continue }
                    #expect(Base64URL.encode(bytes) == text)
                }
            }
        }
    }
}
