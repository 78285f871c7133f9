import Cycle
import Primitives

/// Texts of a file, made into what a note or a name takes.
enum DiaryText {
    struct Cleaned {
        var text: String
        /// More than was taken stands in the file.
        var isShortened: Bool
    }

    /// A note: lines stay lines; what does not show, or turns the direction of what follows, becomes a space.
    ///
    /// Nil where nothing is left.
    static func note(_ text: some StringProtocol) -> Cleaned? {
        cleaned(text, maximum: DayLimits.noteCharacters, takesLines: true)
    }

    /// A name, on one line and with single spaces.
    static func name(_ text: some StringProtocol) -> Cleaned? {
        cleaned(text, maximum: DiaryImportLimits.nameCharacters, takesLines: false)
    }

    private static func cleaned(_ text: some StringProtocol, maximum: Int, takesLines: Bool) -> Cleaned? {
        var result = String.UnicodeScalarView()
        var (count, isShortened) = (0, false)
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            let isSecondOfBreak = scalar == "\n" && previous == "\r"
            previous = scalar
            if isSecondOfBreak { continue }
            let shown = shown(scalar, takesLines: takesLines)
            let isBlank = shown.properties.isWhitespace
            if isBlank, count == 0 || !takesLines && result.last == " " { continue }
            guard count < maximum else {
                if isBlank { continue }
                isShortened = true
                break
            }
            result.append(shown)
            count += 1
        }
        while let last = result.last, last.properties.isWhitespace { result.removeLast() }
        let text = String(result)
        return result.isEmpty ? nil : Cleaned(text: CardNumber.masked(text) ?? text, isShortened: isShortened)
    }

    private static func shown(_ scalar: Unicode.Scalar, takesLines: Bool) -> Unicode.Scalar {
        switch scalar.value {
        case 0x0A, 0x0D, 0x2028, 0x2029: takesLines ? "\n" : " "
        default: PlainText.isRefused(scalar, takesLines: false) ? " " : scalar
        }
    }
}
