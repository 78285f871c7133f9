/// Base 64 with padding (RFC 4648 §4), strict: no blanks, unused bits zero, so that one value has one text.
package enum Base64 {
    private static let sextets = Sextets(last: "+/")
    private static let padding = UInt8(ascii: "=")

    package static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        encode(bytes, into: &text)
        return text
    }

    /// Appends the text, for what must not lie in memory twice.
    package static func encode(_ bytes: some Sequence<UInt8>, into text: inout [UInt8]) {
        let start = text.count
        sextets.encode(bytes, into: &text)
        while !(text.count - start).isMultiple(of: 4) { text.append(padding) }
    }

    /// Reads exactly what ``encode(_:)`` writes; nil on anything else.
    package static func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        return sextets.decode(text.dropLast(text.suffix(2).reversed().prefix { $0 == padding }.count))
    }
}

/// Base 64 with the alphabet that is safe in addresses, without padding (RFC 4648 §5), as strict.
///
/// It is what WebAuthn writes ids and challenges in.
package enum Base64URL {
    private static let sextets = Sextets(last: "-_")

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        sextets.encode(bytes, into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes exactly what ``encode(_:)`` writes; any other text gives nil.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? { sextets.decode(text.utf8) }
}

/// Six bits a character, most significant first.
private struct Sextets {
    private let alphabet: [UInt8]
    /// The value of each character, 255 where it has none.
    private let values: [UInt8]

    /// - `last`: the two characters after letters and digits.
    init(last: String) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        alphabet = Array((letters + letters.lowercased() + "0123456789" + last).utf8)
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: some Sequence<UInt8>, into text: inout [UInt8]) {
        var (buffer, bitCount) = (UInt32(0), UInt32(0))
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet[Int(buffer >> bitCount & 63)])
            }
        }
        if bitCount > 0 { text.append(alphabet[Int(buffer << (6 - bitCount) & 63)]) }
    }

    func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bitCount) = (UInt32(0), UInt32(0))
        for character in text {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> bitCount))
        }
        // Six bits left over are a character too many, other bits than zero a second text for the same bytes.
        guard bitCount < 6, buffer & ((1 << bitCount) - 1) == 0 else { return nil }
        return bytes
    }
}
