/// Base 64 with the alphabet that is safe in addresses (RFC 4648 §5), strict: no padding, no blanks, unused bits zero.
///
/// One value has one text. It is what WebAuthn writes ids and challenges in.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                output.append(alphabet[Int(buffer >> bitCount & 63)])
            }
            buffer &= (1 << bitCount) - 1
        }
        if bitCount > 0 { output.append(alphabet[Int(buffer << (6 - bitCount) & 63)]) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes exactly what ``encode(_:)`` writes; any other text gives nil.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 6 | value
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            output.append(UInt8(truncatingIfNeeded: buffer >> bitCount))
            buffer &= (1 << bitCount) - 1
        }
        // Six bits left over are a character too many, other bits than zero a second text for the same bytes.
        guard bitCount < 6, buffer == 0 else { return nil }
        return output
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
