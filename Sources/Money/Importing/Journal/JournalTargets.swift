import Primitives

/// Decides what the accounts of a journal are in the book.
///
/// - Source: docs/spec/journal-formats.md §5.
struct JournalTargets {
    private let book: MoneyBook
    private let isOwnBook: Bool
    private let overrides: [String: JournalAccountKind]
    private var names: [String: LedgerAccount] = [:]
    private var taken: Set<String> = []
    private var texts = JournalTexts()
    private(set) var targets: [JournalPreview.Key: JournalPreview.Target] = [:]
    private(set) var newAccounts: [AccountContent] = []
    private(set) var unclear: [Int] = []

    init(book: MoneyBook, isOwnBook: Bool, overrides: [String: JournalAccountKind]) {
        self.book = book
        self.isOwnBook = isOwnBook
        self.overrides = overrides
        for account in book.liveAccounts {
            names[TextCheck.key(account.name)] = account
            taken.insert(TextCheck.key(account.name))
        }
    }

    func kind(of account: JournalAccount) -> JournalAccountKind? { overrides[account.name] ?? account.kind }

    mutating func target(
        of account: JournalAccount,
        at place: Int,
        in currency: Currency,
        isOurs: Bool
    ) -> JournalPreview.Target {
        let key = JournalPreview.Key(account: place, currency: currency)
        if let known = targets[key] { return known }
        let target = decide(account, place, currency, isOurs: isOurs)
        targets[key] = target
        return target
    }

    private mutating func decide(
        _ account: JournalAccount,
        _ place: Int,
        _ currency: Currency,
        isOurs: Bool
    ) -> JournalPreview.Target {
        let path = path(of: account)
        switch kind(of: account) {
        case .income: return .category(.income, path: path)
        case .expenses: return .category(.expense, path: path)
        case .equity:
            if isOurs, account.path == [JournalNames.exchange] { return .exchange }
            return .category(.income, path: ["Equity"] + path.prefix(MoneyLimits.categoryDepth - 1))
        case .assets, .liabilities: break
        case nil: if !unclear.contains(place) { unclear.append(place) }
        }
        if isOwnBook, let id = AccountID(text: account.ours.id), let known = book.account(id),
            known.currency == currency
        {
            return .account(id)
        }
        let name = texts.line(path.joined(separator: ":")) ?? "Account"
        if let known = names[TextCheck.key(name)], known.currency == currency { return .account(known.id) }
        let content = AccountContent(
            name: free(name, currency),
            kind: account.ours.kind ?? Self.guessedKind(account, kind(of: account)),
            currency: currency,
            isArchived: account.ours.isArchived
        )
        newAccounts.append(content)
        return .newAccount(newAccounts.count - 1)
    }

    /// Names as the book takes them; levels beyond its depth are one.
    private mutating func path(of account: JournalAccount) -> [String] {
        var path = account.path.compactMap { texts.line($0) }
        if path.isEmpty { path = [texts.line(account.name) ?? "Unnamed"] }
        // Nothing can be under what every book has.
        if path.count > 1, TextCheck.key(path[0]) == "uncategorised" { path[0] = "Uncategorised (other)" }
        let most = MoneyLimits.categoryDepth - 1
        if path.count > most {
            let rest = path[(most - 1)...].joined(separator: " ")
            path = Array(path[..<(most - 1)]) + [texts.line(rest) ?? "Unnamed"]
        }
        return path
    }

    /// An account holds one currency, so the second of a name gets its code, and what is still taken a number.
    private mutating func free(_ name: String, _ currency: Currency) -> String {
        var candidate = name
        var number = 1
        while !taken.insert(TextCheck.key(candidate)).inserted {
            let suffix = number == 1 ? " " + currency.code : " \(currency.code) \(number)"
            let room = MoneyLimits.nameCharacters - suffix.unicodeScalars.count
            candidate = String(String.UnicodeScalarView(name.unicodeScalars.prefix(room))) + suffix
            number += 1
        }
        return candidate
    }

    private static let words: [(kind: AccountKind, words: [String])] = [
        (.card, ["card", "visa", "mastercard", "amex"]), (.loan, ["loan", "mortgage", "debt"]),
        (.investment, ["invest", "broker", "stock", "pension"]),
        (.wallet, ["wallet", "upi", "paypal", "paytm", "phonepe"]), (.cash, ["cash", "petty"]),
    ]

    private static func guessedKind(_ account: JournalAccount, _ kind: JournalAccountKind?) -> AccountKind {
        let name = account.path.joined(separator: " ").lowercased()
        for (kind, words) in words where words.contains(where: { name.contains($0) }) { return kind }
        return kind == .liabilities ? .card : .bank
    }
}

/// Names that our own exports use.
package enum JournalNames {
    package static let exchange = "Exchange"
    package static let opening = "Opening balances"
}
