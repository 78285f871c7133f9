import Money

/// What names may look like in a journal.
///
/// - Source: docs/spec/journal-formats.md §10.
enum JournalDialect {
    /// ledger and hledger.
    case plain
    case beancount

    init(_ format: JournalFormat) { self = format == .beancount ? .beancount : .plain }

    /// One level of an account name that neither tool can misread.
    func component(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let joinsSpace = (result.last ?? " ") == " " && Self.joinsBefore(scalar)
            let space = self == .plain && scalar.properties.isWhitespace
            let safe = isAllowed(scalar) && !joinsSpace ? scalar : space ? " " : "-"
            // Two spaces would end the name; a run of replaced characters is one.
            if safe == " " || (safe == "-" && scalar != "-"), result.last == safe { continue }
            result.append(safe)
        }
        while let last = result.last, last == " " || last == "-" { result.removeLast() }
        let text = String(result)
        guard let first = text.unicodeScalars.first else { return "X" }
        switch self {
        case .plain: return Self.isWord(first) && !Self.joinsBefore(first) ? text : "X" + text
        case .beancount:
            if ("a"..."z").contains(first) { return text.prefix(1).uppercased() + text.dropFirst() }
            let category = first.properties.generalCategory
            return category == .uppercaseLetter || category == .decimalNumber ? text : "X-" + text
        }
    }

    func numbered(_ component: String, _ number: Int) -> String {
        self == .plain ? "\(component) \(number)" : "\(component)-\(number)"
    }

    /// A name of a payee on a line of its own in ledger and hledger; the same text when they read it as it is.
    static func payee(_ payee: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in payee.unicodeScalars {
            let isPlain = isWord(scalar) || scalar == " " || "-_.&'/+@#!?,:()".unicodeScalars.contains(scalar)
            let joinsSpace = (result.last ?? " ") == " " && joinsBefore(scalar)
            let safe: Unicode.Scalar = isPlain && !joinsSpace ? scalar : "-"
            if safe == " ", result.last == " " { continue }
            result.append(safe)
        }
        while result.last == " " { result.removeLast() }
        guard let first = result.first else { return "" }
        return isWord(first) && !joinsBefore(first) ? String(result) : "Payee " + String(result)
    }

    /// Whether a line may stand as a comment and mean nothing else: no tag, no date, nothing to be trimmed.
    static func isPlainComment(_ line: some StringProtocol) -> Bool {
        guard let first = line.unicodeScalars.first, let last = line.unicodeScalars.last else { return false }
        guard isWord(first), !joinsBefore(first), !last.properties.isWhitespace else { return false }
        var previous: Unicode.Scalar = "x"
        for scalar in line.unicodeScalars {
            if scalar == ":" || scalar == "[" || (scalar == " " && previous == " ") { return false }
            if previous == " ", joinsBefore(scalar) { return false }
            if scalar != " ", scalar.properties.isWhitespace { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: return false
            default: previous = scalar
            }
        }
        return true
    }

    /// Whether a tag can stand as each tool writes tags.
    static func isPlainTag(_ tag: String) -> Bool {
        guard let first = tag.utf8.first, (first | 0x20) >= 0x61, (first | 0x20) <= 0x7A else { return false }
        guard !tag.lowercased().hasPrefix("fk-"), !reservedTags.contains(tag.lowercased()) else { return false }
        return tag.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A) || byte == 0x2D
                || byte == 0x5F
        }
    }

    /// Tags that change what a transaction means in one of the tools.
    private static let reservedTags: Set<String> = [
        "date", "date2", "payee", "value", "uuid", "type", "t", "account", "amount", "assert", "check", "expr",
    ]

    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .plain: Self.isWord(scalar) || " -_.&'/+".unicodeScalars.contains(scalar)
        case .beancount: scalar == "-" || Self.isLetter(scalar) || scalar.properties.generalCategory == .decimalNumber
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// Whether a scalar and the one before it are one character, as marks are.
    static func joinsBefore(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && (" " + String(scalar)).count < 2
    }

    /// Letters, their marks, and digits.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            let byte = UInt8(scalar.value)
            return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .decimalNumber: return true
        default: return isLetter(scalar)
        }
    }
}
