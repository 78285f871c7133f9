/// The days a report covers, and the form that changes them.
package struct ReportPeriod: Sendable {
    let words: String
    let from: TextField?
    let to: TextField
    let problems: FormProblems

    /// `words`: `1 June to 20 November 2026`.
    ///
    /// `from`: as sent or chosen, ISO; nil where a report shows one day.
    package init(words: String, from: String?, to: String, problems: FormProblems = .none) {
        self.words = words
        self.from = from.map {
            TextField("from", localized("From"), kind: .day, value: $0, isRequired: false, problems: problems)
        }
        self.to = TextField(
            "to",
            from == nil ? localized("On") : localized("Until"),
            kind: .day,
            value: to,
            isRequired: false,
            problems: problems
        )
        self.problems = problems
    }
}
