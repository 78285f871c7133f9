/// A text with its digits and separators as ASCII has them, and where each came from.
///
/// Digits of every script become `0` to `9`, spaces a space, dashes a hyphen; what does not show is left out, every
/// other character is one that is neither.
struct PlainDigits {
    /// The first byte that a digit outside ASCII may begin with, U+0660.
    static let firstLead: UInt8 = 0xD9

    private(set) var bytes: [UInt8] = []
    /// For each byte, where its character begins in the text; and where the text ends.
    private(set) var origins: [Int] = []

    init(_ text: borrowing Span<UInt8>) {
        bytes.reserveCapacity(text.count)
        origins.reserveCapacity(text.count + 1)
        var index = 0
        while index < text.count {
            let (value, count) = Self.scalar(at: index, text)
            if let byte = Self.plain(value) {
                bytes.append(byte)
                origins.append(index)
            }
            index += count
        }
        origins.append(text.count)
    }

    private static func plain(_ value: UInt32) -> UInt8? {
        if value < 0x80 { return UInt8(value) }
        switch value {
        case 0x00A0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
        case 0x00AD, 0x2010...0x2015, 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return 0x2D
        case 0x00B7, 0x2022, 0x2027, 0x30FB, 0xFF0E: return UInt8(ascii: ".")
        case 0x2044, 0x2215, 0xFF0F: return UInt8(ascii: "/")
        case 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFE00...0xFE0F,
            0xFEFF:
            return nil
        default: return digit(value).map { 0x30 + $0 } ?? UInt8(ascii: "x")
        }
    }

    private static func digit(_ value: UInt32) -> UInt8? {
        switch value {
        case ..<0x0660: return nil
        // The scripts of people who write most; the property of the others is looked up.
        case 0x0900..<0x0E00: return (value & 0x7F) >= 0x66 && (value & 0x7F) <= 0x6F ? UInt8(value & 0x7F) - 0x66 : nil
        case 0x3040..<0xA620, 0xAC00..<0xFF10: return nil
        default:
            guard let scalar = Unicode.Scalar(value), scalar.properties.numericType == .decimal,
                let number = scalar.properties.numericValue
            else { return nil }
            return UInt8(number)
        }
    }

    /// The character at a place and how many bytes it has; a byte that is none stands for itself.
    private static func scalar(at index: Int, _ text: borrowing Span<UInt8>) -> (UInt32, Int) {
        let first = text[index]
        let count =
            switch first {
            case 0xC2..<0xE0: 2
            case 0xE0..<0xF0: 3
            case 0xF0..<0xF5: 4
            default: 1
            }
        guard count > 1, index + count <= text.count else { return (UInt32(first) < 0x80 ? UInt32(first) : 0x78, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(count))
        for place in 1..<count {
            guard text[index + place] & 0xC0 == 0x80 else { return (0x78, 1) }
            value = value << 6 | UInt32(text[index + place] & 0x3F)
        }
        return (value, count)
    }
}
