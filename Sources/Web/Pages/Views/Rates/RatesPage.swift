/// What currencies are worth in others, by day, and the forms that say so.
package struct RatesPage: Page {
    package static let template = PageTemplate.rates
    package var place: Place { .money(.reports) }
    package let title = localized("Rates")

    let problems: FormProblems
    let day: TextField
    let from: SelectField
    let to: SelectField
    let rate: TextField
    let base: SelectField
    let fileError: String?
    let limitMegabytes: Int
    let pairs: [Pair]
    let isEmpty: Bool
    let shown: Shown?

    /// A pair with its newest rate.
    package struct Pair: Sendable {
        let label: String
        let rate: String
        let day: String
        let count: String
        let path: String
        let isCurrent: Bool

        package init(label: String, rate: String, day: String, count: String, path: String, isCurrent: Bool) {
            self.label = label
            self.rate = rate
            self.day = day
            self.count = count
            self.path = path
            self.isCurrent = isCurrent
        }
    }

    /// The rates of one pair, the newest first.
    package struct Shown: Sendable {
        let label: String
        let rows: [Row]
        /// Earlier ones; nil when there are none.
        let morePath: String?

        package init(label: String, rows: [Row], morePath: String?) {
            self.label = label
            self.rows = rows
            self.morePath = morePath
        }
    }

    package struct Row: Sendable {
        let day: String
        let rate: String
        /// What names it in a form.
        let iso: String
        let from: String
        let to: String

        package init(day: String, rate: String, iso: String, from: String, to: String) {
            self.day = day
            self.rate = rate
            self.iso = iso
            self.from = from
            self.to = to
        }
    }

    /// What was typed in the form for a rate.
    package struct Draft: Sendable {
        package var day: String
        package var from: String
        package var to: String
        package var rate = ""
        /// Of the file.
        package var base = ""

        package init(day: String, from: String, to: String) {
            self.day = day
            self.from = from
            self.to = to
        }
    }

    package init(
        draft: Draft,
        currencies: [Choice],
        limitMegabytes: Int,
        pairs: [Pair],
        shown: Shown?,
        problems: FormProblems = .none
    ) {
        self.problems = problems
        self.limitMegabytes = limitMegabytes
        self.pairs = pairs
        isEmpty = pairs.isEmpty
        self.shown = shown
        fileError = problems.message(for: "file")
        day = TextField("date", localized("Date"), kind: .day, value: draft.day, problems: problems)
        from = SelectField(
            "from",
            localized("One unit of"),
            choices: currencies,
            chosen: draft.from,
            problems: problems
        )
        to = SelectField("to", localized("Is worth, in"), choices: currencies, chosen: draft.to, problems: problems)
        rate = TextField(
            "rate",
            localized("Rate"),
            kind: .amount,
            value: draft.rate,
            hint: localized("As many decimals as you know, at most 12."),
            placeholder: "84.35",
            maximumLength: 40,
            problems: problems
        )
        base = SelectField(
            "base",
            localized("One unit of"),
            choices: currencies,
            chosen: draft.base,
            empty: localized("The file says it"),
            hint: localized("For tables with a column for each currency; that of the European Central Bank is in EUR."),
            scope: .filter,
            problems: problems
        )
    }
}
