import Money
import Primitives

/// Reads amounts as journals write them: `-120.00 INR`, `$1,000`, `"Green Apples" 5`, `1.234,50 EUR`.
///
/// - Source: docs/spec/journal-formats.md §6.
struct JournalAmounts {
    /// Where the file or the format says which.
    var decimalMark: DecimalMark?
    /// Marks by commodity as the document names it, from `commodity` and `D`.
    private var marks: [String: DecimalMark] = [:]
    /// To hledger a mark that stands alone is decimal; to ledger a comma before exactly three digits groups.
    private let commaMayGroup: Bool
    /// For amounts without a commodity (`D`, or bare numbers).
    var defaultCommodity = ""

    private static let symbols: [String: String] = [
        "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "Rs": "INR",
    ]

    init(_ format: JournalFormat) {
        commaMayGroup = format != .hledger
        if format == .beancount { decimalMark = .dot }
    }

    /// Takes the mark of a commodity from a sample of its amounts; the commodity, or nil where it is no sample.
    mutating func declare(_ sample: Substring) -> String? {
        var reading = self
        // What was declared before says nothing about how this one is written.
        reading.marks = [:]
        reading.decimalMark = mark(of: sample)
        var rest = sample
        guard let amount = reading.read(&rest) else { return nil }
        marks[amount.commodity] = reading.decimalMark
        return amount.commodity
    }

    /// Takes the mark of a commodity that is named besides.
    mutating func declare(_ commodity: String, as sample: Substring) { marks[commodity] = mark(of: sample) }

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
        guard let number = number(digits, isNegative: isNegative, commodity: name) else { return nil }
        rest = text
        return JournalPosting.Quantity(number: number, commodity: name)
    }

    static func normalized(_ commodity: String) -> String {
        if let code = symbols[commodity] { return code }
        return Currency(code: commodity)?.code ?? commodity
    }

    /// A name without the quotes around it.
    static func unquoted(_ name: Substring) -> String {
        guard name.count > 2, name.first == "\"", name.last == "\"" else { return String(name) }
        return String(name.dropFirst().dropLast())
    }

    /// The mark that a sample amount shows, `1.000,00` or `1000.`; nil when it shows none.
    private func mark(of sample: Substring) -> DecimalMark? {
        // The symbol before or behind it may have a mark of its own, as `Rs.` has.
        let number = sample.drop { !("0"..."9").contains($0) }.prefix {
            $0.isWhitespace || "0123456789.,'_".contains($0)
        }
        return number.contains { $0 == "." || $0 == "," } ? guess(number.filter { !$0.isWhitespace }) : nil
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
        let mark = marks[commodity] ?? decimalMark ?? guess(digits)
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

    /// The later of two marks; one that stands twice groups; a lone comma before exactly three digits may group.
    private func guess(_ digits: String) -> DecimalMark {
        let marks = digits.filter { $0 == "." || $0 == "," }
        guard let last = marks.last else { return .dot }
        if marks.count(where: { $0 == last }) > 1 { return last == "." ? .comma : .dot }
        if marks.count > 1 { return last == "." ? .dot : .comma }
        if last == "." { return .dot }
        guard commaMayGroup else { return .comma }
        let fraction = digits.split(separator: ",", omittingEmptySubsequences: false).last?.count ?? 0
        return fraction == 3 ? .dot : .comma
    }
}
