/// What is in each account, and the form for a new one.
package struct AccountsPage: Page {
    package static let template = PageTemplate.accounts
    package var place: Place { .money(.accounts) }
    package let title = localized("Accounts")

    let worth: Worth?
    /// Net worth in the other currencies; they are never added together.
    let others: [FigureGroup]
    /// What is dated ahead and therefore not in any of it.
    let later: String?
    let groups: [AccountGroup]
    let isEmpty: Bool
    let problems: FormProblems
    let name: TextField
    let kind: SelectField
    let currency: SelectField
    let opening: TextField

    /// What everything adds up to, and how it came to that.
    struct Worth: Sendable {
        let label: String
        let money: MoneyText
        /// Since the end of the last month; nil for a difference that does not fit.
        let change: String?
        /// Nil while everything was always nothing.
        let chart: NetWorthChart?
    }

    /// What was typed in the form for a new account.
    package struct Draft: Sendable {
        package var name = ""
        package var kind = "bank"
        package var currency: String
        package var opening = ""

        package init(currency: String) { self.currency = currency }
    }

    init(
        worth: Worth?,
        others: [FigureGroup] = [],
        later: String? = nil,
        groups: [AccountGroup],
        currencies: [Choice],
        draft: Draft,
        problems: FormProblems = .none
    ) {
        self.worth = worth
        self.others = others
        self.later = later
        self.groups = groups
        isEmpty = groups.isEmpty
        self.problems = problems
        name = TextField(
            "name",
            localized("Name"),
            value: draft.name,
            placeholder: localized("Salary"),
            maximumLength: 80,
            problems: problems
        )
        kind = SelectField(
            "kind",
            localized("Kind"),
            choices: AccountKindText.allCases.map { Choice(value: $0.rawValue, label: $0.label) },
            chosen: draft.kind,
            problems: problems
        )
        currency = SelectField(
            "currency",
            localized("Currency"),
            choices: currencies,
            chosen: draft.currency,
            problems: problems
        )
        opening = TextField(
            "opening",
            localized("Balance to begin with"),
            kind: .signedAmount,
            value: draft.opening,
            hint: localized("Empty is zero. What you owe has a minus."),
            placeholder: "0.00",
            isRequired: false,
            problems: problems
        )
    }
}
