import HTTPTypes
import Money
import Primitives
import Vault

/// Goals: `/money/goals`, their form, and what is set aside for one.
struct GoalPages: Sendable {
    private static let path = "/money/goals"
    /// Deposits that the form lists.
    private static let depositCount = 100

    let site: PageSite

    var endpoints: [Endpoint] { [show, showNew, showOne, add, deposit, remove, edit] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            return try await site.keptAnswer(at: .money(.goals), request) { book throws(MoneyError) in
                try GoalWords(book, today: today, words).page()
            }
        }
    }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            let form = try await MoneyVault(request, site.services).read { book, _ in
                GoalForm(currency: book.settings.baseCurrency.code)
            }
            return try await answer(form, id: nil, request)
        }
    }

    private var showOne: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let goal = book.item(id) else { throw Problem(.notFound) }
                return GoalFormReader.form(of: goal, in: book)
            }
            return try await answer(form, id: id, request)
        }
    }

    private var add: Endpoint {
        Endpoint.form(Self.path) { try await take($0, id: nil) }
    }

    private var edit: Endpoint {
        Endpoint.form(Self.path + "/{id}") {
            try await take($0, id: try Self.id($0))
        }
    }

    private func take(_ request: WebRequest, id: GoalID?) async throws -> Answer {
        var form = GoalFormReader.form(sent: request.form)
        do {
            return .seeOther(Self.path, .saved, change: try await save(form, id: id, request))
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            if let tag = refusal.currentTag {
                form.tag = tag
                // They are named by their places, which may be others' now.
                form.drops = []
            }
            return try await answer(form, id: id, request, problems: refusal.problems)
        }
    }

    private func save(_ sent: GoalForm, id: GoalID?, _ request: WebRequest) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            let goal = id.flatMap { book.item($0) }
            if id != nil {
                guard let goal else { throw FormRefusal("name", words("Name"), words("It does not exist.")) }
                guard goal.tag(in: book) == sent.tag else { throw StaleEdit.refusal(sent, goal, book, words) }
            }
            let content = try GoalFormReader.content(of: sent, held: goal?.content, book.settings.digitGrouping)
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    if let id {
                        try plan.edit(id, content)
                    } else {
                        _ = try plan.add(content)
                    }
                }
            } catch {
                throw GoalFormReader.refusal(error)
            }
        }
        return start
    }

    private var deposit: Endpoint {
        Endpoint.form(Self.path + "/{id}/deposit") { request in
            let id = try Self.id(request)
            let form = request.form
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(FormRefusal) in
                    guard let goal = book.item(id) else {
                        throw FormRefusal("name", localized("Goals"), localized("It does not exist."))
                    }
                    let deposit = try Self.deposit(form, goal, book.settings.digitGrouping)
                    do throws(MoneyError) {
                        return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                            try plan.deposit(deposit, to: id)
                        }
                    } catch {
                        throw Self.refusal(error, id)
                    }
                }
                return .seeOther(Self.path, .saved, change: start)
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                let (today, words) = (site.today, site.words(request))
                let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                    try GoalWords(book, today: today, words).page(sent: (id, form), problems: refusal.problems)
                }
                return try await site.answer(page, request, status: .unprocessableContent)
            }
        }
    }

    /// What was typed: an amount above zero, which one button sets aside and the other takes back.
    private static func deposit(
        _ form: FormFields,
        _ goal: Item<GoalContent>,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> GoalContent.Deposit {
        let id = goal.id
        guard let day = CalendarDay(iso: form["date." + id.text] ?? "") else { throw refusal(.invalid(.date), id) }
        do throws(MoneyError) {
            let amount = try TypedAmount.read(form["amount." + id.text] ?? "", goal.content.currency, grouping)
            guard amount.minorUnits > 0 else { throw .zero(.deposits) }
            let isBack = form["do"] == "back"
            return GoalContent.Deposit(
                day: day,
                minorUnits: isBack ? -amount.minorUnits : amount.minorUnits,
                note: form["note." + id.text]
            )
        } catch {
            throw refusal(error, id)
        }
    }

    private static func refusal(_ error: MoneyError, _ id: GoalID) -> FormRefusal {
        let message = Sentences.sentence(error)
        return switch error.field {
        case .date: FormRefusal("date." + id.text, localized("Day"), message)
        case .note: FormRefusal("note." + id.text, localized("Note"), message)
        default: FormRefusal("amount." + id.text, localized("Amount"), message)
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
            return .seeOther(Self.path, .deleted, change: start)
        }
    }

    private func answer(
        _ form: GoalForm,
        id: GoalID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ in
            let content = id.flatMap { book.item($0) }?.content
            let chosen = Set(content?.accounts ?? [])
            return GoalPage(
                id: id?.text,
                form: form,
                currencies: PageChoices.currencies(book),
                accounts: book.liveAccounts.filter { !$0.content.isArchived || chosen.contains($0.id) }
                    .map { Choice(value: $0.id.text, label: "\($0.name) (\($0.currency.code))") },
                deposits: content.map { Self.deposits($0, book, today: today, words) } ?? [],
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func deposits(
        _ content: GoalContent,
        _ book: MoneyBook,
        today: CalendarDay,
        _ words: Words
    ) -> [(place: Int, label: String)] {
        let text = ChartText(
            words: words,
            currency: content.currency,
            grouping: book.settings.digitGrouping,
            today: today
        )
        return content.deposits.enumerated().suffix(depositCount).reversed().map { offset, deposit in
            let parts = [text.day(deposit.day), text.amount(deposit.minorUnits, .change), deposit.note]
            return (offset + 1, parts.compactMap(\.self).joined(separator: " · "))
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> GoalID {
        guard let id = GoalID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
