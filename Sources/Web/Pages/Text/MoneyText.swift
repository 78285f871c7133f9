package import Primitives

/// An amount cut into the parts that are set differently: sign, currency, whole digits, decimals.
///
/// Every digit is shown: nothing is rounded, and the minus is U+2212.
package struct MoneyText: Sendable, Hashable {
    /// When the sign is written.
    package enum Sign: Sendable {
        /// A minus before money that goes out, nothing before the rest.
        case negative
        /// A plus before money that comes in as well, and it is shown in the income colour.
        case both
        /// A plus or a minus, in no colour: more of it is neither good nor bad.
        case change
        /// Never: the label already says whether it is in or out. The amount shown is its magnitude.
        case none
        /// Never, but in the income colour: under a label such as “In”.
        case income
    }

    let sign: String?
    let currency: String
    let whole: String
    let decimals: String?
    let isIn: Bool

    package init(_ amount: Amount, grouping: DigitGrouping, sign: Sign = .negative) {
        let plain = grouping.grouped(amount.decimal)
        let unsigned = plain.hasPrefix("\u{2212}") ? plain.dropFirst() : plain[...]
        let dot = unsigned.firstIndex(of: ".") ?? unsigned.endIndex
        whole = String(unsigned[..<dot])
        decimals = dot == unsigned.endIndex ? nil : String(unsigned[dot...])
        currency = Self.symbol(of: amount.currency)
        isIn = (sign == .both || sign == .income) && amount.minorUnits > 0
        self.sign =
            switch sign {
            case .none, .income: nil
            case .negative, .both: amount.minorUnits < 0 ? "\u{2212}" : isIn ? "+" : nil
            case .change: amount.minorUnits < 0 ? "\u{2212}" : amount.minorUnits > 0 ? "+" : nil
            }
    }

    /// The amount in one piece, for sentences: `−₹1,240.50`.
    package var text: String { (sign ?? "") + currency + whole + (decimals ?? "") }

    /// The sign people write, or the code and a space that does not break where a sign would be ambiguous.
    package static func symbol(of currency: Currency) -> String {
        switch currency {
        case .inr: "₹"
        case .usd: "$"
        case .eur: "€"
        case .gbp: "£"
        case .jpy: "¥"
        default: currency.code + "\u{A0}"
        }
    }
}

/// Amounts are the most frequent thing on a page, so they name their own parts: reflection is not free.
extension MoneyText: NamedParts {
    package func part(_ name: String) -> Any? {
        switch name {
        case "sign": sign
        case "currency": currency
        case "whole": whole
        case "decimals": decimals
        case "isIn": isIn
        default: nil
        }
    }
}
