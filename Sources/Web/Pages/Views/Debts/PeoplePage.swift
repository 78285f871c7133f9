/// What stands in the form for what was lent, borrowed or paid back, as it is typed.
package struct PersonMoveForm: Sendable {
    package var move = "lent"
    /// The id of a person's account; empty for a new one.
    package var person = ""
    package var name = ""
    package var amount = ""
    package var account = ""
    package var date: String
    package var note = ""

    package init(date: String) { self.date = date }
}

/// Who owes whom, and the debts with a plan.
package struct PeoplePage: Page {
    package static let template = PageTemplate.people
    package var place: Place { .money(.people) }
    package let title = localized("People and loans")

    let people: [Person]
    let hasPeople: Bool
    let loans: [Loan]
    let hasLoans: Bool
    let hasAccounts: Bool
    let problems: FormProblems
    let moves: [Option]
    let person: SelectField
    let name: TextField
    let amount: TextField
    let account: SelectField
    let date: TextField
    let note: TextField

    struct Person: Sendable {
        /// Who owes whom how much, in a sentence.
        let sentence: String
        let entries: [Entry]
        /// The form, filled in to settle it; nil where nothing is to be settled.
        let settlePath: String?
    }

    struct Entry: Sendable {
        let path: String
        let text: String
        let money: MoneyText
    }

    struct Loan: Sendable {
        let path: String
        let name: String
        let next: String
        let left: MoneyText
        let bar: BudgetBar
        let paid: String
    }

    struct Option: Sendable {
        let value: String
        let label: String
        let detail: String
        let isChosen: Bool
    }

    init(
        people: [Person],
        loans: [Loan],
        persons: [Choice],
        accounts: [Choice],
        form: PersonMoveForm,
        problems: FormProblems = .none
    ) {
        self.people = people
        hasPeople = !people.isEmpty
        self.loans = loans
        hasLoans = !loans.isEmpty
        hasAccounts = !accounts.isEmpty
        self.problems = problems
        moves = [
            ("lent", localized("Lent"), localized("It leaves your account, and is owed to you.")),
            ("borrowed", localized("Borrowed"), localized("It comes into your account, and you owe it.")),
            ("paid-back", localized("Paid back"), localized("Whoever owes gives it back, in part or in full.")),
        ]
        .map { Option(value: $0.0, label: $0.1, detail: $0.2, isChosen: $0.0 == form.move) }
        let make = FieldMaker(problems: problems)
        person = make.select("person", localized("Who"), persons, form.person, empty: localized("Somebody new"))
        name = TextField(
            "name",
            localized("Name, if new"),
            value: form.name,
            isRequired: false,
            maximumLength: 100,
            problems: problems
        )
        amount = TextField(
            "amount",
            localized("Amount"),
            kind: .amount,
            value: form.amount,
            placeholder: "1200",
            maximumLength: 30,
            problems: problems
        )
        account = make.select("account", localized("Your account"), accounts, form.account)
        date = TextField("date", localized("Day"), kind: .day, value: form.date, problems: problems)
        note = TextField(
            "note",
            localized("Note"),
            value: form.note,
            isRequired: false,
            maximumLength: 2000,
            problems: problems
        )
    }
}
