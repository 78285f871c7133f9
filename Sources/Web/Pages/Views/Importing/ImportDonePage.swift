/// The last step of an import: what was added, and the way back.
package struct ImportDonePage: Page {
    package static let template = PageTemplate.importDone
    package var place: Place { .money(.importing) }
    package let title = localized("Imported")

    let heading: String
    let fileName: String
    let account: String
    let added: Int
    let duplicates: Int
    let rejected: Int
    let moneyIn: [MoneyText]
    let moneyOut: [MoneyText]
    let uncategorised: Int?
    let undoPath: String?
    /// How many pairs look like transfers, and where they are; nil for none.
    let matches: String?
    let matchesPath: String?
    let statements: [Statement]

    /// An account whose balance the file states.
    package struct Statement: Sendable {
        let path: String
        let sentence: String
        let date: String
        let balance: String

        /// `balance`: as it would be typed.
        package init(path: String, sentence: String, date: String, balance: String) {
            self.path = path
            self.sentence = sentence
            self.date = date
            self.balance = balance
        }
    }

    /// `moneyIn`: what the added rows brought, per currency; empty when there was none.
    ///
    /// `uncategorised`: how many of the added rows have no category, nil when none.
    ///
    /// `matches`: how many pairs with its rows look like transfers.
    ///
    /// `undo`: the import's id while it can be undone.
    package init(
        fileName: String,
        account: String,
        added: Int,
        duplicates: Int,
        rejected: Int,
        moneyIn: [MoneyText],
        moneyOut: [MoneyText],
        uncategorised: Int?,
        matches: Int = 0,
        id: String = "",
        undo: String?,
        statements: [Statement] = []
    ) {
        heading = localized(added, one: "{count} transaction added", other: "{count} transactions added")
        self.fileName = fileName
        self.account = account
        self.added = added
        self.duplicates = duplicates
        self.rejected = rejected
        self.moneyIn = moneyIn
        self.moneyOut = moneyOut
        self.uncategorised = uncategorised
        self.statements = statements
        self.matches =
            matches == 0
            ? nil
            : localized(
                matches,
                one: "{count} pair looks like a transfer.",
                other: "{count} pairs look like transfers."
            )
        matchesPath = matches == 0 ? nil : "\(MatchPages.path)?import=\(id)"
        undoPath = undo.map { "/money/import/\($0)/undo" }
    }
}
