/// What a person may type into a text field, whatever she keeps.
///
/// - Source: docs/spec/money-changes.md §6.
package enum PlainText {
    /// Why a text is not taken.
    package enum Fault: Error, Hashable, Sendable {
        case tooLong
        case controlCharacter
        /// A card's number, which is kept nowhere (PAY-2).
        case cardNumber
    }

    /// Trims a text and checks it; nil when nothing is left.
    ///
    /// - `maximum`: in Unicode scalars.
    package static func checked(_ text: String, maximum: Int, takesLines: Bool) throws(Fault) -> String? {
        // Bytes first: a scalar has at most four, and counting a megabyte of them is work for nothing.
        guard text.utf8.count <= maximum * 4 + 64 else { throw .tooLong }
        let trimmed = trimmed(text)
        guard !trimmed.isEmpty else { return nil }
        // Scalars, not graphemes: one grapheme can be made of any number of them.
        guard trimmed.unicodeScalars.count <= maximum else { throw .tooLong }
        for scalar in trimmed.unicodeScalars where isRefused(scalar, takesLines: takesLines) {
            throw .controlCharacter
        }
        guard !CardNumber.isIn(trimmed) else { throw .cardNumber }
        return trimmed
    }

    /// How names are compared: case does not count.
    package static func key(_ name: String) -> String { name.lowercased() }

    package static func isRefused(_ scalar: Unicode.Scalar, takesLines: Bool) -> Bool {
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

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
        return String(rest)
    }
}
