/// What a new token is for, what it may do, and for how long.
package struct TokenFormPage: Page {
    package static let template = PageTemplate.tokenForm
    package var place: Place { .privacy(.security) }
    package let title = localized("Make a token")

    let problems: FormProblems
    let name: TextField
    let scopes: [Option]
    let scopeError: String?
    let days: SelectField

    /// One thing that a token may do.
    package struct Option: Sendable {
        let value: String
        let label: String
        let note: String
        let isChosen: Bool

        package init(value: String, label: String, note: String, isChosen: Bool) {
            self.value = value
            self.label = label
            self.note = note
            self.isChosen = isChosen
        }
    }

    package init(name: String, scopes: [Option], days: String, problems: FormProblems = .none) {
        self.problems = problems
        self.name = TextField(
            "name",
            localized("What it is for"),
            value: name,
            hint: localized("Only you see it: “Phone shortcut”, “Kitchen tablet”."),
            maximumLength: 60,
            problems: problems
        )
        self.scopes = scopes
        scopeError = problems.message(for: "scope")
        self.days = SelectField(
            "days",
            localized("How long"),
            choices: [
                Choice(value: "7", label: localized("A week")), Choice(value: "30", label: localized("30 days")),
                Choice(value: "90", label: localized("90 days")), Choice(value: "365", label: localized("A year")),
            ],
            chosen: days,
            problems: problems
        )
    }
}

/// The text of a token, this once.
package struct TokenMadePage: Page {
    package static let template = PageTemplate.tokenMade
    package var place: Place { .privacy(.security) }
    package let title = localized("Your token")

    let name: String
    let token: String
    let detail: String

    package init(name: String, token: String, detail: String) {
        self.name = name
        self.token = token
        self.detail = detail
    }
}
