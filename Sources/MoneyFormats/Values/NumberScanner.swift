import Primitives

/// Splits a written number into its parts.
struct NumberScanner {
    enum Token {
        case digit(UInt8)
        /// `.`, `,`, or 0 for a mark that only ever groups (apostrophe, any space).
        case mark(UInt8)
        case minus
        case neutral
        /// Letters, as a range of bytes.
        case word(Int, Int)
        case symbol(Currency?)
        case invalid
    }

    private let bytes: [UInt8]
    private let end: Int
    private var index: Int
    private var hasDigits = false
    private var isClosed = false
    /// Whether nothing but spaces and dashes was seen: an empty cell.
    private(set) var isBlank = true

    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> Token? {
        guard index < end else { return nil }
        let byte = bytes[index]
        switch byte {
        case 0x30...0x39:
            // Digits after a word or a sign that followed digits, as in "12 Cr 5", are no number.
            guard !isClosed else { return .invalid }
            index += 1
            hasDigits = true
            isBlank = false
            return .digit(byte & 0x0F)
        case 0x2E, 0x2C: return markToken(byte)
        case 0x27: return groupToken(width: 1)
        case 0x20, 0x09: return groupToken(width: 1)
        case 0x2D: return sign(width: 1, .minus)
        case 0x2B: return sign(width: 1, .neutral)
        case 0x28: return sign(width: 1, .minus)
        case 0x29: return sign(width: 1, .neutral)
        case 0x24:
            isBlank = false
            return sign(width: 1, .symbol(nil))
        case 0x41...0x5A, 0x61...0x7A: return word()
        case 0xC2: return afterC2()
        case 0xE2: return afterE2()
        default: return .invalid
        }
    }

    private mutating func sign(width: Int, _ token: Token) -> Token {
        index += width
        if hasDigits { isClosed = true }
        return token
    }

    private mutating func markToken(_ byte: UInt8) -> Token {
        index += 1
        if isClosed { return .invalid }
        // "1.234,–" and "12.-": a mark at the end closes the number without a fraction.
        guard index < end, isDigit(bytes[index]) else {
            isBlank = false
            if hasDigits { isClosed = true }
            return hasDigits ? .neutral : .invalid
        }
        isBlank = false
        return .mark(byte)
    }

    /// A space or apostrophe: a mark between digits, nothing elsewhere.
    private mutating func groupToken(width: Int) -> Token {
        let wasDigit = hasDigits && !isClosed && isDigit(bytes[index - 1])
        index += width
        return wasDigit && index < end && isDigit(bytes[index]) ? .mark(0) : .neutral
    }

    private mutating func word() -> Token {
        let start = index
        while index < end, isLetter(bytes[index]) { index += 1 }
        let stop = index
        if index < end, bytes[index] == 0x2E { index += 1 }  // "Rs." and "Cr."
        isBlank = false
        if hasDigits { isClosed = true }
        return .word(start, stop)
    }

    /// U+00A0 to U+00BF: no-break space, pound, yen.
    private mutating func afterC2() -> Token {
        guard index + 1 < end else { return .invalid }
        switch bytes[index + 1] {
        case 0xA0: return groupToken(width: 2)
        case 0xA3:
            isBlank = false
            return sign(width: 2, .symbol(.gbp))
        case 0xA5:
            isBlank = false
            return sign(width: 2, .symbol(nil))
        default: return .invalid
        }
    }

    /// Thin spaces, dashes, typographic apostrophe, rupee, euro, minus sign.
    private mutating func afterE2() -> Token {
        guard index + 2 < end else { return .invalid }
        switch (bytes[index + 1], bytes[index + 2]) {
        case (0x80, 0x87...0x8A), (0x80, 0xAF), (0x80, 0x99): return groupToken(width: 3)
        case (0x80, 0x8E), (0x80, 0x8F): return sign(width: 3, .neutral)  // direction marks
        case (0x80, 0x90...0x95), (0x88, 0x92): return sign(width: 3, .minus)
        case (0x82, 0xB9):
            isBlank = false
            return sign(width: 3, .symbol(.inr))
        case (0x82, 0xAC):
            isBlank = false
            return sign(width: 3, .symbol(.eur))
        default: return .invalid
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
