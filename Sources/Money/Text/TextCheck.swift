import Primitives

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
    static func key(_ name: String) -> String { PlainText.key(name) }

    private static func checked(
        _ text: String?,
        _ field: MoneyField,
        maximum: Int,
        takesLines: Bool
    ) throws(MoneyError) -> String? {
        guard let text else { return nil }
        do throws(PlainText.Fault) {
            return try PlainText.checked(text, maximum: maximum, takesLines: takesLines)
        } catch {
            switch error {
            case .tooLong: throw .tooLong(field, maximum: maximum)
            case .controlCharacter: throw .controlCharacter(field)
            case .cardNumber: throw .cardNumber(field)
            }
        }
    }

    static func isRefused(_ scalar: Unicode.Scalar, takesLines: Bool) -> Bool {
        PlainText.isRefused(scalar, takesLines: takesLines)
    }
}
