/// What a file of rates would change, before anything is written.
package struct RateCheckPage: Page {
    package static let template = PageTemplate.rateCheck
    package var place: Place { .money(.reports) }
    package let title = localized("Check before saving")

    let path: String
    let fileName: String
    let counts: Counts
    /// Which pairs and days are written; nil where nothing is.
    let lead: String?
    let problems: FormProblems
    let base: SelectField
    let decimal: SelectField
    let which: SelectField
    let rejected: [Line]
    let hasRejected: Bool
    /// How many more lines could not be read; nil when all are listed.
    let more: String?
    let canSave: Bool
    let saving: String

    package struct Counts: Sendable {
        package var new = 0
        package var changed = 0
        package var same = 0
        package var skipped = 0
        package var rejected = 0

        package init() {}
    }

    package struct Line: Sendable {
        let line: String
        let reason: String

        package init(line: String, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    package init(
        id: String,
        fileName: String,
        counts: Counts,
        lead: String?,
        base: String,
        decimal: String = "auto",
        isOfBook: Bool,
        currencies: [Choice],
        rejected: [Line],
        more: String?,
        problems: FormProblems = .none
    ) {
        path = "/money/rates/import/" + id
        self.fileName = fileName
        self.counts = counts
        self.lead = lead
        self.problems = problems
        self.base = SelectField(
            "base",
            localized("One unit of"),
            choices: currencies,
            chosen: base,
            empty: localized("The file says it"),
            problems: problems
        )
        self.decimal = SelectField(
            "decimal",
            localized("Decimals"),
            choices: ImportMapping.decimals,
            chosen: decimal,
            problems: problems
        )
        which = SelectField(
            "only",
            localized("Which rates"),
            choices: [
                Choice(value: "book", label: localized("Only what my currencies need")),
                Choice(value: "all", label: localized("All of the file")),
            ],
            chosen: isOfBook ? "book" : "all"
        )
        self.rejected = rejected
        hasRejected = !rejected.isEmpty
        self.more = more
        canSave = counts.new + counts.changed > 0
        saving = localized(counts.new + counts.changed, one: "Save {count} rate", other: "Save {count} rates")
    }
}
