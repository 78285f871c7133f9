/// What a person may type into a text field of the book.
///
/// - Source: docs/spec/money-changes.md §6.
enum TextCheck {
    /// Trims a one-line text and checks it; nil when nothing is left.
    static func line(
        _ text: String?,
        _ field: MoneyField,
        maximum: Int = MoneyLimits.nameCharacters
    ) throws(MoneyError) -> String? {
        try checked(text, field, maximum: maximum, takesLines: false)
    }

    /// The same, refusing an empty one.
    static func name(_ text: String, _ field: MoneyField) throws(MoneyError) -> String {
        guard let name = try line(text, field) else { throw .missing(field) }
        return name
    }

    /// The same, with line breaks and tabs allowed.
    static func note(_ text: String?) throws(MoneyError) -> String? {
        try checked(text, .note, maximum: MoneyLimits.noteCharacters, takesLines: true)
    }

    /// How names are compared: case does not count.
    static func key(_ name: String) -> String { name.lowercased() }

    private static func checked(
        _ text: String?,
        _ field: MoneyField,
        maximum: Int,
        takesLines: Bool
    ) throws(MoneyError) -> String? {
        guard let text else { return nil }
        // Bytes first: a scalar has at most four, and counting a megabyte of them is work for nothing.
        guard text.utf8.count <= maximum * 4 + 64 else { throw .tooLong(field, maximum: maximum) }
        let trimmed = trim(text)
        guard !trimmed.isEmpty else { return nil }
        // Scalars, not graphemes: one grapheme can be made of any number of them.
        guard trimmed.unicodeScalars.count <= maximum else { throw .tooLong(field, maximum: maximum) }
        for scalar in trimmed.unicodeScalars where isRefused(scalar, takesLines: takesLines) {
            throw .controlCharacter(field)
        }
        guard CardNumber.numbers(in: Array(trimmed.utf8).span).isEmpty else { throw .cardNumber(field) }
        return trimmed
    }

    static func isRefused(_ scalar: Unicode.Scalar, takesLines: Bool) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x09: !takesLines
        case 0x00..<0x20, 0x7F..<0xA0: true
        case 0x2028, 0x2029: true
        // Marks that change the direction of what follows: a name could read as another one.
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C: true
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    private static func trim(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
        return String(rest)
    }
}
