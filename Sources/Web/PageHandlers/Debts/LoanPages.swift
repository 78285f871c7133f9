import HTTPTypes
import Money
import Primitives
import Vault

/// Loans: their plan at `/money/loans/{id}`, their form, and the next payment.
struct LoanPages: Sendable {
    private static let path = "/money/loans"
    private static let listPath = "/money/people"

    let site: PageSite

    var endpoints: [Endpoint] { [showNew, show, showForm, add, edit, pay, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let (today, words) = (site.today, site.words(request))
            return try await site.keptAnswer(at: .money(.people), request) { book throws(MoneyError) in
                LoanWords(book, today: today, words).page(try book.loanReport(id, today: today))
            }
        }
    }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            var form = LoanForm()
            form.firstPayment = site.today.adding(months: 1).iso
            return try await answer(form, id: nil, request)
        }
    }

    private var showForm: Endpoint {
        Endpoint(.get, Self.path + "/{id}/edit", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let loan = book.item(id) else { throw Problem(.notFound) }
                return LoanFormReader.form(of: loan, in: book)
            }
            return try await answer(form, id: id, request)
        }
    }

    private var add: Endpoint {
        Endpoint.form(Self.path) { try await take($0, id: nil) }
    }

    private var edit: Endpoint {
        Endpoint.form(Self.path + "/{id}/edit") {
            try await take($0, id: try Self.id($0))
        }
    }

    private func take(_ request: WebRequest, id: LoanID?) async throws -> Answer {
        var form = LoanFormReader.form(sent: request.form)
        do {
            let start = try await save(form, id: id, request)
            return .seeOther(id.map { Self.path + "/" + $0.text } ?? Self.listPath, .saved, change: start)
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            if let tag = refusal.currentTag { form.tag = tag }
            return try await answer(form, id: id, request, problems: refusal.problems)
        }
    }

    private func save(_ sent: LoanForm, id: LoanID?, _ request: WebRequest) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            if let id {
                guard let loan = book.item(id) else { throw LoanFormReader.refusal(.notFound(.account)) }
                guard loan.tag(in: book) == sent.tag else { throw StaleEdit.refusal(sent, loan, book, words) }
            }
            let reading = try LoanFormReader.reading(of: sent, in: book)
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    var content = reading.content
                    if let account = reading.newAccount { content.account = try plan.addAccount(account) }
                    if let id {
                        try plan.edit(id, content)
                    } else {
                        _ = try plan.add(content)
                    }
                }
            } catch {
                throw LoanFormReader.refusal(error)
            }
        }
        return start
    }

    private var pay: Endpoint {
        Endpoint.form(Self.path + "/{id}/pay") { request in
            let id = try Self.id(request)
            let (today, words) = (site.today, site.words(request))
            let path = Self.path + "/" + id.text
            guard let number = request.form["number"].flatMap({ Int($0) }) else { throw Problem(.malformedBody) }
            let typed = request.form["date"] ?? ""
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard let day = CalendarDay(iso: typed) else { throw .invalid(.date) }
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.enterPayment(number, of: id, on: day, today: today)
                    }
                }
                return .seeOther(path, .added, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                guard error != .notFound(.id) else { throw Problem(.notFound) }
                guard error != .notFound(.payment) else { return .seeOther(path, .settled) }
                let message =
                    error == .invalid(.date) && CalendarDay(iso: typed) != nil
                    ? words("It must not be after both its day and today.") : Sentences.sentence(error)
                let fault = FieldError(field: "date", label: words("Day"), message: message)
                let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                    LoanWords(book, today: today, words).page(
                        try book.loanReport(id, today: today),
                        day: typed,
                        problems: FormProblems(errors: [fault])
                    )
                }
                return try await site.answer(page, request, status: .unprocessableContent)
            }
        }
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/{id}/remove") { request in
            let id = try Self.id(request)
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.remove(id) }
            }
            return .seeOther(Self.listPath, .deleted, change: start)
        }
    }

    private func answer(
        _ form: LoanForm,
        id: LoanID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let words = site.words(request)
        let page = try await MoneyVault(request, site.services).read { book, _ in
            LoanFormPage(
                id: id?.text,
                form: form,
                choices: Self.choices(book, id, form, words),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func choices(
        _ book: MoneyBook,
        _ id: LoanID?,
        _ form: LoanForm,
        _ words: Words
    ) -> LoanFormPage.Choices {
        let taken = Set(book.items(LoanContent.self).filter { $0.id != id }.map(\.content.account))
        let debts = book.liveAccounts.filter {
            ($0.content.kind == .loan || $0.content.kind == .person) && !taken.contains($0.id)
        }
        let income = PageChoices.categories(book, kind: .income)
        return LoanFormPage.Choices(
            debts: debts.map { Choice(value: $0.id.text, label: "\($0.name) (\($0.currency.code))") },
            accounts: PageChoices.accounts(book, including: AccountID(text: form.payingAccount)),
            categories: PageChoices.categories(book, kind: .expense)
                + income.map { Choice(value: $0.value, label: words("{name} (income)", ["name": $0.label])) }
        )
    }

    private static func id(_ request: WebRequest) throws(Problem) -> LoanID {
        guard let id = LoanID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
