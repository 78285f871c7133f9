import HTTPTypes
import Money
import Primitives
import Vault

/// Recurring entries: `/money/recurring`, their form, and what becomes of an occurrence.
struct RecurringPages: Sendable {
    private static let path = "/money/recurring"

    let site: PageSite

    var endpoints: [Endpoint] { [show, showNew, showOne, add, edit, settle, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let (today, words) = (site.today, site.words(request))
            return try await site.keptAnswer(at: .money(.recurring), request) { book throws(MoneyError) in
                try RecurringWords(book, today: today, words).page()
            }
        }
    }

    // MARK: The form

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            let today = site.today
            let from = request.query["from"].flatMap { TransactionID(text: $0) }
            let form = try await MoneyVault(request, site.services).read { book, _ -> RecurringForm? in
                guard let content = from.flatMap({ book.transaction($0) })?.content else { return nil }
                return RecurringFormReader.form(repeating: content, today: today, book.settings.digitGrouping)
            }
            return try await answer(form ?? RecurringFormReader.blank(today: today), id: nil, request)
        }
    }

    private var showOne: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let entry = book.recurring(id) else { throw Problem(.notFound) }
                return RecurringFormReader.form(of: entry, book.settings.digitGrouping)
            }
            guard let form else { return .seeOther(Self.path, .tooComplex) }
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

    private func take(_ request: WebRequest, id: RecurringID?) async throws -> Answer {
        var form = RecurringFormReader.form(sent: request.form)
        switch request.form["do"] {
        case "line":
            if form.entry.lines.count < TransactionForm.maximumLineCount { form.entry.lines.append(.init()) }
            return try await answer(form, id: id, request)
        case "kind": return try await answer(form, id: id, request)
        default: break
        }
        do {
            return .seeOther(Self.path, .saved, change: try await save(form, id: id, request))
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            if let tag = refusal.currentTag { form.tag = tag }
            return try await answer(form, id: id, request, problems: refusal.problems)
        }
    }

    private func save(_ sent: RecurringForm, id: RecurringID?, _ request: WebRequest) async throws -> JournalIndex? {
        let (today, words) = (site.today, site.words(request))
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            let entry = id.flatMap { book.recurring($0) }
            if id != nil {
                guard let entry else { throw FormRefusal("date", words("Entry"), words("It does not exist.")) }
                guard RecurringAPI.tag(entry) == sent.tag else { throw StaleEdit.refusal(sent, entry, book, words) }
            }
            let content = try RecurringFormReader.content(of: sent, book)
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    if let id {
                        try plan.editRecurring(id, content, today: today)
                    } else {
                        let id = try plan.addRecurring(content, today: today)
                        // In the same batch, so that one undo takes all of it back.
                        _ = try plan.makeDueOccurrences(today: today, of: id)
                    }
                }
            } catch {
                throw FormRefusal(error)
            }
        }
        return start
    }

    private func answer(
        _ form: RecurringForm,
        id: RecurringID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ in
            RecurringEntryPage(
                id: id?.text,
                form: form,
                choices: Self.choices(book, form, today: today, words),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func choices(
        _ book: MoneyBook,
        _ form: RecurringForm,
        today: CalendarDay,
        _ words: Words
    ) -> RecurringEntryPage.Choices {
        let names = CalendarWords(words.locale)
        let schedules = ScheduleWords(words: words, today: today)
        // What people say; a program may have said another, which then stands in the list as well.
        let usual = MonthDayText.all.filter { day in
            switch day {
            case .workingDay(let number), .workingDayFromEnd(let number): number <= 5
            default: true
            }
        }
        let others = form.days.compactMap(MonthDayText.day).filter { !usual.contains($0) }
        return RecurringEntryPage.Choices(
            accounts: PageChoices.accounts(book, including: form.entry),
            categories: PageChoices.parts(book, form.entry, words),
            days: (usual + others).map { Choice(value: MonthDayText.text($0), label: schedules.choice($0)) },
            months: names.months.enumerated().map { Choice(value: String($0 + 1), label: $1) },
            weekdays: names.weekdays
        )
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/{id}/remove") { request in
            let id = try Self.id(request)
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.removeRecurring(id)
                    }
                }
                return .seeOther(Self.path, .deleted, change: start)
            } catch CommitError<MoneyError>.refused(.inUse) {
                return .seeOther(Self.path + "/\(id.text)", .payday)
            }
        }
    }

    // MARK: Occurrences

    private var settle: Endpoint {
        Endpoint.form(Self.path + "/occurrences/{id}") { request in
            guard let id = OccurrenceID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let (today, action) = (site.today, request.form["do"] ?? "")
            let typed = request.form["amount." + id.text]
            let next = NextPath.optional(request.form["next"]) ?? Self.path
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        switch action {
                        case "skip": try plan.skip(id, where: .unsettled)
                        case "unskip": try plan.unskip(id, today: today)
                        default: try plan.confirm(id, try Self.said(typed, id, book), where: .unsettled)
                        }
                    }
                }
                return .seeOther(next, Self.event(action), change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                guard let typed, error != .notFound(.id), error != .notFound(.date) else {
                    return .seeOther(next, .settled)
                }
                return try await refused(typed, id, Sentences.sentence(error), request)
            }
        }
    }

    /// The page once more, with what was typed and why it was not taken.
    private func refused(
        _ typed: String,
        _ id: OccurrenceID,
        _ sentence: String,
        _ request: WebRequest
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let fault = FieldError(field: "amount." + id.text, label: words("It was"), message: sentence)
        let problems = FormProblems(errors: [fault])
        let refused = RecurringWords.Typed(occurrence: id, amount: typed, problems: problems)
        let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
            try RecurringWords(book, today: today, words).page(refused: refused)
        }
        return try await site.answer(page, request, status: .unprocessableContent)
    }

    private static func event(_ action: String) -> FlashCookie.Event {
        switch action {
        case "skip": .skipped
        case "unskip": .saved
        default: .confirmed
        }
    }

    /// What it was instead; nil where the amount is the planned one, or none was asked for.
    private static func said(
        _ typed: String?,
        _ id: OccurrenceID,
        _ book: MoneyBook
    ) throws(MoneyError) -> TransactionDraft? {
        guard let typed, let entry = book.recurring(id.entry) else { return nil }
        let made = book.occurrence(id)?.transaction.flatMap { book.transaction($0) }?.content
        var content = made ?? entry.content.transaction(on: id.day)
        guard RecurringWords.hasOneAmount(content) else { return nil }
        let amount = try TypedAmount.read(typed, content.postings[0].amount.currency, book.settings.digitGrouping)
        guard amount.minorUnits > 0 else { throw .invalid(.amount) }
        guard amount.minorUnits != Int64(clamping: content.postings[0].amount.minorUnits.magnitude) else { return nil }
        for place in content.postings.indices {
            let sign: Int64 = content.postings[place].amount.minorUnits < 0 ? -1 : 1
            content.postings[place].amount = Amount(minorUnits: sign * amount.minorUnits, currency: amount.currency)
        }
        return TransactionDraft(content)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RecurringID {
        guard let id = RecurringID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
