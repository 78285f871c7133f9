package import Primitives

/// A journal against a book; nothing is decided yet.
package struct JournalPreview: Sendable {
    /// Where the lines of an account in a currency go.
    package enum Target: Hashable, Sendable {
        case account(AccountID)
        /// Place in ``newAccounts``.
        case newAccount(Int)
        case category(CategoryKind, path: [String])
        /// What two currencies were exchanged through in our own exports: the book needs no posting there.
        case exchange
    }

    /// An account of the journal in one of its currencies.
    package struct Key: Hashable, Sendable {
        package var account: Int
        package var currency: Currency

        package init(account: Int, currency: Currency) {
            self.account = account
            self.currency = currency
        }
    }

    package let document: JournalDocument
    package internal(set) var targets: [Key: Target] = [:]
    /// Opening balances of those chosen are added when the import is made.
    package internal(set) var newAccounts: [AccountContent] = []
    /// Categories that are declared, in the order of the file, whether or not they are used.
    package internal(set) var categories: [Target] = []
    /// One per transaction of the document.
    package internal(set) var statuses: [JournalStatus] = []
    /// Lines on equity that become an income category, since a book has no equity.
    package internal(set) var equityCount = 0
    /// Accounts whose name did not say what they are; they were taken to be assets.
    package internal(set) var unclearAccounts: [Int] = []

    /// Rates of the file for pairs and days that the book has none for.
    package internal(set) var rates: [DatedRate] = []

    init(_ document: JournalDocument) { self.document = document }
}
