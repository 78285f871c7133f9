import HTTPTypes
import Money
import Primitives
import Vault

/// An account compared with a statement: `/money/accounts/{id}/reconcile`.
///
/// The balance of a statement is sent in a form: amounts stay out of addresses, which browsers remember.
struct ReconcilePages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [show, compare, remove] }

    static func path(_ id: AccountID) -> String { "/money/accounts/\(id.text)/reconcile" }

    private static let template = "/money/accounts/{id}/reconcile"

    private var show: Endpoint {
        Endpoint(.get, Self.template, surface: .page, access: .unlocked) { request in
            let (id, words) = (try Self.id(request), site.words(request))
            return try await site.keptAnswer(at: .money(.accounts), request) { book throws(Problem) in
                try page(ReconcileForm(), id, book, words)
            }
        }
    }

    private var compare: Endpoint {
        Endpoint(.post, Self.template, surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            var form = ReconcileForm(sent: request.form)
            switch request.form["do"] {
            case "save": return try await save(form, id, adjusting: false, request)
            case "enter": return try await save(form, id, adjusting: true, request)
            case "next": form.start += ReconcileWords.shown
            case "back": form.start = max(0, form.start - ReconcileWords.shown)
            default: break
            }
            return try await answer(form, id, request, isSum: request.form["do"] == "sum")
        }.with {
            $0.body = .form(repeatable: ["on"])
            $0.takesIdempotencyKey = true
        }
    }

    private func save(
        _ form: ReconcileForm,
        _ id: AccountID,
        adjusting: Bool,
        _ request: WebRequest
    ) async throws -> Answer {
        let words = site.words(request)
        do {
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(FormRefusal) in
                let content = try Self.content(form, id, book, words)
                let adjustment = adjusting ? try Self.adjustment(form, words) : nil
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        _ = try plan.reconcile(content, adjustment: adjustment)
                    }
                } catch {
                    throw Self.refusal(error, words)
                }
            }
            return .seeOther("/money/accounts", .reconciled, change: start)
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            return try await answer(form, id, request, problems: refusal.problems)
        }
    }

    /// What a sent form comes to.
    ///
    /// `isSum`: the entries stay as they are on the page, and only their sum is asked for.
    private func answer(
        _ form: ReconcileForm,
        _ id: AccountID,
        _ request: WebRequest,
        isSum: Bool = false
    ) async throws -> Answer {
        let words = site.words(request)
        func page(_ book: MoneyBook) throws(FormRefusal) -> ReconcilePage {
            let content = try Self.content(form, id, book, words)
            return try reconcile(id, book, words).page(form, content, listing: !isSum, problems: .none)
        }
        do {
            // A sum is asked for with each tick, and never again with the same ones.
            guard isSum else { return try await site.keptAnswer(at: .money(.accounts), request, page) }
            let shown = try await MoneyVault(request, site.services).read { book, _ throws(FormRefusal) in
                try page(book)
            }
            return try await site.answer(shown, request)
        } catch let refusal as FormRefusal {
            return try await answer(form, id, request, problems: refusal.problems)
        }
    }

    /// The form as it was sent, and what is wrong with it.
    private func answer(
        _ form: ReconcileForm,
        _ id: AccountID,
        _ request: WebRequest,
        problems: FormProblems
    ) async throws -> Answer {
        let words = site.words(request)
        let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) -> ReconcilePage in
            do throws(FormRefusal) {
                let content = try Self.content(form, id, book, words)
                return try reconcile(id, book, words).page(form, content, listing: true, problems: problems)
            } catch {
                return try self.page(form, id, book, words, problems)
            }
        }
        return try await site.answer(page, request, status: .unprocessableContent)
    }

    /// Before a day and a balance are there that can be compared.
    private func page(
        _ form: ReconcileForm,
        _ id: AccountID,
        _ book: MoneyBook,
        _ words: Words,
        _ problems: FormProblems = .none
    ) throws(Problem) -> ReconcilePage {
        guard book.account(id) != nil else { throw Problem(.notFound) }
        do throws(FormRefusal) {
            return try reconcile(id, book, words).page(form, nil, listing: false, problems: problems)
        } catch {
            throw Problem(.invalid)
        }
    }

    private func reconcile(
        _ id: AccountID,
        _ book: MoneyBook,
        _ words: Words
    ) throws(FormRefusal) -> ReconcileWords {
        guard let account = book.account(id) else { throw Self.refusal(.notFound(.account), words) }
        return ReconcileWords(book, account, today: site.today, words)
    }

    /// What is typed, as it would be kept; whether it adds up is another question.
    private static func content(
        _ form: ReconcileForm,
        _ id: AccountID,
        _ book: MoneyBook,
        _ words: Words
    ) throws(FormRefusal) -> ReconciliationContent {
        guard let account = book.account(id) else {
            throw refusal(.notFound(.account), words)
        }
        guard let day = CalendarDay(iso: form.date) else { throw refusal(.invalid(.date), words) }
        do throws(MoneyError) {
            let amount = try TypedAmount.read(form.balance, account.currency, book.settings.digitGrouping)
            let sheet = try book.reconciliationSheet(id, through: day)
            // What was shown for another day, or is gone, is no longer asked about.
            let leftOut = sheet.entries.map(\.id).filter(form.leftOut.contains)
            return ReconciliationContent(
                account: id,
                day: day,
                balanceMinorUnits: amount.minorUnits,
                leftOut: leftOut
            )
        } catch {
            throw refusal(error, words)
        }
    }

    private static func adjustment(
        _ form: ReconcileForm,
        _ words: Words
    ) throws(FormRefusal) -> ReconciliationAdjustment {
        guard let category = CategoryID(text: form.category) else {
            throw FormRefusal("category", words("Category"), words("Choose a category."))
        }
        return ReconciliationAdjustment(category: category, payee: words("Adjustment to the statement"))
    }

    /// A rule of the book, beside the field of this form that it is about.
    static func refusal(_ error: MoneyError, _ words: Words) -> FormRefusal {
        let (name, label) =
            switch error.field {
            case .balance, .amount: ("balance", words("Balance on the statement"))
            case .category: ("category", words("Category"))
            case .leftOut: ("on", words("Entries"))
            default: ("date", words("Last day of the statement"))
            }
        return FormRefusal(name, label, Sentences.sentence(error))
    }

    private var remove: Endpoint {
        Endpoint.form(Self.template + "/{reconciliation}/remove") { request in
            let account = try Self.id(request)
            guard let id = ReconciliationID(text: request.parameter("reconciliation")) else { throw Problem(.notFound) }
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                guard book.item(id)?.content.account == account else { throw .notFound(.id) }
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.remove(id)
                }
            }
            return .seeOther(Self.path(account), .deleted, change: start)
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> AccountID {
        guard let id = AccountID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
