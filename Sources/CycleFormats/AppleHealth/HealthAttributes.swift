/// The attributes of a tag that a diary needs, of which the first of each name stands.
struct HealthAttributes {
    private(set) var type = ""
    private(set) var value = ""
    private(set) var unit = ""
    private(set) var startDate = ""
    /// Of a metadata entry.
    private(set) var key = ""

    /// Longer values are none of those that are read.
    private static let valueByteCount = 256

    /// `tag`: from `<` to `>`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: Range<Int>) {
        var index = tag.lowerBound
        while index < tag.upperBound, unsafe bytes[index] > 0x20 { index += 1 }
        while index < tag.upperBound {
            let byte = unsafe bytes[index]
            guard Self.isLetter(byte) else {
                index += 1
                continue
            }
            let nameStart = index
            while index < tag.upperBound, unsafe Self.isLetter(bytes[index]) { index += 1 }
            let name = nameStart..<index
            while index < tag.upperBound, unsafe bytes[index] <= 0x20 { index += 1 }
            guard index < tag.upperBound, unsafe bytes[index] == UInt8(ascii: "=") else { continue }
            index += 1
            while index < tag.upperBound, unsafe bytes[index] <= 0x20 { index += 1 }
            guard index < tag.upperBound else { return }
            let quote = unsafe bytes[index]
            guard quote == 0x22 || quote == 0x27 else { continue }
            index += 1
            let valueStart = index
            while index < tag.upperBound, unsafe bytes[index] != quote { index += 1 }
            unsafe take(name, valueStart..<index, bytes)
            index += 1
        }
    }

    private mutating func take(_ name: Range<Int>, _ value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard value.count <= Self.valueByteCount else { return }
        func isNamed(_ word: StaticString) -> Bool {
            // Safe: the range lies inside of the tag, which lies inside of the buffer.
            word.withUTF8Buffer { unsafe $0.elementsEqual(bytes[name]) }
        }
        var text: String { unsafe CharacterReference.replaced(String(decoding: bytes[value], as: UTF8.self)) }
        switch name.count {
        case 4 where type.isEmpty && isNamed("type"): type = text
        case 4 where unit.isEmpty && isNamed("unit"): unit = text
        case 5 where self.value.isEmpty && isNamed("value"): self.value = text
        case 9 where startDate.isEmpty && isNamed("startDate"): startDate = text
        case 3 where key.isEmpty && isNamed("key"): key = text
        default: break
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == 0x3A }
}

/// The five named references of XML and the numbers; nothing else is ever replaced.
enum CharacterReference {
    static func replaced(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.prefix(12).firstIndex(of: ";"),
                let scalar = scalar(rest[rest.index(after: start)..<end])
            else {
                result.append("&")
                rest = rest.dropFirst()
                continue
            }
            result.unicodeScalars.append(scalar)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func scalar(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value > 0 else { return nil }
        return Unicode.Scalar(value)
    }
}
