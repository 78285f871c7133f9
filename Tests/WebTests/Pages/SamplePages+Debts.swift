import Money
import Primitives

@testable import Web

extension SamplePages {
    func debts() -> [(String, any Page)] {
        [
            ("goals", goals()), ("goals-empty", GoalsPage(goals: [], archived: [])),
            ("goal", goal(nil)), ("goal-edit", goal(text("g1"))),
            ("people", people()), ("people-empty", noPeople()),
            ("loan", loan()), ("loan-settled", settledLoan()),
            ("loan-form", loanForm(nil)), ("loan-form-edit", loanForm(text("l1"))),
        ]
    }

    func goalGlance() -> GoalGlance {
        GoalGlance(name: text("Monsoon trip"), saved: text("₹20,000 of ₹60,000 saved"), bar: savedBar())
    }

    private func savedBar() -> BudgetBar {
        BudgetBar(spent: 20_000, available: 60_000, elapsed: nil, sentence: text("₹20,000 of ₹60,000 saved"))
    }

    private func goals() -> GoalsPage {
        let problems = problems("amount.g1", "Amount", "It must not be zero.")
        let section = GoalsPage.Section(
            id: text("g1"),
            name: text("Monsoon trip"),
            editPath: "/money/goals/" + text("g1"),
            label: text("Left to save"),
            money: money("40000.00"),
            perMonth: text("₹6,666.67 a month until 20 May 2027"),
            bar: savedBar(),
            saved: text("₹20,000 of ₹60,000 saved"),
            notes: [text("In Travel pot: ₹16,000."), text("Set aside: ₹4,000.")],
            deposits: [
                .init(day: "5 Nov", note: nil, money: money("-1000", .change)),
                .init(day: "2 Oct", note: text("Bonus"), money: money("5000", .change)),
            ],
            form: .init(
                path: "/money/goals/" + text("g1") + "/deposit",
                amount: TextField("amount.g1", "Amount", kind: .amount, value: text("0"), problems: problems),
                date: TextField("date.g1", "Day", kind: .day, value: "2026-11-20", problems: problems),
                note: TextField("note.g1", "Note", value: text("Bonus"), isRequired: false, problems: problems),
                isOpen: true
            )
        )
        return GoalsPage(
            goals: [section],
            archived: [.init(path: "/money/goals/" + text("g2"), name: text("Laptop"), note: text("₹1 of ₹1 saved"))],
            problems: problems
        )
    }

    private func goal(_ id: String?) -> GoalPage {
        var form = GoalForm(currency: "INR")
        form.name = text("Monsoon trip")
        form.target = text("60000")
        form.accounts = ["a1"]
        form.isArchived = id != nil
        return GoalPage(
            id: id,
            form: form,
            currencies: [Choice(value: "INR", label: "INR")],
            accounts: accounts,
            deposits: id == nil ? [] : [(2, text("5 November 2026 · −₹1,000")), (1, text("2 October 2026 · +₹5,000"))],
            problems: id == nil ? .none : problems("account.1", "Accounts that count", "It is archived.")
        )
    }

    private func people() -> PeoplePage {
        var form = PersonMoveForm(date: "2026-11-20")
        form.move = "paid-back"
        form.amount = text("1200")
        form.note = text("Cinema")
        return PeoplePage(
            people: [
                .init(
                    sentence: text("Asha owes you ₹1,200"),
                    entries: [
                        .init(
                            path: "/money/transactions/" + text("t1"),
                            text: text("19 Nov · Cinema"),
                            money: money("1200", .change)
                        )
                    ],
                    settlePath: "/money/people?settle=p1#move"
                ),
                .init(sentence: text("Ben and you are even"), entries: [], settlePath: nil),
            ],
            loans: [
                .init(
                    path: "/money/loans/" + text("l1"),
                    name: text("Car loan"),
                    next: text("₹20,758.36 is due on 5 December 2026"),
                    left: money("986741.64"),
                    bar: savedBar(),
                    paid: text("1 of 60 payments made")
                )
            ],
            persons: [Choice(value: "p1", label: text("Asha"))],
            accounts: accounts,
            form: form,
            problems: problems("amount", "Amount", "It must be an amount such as 1240.50.")
        )
    }

    private func noPeople() -> PeoplePage {
        PeoplePage(people: [], loans: [], persons: [], accounts: [], form: PersonMoveForm(date: "2026-11-20"))
    }

    private func table(_ count: Int) -> LoanPage.Table {
        LoanPage.Table(
            rows: (0..<count).map { number in
                LoanPage.Row(
                    number: number + 1,
                    day: text("5 December 2026"),
                    payment: text("₹20,758.36"),
                    interest: text("₹7,500.00"),
                    principal: text("₹13,258.36"),
                    left: text("₹9,86,741.64")
                )
            },
            payment: text("₹12,45,501.23"),
            interest: text("₹2,45,501.23"),
            principal: text("₹10,00,000.00"),
            more: count > 2 ? text("1 more is not shown.") : nil
        )
    }

    private func loan() -> LoanPage {
        LoanPage(
            title: text("Car loan"),
            lead: text("₹20,758.36 each month, 9 % interest a year. You owe it."),
            editPath: "/money/loans/" + text("l1") + "/edit",
            left: money("986741.64"),
            planned: text("By the plan it would be ₹9,90,000"),
            bar: savedBar(),
            paid: text("1 of 60 payments made"),
            notes: [text("It ends on 5 November 2031, with ₹2,38,001.23 more of interest.")],
            next: .init(
                path: "/money/loans/" + text("l1") + "/pay",
                number: 2,
                sentence: text("Payment 2, on 5 January 2027: ₹20,758.36, of which ₹7,400.56 is interest."),
                date: TextField("date", "Day", kind: .day, value: "2027-01-05", problems: .none)
            ),
            remaining: table(3),
            hasRemaining: true,
            plan: table(2),
            problems: .none
        )
    }

    private func settledLoan() -> LoanPage {
        LoanPage(
            title: text("Car loan"),
            lead: text("It is owed to you."),
            editPath: "/money/loans/" + text("l1") + "/edit",
            left: money("0.00"),
            planned: nil,
            bar: savedBar(),
            paid: text("60 of 60 payments made"),
            notes: [text("Nothing is left of it.")],
            next: nil,
            remaining: table(0),
            hasRemaining: false,
            plan: table(2),
            problems: .none
        )
    }

    private func loanForm(_ id: String?) -> LoanFormPage {
        var form = LoanForm()
        form.name = text("Car loan")
        form.principal = text("1000000")
        form.rate = text("9")
        form.count = text("60")
        form.direction = id == nil ? "borrowed" : "lent"
        return LoanFormPage(
            id: id,
            form: form,
            choices: .init(debts: accounts, accounts: accounts, categories: categories),
            problems: id == nil
                ? .none : problems("payment", "Or so much each time", "It would take more than 1,200 payments.")
        )
    }
}
