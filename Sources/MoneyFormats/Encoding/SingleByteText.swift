/// windows-1252 and ISO-8859-1 to UTF-8.
enum SingleByteText {
    /// Windows-1252 from 0x80 to 0x9F; 0 where it defines nothing.
    ///
    /// Source: WHATWG Encoding, index windows-1252.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    static func isUndefinedIn1252(_ byte: UInt8) -> Bool {
        (0x80...0x9F).contains(byte) && upper[Int(byte) - 0x80] == 0
    }

    /// Total: an undefined byte becomes the control character of the same number, as in ISO-8859-1.
    static func toUTF8(_ bytes: [UInt8], isWindows: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                result.append(byte)
                continue
            }
            let mapped = isWindows && byte < 0xA0 ? upper[Int(byte) - 0x80] : 0
            UTF16Text.append(mapped == 0 ? UInt32(byte) : mapped, to: &result)
        }
        return result
    }
}
