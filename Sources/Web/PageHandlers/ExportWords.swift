import Money

/// The formats of exports in words.
enum ExportWords {
    static func name(_ format: ExportFormat) -> String {
        switch format {
        case .csv: "CSV"
        case .json: "JSON"
        case .ledger: "Ledger"
        case .hledger: "hledger"
        case .beancount: "Beancount"
        case .ofx: "OFX"
        case .qif: "QIF"
        }
    }

    static func sentence(_ format: ExportFormat) -> String {
        switch format {
        case .json:
            localized("Everything, with budgets, plans, goals and rules. Good to keep, and for programs of your own.")
        case .ledger: localized("All of it as text for Ledger. Flowkeep reads it back without loss.")
        case .hledger: localized("All of it as text for hledger. Flowkeep reads it back without loss.")
        case .beancount: localized("All of it as text for Beancount and Fava. Flowkeep reads it back without loss.")
        case .csv: localized("One table of all accounts, for spreadsheets.")
        case .ofx: localized("A statement for each account, for programs that read what banks send.")
        case .qif: localized("Accounts, categories and splits, for GnuCash and for older programs.")
        }
    }

    /// `count`: of how many it is so.
    static func sentence(_ omission: ExportOmission) -> String {
        let count = omission.count
        return switch omission.what {
        case .imports: localized("Which import a transaction came from.")
        case .columnMappings: localized("The columns you chose for statement files.")
        case .undo: localized("What undo could bring back.")
        case .settings: localized("Your settings.")
        case .recurring: localized("Recurring entries; the transactions made of them are in it.")
        case .budgets: localized("Budgets.")
        case .rates: localized("Rates between currencies.")
        case .receipts: localized("Receipts.")
        case .plans: localized("Goals, loans, rules, reconciliations and kept views.")
        case .tags:
            localized(count, one: "The tags of {count} transaction.", other: "The tags of {count} transactions.")
        case .notes:
            localized(
                count,
                one: "The note of {count} transaction, or a part of it.",
                other: "The notes of {count} transactions, or parts of them."
            )
        case .categories:
            localized(
                count,
                one: "The category of {count} transaction.",
                other: "The categories of {count} transactions."
            )
        case .parts:
            localized(
                count,
                one: "How the parts of {count} transaction belong together.",
                other: "How the parts of {count} transactions belong together."
            )
        case .characters:
            localized(
                count,
                one: "Characters of {count} text that mean something else in the format.",
                other: "Characters of {count} texts that mean something else in the format."
            )
        case .openingBalances:
            localized(
                count,
                one: "The opening balance of {count} account.",
                other: "The opening balances of {count} accounts."
            )
        }
    }
}
