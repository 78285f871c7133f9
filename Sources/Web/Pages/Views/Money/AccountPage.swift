/// What stands in the form of an account, as it is typed.
package struct AccountForm: Sendable {
    package var name = ""
    package var kind = ""
    /// Empty where it stays as it is.
    package var currency = ""
    package var opening = ""
    package var isArchived = false
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    package init() {}
}

/// The form that changes an account, and the way to remove it.
package struct AccountPage: Page {
    package static let template = PageTemplate.account
    package var place: Place { .money(.accounts) }
    package let title = localized("Change an account")

    let path: String
    let removePath: String
    let entriesPath: String
    let problems: FormProblems
    let name: TextField
    let kind: SelectField
    /// Nil where it stays as it is.
    let currency: SelectField?
    let opening: TextField
    let isArchived: Bool
    /// Why it cannot be removed; nil where it can.
    let held: String?
    let tag: String

    /// - `kinds`: Those it can have.
    /// - `currencies`: Those it can have; empty where it stays in the one it has.
    /// - `currency`: The code of the one it has.
    init(
        id: String,
        form: AccountForm,
        kinds: [AccountKindText] = AccountKindText.allCases,
        currencies: [Choice],
        currency: String,
        held: String?,
        problems: FormProblems = .none
    ) {
        path = "/money/accounts/" + id
        removePath = "/money/accounts/\(id)/remove"
        entriesPath = "/money/search?account=" + id
        self.problems = problems
        self.held = held
        name = TextField("name", localized("Name"), value: form.name, maximumLength: 100, problems: problems)
        let make = FieldMaker(problems: problems)
        let choices = kinds.map { Choice(value: $0.rawValue, label: $0.label) }
        kind = make.select("kind", localized("Kind"), choices, form.kind)
        self.currency =
            currencies.isEmpty ? nil : make.select("currency", localized("Currency"), currencies, form.currency)
        opening = make.number(
            "opening",
            localized("Balance to begin with"),
            form.opening,
            hint: currencies.isEmpty
                ? localized("In {currency}, before its first entry. What you owe has a minus.", ["currency": currency])
                : localized("Empty is zero. What you owe has a minus."),
            placeholder: "0"
        )
        isArchived = form.isArchived
        tag = form.tag
    }
}
