/// What came in and went out by category, beside an earlier span.
package struct IncomeStatementPage: Page {
    package static let template = PageTemplate.incomeStatement
    package var place: Place { .money(.reports) }
    package let title = localized("Income statement")

    let keep: KeepForm?
    let tabs = ReportTab.statement.links()
    let action = ReportTab.statement.path
    let period: ReportPeriod
    let comparison: SelectField
    let tables: [IncomeStatementTable]
    let isEmpty: Bool

    /// `comparison`: the value of the choice; empty for none.
    package init(
        period: ReportPeriod,
        comparison: String,
        choices: [Choice],
        tables: [IncomeStatementTable],
        keep: KeepForm? = nil
    ) {
        self.keep = keep
        self.period = period
        self.comparison = SelectField(
            "compare",
            localized("Compare with"),
            choices: choices,
            chosen: comparison,
            empty: localized("Nothing")
        )
        self.tables = tables
        isEmpty = tables.isEmpty
    }
}
