/// What stands in the form of a loan, as it is typed.
package struct LoanForm: Sendable {
    /// Empty for a new account.
    package var account = ""
    package var name = ""
    /// `borrowed` or `lent`.
    package var direction = "borrowed"
    package var principal = ""
    package var rate = ""
    package var period = "month"
    package var firstPayment = ""
    package var count = ""
    package var payment = ""
    package var paidCount = ""
    package var payingAccount = ""
    package var category = ""
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    package init() {}
}

/// The form that adds or changes a loan.
package struct LoanFormPage: Page {
    package static let template = PageTemplate.loanForm
    package var place: Place { .money(.people) }
    package var title: String { isNew ? localized("A loan") : localized("Change a loan") }

    let isNew: Bool
    let path: String
    let backPath: String
    let removePath: String?
    let problems: FormProblems
    let account: SelectField
    let name: TextField
    let isBorrowed: Bool
    let isLent: Bool
    let principal: TextField
    let rate: TextField
    let period: SelectField
    let firstPayment: TextField
    let count: TextField
    let payment: TextField
    let paidCount: TextField
    let payingAccount: SelectField
    let category: SelectField
    let tag: String

    package struct Choices: Sendable {
        /// Accounts of loans and people.
        let debts: [Choice]
        let accounts: [Choice]
        let categories: [Choice]
    }

    init(id: String?, form: LoanForm, choices: Choices, problems: FormProblems = .none) {
        isNew = id == nil
        path = "/money/loans" + (id.map { "/\($0)/edit" } ?? "")
        backPath = id.map { "/money/loans/" + $0 } ?? "/money/people"
        removePath = id.map { "/money/loans/\($0)/remove" }
        self.problems = problems
        let make = FieldMaker(problems: problems)
        account = make.select(
            "account",
            localized("Account of the debt"),
            choices.debts,
            form.account,
            empty: localized("A new account")
        )
        name = TextField(
            "name",
            localized("Its name, if new"),
            value: form.name,
            placeholder: localized("Car loan"),
            isRequired: false,
            maximumLength: 100,
            problems: problems
        )
        isLent = form.direction == "lent"
        isBorrowed = !isLent
        principal = Self.number("principal", localized("How much it was at first"), form.principal, "1000000", problems)
        rate = Self.number("rate", localized("Interest, percent a year"), form.rate, "9", problems)
        period = make.select("period", localized("Paid every"), Self.periods, form.period)
        firstPayment = TextField(
            "firstPayment",
            localized("First payment"),
            kind: .day,
            value: form.firstPayment,
            hint: localized("One period after it began."),
            problems: problems
        )
        count = make.number("count", localized("How many payments"), form.count, placeholder: "60")
        payment = make.number(
            "payment",
            localized("Or so much each time"),
            form.payment,
            hint: localized("Fill in one of the two; the other follows.")
        )
        paidCount = make.number("paid", localized("Payments already made"), form.paidCount, placeholder: "0")
        payingAccount = make.select("paying", localized("Paid from, or to"), choices.accounts, form.payingAccount)
        category = make.select(
            "category",
            localized("Interest is booked as"),
            choices.categories,
            form.category,
            empty: localized("No interest")
        )
        tag = form.tag
    }

    private static func number(
        _ name: String,
        _ label: String,
        _ value: String,
        _ placeholder: String,
        _ problems: FormProblems
    ) -> TextField {
        TextField(
            name,
            label,
            kind: .amount,
            value: value,
            placeholder: placeholder,
            maximumLength: 30,
            problems: problems
        )
    }

    static var periods: [Choice] {
        [
            Choice(value: "week", label: localized("a week")),
            Choice(value: "two-weeks", label: localized("two weeks")),
            Choice(value: "four-weeks", label: localized("four weeks")),
            Choice(value: "month", label: localized("a month")),
            Choice(value: "three-months", label: localized("three months")),
            Choice(value: "six-months", label: localized("six months")),
            Choice(value: "year", label: localized("a year")),
        ]
    }
}
