import Money

/// What keeps an account or category, and what to do about it.
enum MoneyHolderText {
    /// `field`: of what is kept: an account, a category or the kind of an account.
    static func sentence(_ holder: MoneyHolder, of field: MoneyField) -> String {
        switch (holder, field) {
        case (.entries, .account): localized("Entries are in it. Archive it instead.")
        case (.entries, _): localized("Entries are filed under it. File them under another one first.")
        case (.subcategories, _): localized("Other categories stand under it. Move or remove them first.")
        case (.recurring, _): localized("A recurring entry uses it. Change or end that first.")
        case (.budget, _): localized("A budget has a line for it. Take that out first.")
        case (.rule, _): localized("A rule names it. Change or remove that first.")
        case (.loan, .kind): localized("A loan is about this account, so it stays a loan or a person.")
        case (.loan, _): localized("A loan uses it. Change or remove that first.")
        case (.goal, _): localized("A goal counts what is in it. Take it out there first.")
        case (.reconciliation, _): localized("It was compared with a statement. Archive it instead.")
        }
    }
}
