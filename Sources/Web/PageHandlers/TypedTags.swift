/// Tags as they stand in one field: `home, road trip`.
///
/// A comma stands between two, a space inside one is a part of it, and a `#` before one is a sign and none. What would
/// not be read back so stands between quotation marks, one inside twice: `"a, b"`, `"#1"`. Scalars, not graphemes: a
/// mark that joins the comma before it is still behind a comma.
enum TypedTags {
    private static let (comma, quote, sign): (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) = (",", "\"", "#")

    static func text(_ tags: [String]) -> String { tags.map(written).joined(separator: ", ") }

    static func read(_ text: String) -> [String] {
        var tags: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let tag = quoted(&rest) ?? bare(&rest)
            if !tag.isEmpty { tags.append(tag) }
        }
        return tags
    }

    private static func written(_ tag: String) -> String {
        let scalars = tag.unicodeScalars
        guard scalars.contains(comma) || scalars.first == quote || scalars.first == sign else { return tag }
        var text = String.UnicodeScalarView([quote])
        for scalar in scalars { text.append(contentsOf: scalar == quote ? [quote, quote] : [scalar]) }
        return String(text) + "\""
    }

    /// What stands between quotation marks, as it stands.
    ///
    /// Nil where none begin here, or no comma follows those that end it.
    private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
        var left = rest.drop(while: \.properties.isWhitespace)
        guard left.popFirst() == quote else { return nil }
        var tag = String.UnicodeScalarView()
        while let next = left.popFirst() {
            guard next == quote else {
                tag.append(next)
                continue
            }
            if left.first == quote {
                tag.append(quote)
                left.removeFirst()
                continue
            }
            left = left.drop(while: \.properties.isWhitespace)
            guard left.isEmpty || left.popFirst() == comma else { return nil }
            rest = left
            return String(tag)
        }
        return nil
    }

    private static func bare(_ rest: inout Substring.UnicodeScalarView) -> String {
        let end = rest.firstIndex(of: comma) ?? rest.endIndex
        let piece = trimmed(rest[..<end])
        rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
        return String(Substring(trimmed(piece.first == sign ? piece.dropFirst() : piece)))
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var text = text.drop(while: \.properties.isWhitespace)
        while text.last?.properties.isWhitespace == true { text.removeLast() }
        return text
    }
}
