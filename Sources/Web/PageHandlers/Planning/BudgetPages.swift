import HTTPTypes
import Money
import Primitives
import Vault

/// Budgets: `/money/budgets`, their form, and other amounts for one period.
struct BudgetPages: Sendable {
    private static let path = "/money/budgets"

    let site: PageSite

    var endpoints: [Endpoint] { [show, showNew, showOne, add, assign, move, remove, edit] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            let day = request.query["on"].flatMap { CalendarDay(iso: $0) } ?? today
            return try await site.keptAnswer(at: .money(.budgets), request) { book throws(MoneyError) in
                BudgetWords(book, today: today, words).page(on: day)
            }
        }
    }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            let today = site.today
            let form = try await MoneyVault(request, site.services).read { book, _ in
                BudgetForm(currency: book.settings.baseCurrency.code, starts: today.firstOfMonth.iso)
            }
            return try await answer(form, id: nil, request)
        }
    }

    private var showOne: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let budget = book.budget(id) else { throw Problem(.notFound) }
                return BudgetFormReader.form(of: budget, book.settings.digitGrouping)
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

    private func take(_ request: WebRequest, id: BudgetID?) async throws -> Answer {
        var form = BudgetFormReader.form(sent: request.form)
        guard request.form["do"] != "line" else { return try await answer(form, id: id, request) }
        do {
            return .seeOther(Self.path, .budget, change: try await save(form, id: id, request))
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            if let tag = refusal.currentTag { form.tag = tag }
            return try await answer(form, id: id, request, problems: refusal.problems)
        }
    }

    private func save(_ sent: BudgetForm, id: BudgetID?, _ request: WebRequest) async throws -> JournalIndex? {
        let (today, words) = (site.today, site.words(request))
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            let budget = id.flatMap { book.budget($0) }
            if id != nil {
                guard let budget else { throw FormRefusal("name", words("Name"), words("It does not exist.")) }
                guard BudgetsAPI.tag(budget) == sent.tag else { throw StaleEdit.refusal(sent, budget, book, words) }
            }
            var schedule: Schedule?
            if case .schedule(let held) = budget?.content.span { schedule = held }
            let content = try BudgetFormReader.content(of: sent, schedule: schedule, book.settings.digitGrouping)
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    if let id {
                        try plan.editBudget(id, content, today: today)
                    } else {
                        _ = try plan.addBudget(content, today: today)
                    }
                }
            } catch {
                throw BudgetFormReader.refusal(error, sent)
            }
        }
        return start
    }

    private var assign: Endpoint {
        Endpoint.form(Self.path + "/{id}/assign") { request in
            let id = try Self.id(request)
            guard let category = request.form["category"].flatMap({ CategoryID(text: $0) }),
                let day = request.form["day"].flatMap({ CalendarDay(iso: $0) })
            else { throw Problem(.malformedBody) }
            let field = "amount.\(id.text).\(category.text)"
            let typed = (request.form[field] ?? "").trimmingWhitespace()
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard let budget = book.budget(id) else { throw .notFound(.id) }
                    let amount =
                        typed.isEmpty
                        ? nil : try TypedAmount.read(typed, budget.content.currency, book.settings.digitGrouping)
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.assign(amount?.minorUnits, to: category, of: id, on: day)
                    }
                }
                return .seeOther(Self.path + "?on=\(day.iso)", .saved, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                guard error != .notFound(.id) else { throw Problem(.notFound) }
                let words = site.words(request)
                let message = Sentences.sentence(error)
                let fault = FieldError(field: field, label: words("For this period"), message: message)
                let kept = BudgetWords.Typed(budget: id, category: category, amount: typed)
                return try await refused(kept, fault, on: day, request)
            }
        }
    }

    private var move: Endpoint {
        Endpoint.form(Self.path + "/{id}/move") { request in
            let id = try Self.id(request)
            guard let category = request.form["to"].flatMap({ CategoryID(text: $0) }),
                let day = request.form["day"].flatMap({ CalendarDay(iso: $0) })
            else { throw Problem(.malformedBody) }
            let (key, words) = ("\(id.text).\(category.text)", site.words(request))
            let source = request.form["from." + key] ?? ""
            let typed = (request.form["move." + key] ?? "").trimmingWhitespace()
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard let budget = book.budget(id) else { throw .notFound(.id) }
                    guard let from = CategoryID(text: source) else { throw .notFound(.category) }
                    let amount = try TypedAmount.read(typed, budget.content.currency, book.settings.digitGrouping)
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.move(amount.minorUnits, from: from, to: category, of: id, on: day)
                    }
                }
                return .seeOther(Self.path + "?on=\(day.iso)", .saved, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                let fault: FieldError
                switch error {
                case .notFound(.id): throw Problem(.notFound)
                case .notFound(.category), .invalid(.lines):
                    let message = words("Choose another envelope.")
                    fault = FieldError(field: "from." + key, label: words("From the envelope"), message: message)
                default:
                    let message = Sentences.sentence(error)
                    fault = FieldError(field: "move." + key, label: words("Amount"), message: message)
                }
                let kept = BudgetWords.Typed(budget: id, category: category, amount: typed, source: source)
                return try await refused(kept, fault, on: day, request)
            }
        }
    }

    /// The page of a day once more, with what was typed and why it was not taken.
    private func refused(
        _ typed: BudgetWords.Typed,
        _ fault: FieldError,
        on day: CalendarDay,
        _ request: WebRequest
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ in
            BudgetWords(book, today: today, words).page(on: day, typed: typed, problems: FormProblems(errors: [fault]))
        }
        return try await site.answer(page, request, status: .unprocessableContent)
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/{id}/remove") { request in
            let id = try Self.id(request)
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.removeBudget(id) }
            }
            return .seeOther(Self.path, .deleted, change: start)
        }
    }

    private func answer(
        _ form: BudgetForm,
        id: BudgetID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ in
            BudgetPage(
                id: id?.text,
                form: BudgetFormReader.padded(form),
                choices: Self.choices(book, form, today: today, words),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func choices(
        _ book: MoneyBook,
        _ form: BudgetForm,
        today: CalendarDay,
        _ words: Words
    ) -> BudgetPage.Choices {
        let names = CalendarWords(words.locale)
        let entry = EntryWords(book, words: words)
        let schedules = ScheduleWords(words: words, today: today)
        return BudgetPage.Choices(
            currencies: PageChoices.currencies(book),
            categories: PageChoices.categories(book, kind: .expense),
            recurring: book.liveRecurring.map { recurring in
                let content = recurring.content.transaction(on: recurring.content.schedule.start)
                let rule = schedules.pattern(recurring.content.schedule.pattern)
                return Choice(value: recurring.id.text, label: entry.title(content) + " · " + rule)
            },
            weekdays: zip(MonthDayText.weekdays, names.weekdays).map { Choice(value: $0, label: $1) },
            months: names.months.enumerated().map { Choice(value: String($0 + 1), label: $1) },
            hasSchedule: form.span == "schedule"
        )
    }

    private static func id(_ request: WebRequest) throws(Problem) -> BudgetID {
        guard let id = BudgetID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
