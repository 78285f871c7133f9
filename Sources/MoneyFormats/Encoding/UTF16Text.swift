import Money

/// UTF-16 to UTF-8, refusing lone surrogates and half units.
enum UTF16Text {
    static func toUTF8(_ bytes: [UInt8], isBigEndian: Bool) throws(StatementError) -> [UInt8] {
        guard bytes.count % 2 == 0 else { throw .notInEncoding }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var high: UInt32 = 0
        var index = 0
        while index < bytes.count {
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            index += 2
            switch unit {
            case 0xD800...0xDBFF:
                guard high == 0 else { throw .notInEncoding }
                high = unit
                continue
            case 0xDC00...0xDFFF:
                guard high != 0 else { throw .notInEncoding }
                append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &result)
                high = 0
            default:
                guard high == 0 else { throw .notInEncoding }
                append(unit, to: &result)
            }
        }
        guard high == 0 else { throw .notInEncoding }
        return result
    }

    /// `scalar`: a Unicode scalar value: at most 0x10FFFF and no surrogate.
    static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        switch scalar {
        case ..<0x80: result.append(UInt8(scalar))
        case ..<0x800:
            result.append(0xC0 | UInt8(scalar >> 6))
            result.append(0x80 | UInt8(scalar & 0x3F))
        case ..<0x10000:
            result.append(0xE0 | UInt8(scalar >> 12))
            result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            result.append(0x80 | UInt8(scalar & 0x3F))
        default:
            result.append(0xF0 | UInt8(scalar >> 18 & 0x07))
            result.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            result.append(0x80 | UInt8(scalar & 0x3F))
        }
    }
}
