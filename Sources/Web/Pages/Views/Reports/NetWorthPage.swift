/// What is owned less what is owed, at the end of each month.
package struct NetWorthPage: Page {
    package static let template = PageTemplate.netWorth
    package var place: Place { .money(.reports) }
    package let title = localized("Net worth")

    let keep: KeepForm?
    let tabs = ReportTab.netWorth.links()
    let action = ReportTab.netWorth.path
    let period: ReportPeriod
    let tables: [NetWorthTable]
    let isEmpty: Bool

    package init(period: ReportPeriod, tables: [NetWorthTable], keep: KeepForm? = nil) {
        self.keep = keep
        self.period = period
        self.tables = tables
        isEmpty = tables.isEmpty
    }
}
