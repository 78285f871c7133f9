import Delimited
import Money
import Primitives

/// Makes the texts of rows: trimmed, one space at a time, no control characters, no card numbers.
///
/// Source: statement-import §5.
struct TextCleaner {
    private(set) var maskedCount = 0

    /// The text of a range of UTF-8 bytes.
    mutating func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        // Before the end is trimmed: a protected tab alone is a `'` and a tab.
        var range = trimmedStart(bytes, range)
        if isProtected(bytes, range) { range = (range.lowerBound + 1)..<range.upperBound }
        range = trimmed(bytes, range)
        if range.isEmpty { return "" }
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
            if byte >= 0x30 && byte <= 0x39 || byte >= 0xD9 { digitCount += 1 }  // or what may be a digit
            if byte < 0x20 || byte == 0x7F || (byte == 0x20 && previous == 0x20) || Self.mayBeRefused(byte) {
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

    /// The text of a cell of a table, also without what exports put inside of it.
    mutating func cell(_ cell: RecordTokenizer.Cell, _ tokenizer: RecordTokenizer) -> String {
        let range = cell.start..<cell.end
        guard cell.isEscaped || tokenizer.bytes[range].contains(0x27) else { return text(tokenizer.bytes, range) }
        return text(FormulaMarks.removed(cell.isEscaped ? tokenizer.unescaped(cell) : Array(tokenizer.bytes[range])))
    }

    /// Our own exports put `'` before what a spreadsheet would run as a formula.
    private func isProtected(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard let first = range.first, bytes[first] == 0x27 else { return false }
        guard let next = range.first(where: { bytes[$0] != 0x27 }) else { return false }
        return FormulaMarks.startsFormula(bytes[next])
    }

    private func trimmedStart(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] <= 0x20 || bytes[start] == 0x7F { start += 1 }
        return start..<range.upperBound
    }

    private func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        let start = trimmedStart(bytes, range).lowerBound
        var end = range.upperBound
        while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == 0x7F { end -= 1 }
        return start..<end
    }

    /// First bytes of the scalars that ``cleaned(_:_:)`` changes.
    private static func mayBeRefused(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC2, 0xD8, 0xE2, 0xE3, 0xEF, 0xF3: true
        default: false
        }
    }

    /// Control characters and every kind of space become spaces, runs of spaces one; marks that turn the direction of
    /// what follows, and other invisible ones, go.
    private func cleaned(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var result = String.UnicodeScalarView()
        var pendingSpace = false
        for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: pendingSpace = true
            case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x061C, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
                continue
            default:
                if pendingSpace, !result.isEmpty { result.append(" ") }
                pendingSpace = false
                result.append(scalar)
            }
        }
        return String(result)
    }
}
