import Primitives

/// A cell of a header, brought to one form.
struct HeaderWord: Hashable {
    /// Lower case, accents folded, everything but letters and digits one space.
    ///
    /// Letters of other scripts stay.
    let text: String
    /// A currency the cell names, as `Amount (INR)` does.
    let currency: Currency?

    init(_ cell: String) {
        var result = ""
        var pendingSpace = false
        for scalar in cell.unicodeScalars {
            let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            guard isWord else {
                pendingSpace = !result.isEmpty
                continue
            }
            if pendingSpace { result.append(" ") }
            pendingSpace = false
            result.unicodeScalars.append(contentsOf: Self.folded(scalar))
        }
        let (text, currency) = Self.withoutCurrency(result)
        self.text = text
        self.currency = currency
    }

    private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "ß": ["s", "s"]
        case "ä", "Ä": ["a", "e"]
        case "ö", "Ö": ["o", "e"]
        case "ü", "Ü": ["u", "e"]
        case "\u{C0}"..."\u{FF}": [Unicode.Scalar(ByteSearch.foldedLatin(UInt8(scalar.value - 0xC0 + 0x80)))]
        default: Array(scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    /// `amount in usd`, `withdrawal amt inr`, `betrag eur`, `credit rs` without their last words.
    private static func withoutCurrency(_ text: String) -> (String, Currency?) {
        var words = text.split(separator: " ")
        guard words.count > 1, let last = words.last else { return (text, nil) }
        let currency = last == "rs" ? .inr : Currency(code: last)
        guard let currency, !ordinaryWords.contains(String(last)) else { return (text, nil) }
        words.removeLast()
        if words.count > 1, words.last == "in" { words.removeLast() }
        return (words.joined(separator: " "), currency)
    }

    /// Codes that are words of a header: "all" is the lek.
    private static let ordinaryWords: Set<String> = ["all", "top", "try", "cup", "std", "mop", "pen", "bob"]
}
