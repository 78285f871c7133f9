/// The second step of the import of a journal: what comes with it, every transaction with its reason, and every line
/// that is not kept.
package struct JournalCheckPage: Page {
    package static let template = PageTemplate.importJournal
    package var place: Place { .money(.importing) }
    package let title = localized("Check before saving")

    let path: String
    let fileName: String
    let format: String
    let counts: ImportCheckPage.Counts
    let standing: [String]
    let accounts: [Account]
    let moreAccounts: String?
    let categories: [String]
    let categoryWords: String
    let unclear: Unclear?
    let leftOut: [LeftOut]
    let hasLeftOut: Bool
    let leftOutPath: String
    let tabs: [ImportCheckPage.Tab]
    let rows: [ImportRow]
    let isEmpty: Bool
    let count: String
    let morePath: String?
    let canSave: Bool

    /// An account that the journal posts to.
    package struct Account: Sendable {
        let name: String
        let detail: String
        let isNew: Bool
        let opening: MoneyText?

        /// `opening`: what a new account begins with, where the journal says so.
        package init(name: String, detail: String, isNew: Bool, opening: MoneyText?) {
            self.name = name
            self.detail = detail
            self.isNew = isNew
            self.opening = opening
        }
    }

    /// The accounts whose names do not say what they are, each with a choice.
    package struct Unclear: Sendable {
        let fields: [SelectField]

        /// `accounts`: place in the file, name, and the chosen kind.
        package init(_ accounts: [(number: Int, name: String, kind: String)]) {
            fields = accounts.map {
                SelectField("kind.\($0.number)", $0.name, choices: Self.kinds, chosen: $0.kind)
            }
        }

        private static var kinds: [Choice] {
            [
                Choice(value: "assets", label: localized("An account with money in it")),
                Choice(value: "liabilities", label: localized("A card or a loan")),
                Choice(value: "income", label: localized("A category of income")),
                Choice(value: "expenses", label: localized("A category of spending")),
                Choice(value: "equity", label: localized("Equity, for openings and corrections")),
            ]
        }
    }

    /// Lines of one kind that are understood and not kept.
    package struct LeftOut: Sendable {
        let sentence: String
        let lines: String

        package init(sentence: String, lines: String) {
            self.sentence = sentence
            self.lines = lines
        }
    }

    /// Which lines are listed.
    package enum Shown: String, Sendable, CaseIterable {
        case all, new, known, rejected, left

        var label: String {
            switch self {
            case .all: localized("All")
            case .new: localized("New")
            case .known: localized("Known")
            case .rejected: localized("Not read")
            case .left: localized("Not kept")
            }
        }
    }

    /// What the journal brings along.
    package struct Content: Sendable {
        package var standing: [String] = []
        package var accounts: [Account] = []
        package var moreAccounts: String?
        package var categories: [String] = []
        package var categoryWords = ""
        package var unclear: Unclear?
        package var leftOut: [LeftOut] = []

        package init() {}
    }

    /// `count`: what is listed of how many; `moreCursor`: where the next rows begin.
    package init(
        id: String,
        fileName: String,
        format: String,
        counts: ImportCheckPage.Counts,
        content: Content,
        shown: Shown,
        rows: [ImportRow],
        count: String,
        moreCursor: String? = nil
    ) {
        path = "/money/import/\(id)"
        let path = path
        self.fileName = fileName
        self.format = format
        self.counts = counts
        standing = content.standing
        accounts = content.accounts
        moreAccounts = content.moreAccounts
        categories = content.categories
        categoryWords = content.categoryWords
        unclear = content.unclear
        leftOut = content.leftOut
        hasLeftOut = !content.leftOut.isEmpty
        leftOutPath = "\(path)?show=\(Shown.left.rawValue)#rows"
        tabs = Shown.allCases.map {
            .init(path: "\(path)?show=\($0.rawValue)#rows", label: $0.label, isCurrent: $0 == shown)
        }
        self.rows = rows
        isEmpty = rows.isEmpty
        self.count = count
        morePath = moreCursor.map { "\(path)?show=\(shown.rawValue)&cursor=\($0)#rows" }
        // Transactions that are known may be chosen, and accounts may come alone.
        canSave = counts.new + counts.duplicates > 0 || content.accounts.contains(where: \.isNew)
    }
}
