import Money
import Primitives

/// Reads an amount as people type it: grouped by marks or spaces, with a sign, perhaps with the currency's sign.
enum TypedAmount {
    /// With the marks of a person's own numbers.
    ///
    /// Her group mark counts as her decimal mark where it stands once before one or two last digits: `12,50` is twelve
    /// and a half wherever it is typed, and `1,250` is what her grouping says.
    ///
    /// - Errors: ``MoneyError`` `.overflow(.amount)` also for what no posting can be: sums of a form cannot overflow.
    static func read(_ text: String, _ currency: Currency, _ grouping: DigitGrouping) throws(MoneyError) -> Amount {
        let plain = try plain(text, currency, grouping)
        let amount: Amount
        do throws(AmountError) {
            amount = try Amount(decimal: plain, currency: currency)
        } catch {
            switch error {
            case .tooManyDecimals(let decimals): throw .tooManyDecimals(.amount, decimals: decimals)
            case .overflow: throw .overflow(.amount)
            case .notADecimal, .differentCurrencies: throw .invalid(.amount)
            }
        }
        guard amount.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.amount) }
        return amount
    }

    /// A size in whatever currency it is compared with: it has the decimals that were typed.
    ///
    /// - `currency`: Whose sign may stand beside it.
    static func size(_ text: String, _ currency: Currency, _ grouping: DigitGrouping) throws(MoneyError) -> SizeBound {
        let typed = try plain(text, currency, grouping)
        let plain = typed.hasPrefix(".") ? "0" + typed : typed
        guard let size = SizeBound(decimal: plain) else { throw .invalid(.amount) }
        guard let digits = Int64(plain.filter { $0 != "." }), digits <= MoneyLimits.minorUnits else {
            throw .overflow(.amount)
        }
        return size
    }

    /// Figures with a point before the decimals, and nothing else that a number may have.
    private static func plain(
        _ text: String,
        _ currency: Currency,
        _ grouping: DigitGrouping
    ) throws(MoneyError) -> String {
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
        return plain
    }
}
