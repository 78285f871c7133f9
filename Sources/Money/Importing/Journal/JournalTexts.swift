import Primitives

/// Makes texts of a journal fit the book: what the book takes stays as it is, to the character.
///
/// - Source: docs/spec/journal-formats.md §7.
struct JournalTexts {
    private(set) var changedCount = 0
    private var known: [String: String?] = [:]

    /// A payee, tag or name within 100 characters; nil when nothing is left.
    mutating func line(_ text: String) -> String? {
        if text.isEmpty { return nil }
        if let known = known[text] { return known }
        let result = fitted(text, MoneyLimits.nameCharacters) { text throws(MoneyError) in
            try TextCheck.line(text, .payee)
        }
        known[text] = .some(result)
        return result
    }

    mutating func note(_ text: String) -> String? {
        if text.isEmpty { return nil }
        return fitted(text, MoneyLimits.noteCharacters) { text throws(MoneyError) in try TextCheck.note(text) }
    }

    private mutating func fitted(
        _ text: String,
        _ maximum: Int,
        _ check: (String) throws(MoneyError) -> String?
    ) -> String? {
        do throws(MoneyError) {
            return try check(text)
        } catch {
            changedCount += 1
        }
        do throws(MoneyError) {
            return try check(Self.cleaned(text, maximum))
        } catch {
            return nil  // nothing but characters that no text may have
        }
    }

    private static func cleaned(_ text: String, _ maximum: Int) -> String {
        var result = String.UnicodeScalarView()
        // The view counts by walking through itself.
        var count = 0
        for scalar in (CardNumber.masked(text) ?? text).unicodeScalars {
            guard count < maximum else { break }
            switch scalar.value {
            case 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x061C, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
                continue
            case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: result.append(" ")
            default: result.append(scalar)
            }
            count += 1
        }
        // Taking characters away may have brought digits together.
        return CardNumber.masked(String(result)) ?? String(result)
    }
}
