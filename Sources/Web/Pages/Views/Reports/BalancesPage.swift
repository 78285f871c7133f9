/// The balance sheet: what is owned and owed at the end of one day, beside another.
package struct BalancesPage: Page {
    package static let template = PageTemplate.balances
    package var place: Place { .money(.reports) }
    package let title = localized("Balance sheet")

    let tabs = ReportTab.balances.links()
    let action = ReportTab.balances.path
    let keep: KeepForm?
    let period: ReportPeriod
    let besides: TextField
    let tables: [IncomeStatementTable]
    let isEmpty: Bool

    /// `besides`: the day it is compared with; empty for none.
    package init(period: ReportPeriod, besides: TextField, tables: [IncomeStatementTable], keep: KeepForm? = nil) {
        self.keep = keep
        self.period = period
        self.besides = besides
        self.tables = tables
        isEmpty = tables.isEmpty
    }
}
