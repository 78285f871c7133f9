package import Primitives

/// Which transactions a list or report is about; everything that is set must hold.
package struct TransactionFilter: Hashable, Sendable {
    package var from: CalendarDay?
    package var to: CalendarDay?
    package var account: AccountID?
    /// With everything under it.
    package var category: CategoryID?
    /// By name, without case.
    package var tag: String?
    /// Words that all occur, without case and accents, in payee, note, tags, categories or accounts.
    package var text: String?
    /// Bounds on the size of an amount, in minor units: some posting is that large, whatever its sign.
    package var minimumMinorUnits: Int64?
    package var maximumMinorUnits: Int64?
    package var importID: ImportID?

    package init(
        from: CalendarDay? = nil,
        to: CalendarDay? = nil,
        account: AccountID? = nil,
        category: CategoryID? = nil,
        tag: String? = nil,
        text: String? = nil,
        minimumMinorUnits: Int64? = nil,
        maximumMinorUnits: Int64? = nil,
        importID: ImportID? = nil
    ) {
        self.from = from
        self.to = to
        self.account = account
        self.category = category
        self.tag = tag
        self.text = text
        self.minimumMinorUnits = minimumMinorUnits
        self.maximumMinorUnits = maximumMinorUnits
        self.importID = importID
    }
}
