/// What an export leaves out, and of how many.
package struct ExportOmission: Hashable, Sendable {
    package enum What: UInt8, Sendable, CaseIterable, Hashable {
        /// Which import a transaction came from.
        case imports = 1
        /// Remembered columns of statement files.
        case columnMappings = 2
        /// What undo could bring back.
        case undo = 3
        case settings = 4
        case tags = 5
        /// Notes, or parts of them that are longer than the format's field.
        case notes = 6
        case categories = 7
        /// Transactions of several categories or accounts whose parts are not told apart.
        case parts = 8
        /// Line breaks and characters that the format cannot write.
        case characters = 9
        case openingBalances = 10
        case recurring = 11
        case budgets = 12
        case rates = 13
        case receipts = 14
        /// Goals, loans, rules, reconciliations, kept views and pairs that are no transfers.
        case plans = 15
    }

    package let what: What
    package let count: Int

    package init(_ what: What, count: Int) {
        self.what = what
        self.count = count
    }

    package var sentence: String {
        switch what {
        case .imports: "Which import a transaction came from is not in the file."
        case .columnMappings: "Remembered columns of statement files are not in the file."
        case .undo: "What undo could bring back is not in the file."
        case .settings: "Settings are not in the file."
        case .tags: "Tags are not in the file."
        case .notes: "Notes are not in the file, or not whole."
        case .categories: "Categories are not in the file."
        case .parts: "Parts of transactions between several accounts and categories are not told apart in the file."
        case .characters: "Characters that the format gives a meaning of its own were replaced."
        case .openingBalances: "Opening balances are not in the file."
        case .recurring: "Recurring entries are not in the file; the transactions made of them are."
        case .budgets: "Budgets are not in the file."
        case .rates: "Rates between currencies are not in the file."
        case .plans: "Goals, loans, rules, reconciliations and kept views are not in the file."
        case .receipts: "Receipts are not in the file; ask for them, and they lie beside it in an archive."
        }
    }
}
