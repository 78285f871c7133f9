/// A list inside a cell: `cramps: moderate; jaw ache: mild`.
///
/// In a name, `\` stands before `\`, `;` and `:`, and before the first character of a name of hers that would read as a
/// built-in one.
///
/// - Source: docs/spec/diary-export.md §3.
enum CellList {
    struct Element: Hashable {
        /// Without its backslashes.
        var name: String
        /// Whether the name had a backslash: then it is one of hers.
        var isHers = false
        /// What stands behind the colon; nil where there is none.
        var value: String?
    }

    static func text(_ elements: [String]) -> String { elements.joined(separator: "; ") }

    /// A name of hers, which may be any text.
    static func escaped(_ name: String, isBuiltIn: (String) -> Bool) -> String {
        var text = isBuiltIn(name) ? "\\" : ""
        for character in name.unicodeScalars {
            if character == "\\" || character == ";" || character == ":" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(character)
        }
        return text
    }

    static func elements(_ cell: String) -> [Element] {
        guard !cell.isEmpty else { return [] }
        var elements: [Element] = []
        var scalars = cell.unicodeScalars[...]
        while true {
            var element = Element(name: "")
            var part = String.UnicodeScalarView()
            while let scalar = scalars.popFirst(), scalar != ";" {
                if scalar == "\\", element.value == nil, let next = scalars.popFirst() {
                    element.isHers = true
                    part.append(next)
                } else if scalar == ":", element.value == nil {
                    element.name = String(part)
                    element.value = ""
                    part = String.UnicodeScalarView()
                } else {
                    part.append(scalar)
                }
                if scalars.isEmpty { break }
            }
            if element.value == nil { element.name = String(part) } else { element.value = trimmed(String(part)) }
            elements.append(element)
            guard !scalars.isEmpty else { return elements }
            if scalars.first == " " { scalars.removeFirst() }
        }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " })
    }
}
