import HTTPTypes
import Money
import Primitives
import Vault

/// The form of one transaction: new, edit, delete.
struct TransactionPages: Sendable {
    private static let path = "/money/transactions"
    /// Payees to choose from while typing.
    private static let payeeCount = 50

    let site: PageSite

    var endpoints: [Endpoint] { [showNew, showOne, add, edit, delete] }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            guard let from = request.query["from"] else {
                return try await answer(TransactionForm(kind: .expense, date: site.today.iso), id: nil, request)
            }
            guard let id = TransactionID(text: from) else { throw Problem(.notFound) }
            let copy = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let known = book.transaction(id) else { throw Problem(.notFound) }
                return TransactionFormReader.form(of: known.content, book.settings.digitGrouping)
            }
            guard var copy else { return .seeOther("/money", .tooComplex) }
            copy.date = site.today.iso
            return try await answer(copy, id: nil, request)
        }
    }

    private var showOne: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let transaction = book.transaction(id) else { throw Problem(.notFound) }
                return TransactionFormReader.form(of: transaction, book.settings.digitGrouping)
            }
            guard let form else { return .seeOther("/money", .tooComplex) }
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

    private func take(_ request: WebRequest, id: TransactionID?) async throws -> Answer {
        let row = request.form["place"] == "row" ? RowPlace(request.form, today: site.today) : nil
        var form = TransactionFormReader.form(sent: request.form)
        if let id, row != nil { try await keepWhatRowsLack(&form, id, request) }
        switch request.form["do"] {
        case "line":
            if form.lines.count < TransactionForm.maximumLineCount { form.lines.append(.init()) }
            return try await answer(form, id: id, request)
        case "fill": return try await filled(form, request)
        case "kind", "all":
            return try await answer(form, id: id, request)
        default: break
        }
        do {
            let start = try await save(form, id: id, isRow: row != nil, request)
            return saved(form, id: id, in: row, start)
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            return try await refuse(form, id: id, in: row, refusal, request)
        }
    }

    /// The form with the account and category that the payee had last, and what it was in a sentence.
    private func filled(_ typed: TransactionForm, _ request: WebRequest) async throws -> Answer {
        let words = site.words(request)
        let (form, sentence) = try await MoneyVault(request, site.services).read {
            book,
            _ -> (TransactionForm, String) in
            guard let memory = book.memory(ofPayee: typed.payee),
                let known = book.transaction(memory.transaction)?.content
            else { return (typed, words("There is no entry with this payee yet.")) }
            let entry = EntryWords(book, words: words)
            var form = typed
            if let category = memory.category.flatMap({ book.category($0) }), form.isWithoutCategory {
                form.kind = category.kind == .income ? .income : .expense
                if !category.isBuiltIn { form.lines[0].category = category.id.text }
            }
            if let account = memory.account.flatMap({ book.account($0) }), !account.content.isArchived {
                form.account = account.id.text
            }
            let day = DayText(known.day, today: site.today, locale: words.locale).short
            let parts = [entry.amount(known).text, entry.category(known), entry.accounts(known)].compactMap(\.self)
            return (form, words("Last on {day}: {entry}", ["day": day, "entry": parts.joined(separator: ", ")]))
        }
        return try await answer(form, id: nil, request, lastTime: sentence)
    }

    /// A row has no fields for tags, note and a second currency: they stay as they are.
    private func keepWhatRowsLack(
        _ form: inout TransactionForm,
        _ id: TransactionID,
        _ request: WebRequest
    ) async throws {
        let (content, held) = try await MoneyVault(request, site.services).read { book, _ in
            let content = book.transaction(id)?.content
            return (content, content.flatMap { TransactionFormReader.form(of: $0, book.settings.digitGrouping) })
        }
        form.tags = TypedTags.text(content?.tags ?? [])
        form.note = content?.note ?? ""
        form.exchange = held?.exchange
    }

    private func saved(_ form: TransactionForm, id: TransactionID?, in row: RowPlace?, _ start: JournalIndex?) -> Answer
    {
        let month = String(form.date.prefix(7))
        guard let id else { return .seeOther("/money?month=" + month, .added, change: start) }
        guard let row else { return .seeOther(RowPlace(month: month).showing(id.text), .saved, change: start) }
        let place = row.month == month ? row : RowPlace(month: month)
        return .seeOther(place.showing(id.text), .saved, change: start)
    }

    private func refuse(
        _ form: TransactionForm,
        id: TransactionID?,
        in row: RowPlace?,
        _ refusal: FormRefusal,
        _ request: WebRequest
    ) async throws -> Answer {
        guard !refusal.isGone else { return try await answer(form, id: nil, request, problems: refusal.problems) }
        var form = form
        if let version = refusal.currentVersion { form.version = String(version) }
        if let id, let row {
            let editing = LedgerWords.Editing(
                id: id,
                typed: form,
                isStale: refusal.currentVersion != nil,
                problems: refusal.problems
            )
            let answer = try await LedgerPages(site: site).answer(request, row, at: id, editing: editing)
            if let answer { return answer }
        }
        return try await answer(form, id: id, request, problems: refusal.problems)
    }

    private func save(
        _ sent: TransactionForm,
        id: TransactionID?,
        isRow: Bool,
        _ request: WebRequest
    ) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            if let id {
                guard let current = book.transaction(id) else { throw StaleEdit.gone(words) }
                guard UInt32(sent.version) == current.version else {
                    throw StaleEdit.refusal(sent, current, isRow: isRow, book, words)
                }
            }
            var draft = try TransactionFormReader.draft(of: sent, book)
            // Rules say what nobody chose.
            if id == nil, sent.isWithoutCategory {
                draft = RuleSet(book).applied(to: draft, isImported: false, in: book).draft
            }
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    guard let id else {
                        _ = try plan.addTransaction(draft)
                        return
                    }
                    guard let version = UInt32(sent.version) else { throw .stale(currentVersion: 0) }
                    _ = try plan.editTransaction(id, expectedVersion: version, draft)
                }
            } catch {
                throw FormRefusal(error)
            }
        }
        return start
    }

    private var delete: Endpoint {
        Endpoint.form(Self.path + "/{id}/delete") { request in
            let id = try Self.id(request)
            let version = request.form["version"].flatMap { UInt32($0) }
            let place = RowPlace(request.form, today: site.today)
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard let transaction = book.transaction(id) else { throw .notFound(.id) }
                    return try MoneyCommands.deleteTransaction(
                        id,
                        expectedVersion: version ?? transaction.version,
                        from: book,
                        batchStart: start
                    )
                }
                return .seeOther(place.path, .deleted, change: start)
            } catch CommitError<MoneyError>.refused(.stale) {
                // Whoever presses delete means what she saw, so she is shown what it is now.
                return .seeOther(place.showing(id.text), .changed)
            }
        }
    }

    private func answer(
        _ form: TransactionForm,
        id: TransactionID?,
        _ request: WebRequest,
        problems: FormProblems = .none,
        lastTime: String? = nil
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ in
            TransactionPage(
                id: id?.text,
                form: form,
                accounts: PageChoices.accounts(book, including: form),
                categories: PageChoices.parts(book, form, words),
                payees: book.recentPayees(limit: Self.payeeCount),
                lastTime: lastTime,
                reconciled: id.flatMap { book.transaction($0) }.flatMap {
                    ReconcileWords.warning($0, book, today: today, words)
                },
                receipts: id.flatMap { book.hasTransaction($0) ? ReceiptWords.list($0, book, request) : nil },
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> TransactionID {
        guard let id = TransactionID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
