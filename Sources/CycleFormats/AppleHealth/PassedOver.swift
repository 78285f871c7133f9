/// What a scanner passes over, and how much of its end it has seen.
enum PassedOver {
    /// Hyphens in a row so far.
    case comment(hyphens: Int)
    /// Closing brackets in a row so far.
    case characters(brackets: Int)
    case instruction(isAfterMark: Bool)
    case declaration(Declaration)

    /// A document type, with or without declarations of its own.
    ///
    /// Apple's has some hundred lines of them between brackets. Nothing is made of them.
    struct Declaration {
        private var hasBracket = false
        private var isAfterBracket = false
        /// How much of `<!--` came so far.
        private var commentStart = 0
        /// Hyphens in a row, inside of a comment.
        private var hyphens: Int?

        mutating func ends(with byte: UInt8) -> Bool {
            if let count = hyphens {
                // An apostrophe or bracket in a comment is neither.
                hyphens = byte == 0x3E && count >= 2 ? nil : (byte == 0x2D ? count + 1 : 0)
                return false
            }
            if isComment(byte) {
                hyphens = 0
                return false
            }
            switch byte {
            case 0x3E: return !hasBracket || isAfterBracket
            case 0x5B: hasBracket = true
            case 0x5D: isAfterBracket = hasBracket
            case 0x00...0x20: break
            default: isAfterBracket = false
            }
            return false
        }

        /// Whether a byte is the last of `<!--`.
        private mutating func isComment(_ byte: UInt8) -> Bool {
            let expected: [UInt8] = [0x3C, 0x21, 0x2D, 0x2D]
            if byte == expected[commentStart] {
                commentStart += 1
            } else {
                commentStart = byte == expected[0] ? 1 : 0
            }
            guard commentStart == expected.count else { return false }
            commentStart = 0
            return true
        }
    }

    /// Takes one byte; whether it is the last of what is passed over.
    mutating func ends(with byte: UInt8) -> Bool {
        switch self {
        case .comment(let hyphens):
            if byte == 0x3E, hyphens >= 2 { return true }
            self = .comment(hyphens: byte == 0x2D ? hyphens + 1 : 0)
        case .characters(let brackets):
            if byte == 0x3E, brackets >= 2 { return true }
            self = .characters(brackets: byte == 0x5D ? brackets + 1 : 0)
        case .instruction(let isAfterMark):
            if byte == 0x3E, isAfterMark { return true }
            self = .instruction(isAfterMark: byte == 0x3F)
        case .declaration(var declaration):
            if declaration.ends(with: byte) { return true }
            self = .declaration(declaration)
        }
        return false
    }
}
