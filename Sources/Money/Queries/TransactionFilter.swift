package import Primitives

/// Which transactions a list or report is about; everything that is set must hold.
package struct TransactionFilter: Hashable, Sendable {
    package var from: CalendarDay?
    package var to: CalendarDay?
    package var account: AccountID?
    /// With everything under it.
    package var category: CategoryID?
    /// What a search asks; see docs/spec/search.md.
    package var terms: [SearchTerm]
    package var importID: ImportID?
    /// Only what has no category yet.
    package var isUncategorised: Bool

    package init(
        from: CalendarDay? = nil,
        to: CalendarDay? = nil,
        account: AccountID? = nil,
        category: CategoryID? = nil,
        terms: [SearchTerm] = [],
        importID: ImportID? = nil,
        isUncategorised: Bool = false
    ) {
        self.from = from
        self.to = to
        self.account = account
        self.category = category
        self.terms = terms
        self.importID = importID
        self.isUncategorised = isUncategorised
    }
}
