import Money
import Primitives

/// Reads an amount as people type it: grouped by marks or spaces, with a sign, perhaps with the currency's sign.
enum TypedAmount {
    /// With the marks of a person's own numbers.
    ///
    /// Her group mark counts as her decimal mark where it stands once before one or two last digits: `12,50` is twelve
    /// and a half wherever it is typed, and `1,250` is what her grouping says.
    static func read(_ text: String, _ currency: Currency, _ grouping: DigitGrouping) throws(MoneyError) -> Amount {
        var plain = text.filter { !$0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" && $0 != "'" }
        for symbol in [MoneyText.symbol(of: currency), currency.code] where plain.contains(symbol) {
            plain = plain.replacing(symbol, with: "")
        }
        let (group, mark) = (grouping.groupMark, grouping.decimalMark)
        var decimal = plain.lastIndex(of: mark)
        if decimal == nil, let last = plain.lastIndex(of: group),
            (1...2).contains(plain.distance(from: last, to: plain.endIndex) - 1)
        {
            decimal = last
        }
        if let decimal {
            let whole = plain[..<decimal].filter { $0 != group }
            plain = whole + "." + plain[plain.index(after: decimal)...]
        } else {
            plain = plain.filter { $0 != group }
        }
        guard !plain.isEmpty else { throw .missing(.amount) }
        do throws(AmountError) {
            return try Amount(decimal: plain, currency: currency)
        } catch {
            switch error {
            case .tooManyDecimals(let decimals): throw .tooManyDecimals(.amount, decimals: decimals)
            case .overflow: throw .overflow(.amount)
            case .notADecimal, .differentCurrencies: throw .invalid(.amount)
            }
        }
    }
}
