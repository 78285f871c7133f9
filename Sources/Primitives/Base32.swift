/// Crockford's base 32: no padding, no check digit, most significant bits first.
///
/// Chosen for what people type (recovery codes) and for identifiers in addresses: no case, no look-alikes.
/// Source: https://www.crockford.com/base32.html
package enum Base32 {
    @usableFromInline static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    /// RFC 4648 §6, which authenticator apps read.
    private static let standardAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Encodes bytes; 5 bits a character, the last character padded with zero bits.
    @inlinable
    package static func encode(_ bytes: some Sequence<UInt8>) -> String { encode(bytes, alphabet) }

    /// As ``encode(_:)`` in the alphabet of RFC 4648, without padding.
    package static func encodeStandard(_ bytes: some Sequence<UInt8>) -> String { encode(bytes, standardAlphabet) }

    @inlinable
    static func encode(_ bytes: some Sequence<UInt8>, _ alphabet: [UInt8]) -> String {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                output.append(alphabet[Int(buffer >> UInt32(bitCount) & 31)])
            }
            buffer &= (1 << UInt32(bitCount)) - 1
        }
        if bitCount > 0 { output.append(alphabet[Int(buffer << UInt32(5 - bitCount) & 31)]) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes what ``encode(_:)`` writes.
    ///
    /// Hyphens and spaces between groups are skipped, case does not matter, `o` reads as 0, `i` and `l` as 1. Returns
    /// nil on any other character, or when the padding bits are not zero (one value has one encoding).
    @inlinable
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount = 0
        for character in text.utf8 {
            if character == UInt8(ascii: "-") || character == UInt8(ascii: " ") { continue }
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 5 | value
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitCount)))
            }
            buffer &= (1 << UInt32(bitCount)) - 1
        }
        guard bitCount < 5, buffer == 0 else { return nil }
        return output
    }

    @usableFromInline
    static func value(of character: UInt8) -> UInt32? {
        let lower = character | 0x20
        switch lower {
        case UInt8(ascii: "o"): return 0
        case UInt8(ascii: "i"), UInt8(ascii: "l"): return 1
        default:
            let folded = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character) ? lower : character
            return alphabet.firstIndex(of: folded).map(UInt32.init)
        }
    }
}
