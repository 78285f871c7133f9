/// Where the money went: month by category.
package struct SpendingPage: Page {
    package static let template = PageTemplate.spending
    package var place: Place { .money(.reports) }
    package let title = localized("Spending")

    let keep: KeepForm?
    let tabs = ReportTab.spending.links()
    let action = ReportTab.spending.path
    let period: ReportPeriod
    package let tables: [PivotTable]
    /// What the tables do not show.
    let notes: [String]
    let isEmpty: Bool

    package init(period: ReportPeriod, tables: [PivotTable], notes: [String] = [], keep: KeepForm? = nil) {
        self.keep = keep
        self.period = period
        self.tables = tables
        self.notes = notes
        isEmpty = tables.isEmpty
    }
}
