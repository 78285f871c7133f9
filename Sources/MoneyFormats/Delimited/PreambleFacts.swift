import Money
import Primitives

/// What the lines before a table say about the account.
struct PreambleFacts {
    private(set) var currency: Currency?
    private(set) var name: String?
    private(set) var number: AccountNumber?

    private static let numberKeys: Set<String> = [
        "account no", "account number", "account", "a c no", "a c number", "acct no", "iban", "konto", "kontonummer",
        "card no",
        "card number", "compte", "numero de compte", "cuenta", "kreditkarte", "girokonto", "account no name",
    ]
    private static let nameKeys: Set<String> = ["account name", "account type", "kontoname", "product"]
    private static let currencyKeys: Set<String> = ["currency", "waehrung", "devise", "moneda", "account currency"]

    init(_ rows: [[String]]) {
        for row in rows { read(row) }
    }

    /// Reads `key: value` in one cell, and `key`, `value` in two.
    private mutating func read(_ row: [String]) {
        for (index, cell) in row.enumerated() where !cell.isEmpty {
            let parts = cell.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let key = HeaderWord(String(parts[0])).text
            var value = parts.count > 1 ? String(parts[1]) : ""
            if value.allSatisfy(\.isWhitespace) { value = row[(index + 1)...].first { !$0.isEmpty } ?? "" }
            take(key, value.trimmingSpaces)
        }
    }

    private mutating func take(_ key: String, _ value: String) {
        guard !value.isEmpty else { return }
        if Self.currencyKeys.contains(key) { currency = currency ?? Currency(code: value.prefix(3)) }
        if Self.nameKeys.contains(key) { name = name ?? value }
        if Self.numberKeys.contains(key), number == nil { number = AccountNumber(value) }
    }

    func account(currency: Currency?) -> StatementAccountHint {
        StatementAccountHint(
            name: name,
            lastFour: number?.lastFour,
            currency: currency,
            identity: number?.identity(bank: "")
        )
    }
}
