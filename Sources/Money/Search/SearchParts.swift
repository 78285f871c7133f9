/// The parts of a typed search: split at white space that no quotation marks hold.
///
/// - Source: docs/spec/search.md §2.
struct SearchParts {
    /// One part.
    struct Part {
        /// As typed, with the sign and the quotation marks.
        let typed: Substring
        let isNegated: Bool
        /// What stands before the first colon that no quotation marks hold.
        let name: Substring?
        /// What is left, without the quotation marks.
        let value: Substring
        let isQuoted: Bool
    }

    /// More is not read: each part costs a pass over the texts.
    static let maximum = 16

    static let quotationMarks: Set<Character> = ["\"", "“", "”", "„"]

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func next() -> Part? {
        rest = rest.drop(while: \.isWhitespace)
        guard !rest.isEmpty else { return nil }
        let end = Self.end(of: rest)
        let typed = rest[..<end]
        rest = rest[end...]
        return Self.part(typed)
    }

    /// The next part, if it is a plain one; it stays where it is.
    var plainNext: Substring? {
        var copy = self
        guard let part = copy.next(), !part.isQuoted, !part.isNegated else { return nil }
        return part.typed
    }

    private static func end(of text: Substring) -> Substring.Index {
        var isInside = false
        for place in text.indices {
            if quotationMarks.contains(text[place]) { isInside.toggle() }
            if !isInside, text[place].isWhitespace { return place }
        }
        return text.endIndex
    }

    private static func part(_ typed: Substring) -> Part {
        let isNegated = typed.first == "-" && typed.count > 1
        let body = isNegated ? typed.dropFirst() : typed
        let colon = body.firstIndex { $0 == ":" || quotationMarks.contains($0) }
        guard let colon, body[colon] == ":", colon > body.startIndex else {
            return Part(typed: typed, isNegated: isNegated, name: nil, value: unquoted(body), isQuoted: isQuoted(body))
        }
        let value = body[body.index(after: colon)...]
        return Part(
            typed: typed,
            isNegated: isNegated,
            name: body[..<colon],
            value: unquoted(value),
            isQuoted: isQuoted(value)
        )
    }

    private static func isQuoted(_ text: Substring) -> Bool { text.first.map(quotationMarks.contains) ?? false }

    private static func unquoted(_ text: Substring) -> Substring {
        guard isQuoted(text) else { return text }
        let inside = text.dropFirst()
        return inside.last.map(quotationMarks.contains) == true ? inside.dropLast() : inside
    }
}
