/// Where a passkey is made.
package struct PasskeyPage: Page {
    package static let template = PageTemplate.passkey
    package var place: Place { .privacy(.security) }
    package let title = localized("Add a passkey")

    let name: TextField
    let problems: FormProblems

    /// - `name`: what it may be called: the browser it is made in.
    package init(name: String, problems: FormProblems = .none) {
        self.name = TextField(
            "name",
            localized("Name"),
            value: name,
            hint: localized("So that you know it again: the laptop, the blue key."),
            maximumLength: 60,
            problems: problems
        )
        self.problems = problems
    }
}
