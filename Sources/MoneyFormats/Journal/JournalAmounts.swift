import Money
import Primitives

/// Reads amounts as journals write them: `-120.00 INR`, `$1,000`, `"Green Apples" 5`, `1.234,50 EUR`.
///
/// - Source: docs/spec/journal-formats.md §6.
struct JournalAmounts {
    /// Where the file or the person said which; else a comma before exactly three digits groups.
    var decimalMark: DecimalMark?
    /// Marks by commodity, from `commodity` and `D`.
    var marks: [String: DecimalMark] = [:]
    /// For amounts without a commodity (`D`, or bare numbers).
    var defaultCommodity = ""

    private static let symbols: [String: String] = [
        "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "Rs": "INR",
    ]

    /// The amount at the beginning of a text; what follows it is left in `rest`.
    func read(_ rest: inout Substring) -> JournalPosting.Quantity? {
        var text = rest
        skipSpaces(&text)
        var isNegative = takeSign(&text)
        var commodity = takeCommodity(&text)
        skipSpaces(&text)
        if takeSign(&text) { isNegative.toggle() }
        let digits = takeNumber(&text)
        guard !digits.isEmpty else { return nil }
        if commodity == nil {
            var after = text
            skipSpaces(&after)
            if let found = takeCommodity(&after) {
                commodity = found
                text = after
            }
        }
        let name = Self.normalized(commodity ?? defaultCommodity)
        guard let number = number(digits, isNegative: isNegative, commodity: commodity ?? defaultCommodity) else {
            return nil
        }
        rest = text
        return JournalPosting.Quantity(number: number, commodity: name)
    }

    static func normalized(_ commodity: String) -> String {
        if let code = symbols[commodity] { return code }
        return Currency(code: commodity)?.code ?? commodity
    }

    /// The mark that a sample amount shows; nil when it shows none.
    static func mark(of sample: String) -> DecimalMark? {
        let marks = sample.filter { $0 == "." || $0 == "," }
        guard let last = marks.last else { return nil }
        // `1.000,00` and `1000.`: the last mark, if it stands once.
        if marks.count(where: { $0 == last }) > 1 { return last == "." ? .comma : .dot }
        return last == "." ? .dot : .comma
    }

    private func skipSpaces(_ text: inout Substring) {
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    }

    private func takeSign(_ text: inout Substring) -> Bool {
        guard let first = text.first, first == "-" || first == "+" else { return false }
        text.removeFirst()
        return first == "-"
    }

    /// A quoted name, or symbols and letters.
    private func takeCommodity(_ text: inout Substring) -> String? {
        guard let first = text.first else { return nil }
        if first == "\"" {
            guard let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
            let name = String(text[text.index(after: text.startIndex)..<end])
            text = text[text.index(after: end)...]
            return name
        }
        var end = text.startIndex
        while end < text.endIndex, !Self.endsCommodity(text[end]) { end = text.index(after: end) }
        guard end > text.startIndex else { return nil }
        let name = String(text[..<end])
        text = text[end...]
        if name == "Rs", text.first == "." { text.removeFirst() }
        return name
    }

    private static func endsCommodity(_ character: Character) -> Bool {
        character.isWhitespace || character.isNumber || "-+.,;@={}[]()\"*/<>!&|^?~".contains(character)
    }

    private func takeNumber(_ text: inout Substring) -> String {
        var digits = ""
        while let first = text.unicodeScalars.first {
            switch first {
            case "0"..."9", ".", ",", "'", "_": digits.unicodeScalars.append(first)
            // A thin or protected space may group.
            case "\u{202F}", "\u{00A0}": digits.unicodeScalars.append("'")
            default: return digits
            }
            text.unicodeScalars.removeFirst()
        }
        return digits
    }

    private func number(_ digits: String, isNegative: Bool, commodity: String) -> StatementAmount? {
        let mark = marks[commodity] ?? decimalMark ?? Self.guess(digits)
        let decimal: Character = mark == .dot ? "." : ","
        var units: Int64 = 0
        var scale = 0
        var hasMark = false
        var digitCount = 0
        for character in digits {
            if character == decimal {
                guard !hasMark else { return nil }
                hasMark = true
                continue
            }
            guard let digit = character.wholeNumberValue, character.isASCII else {
                // Groups are of whole units.
                guard !hasMark, digitCount > 0 else { return nil }
                continue
            }
            if hasMark, scale == StatementAmount.scaleMaximum {
                guard digit == 0 else { return nil }
                continue
            }
            let (scaled, overflowed) = units.multipliedReportingOverflow(by: 10)
            let (sum, overflowedAgain) = scaled.addingReportingOverflow(Int64(digit))
            guard !overflowed, !overflowedAgain else { return nil }
            units = sum
            digitCount += 1
            if hasMark { scale += 1 }
        }
        guard digitCount > 0 else { return nil }
        return StatementAmount(units: isNegative ? -units : units, scale: scale)
    }

    /// The later of two marks; one that stands twice groups; a lone comma before exactly three digits groups.
    private static func guess(_ digits: String) -> DecimalMark {
        let marks = digits.filter { $0 == "." || $0 == "," }
        guard let last = marks.last else { return .dot }
        if marks.count(where: { $0 == last }) > 1 { return last == "." ? .comma : .dot }
        if marks.count > 1 { return last == "." ? .dot : .comma }
        if last == "." { return .dot }
        let fraction = digits.split(separator: ",", omittingEmptySubsequences: false).last?.count ?? 0
        return fraction == 3 ? .dot : .comma
    }
}
