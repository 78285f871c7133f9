import Primitives

/// Decides what the accounts of a journal are in the book.
///
/// - Source: docs/spec/journal-formats.md §5.
struct JournalTargets {
    private let book: MoneyBook
    private let overrides: [String: JournalAccountKind]
    private var naming: JournalNaming
    private var known: [JournalPreview.Key: AccountID] = [:]
    private var texts = JournalTexts()
    private var unclearPlaces: Set<Int> = []
    private(set) var targets: [JournalPreview.Key: JournalPreview.Target] = [:]
    private(set) var newAccounts: [AccountContent] = []
    /// In the order of the file.
    var unclear: [Int] { unclearPlaces.sorted() }

    /// `order`: places of the transactions, as they will be asked for.
    init(
        _ document: JournalDocument,
        order: [Int],
        book: MoneyBook,
        isOwnBook: Bool,
        overrides: [String: JournalAccountKind]
    ) {
        self.book = book
        self.overrides = overrides
        naming = JournalNaming(book, names: [], claimed: [])
        var names: [Int: String] = [:]
        for (place, account) in document.accounts.enumerated() where isMoney(account) {
            names[place] = name(of: account)
        }
        var claimed: Set<AccountID> = []
        var wanted: [JournalNaming.Wanted] = []
        for key in Self.keys(of: document, order) {
            guard let name = names[key.account] else { continue }
            let account = document.accounts[key.account]
            if isOwnBook, let id = AccountID(text: account.ours.id), book.account(id)?.currency == key.currency,
                claimed.insert(id).inserted
            {
                known[key] = id
                continue
            }
            wanted.append(.init(key: key, name: name, root: kind(of: account), kind: newKind(of: account)))
        }
        naming = JournalNaming(book, names: Array(names.values), claimed: claimed)
        known.merge(naming.known(wanted)) { own, _ in own }
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
        let target = decide(account, key, isOurs: isOurs)
        targets[key] = target
        return target
    }

    private mutating func decide(
        _ account: JournalAccount,
        _ key: JournalPreview.Key,
        isOurs: Bool
    ) -> JournalPreview.Target {
        switch kind(of: account) {
        case .income: return .category(.income, path: path(of: account, most: MoneyLimits.categoryDepth))
        case .expenses: return .category(.expense, path: path(of: account, most: MoneyLimits.categoryDepth))
        case .equity:
            if isOurs, account.path == [JournalNames.exchange] { return .exchange }
            return .category(.income, path: ["Equity"] + path(of: account, most: MoneyLimits.categoryDepth - 1))
        case .assets, .liabilities: break
        case nil: unclearPlaces.insert(key.account)
        }
        if let id = known[key] { return .account(id) }
        let content = AccountContent(
            name: naming.free(name(of: account), key.currency),
            kind: newKind(of: account),
            currency: key.currency,
            isArchived: account.ours.isArchived
        )
        newAccounts.append(content)
        return .newAccount(newAccounts.count - 1)
    }

    /// Every account in every currency that is to be found, once, in the order of the declarations and transactions.
    private static func keys(of document: JournalDocument, _ order: [Int]) -> [JournalPreview.Key] {
        var seen: Set<JournalPreview.Key> = []
        var keys: [JournalPreview.Key] = []
        func add(_ key: JournalPreview.Key) { if seen.insert(key).inserted { keys.append(key) } }
        for (place, account) in document.accounts.enumerated() {
            if let currency = account.declaredCurrency { add(.init(account: place, currency: currency)) }
        }
        for place in order {
            for line in document.transactions[place].lines {
                add(.init(account: line.account, currency: line.amount.currency))
            }
        }
        return keys
    }

    /// Whether it is an account of the person and no category.
    private func isMoney(_ account: JournalAccount) -> Bool {
        switch kind(of: account) {
        case .assets, .liabilities, nil: true
        case .equity, .income, .expenses: false
        }
    }

    private mutating func name(of account: JournalAccount) -> String {
        texts.line(path(of: account, most: MoneyLimits.categoryDepth).joined(separator: ":")) ?? "Account"
    }

    private func newKind(of account: JournalAccount) -> AccountKind {
        account.ours.kind ?? Self.guessedKind(account, kind(of: account))
    }

    /// Names as the book takes them; levels beyond its depth are one.
    private mutating func path(of account: JournalAccount, most: Int) -> [String] {
        var path = account.path.compactMap { texts.line($0) }
        if path.isEmpty { path = [texts.line(account.name) ?? "Unnamed"] }
        // Nothing can be under what every book has.
        if path.count > 1, TextCheck.key(path[0]) == "uncategorised" { path[0] = "Uncategorised (other)" }
        if path.count > most {
            let rest = path[(most - 1)...].joined(separator: " ")
            path = Array(path[..<(most - 1)]) + [texts.line(rest) ?? "Unnamed"]
        }
        return path
    }

    private static let words: [(kind: AccountKind, words: [String])] = [
        (.card, ["card", "visa", "mastercard", "amex"]), (.loan, ["loan", "mortgage", "debt"]),
        (.person, ["receivable", "payable"]), (.investment, ["invest", "broker", "stock", "pension"]),
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
