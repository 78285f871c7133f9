import Money
import Primitives

/// Takes the words of one line of beancount.
struct BeancountCursor {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var next: UInt8? {
        mutating get {
            while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
            return position < end ? bytes[position] : nil
        }
    }

    /// Everything that is left.
    var rest: Substring { Substring(String(decoding: bytes[position..<end], as: UTF8.self)) }

    mutating func skipByte() { position = min(position + 1, end) }

    /// A word up to a space, a quote or a comma.
    mutating func takeWord() -> String? {
        guard next != nil else { return nil }
        let start = position
        while position < end, bytes[position] > 0x20, bytes[position] != 0x22, bytes[position] != 0x2C { position += 1 }
        return start < position ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    /// A string, with its escapes undone; nil when none begins here.
    mutating func takeString() -> String? {
        guard next == 0x22 else { return nil }
        var result: [UInt8] = []
        var index = position + 1
        while index < end, bytes[index] != 0x22 {
            if bytes[index] == 0x5C, index + 1 < end {
                index += 1
                switch bytes[index] {
                case 0x6E: result.append(0x0A)
                case 0x74: result.append(0x09)
                case 0x72: result.append(0x0D)
                case 0x66: result.append(0x0C)
                case 0x62: result.append(0x08)
                default: result.append(bytes[index])
                }
            } else {
                result.append(bytes[index])
            }
            index += 1
        }
        guard index < end else { return nil }
        position = index + 1
        return String(decoding: result, as: UTF8.self)
    }

    /// `2026-01-13` or `2026/01/13`.
    mutating func takeDay() -> CalendarDay? {
        guard let first = next, first >= 0x30, first <= 0x39 else { return nil }
        let start = position
        guard let word = takeWord() else { return nil }
        var text = word[...]
        guard let day = LedgerDates.take(&text, year: nil), text.isEmpty else {
            position = start
            return nil
        }
        return day
    }

    /// `key:` of metadata; nil, and nothing taken, for anything else.
    mutating func takeKey() -> String? {
        guard let first = next, first >= 0x61, first <= 0x7A else { return nil }
        var index = position
        while index < end, bytes[index] != 0x3A, bytes[index] > 0x20 { index += 1 }
        guard index < end, bytes[index] == 0x3A else { return nil }
        let key = String(decoding: bytes[position..<index], as: UTF8.self)
        position = index + 1
        return key
    }
}
