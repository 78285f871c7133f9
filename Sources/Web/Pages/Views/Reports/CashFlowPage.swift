/// What came in, what went out and what was kept, month by month.
package struct CashFlowPage: Page {
    package static let template = PageTemplate.cashFlow
    package var place: Place { .money(.reports) }
    package let title = localized("Cash flow")

    let keep: KeepForm?
    let tabs = ReportTab.cashFlow.links()
    let action = ReportTab.cashFlow.path
    let period: ReportPeriod
    let tables: [CashFlowTable]
    let isEmpty: Bool

    package init(period: ReportPeriod, tables: [CashFlowTable], keep: KeepForm? = nil) {
        self.keep = keep
        self.period = period
        self.tables = tables
        isEmpty = tables.isEmpty
    }
}
