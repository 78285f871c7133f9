import Money
import Primitives

/// Loans in words and figures.
struct LoanWords {
    /// Rows of a plan that one page shows: weekly for eleven years.
    private static let rowMaximum = 600

    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) {
        self.book = book
        self.today = today
        self.words = words
    }

    static func path(_ id: LoanID) -> String { "/money/loans/\(id.text)" }

    private func text(_ report: LoanReport) -> ChartText {
        ChartText(
            words: words,
            currency: report.account.currency,
            grouping: book.settings.digitGrouping,
            today: today
        )
    }

    /// For the list beside the people.
    func row(_ report: LoanReport) -> PeoplePage.Loan {
        PeoplePage.Loan(
            path: Self.path(report.loan.id),
            name: report.account.name,
            next: next(report),
            left: text(report).moneyText(max(0, report.leftMinorUnits)),
            bar: bar(report),
            paid: paid(report)
        )
    }

    private func next(_ report: LoanReport) -> String {
        guard report.leftMinorUnits > 0 else { return words("Nothing is left of it.") }
        guard let next = report.next else { return words("The payment no longer covers the interest.") }
        let text = text(report)
        let named = ["amount": text.amount(next.minorUnits), "day": text.day(next.day)]
        return next.day < today
            ? words("{amount} was due on {day}", named) : words("{amount} is due on {day}", named)
    }

    private func paid(_ report: LoanReport) -> String {
        words(
            "{paid} of {count} payments made",
            ["paid": String(report.paidCount), "count": String(max(report.paidCount, report.plan.payments.count))]
        )
    }

    private func bar(_ report: LoanReport) -> BudgetBar {
        let principal = Int64(clamping: report.loan.content.principalMinorUnits.magnitude)
        let left = min(principal, max(0, report.leftMinorUnits))
        let text = text(report)
        return BudgetBar(
            spent: principal - left,
            available: principal,
            elapsed: nil,
            sentence: words(
                "{paid} of {principal} paid off",
                ["paid": text.amount(principal - left), "principal": text.amount(principal)]
            )
        )
    }

    /// - `day`: Typed for the next payment and refused.
    func page(_ report: LoanReport, day: String? = nil, problems: FormProblems = .none) -> LoanPage {
        let text = text(report)
        let remaining = report.remaining ?? []
        return LoanPage(
            title: report.account.name,
            lead: lead(report),
            editPath: Self.path(report.loan.id) + "/edit",
            left: text.moneyText(max(0, report.leftMinorUnits)),
            planned: report.plannedMinorUnits == report.leftMinorUnits
                ? nil : words("By the plan it would be {amount}", ["amount": text.amount(report.plannedMinorUnits)]),
            bar: bar(report),
            paid: paid(report),
            notes: notes(report),
            next: form(report, day, problems),
            remaining: table(remaining, text),
            hasRemaining: !remaining.isEmpty,
            plan: table(report.plan.payments, text),
            problems: problems
        )
    }

    private func lead(_ report: LoanReport) -> String {
        let content = report.loan.content
        let named = [
            "amount": text(report).amount(report.plan.paymentMinorUnits),
            "rate": book.settings.digitGrouping.typed(content.rate.percent),
        ]
        let rest = words("{rate} % interest a year", named)
        let every =
            switch content.period {
            case .week: words("{amount} each week", named)
            case .twoWeeks: words("{amount} every two weeks", named)
            case .fourWeeks: words("{amount} every four weeks", named)
            case .month: words("{amount} each month", named)
            case .threeMonths: words("{amount} every three months", named)
            case .sixMonths: words("{amount} every six months", named)
            case .year: words("{amount} each year", named)
            }
        let side = content.isLent ? words("It is owed to you.") : words("You owe it.")
        return "\(every), \(rest). \(side)"
    }

    private func notes(_ report: LoanReport) -> [String] {
        let text = text(report)
        var notes: [String] = []
        if report.isRecurring { notes.append(words("A recurring entry makes these payments.")) }
        guard report.leftMinorUnits > 0 else { return notes + [words("Nothing is left of it.")] }
        guard let last = report.remaining?.last else {
            return notes + [words("The payment no longer covers the interest, so there is no end to it.")]
        }
        let named = ["day": text.day(last.day), "amount": text.amount(report.remainingInterestMinorUnits)]
        notes.append(words("It ends on {day}, with {amount} more of interest.", named))
        let planned = report.plan.payments.last?.day
        if let planned, planned != last.day {
            notes.append(words("The plan ended on {day}.", ["day": text.day(planned)]))
        }
        return notes
    }

    private func form(_ report: LoanReport, _ day: String?, _ problems: FormProblems) -> LoanPage.Next? {
        guard let next = report.next, !report.isRecurring, next.number <= LoanContent.paymentMaximum else { return nil }
        let text = text(report)
        let named = [
            "number": String(next.number), "day": text.day(next.day), "amount": text.amount(next.minorUnits),
            "interest": text.amount(next.interestMinorUnits),
        ]
        return LoanPage.Next(
            path: Self.path(report.loan.id) + "/pay",
            number: next.number,
            sentence: words("Payment {number}, on {day}: {amount}, of which {interest} is interest.", named),
            date: TextField("date", words("Day"), kind: .day, value: day ?? next.day.iso, problems: problems)
        )
    }

    private func table(_ payments: [LoanPayment], _ text: ChartText) -> LoanPage.Table {
        // A plan has its sums within 64 bits; those of what remains are no larger than its limit allows.
        let interest = payments.reduce(0) { $0 + $1.interestMinorUnits }
        let principal = payments.reduce(0) { $0 + $1.principalMinorUnits }
        let hidden = payments.count - Self.rowMaximum
        return LoanPage.Table(
            rows: payments.prefix(Self.rowMaximum).map { payment in
                LoanPage.Row(
                    number: payment.number,
                    day: text.day(payment.day),
                    payment: text.money(payment.minorUnits),
                    interest: text.money(payment.interestMinorUnits),
                    principal: text.money(payment.principalMinorUnits),
                    left: text.money(payment.leftMinorUnits)
                )
            },
            payment: text.money(interest + principal),
            interest: text.money(interest),
            principal: text.money(principal),
            more: hidden > 0
                ? words.count(hidden, one: "1 more is not shown.", other: "{count} more are not shown.") : nil
        )
    }
}
