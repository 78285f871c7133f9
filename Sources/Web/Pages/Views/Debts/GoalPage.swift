/// What stands in the form of a goal, as it is typed.
package struct GoalForm: Sendable {
    package var name = ""
    package var currency: String
    package var target = ""
    package var due = ""
    /// Ids.
    package var accounts: Set<String> = []
    /// Places of the deposits that are to go, from 1.
    package var drops: Set<Int> = []
    package var isArchived = false
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    package init(currency: String) { self.currency = currency }
}

/// The form that adds or changes a goal.
package struct GoalPage: Page {
    package static let template = PageTemplate.goal
    package var place: Place { .money(.goals) }
    package var title: String { isNew ? localized("A goal") : localized("Change a goal") }

    let isNew: Bool
    let path: String
    let removePath: String?
    let problems: FormProblems
    let name: TextField
    let currency: SelectField
    let target: TextField
    let due: TextField
    let accounts: [Check]
    let hasAccounts: Bool
    let accountsError: String?
    let deposits: [Check]
    let hasDeposits: Bool
    let isArchived: Bool
    let tag: String

    /// A box to tick.
    package struct Check: Sendable {
        let name: String
        let value: String
        let label: String
        let isChosen: Bool

        init(name: String, value: String, label: String, isChosen: Bool) {
            self.name = name
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }
    }

    /// - `accounts`: That may count, each with what says which it is.
    /// - `deposits`: With their places from 1, the newest first.
    init(
        id: String?,
        form: GoalForm,
        currencies: [Choice],
        accounts: [Choice],
        deposits: [(place: Int, label: String)] = [],
        problems: FormProblems = .none
    ) {
        isNew = id == nil
        path = "/money/goals" + (id.map { "/" + $0 } ?? "")
        removePath = id.map { "/money/goals/\($0)/remove" }
        self.problems = problems
        name = TextField(
            "name",
            localized("Name"),
            value: form.name,
            placeholder: localized("A journey"),
            maximumLength: 100,
            problems: problems
        )
        let make = FieldMaker(problems: problems)
        currency = make.select("currency", localized("Currency"), currencies, form.currency)
        target = TextField(
            "target",
            localized("How much"),
            kind: .amount,
            value: form.target,
            placeholder: "60000",
            maximumLength: 30,
            problems: problems
        )
        due = make.day("due", localized("By when"), form.due, hint: localized("Empty is whenever it is."))
        self.accounts = accounts.enumerated().map { place, account in
            Check(
                name: "account.\(place + 1)",
                value: account.value,
                label: account.label,
                isChosen: form.accounts.contains(account.value)
            )
        }
        hasAccounts = !accounts.isEmpty
        accountsError = problems.message(for: "account.1")
        self.deposits = deposits.map { deposit in
            Check(
                name: "drop.\(deposit.place)",
                value: "yes",
                label: deposit.label,
                isChosen: form.drops.contains(deposit.place)
            )
        }
        hasDeposits = !deposits.isEmpty
        isArchived = form.isArchived
        tag = form.tag
    }
}
