import HTTPTypes
import Money
import Primitives
import Vault

/// Changes, archives and removes one account.
struct AccountEditPages: Sendable {
    private static let list = "/money/accounts"
    private static let path = list + "/{id}"

    let site: PageSite

    var endpoints: [Endpoint] { [show, edit, bringBack, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(nil, try Self.id(request), request)
        }
    }

    private var edit: Endpoint {
        Endpoint.form(Self.path) { request in
            let id = try Self.id(request)
            var form = AccountFormReader.form(sent: request.form)
            do {
                return .seeOther(Self.list, .saved, change: try await save(form, id, request))
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                if let tag = refusal.currentTag { form.tag = tag }
                return try await answer(form, id, request, problems: refusal.problems)
            }
        }
    }

    private func save(_ sent: AccountForm, _ id: AccountID, _ request: WebRequest) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            guard let account = book.account(id) else {
                throw FormRefusal("name", words("Name"), words("It does not exist."))
            }
            guard AccountsAPI.tag(account) == sent.tag else { throw StaleEdit.refusal(sent, account, book, words) }
            let grouping = book.settings.digitGrouping
            let content = try AccountFormReader.content(of: sent, held: account.content, grouping)
            do throws(MoneyError) {
                return try MoneyCommands.editAccount(id, content, in: book, batchStart: start)
            } catch {
                throw AccountFormReader.refusal(error)
            }
        }
        return start
    }

    private var bringBack: Endpoint {
        Endpoint.form(Self.path + "/back") { request in
            let id = try Self.id(request)
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                guard var content = book.account(id)?.content else { throw .notFound(.id) }
                content.isArchived = false
                return try MoneyCommands.editAccount(id, content, in: book, batchStart: start)
            }
            return .seeOther(Self.list, .saved, change: start)
        }
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/remove") { request in
            let id = try Self.id(request)
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard book.account(id) != nil else { throw .notFound(.id) }
                    return try MoneyCommands.removeAccount(id, from: book, batchStart: start)
                }
                return .seeOther(Self.list, .deleted, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                guard case .held = error else { throw CommitError<MoneyError>.refused(error) }
                let problems = FormProblems(summary: Sentences.sentence(error), errors: [])
                return try await answer(nil, id, request, problems: problems)
            }
        }
    }

    /// - `form`: As it was sent; nil shows the account as it is.
    private func answer(
        _ form: AccountForm?,
        _ id: AccountID,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
            guard let account = book.account(id) else { throw Problem(.notFound) }
            let holder = book.holder(of: id)
            let kinds = AccountKindText.allCases.filter { kind in
                AccountKind(name: kind.rawValue).map { $0 == account.content.kind || book.canBe($0, id) } ?? false
            }
            return AccountPage(
                id: id.text,
                form: form ?? AccountFormReader.form(of: account, book.settings.digitGrouping),
                kinds: kinds,
                currencies: holder == nil ? PageChoices.currencies(book) : [],
                currency: account.currency.code,
                held: holder.map { MoneyHolderText.sentence($0, of: .account) },
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> AccountID {
        guard let id = AccountID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
