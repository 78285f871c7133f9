import HTTPTypes
import Money
import Primitives

/// Import by page: the file, the check, what was added.
struct ImportPages: Sendable {
    private static let path = "/money/import"
    private static let shown = 100
    private static let earlierCount = 10

    let site: PageSite

    var endpoints: [Endpoint] { [showFile, take, check, map, kinds, commit, discard, done, undo] }

    private var showFile: Endpoint {
        page(.get, Self.path) { try await filePage($0, chosen: "", problems: .none) }
    }

    private func filePage(_ request: WebRequest, chosen: String, problems: FormProblems) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            ImportPage(
                accounts: PageChoices.accounts(book),
                chosenAccount: chosen,
                limitMegabytes: 20,
                earlier: book.liveImports.reversed().prefix(Self.earlierCount).map(earlier),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func earlier(_ record: ImportRecord) -> EarlierImport {
        var parts = [localized("{count} added", ["count": "\(record.content.rowCount)"])]
        if record.content.duplicateCount > 0 {
            parts.append(localized("{count} duplicates left out", ["count": "\(record.content.duplicateCount)"]))
        }
        if record.content.rejectedCount > 0 {
            parts.append(localized("{count} not read", ["count": "\(record.content.rejectedCount)"]))
        }
        return EarlierImport(
            day: site.dayText(record.content.day),
            fileName: record.content.label,
            summary: parts.joined(separator: ", "),
            undo: .possible(id: record.id.text)
        )
    }

    private var take: Endpoint {
        page(.post, Self.path) { request in
            let account = request.form["account"] ?? ""
            guard case .multipart(let form) = request.body, let file = form.file, !file.bytes.isEmpty else {
                return try await refuse(request, account, localized("Choose a file."))
            }
            do {
                let proposal = try await ImportDesk(request, site.services).stage(
                    Array(file.bytes),
                    fileName: Self.shown(file.name),
                    format: nil,
                    options: StatementReadingOptions(),
                    account: AccountID(text: account)
                )
                return .seeOther("\(Self.path)/\(proposal.id)")
            } catch let error as StatementError {
                return try await refuse(request, account, StatementWords.sentence(error))
            }
        }.with { $0.body = .multipart }
    }

    private func refuse(_ request: WebRequest, _ account: String, _ sentence: String) async throws -> Answer {
        let problems = FormProblems(errors: [FieldError(field: "file", label: localized("File"), message: sentence)])
        return try await filePage(request, chosen: account, problems: problems)
    }

    /// A file's name as a label: one line, not too long.
    private static func shown(_ name: String) -> String {
        let plain = String(
            String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        )
        return plain.isEmpty ? localized("Imported file") : String(plain.prefix(MoneyLimits.nameCharacters))
    }

    private var check: Endpoint {
        page(.get, Self.path + "/{id}") { request in
            let proposal = try await ImportDesk(request, site.services).staged(request.parameter("id"))
            return try await checkPage(proposal, request, problems: .none)
        }
    }

    private func checkPage(
        _ proposal: ImportProposal,
        _ request: WebRequest,
        problems: FormProblems
    ) async throws -> Answer {
        switch proposal {
        case .statement(let statement): try await checkPage(statement, request, problems: problems)
        case .journal(let journal): try await checkPage(journal, request)
        }
    }

    private func checkPage(_ proposal: JournalProposal, _ request: WebRequest) async throws -> Answer {
        let shown = request.query["show"].flatMap { JournalCheckPage.Shown(rawValue: $0) } ?? .all
        let start = request.query["cursor"].flatMap { Int($0) } ?? 0
        let page = JournalCheckWords(proposal, site: site).page(shown, from: start, count: Self.shown)
        return try await site.answer(page, request)
    }

    private func checkPage(
        _ proposal: ImportDesk.Proposal,
        _ request: WebRequest,
        problems: FormProblems
    ) async throws -> Answer {
        let shown = request.query["show"].flatMap { ImportCheckPage.Shown(rawValue: $0) } ?? .all
        let start = request.query["cursor"].flatMap { Int($0) } ?? 0
        let page = ImportCheckWords(proposal, site: site).page(
            shown,
            from: start,
            count: Self.shown,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var map: Endpoint {
        page(.post, Self.path + "/{id}/mapping") { request in
            let id = request.parameter("id")
            let desk = try ImportDesk(request, site.services)
            guard var staged = try desk.find(id) as? StagedImport else { throw Problem(.notFound) }
            do {
                try ImportFormReader.apply(request.form, to: &staged)
                _ = try await desk.change(staged)
                return .seeOther("\(Self.path)/\(id)")
            } catch let refusal as FormRefusal {
                return try await checkPage(try await desk.staged(id), request, problems: refusal.problems)
            }
        }.with { $0.body = .form() }
    }

    /// What the accounts of a journal are whose names do not say it.
    private var kinds: Endpoint {
        page(.post, Self.path + "/{id}/kinds") { request in
            let id = request.parameter("id")
            let desk = try ImportDesk(request, site.services)
            guard var staged = try desk.find(id) as? StagedJournal else { throw Problem(.notFound) }
            for (place, account) in staged.document.accounts.enumerated() {
                guard let word = request.form["kind.\(place)"] else { continue }
                guard let kind = JournalAccountKind(name: word) else { throw Problem(.malformedRequest) }
                staged.kinds[account.name] = kind
            }
            _ = try await desk.change(staged)
            return .seeOther("\(Self.path)/\(id)")
        }.with { $0.body = .form() }
    }

    private var commit: Endpoint {
        page(.post, Self.path + "/{id}/commit") { request in
            let rows = Set(request.form.all("add").compactMap { Int($0) })
            let plain = Set(request.form.all("plain").compactMap { Int($0) })
            let (id, _) = try await ImportDesk(request, site.services).commit(
                request.parameter("id"),
                adding: ImportAdding(rows: rows, plain: plain)
            )
            return .seeOther("\(Self.path)/\(id.text)/done")
        }.with { $0.body = .form(repeatable: ["add", "plain"]) }
    }

    private var discard: Endpoint {
        page(.post, Self.path + "/{id}/discard") { request in
            _ = try ImportDesk(request, site.services).discard(request.parameter("id"))
            return .seeOther(Self.path, .discarded)
        }.with { $0.body = .form() }
    }

    private var done: Endpoint {
        page(.get, Self.path + "/{id}/done") { request in
            guard let id = ImportID(text: request.parameter("id")) else { throw Problem(.notFound) }
            let closings = try ImportDesk(request, site.services).closings(of: id)
            let (today, words) = (site.today, site.words(request))
            let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
                guard let record = book.importRecord(id) else { throw Problem(.notFound) }
                let statements = closings.compactMap { Self.statement($0, book, today: today, words) }
                return try Self.donePage(record, statements, book)
            }
            return try await site.answer(page, request)
        }
    }

    /// Nil where the account is gone, or reconciled to that day already.
    private static func statement(
        _ closing: ClosingBalance,
        _ book: MoneyBook,
        today: CalendarDay,
        _ words: Words
    ) -> ImportDonePage.Statement? {
        guard let account = book.account(closing.account),
            !book.reconciliations(of: account.id).contains(where: { $0.content.day >= closing.day })
        else { return nil }
        let amount = Amount(minorUnits: closing.minorUnits, currency: account.currency)
        let day = DayText(closing.day, today: today, locale: words.locale).medium
        let named = [
            "account": account.name, "day": day,
            "amount": EntryWords(book, words: words).money(closing.minorUnits, account.currency).text,
        ]
        return ImportDonePage.Statement(
            path: ReconcilePages.path(account.id),
            sentence: words("The file says that {account} held {amount} at the end of {day}.", named),
            date: closing.day.iso,
            balance: book.settings.digitGrouping.typed(amount.decimal)
        )
    }

    private static func donePage(
        _ record: ImportRecord,
        _ statements: [ImportDonePage.Statement],
        _ book: MoneyBook
    ) throws(Problem) -> ImportDonePage {
        let words = EntryWords(book)
        let open: Money.TransactionPage
        let totals: [FlowTotals]
        let matches: Int
        do throws(MoneyError) {
            var question = TransferQuestion()
            question.importID = record.id
            matches = try book.transferProposals(question, limit: 0).count
            totals = try book.totals(TransactionFilter(importID: record.id))
            open = try book.list(TransactionFilter(category: .uncategorisedExpense, importID: record.id), limit: 1)
        } catch {
            throw ErrorMapping.problem(error)
        }
        return ImportDonePage(
            fileName: record.content.label,
            account: accountWords(book.accounts(ofImport: record.id).map(\.name)),
            added: record.content.rowCount,
            duplicates: record.content.duplicateCount,
            rejected: record.content.rejectedCount,
            moneyIn: totals.filter { $0.incoming != 0 }.map { words.money($0.incoming, $0.currency, .income) },
            moneyOut: totals.filter { $0.outgoing != 0 }.map { words.money($0.outgoing, $0.currency, .none) },
            uncategorised: open.matchCount == 0 ? nil : open.matchCount,
            matches: matches,
            id: record.id.text,
            undo: record.id.text,
            statements: statements
        )
    }

    private static func accountWords(_ names: [String]) -> String {
        names.count <= 3
            ? names.joined(separator: ", ")
            : localized(names.count, one: "{count} account", other: "{count} accounts")
    }

    private var undo: Endpoint {
        page(.post, Self.path + "/{id}/undo") { request in
            let desk = try ImportDesk(request, site.services)
            guard let id = desk.importID(request.parameter("id")) else { throw Problem(.notFound) }
            try await desk.undo(id, at: site.services.now())
            return .seeOther(Self.path, .undone)
        }.with { $0.body = .form() }
    }

    /// A page of the import, which opens the vault for that purpose.
    private func page(
        _ method: HTTPRequest.Method,
        _ path: String,
        handler: @escaping Endpoint.Handler
    ) -> Endpoint {
        Endpoint(method, path, surface: .page, access: .unlocked, handler: handler).with { $0.purpose = .moneyImport }
    }
}
