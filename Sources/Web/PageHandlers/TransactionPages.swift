import HTTPTypes
import Money
import Primitives
import Vault

/// The form of one transaction: new, edit, delete.
struct TransactionPages: Sendable {
    private static let path = "/money/transactions"

    let site: PageSite

    var endpoints: [Endpoint] { [showNew, showOne, add, edit, delete] }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            let form = TransactionForm(kind: .expense, date: site.today.iso)
            return try await answer(form, id: nil, request)
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
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { try await take($0, id: nil) }
            .with { $0.body = .form() }
    }

    private var edit: Endpoint {
        Endpoint(.post, Self.path + "/{id}", surface: .page, access: .unlocked) {
            try await take($0, id: try Self.id($0))
        }
        .with { $0.body = .form() }
    }

    private func take(_ request: WebRequest, id: TransactionID?) async throws -> Answer {
        var form = TransactionFormReader.form(sent: request.form)
        switch request.form["do"] {
        case "line":
            if form.lines.count < TransactionForm.maximumLineCount { form.lines.append(.init()) }
            return try await answer(form, id: id, request)
        case "kind":
            return try await answer(form, id: id, request)
        default: break
        }
        let sent = form
        do {
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(FormRefusal) in
                let draft = try TransactionFormReader.draft(of: sent, book)
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
            return .seeOther("/money?month=" + sent.date.prefix(7), id == nil ? .added : .saved, change: start)
        } catch let refusal as FormRefusal {
            return try await answer(sent, id: id, request, problems: refusal.problems)
        } catch let error as CommitError<FormRefusal> {
            guard case .refused(let refusal) = error else { throw error }
            return try await answer(sent, id: id, request, problems: refusal.problems)
        }
    }

    private var delete: Endpoint {
        Endpoint(.post, Self.path + "/{id}/delete", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let version = request.form["version"].flatMap { UInt32($0) }
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                guard let transaction = book.transaction(id) else { throw .notFound(.id) }
                // The list's own button sends no version: what it deletes can be undone.
                return try MoneyCommands.deleteTransaction(
                    id,
                    expectedVersion: version ?? transaction.version,
                    from: book,
                    batchStart: start
                )
            }
            return .seeOther("/money", .deleted, change: start)
        }.with { $0.body = .form() }
    }

    private func answer(
        _ form: TransactionForm,
        id: TransactionID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            TransactionPage(
                id: id?.text,
                form: form,
                accounts: PageChoices.accounts(book, including: AccountID(text: form.account)),
                categories: PageChoices.categories(book, kind: form.kind == .income ? .income : .expense),
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
