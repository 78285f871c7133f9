import Money

/// The account names of a journal for the accounts and categories of a book, each once.
///
/// - Source: docs/spec/journal-formats.md §10.
struct JournalLabels {
    struct Label {
        let text: String
        /// The name in the book, where the label does not say it to the letter.
        let name: String?
    }

    private(set) var accounts: [AccountID: Label] = [:]
    private(set) var categories: [CategoryID: Label] = [:]
    private var taken: Set<String> = []
    private let dialect: JournalDialect

    init(_ book: MoneyBook, _ dialect: JournalDialect) {
        self.dialect = dialect
        for account in book.liveAccounts { accounts[account.id] = label(of: account) }
        // Parents first: a label begins with its parent's.
        var open = book.liveCategories.filter { $0.content.parent == nil }
        var children: [CategoryID: [MoneyCategory]] = [:]
        for category in book.liveCategories {
            if let parent = category.content.parent { children[parent, default: []].append(category) }
        }
        while let category = open.popLast() {
            let parent = category.content.parent.flatMap { categories[$0]?.text }
            let root = parent ?? (category.kind == .income ? "Income" : "Expenses")
            let component = dialect.component(category.name)
            let text = unique(root, component)
            let isExact = text == root + ":" + category.name && !category.name.contains(":")
            categories[category.id] = Label(text: text, name: isExact ? nil : category.name)
            open += children[category.id] ?? []
        }
    }

    private mutating func label(of account: LedgerAccount) -> Label {
        let root =
            switch account.content.kind {
            case .card, .loan: "Liabilities"
            case .cash, .bank, .wallet, .investment: "Assets"
            }
        // A name that came from a journal goes back as it was.
        let parts = account.name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let levels = parts.contains { $0.isEmpty || $0 != dialect.component($0) } ? [account.name] : parts
        let parent = ([root] + levels.dropLast()).joined(separator: ":")
        let text = unique(parent, dialect.component(levels.last ?? account.name))
        return Label(text: text, name: text == root + ":" + account.name ? nil : account.name)
    }

    private mutating func unique(_ parent: String, _ component: String) -> String {
        var text = parent + ":" + component
        var number = 2
        while !taken.insert(text).inserted {
            text = parent + ":" + dialect.numbered(component, number)
            number += 1
        }
        return text
    }
}
