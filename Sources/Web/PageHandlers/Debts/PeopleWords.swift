import Money
import Primitives

/// People and loans in words and figures.
struct PeopleWords {
    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) {
        self.book = book
        self.today = today
        self.words = words
    }

    private func text(_ currency: Currency) -> ChartText {
        ChartText(words: words, currency: currency, grouping: book.settings.digitGrouping, today: today)
    }

    /// - `form`: What was typed; nil begins anew.
    /// - `settling`: Whose balance the form is to settle.
    func page(
        form sent: PersonMoveForm? = nil,
        settling: AccountID? = nil,
        problems: FormProblems = .none
    ) throws(MoneyError) -> PeoplePage {
        let people = try book.people(today: today)
        let loans = LoanWords(book, today: today, words)
        let reports = try book.loanReports(today: today)
        return PeoplePage(
            people: people.map(person),
            loans: reports.map(loans.row),
            persons: people.filter { !$0.account.content.isArchived }
                .map { Choice(value: $0.account.id.text, label: $0.account.name) },
            accounts: accounts,
            form: sent ?? form(settling: people.first { $0.account.id == settling }),
            problems: problems
        )
    }

    /// The person's own.
    private var accounts: [Choice] {
        let people = Set(book.liveAccounts.filter { $0.content.kind == .person }.map(\.id.text))
        return PageChoices.accounts(book).filter { !people.contains($0.value) }
    }

    private func form(settling person: PersonReport?) -> PersonMoveForm {
        var form = PersonMoveForm(date: today.iso)
        guard let person, person.minorUnits != 0 else { return form }
        form.move = PersonMove.paidBack.name
        form.person = person.account.id.text
        let amount = Amount(minorUnits: Int64(clamping: person.minorUnits.magnitude), currency: person.account.currency)
        form.amount = book.settings.digitGrouping.typed(amount.decimal)
        let own = book.liveAccounts.first {
            $0.content.kind != .person && !$0.content.isArchived && $0.currency == person.account.currency
        }
        form.account = own?.id.text ?? ""
        return form
    }

    private func person(_ report: PersonReport) -> PeoplePage.Person {
        let text = text(report.account.currency)
        let named = [
            "name": report.account.name,
            "amount": text.amount(Int64(clamping: report.minorUnits.magnitude)),
        ]
        let sentence =
            report.minorUnits > 0
            ? words("{name} owes you {amount}", named)
            : report.minorUnits < 0
                ? words("You owe {name} {amount}", named) : words("{name} and you are even", named)
        return PeoplePage.Person(
            sentence: sentence,
            entries: report.entries.map { entry in
                let label = entry.payee ?? entry.note.map { String($0.prefix { $0 != "\n" }.prefix(60)) }
                return PeoplePage.Entry(
                    path: "/money/transactions/\(entry.id.text)",
                    text: [text.shortDay(entry.day), label].compactMap(\.self).joined(separator: " · "),
                    money: text.moneyText(entry.minorUnits, .change)
                )
            },
            settlePath: report.minorUnits == 0 || report.account.content.isArchived
                ? nil : "/money/people?settle=\(report.account.id.text)#move"
        )
    }
}
