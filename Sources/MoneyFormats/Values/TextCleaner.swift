import Money

/// Makes the texts of rows: trimmed, one space at a time, no control characters, no card numbers.
///
/// Source: statement-import §5.
struct TextCleaner {
    private(set) var maskedCount = 0

    /// The text of a range of UTF-8 bytes.
    mutating func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var range = trimmed(bytes, range)
        if range.isEmpty { return "" }
        if isProtected(bytes, range) { range = (range.lowerBound + 1)..<range.upperBound }
        if range.count > 3, bytes[range.lowerBound] == 0x3D, bytes[range.lowerBound + 1] == 0x22,
            bytes[range.upperBound - 1] == 0x22
        {
            range = trimmed(bytes, (range.lowerBound + 2)..<(range.upperBound - 1))  // ="0042", a spreadsheet's text
        }
        var digitCount = 0
        var needsCleaning = false
        var previous: UInt8 = 0
        for index in range {
            let byte = bytes[index]
            if byte >= 0x30 && byte <= 0x39 { digitCount += 1 }
            if byte < 0x20 || byte == 0x7F || byte == 0xC2 || (byte == 0x20 && previous == 0x20) {
                needsCleaning = true
            }
            previous = byte
        }
        let plain =
            needsCleaning
            ? cleaned(bytes, range) : String(decoding: bytes[range], as: UTF8.self)
        guard digitCount >= 13, let masked = CardNumber.masked(plain) else { return plain }
        maskedCount += 1
        return masked
    }

    mutating func text(_ bytes: [UInt8]) -> String { text(bytes, 0..<bytes.count) }

    /// Our own exports put `'` before what a spreadsheet would run as a formula.
    private func isProtected(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count >= 2, bytes[range.lowerBound] == 0x27 else { return false }
        return switch bytes[range.lowerBound + 1] {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    private func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 || bytes[start] == 0x7F { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == 0x7F { end -= 1 }
        return start..<end
    }

    /// Control characters (also U+0080 to U+009F) and no-break spaces become spaces, runs of spaces one.
    private func cleaned(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            var isSpace = byte <= 0x20 || byte == 0x7F
            var width = 1
            if byte == 0xC2, index + 1 < range.upperBound, bytes[index + 1] <= 0xA0 {
                isSpace = true
                width = 2
            }
            if !isSpace {
                result.append(byte)
            } else if let last = result.last, last != 0x20 {
                result.append(0x20)
            }
            index += width
        }
        if result.last == 0x20 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
