import Money
import Primitives

/// Reads an amount as people type it: grouped by commas or spaces, with a sign, perhaps with the currency's sign.
enum TypedAmount {
    /// A comma groups, except a last one before one or two digits where no point follows: that is a decimal comma.
    static func read(_ text: String, _ currency: Currency) throws(MoneyError) -> Amount {
        var plain = text.filter { !$0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" && $0 != "'" }
        for symbol in [MoneyText.symbol(of: currency), currency.code] where plain.contains(symbol) {
            plain = plain.replacing(symbol, with: "")
        }
        if let comma = plain.lastIndex(of: ","), !plain.contains("."),
            (1...2).contains(plain.distance(from: comma, to: plain.endIndex) - 1)
        {
            plain = plain[..<comma].replacing(",", with: "") + "." + plain[plain.index(after: comma)...]
        }
        plain = plain.replacing(",", with: "")
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
