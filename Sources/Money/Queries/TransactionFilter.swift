package import Primitives

/// Which transactions a list or report is about; everything that is set must hold.
package struct TransactionFilter: Hashable, Sendable {
    package var from: CalendarDay?
    package var to: CalendarDay?
    package var account: AccountID?
    /// With everything under it.
    package var category: CategoryID?
    /// By name, without case; an entry has all of them.
    package var tags: [String]
    /// Words that all occur, without case and accents, in payee, note, tags, categories or accounts.
    package var text: String?
    /// Bounds on the size of an amount: some posting is that large, whatever its sign.
    package var minimum: SizeBound?
    package var maximum: SizeBound?
    package var importID: ImportID?
    /// Only what has no category yet.
    package var isUncategorised: Bool

    package init(
        from: CalendarDay? = nil,
        to: CalendarDay? = nil,
        account: AccountID? = nil,
        category: CategoryID? = nil,
        tag: String? = nil,
        text: String? = nil,
        importID: ImportID? = nil,
        isUncategorised: Bool = false
    ) {
        self.from = from
        self.to = to
        self.account = account
        self.category = category
        tags = tag.map { [$0] } ?? []
        self.text = text
        self.importID = importID
        self.isUncategorised = isUncategorised
    }
}
