/// What a person asks of her own figures: one measure by one or two things, of the entries that a search finds.
package struct ExplorePage: Page {
    package static let template = PageTemplate.explore
    package var place: Place { .money(.reports) }
    package let title = localized("Explore")

    let keep: KeepForm?
    let tabs = ReportTab.explore.links()
    let action = ReportTab.explore.path
    let period: ReportPeriod
    let measure: SelectField
    let down: SelectField
    let across: SelectField
    let query: TextField
    /// What of the search says nothing here, as sentences.
    let hints: [String]
    let hasHints: Bool
    let tables: [PivotTable]
    /// What the sums are of, and what stands down.
    let heading: String
    let downLabel: String
    let notes: [String]
    let isEmpty: Bool

    /// What was chosen and typed, as it was sent.
    package struct Sending: Sendable {
        package var measure = "spending"
        package var down = "category"
        package var across = "month"
        package var query = ""

        package init() {}
    }

    /// `notes`: what the tables leave out, as sentences.
    package init(
        period: ReportPeriod,
        _ sending: Sending,
        measures: [Choice],
        axes: [Choice],
        hints: [String] = [],
        tables: [PivotTable],
        notes: [String] = [],
        keep: KeepForm? = nil
    ) {
        self.keep = keep
        self.period = period
        measure = SelectField("measure", localized("What"), choices: measures, chosen: sending.measure)
        down = SelectField("down", localized("Down"), choices: axes, chosen: sending.down)
        across = SelectField(
            "across",
            localized("Across"),
            choices: axes,
            chosen: sending.across,
            empty: localized("Nothing")
        )
        query = TextField(
            "q",
            localized("Only what a search finds"),
            kind: .search,
            value: sending.query,
            placeholder: "#trip -account:card",
            isRequired: false
        )
        self.hints = hints
        hasHints = !hints.isEmpty
        self.tables = tables
        heading = measures.first { $0.value == sending.measure }?.label ?? ""
        downLabel = axes.first { $0.value == sending.down }?.label ?? ""
        self.notes = notes
        isEmpty = tables.isEmpty
    }
}
