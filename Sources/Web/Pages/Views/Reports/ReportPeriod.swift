/// The days a report covers, and the form that changes them.
package struct ReportPeriod: Sendable {
    let words: String
    let from: TextField?
    let to: TextField
    let problems: FormProblems
    /// Days that move on with today, to be chosen with one press.
    let spans: [Span]

    struct Span: Sendable {
        let value: String
        let label: String
        let isCurrent: Bool
    }
    /// In which currency amounts are shown; nil where there is only one.
    var unit: SelectField?
    /// What could not be converted, as a sentence; nil where everything could.
    var leftOut: String?

    /// `words`: `1 June to 20 November 2026`.
    ///
    /// `from`: as sent or chosen, ISO; nil where a report shows one day.
    ///
    /// `span`: the chosen one of `spans`; nil for days of their own.
    package init(
        words: String,
        from: String?,
        to: String,
        span: String? = nil,
        spans: [Choice] = [],
        problems: FormProblems = .none
    ) {
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
        self.spans = spans.map { Span(value: $0.value, label: $0.label, isCurrent: $0.value == span) }
    }
}
