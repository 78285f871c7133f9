import Money
import Primitives

/// The select boxes of forms.
enum PageChoices {
    /// - `chosen`: What a form names stays a choice, archived or not: another would be chosen in its place.
    static func accounts(_ book: MoneyBook, including chosen: AccountID?...) -> [Choice] {
        book.liveAccounts.filter { !$0.content.isArchived || chosen.contains($0.id) }
            .map {
                Choice(
                    value: $0.id.text,
                    label: $0.name + ($0.currency == book.settings.baseCurrency ? "" : " (\($0.currency.code))")
                )
            }
    }

    static func accounts(_ book: MoneyBook, including form: TransactionForm) -> [Choice] {
        accounts(book, including: AccountID(text: form.account), AccountID(text: form.to))
    }

    /// Categories as a tree; the built-in ones are what an empty choice means.
    static func categories(_ book: MoneyBook, kind: CategoryKind? = nil) -> [Choice] {
        tree(book, kind: kind).map { Choice(value: $0.category.id.text, label: $0.category.name, depth: $0.depth) }
    }

    /// Those of the form's kind, and whatever category a line names all the same: of a refund, say.
    static func categories(_ book: MoneyBook, _ form: TransactionForm) -> [Choice] {
        let kind: CategoryKind = form.kind == .income ? .income : .expense
        let named = Set(form.lines.map(\.category))
        let others = book.liveCategories.filter { ($0.isBuiltIn || $0.kind != kind) && named.contains($0.id.text) }
        return categories(book, kind: kind) + others.map { Choice(value: $0.id.text, label: $0.name) }
    }

    /// Those that a category can stand under: of its kind, but for itself and what is under it.
    static func categories(_ book: MoneyBook, kind: CategoryKind, outside id: CategoryID) -> [Choice] {
        var inside: Int?
        return tree(book, kind: kind).compactMap { row in
            if let depth = inside, row.depth > depth { return nil }
            inside = row.category.id == id ? row.depth : nil
            guard inside == nil else { return nil }
            return Choice(value: row.category.id.text, label: row.category.name, depth: row.depth)
        }
    }

    /// Before the id of an account, where a choice is between categories and accounts.
    static let accountPrefix = "account:"

    /// What a line of an entry can be for: categories, people and loans, and whatever account a line of the form names.
    static func parts(_ book: MoneyBook, _ form: TransactionForm, _ words: Words) -> [Choice] {
        let named = Set(form.lines.map(\.category))
        let accounts = book.liveAccounts.filter { account in
            let isUsual = account.content.kind == .person || account.content.kind == .loan
            return (isUsual && !account.content.isArchived) || named.contains(accountPrefix + account.id.text)
        }
        return categories(book, form)
            + accounts.map { account in
                let kind = words((AccountKindText(rawValue: account.content.kind.name) ?? .bank).label)
                return Choice(value: accountPrefix + account.id.text, label: "\(account.name) · \(kind)")
            }
    }

    /// In reading order, parents before children.
    static func tree(_ book: MoneyBook, kind: CategoryKind?) -> [(category: MoneyCategory, depth: Int)] {
        let all = book.liveCategories.filter { !$0.isBuiltIn && (kind == nil || $0.kind == kind) }
        let children = Dictionary(grouping: all, by: \.content.parent)
        var result: [(category: MoneyCategory, depth: Int)] = []
        func add(under parent: CategoryID?, depth: Int) {
            guard depth < MoneyLimits.categoryDepth else { return }
            for category in (children[parent] ?? []).sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
                result.append((category, depth))
                add(under: category.id, depth: depth + 1)
            }
        }
        add(under: nil, depth: 0)
        return result
    }

    static func currencies(_ book: MoneyBook) -> [Choice] {
        let used = [book.settings.baseCurrency] + book.liveAccounts.map(\.currency)
        var seen: Set<Currency> = []
        let first = used.filter { seen.insert($0).inserted }
        let rest = Currency.all.filter { !seen.contains($0) }
        return (first + rest).map { Choice(value: $0.code, label: $0.code) }
    }
}
