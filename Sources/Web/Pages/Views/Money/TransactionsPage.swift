/// A month of transactions, or what a search found.
package struct TransactionsPage: Page {
    package static let template = PageTemplate.transactions
    package var place: Place { .money(.transactions) }
    package var title: String { isSearch ? localized("Search") : localized("Transactions") }

    let isSearch: Bool
    let pager: MonthPager?
    let figures: [FigureGroup]
    let filter: LedgerFilter
    /// What of a search says nothing here, as sentences.
    let hints: [String]
    let hasHints: Bool
    let days: [LedgerDay]
    let hasDays: Bool
    let empty: EmptyLedger?
    /// Nothing was ever added.
    let isFirst: Bool
    let count: String
    let more: More?
    let problems: FormProblems
    /// Keeps what was searched for; nil for a month.
    let keep: KeepForm?

    /// The rest of a list that is longer than a page.
    package enum More: Sendable {
        case month(String, cursor: String)
        case search(cursor: String)
    }

    let moreMonthPath: String?
    let moreSearchCursor: String?

    /// `pager`: the month that is shown; nil for a search.
    ///
    /// `count`: what is shown of how many: `Showing 19 of 29 in November`.
    ///
    /// `empty`: why there are no days; nil when there are, or when the search itself was refused.
    package init(
        pager: MonthPager?,
        figures: [FigureGroup],
        filter: LedgerFilter,
        hints: [String] = [],
        days: [LedgerDay],
        count: String,
        more: More? = nil,
        empty: EmptyLedger? = nil,
        keep: KeepForm? = nil,
        problems: FormProblems = .none
    ) {
        isSearch = pager == nil
        self.pager = pager
        self.figures = figures
        self.filter = filter
        self.hints = hints
        hasHints = !hints.isEmpty
        self.days = days
        hasDays = !days.isEmpty
        self.empty = days.isEmpty ? empty : nil
        isFirst = days.isEmpty && empty?.isFirst == true
        self.count = count
        self.more = more
        self.problems = problems
        self.keep = keep
        switch more {
        case .month(let month, let cursor)?:
            moreMonthPath = RowPlace(month: month, cursor: cursor).path
            moreSearchCursor = nil
        case .search(let cursor)?:
            moreMonthPath = nil
            moreSearchCursor = cursor
        case nil:
            moreMonthPath = nil
            moreSearchCursor = nil
        }
    }
}
