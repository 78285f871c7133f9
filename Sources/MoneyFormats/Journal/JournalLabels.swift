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
    /// The number that the next of a label gets.
    private var numbers: [String: Int] = [:]
    private let dialect: JournalDialect

    init(_ book: MoneyBook, _ dialect: JournalDialect) {
        self.dialect = dialect
        for account in book.liveAccounts { accounts[account.id] = label(of: account) }
        let heights = Self.heights(book)
        // Parents first: a label begins with its parent's.
        var open = book.liveCategories.filter { $0.content.parent == nil }
        var children: [CategoryID: [MoneyCategory]] = [:]
        for category in book.liveCategories {
            if let parent = category.content.parent { children[parent, default: []].append(category) }
        }
        while let category = open.popLast() {
            let parent = category.content.parent.flatMap { categories[$0]?.text }
            let root = parent ?? (category.kind == .income ? "Income" : "Expenses")
            let height = heights[category.id] ?? 0
            let text = unique(root, fitted(dialect.component(category.name), under: root, height: height))
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
            // Whoever owes today may be owed tomorrow: one place, whatever the balance.
            case .person: "Assets:Receivable"
            }
        // A name that came from a journal goes back as it was.
        let parts = account.name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let levels = parts.contains { $0.isEmpty || $0 != dialect.component($0) } ? [account.name] : parts
        let parent = ([root] + levels.dropLast()).joined(separator: ":")
        let text = unique(parent, dialect.component(levels.last ?? account.name))
        let isExact = text == root + ":" + account.name && !root.contains(":")
        return Label(text: text, name: isExact ? nil : account.name)
    }

    /// What no label is longer than, in bytes: ledger refuses lines of 4096, our own reader names of 1024.
    private static let byteMaximum = 1000
    /// What each level below is sure to have: eight bytes of a name, a number of five digits, two signs.
    private static let levelByteCount = 16

    /// A component cut so that it and the levels below it fit; what is cut stands beside it whole.
    private func fitted(_ component: String, under parent: String, height: Int) -> String {
        let room = Self.byteMaximum - Self.levelByteCount * height - parent.utf8.count - 8
        guard component.utf8.count > room else { return component }
        var cut = String.UnicodeScalarView()
        var count = 0
        for scalar in component.unicodeScalars {
            count += UTF8.width(scalar)
            if count > room { break }
            cut.append(scalar)
        }
        return dialect.component(String(cut))
    }

    /// How many levels stand below each category.
    private static func heights(_ book: MoneyBook) -> [CategoryID: Int] {
        var parents: [CategoryID: CategoryID] = [:]
        for category in book.liveCategories { parents[category.id] = category.content.parent }
        var heights: [CategoryID: Int] = [:]
        for category in book.liveCategories {
            var (below, next) = (1, category.content.parent)
            // Once a parent knows of as many, those above it do too.
            while let parent = next, heights[parent, default: 0] < below {
                heights[parent] = below
                below += 1
                next = parents[parent]
            }
        }
        return heights
    }

    private mutating func unique(_ parent: String, _ component: String) -> String {
        let base = parent + ":" + component
        var text = base
        while !taken.insert(text).inserted {
            let number = numbers[base, default: 2]
            numbers[base] = number + 1
            text = parent + ":" + dialect.numbered(component, number)
        }
        return text
    }
}
