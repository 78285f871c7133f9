import HTTPTypes
import Money
import Primitives
import Vault

/// Rules: `/money/rules`, their form, their order, and those that entries suggest.
struct RulePages: Sendable {
    static let path = "/money/rules"

    let site: PageSite

    var endpoints: [Endpoint] { [show, showNew, showOne, add, suggested, move, remove, edit] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let words = site.words(request)
            return try await site.keptAnswer(at: .money(.more), request) { book throws(MoneyError) in
                RuleWords(book, words).page()
            }
        }
    }

    private var showNew: Endpoint {
        Endpoint(.get, Self.path + "/new", surface: .page, access: .unlocked) { request in
            try await answer(RuleForm(), id: nil, request)
        }
    }

    private var showOne: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            let form = try await MoneyVault(request, site.services).read { book, _ throws(Problem) -> RuleForm? in
                guard let rule = book.item(id) else { throw Problem(.notFound) }
                var form = RuleFormReader.form(of: rule.content, book.settings.digitGrouping)
                form?.tag = rule.tag(in: book)
                return form
            }
            guard let form else { return .seeOther(Self.path, .tooComplex) }
            return try await answer(form, id: id, request)
        }
    }

    private var add: Endpoint { Endpoint.form(Self.path) { try await take($0, id: nil) } }

    private var edit: Endpoint { Endpoint.form(Self.path + "/{id}") { try await take($0, id: try Self.id($0)) } }

    private func take(_ request: WebRequest, id: RuleID?) async throws -> Answer {
        let form = RuleFormReader.form(sent: request.form)
        guard request.form["do"] != "line" else { return try await answer(form, id: id, request) }
        do {
            return .seeOther(Self.path, .rule, change: try await save(form, id: id, request))
        } catch {
            let refusal = try FormRefusal(endingIn: error)
            var form = form
            if let tag = refusal.currentTag { form.tag = tag }
            return try await answer(form, id: id, request, problems: refusal.problems)
        }
    }

    private func save(_ sent: RuleForm, id: RuleID?, _ request: WebRequest) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            let known = id.flatMap { book.item($0) }
            if id != nil {
                guard let known else { throw FormRefusal("name", words("Name"), words("It does not exist.")) }
                guard known.tag(in: book) == sent.tag else { throw StaleEdit.refusal(sent, known, book, words) }
            }
            let content = try RuleFormReader.content(of: sent, position: known?.content.position ?? 0, book)
            do throws(MoneyError) {
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    if let id {
                        try plan.edit(id, content)
                    } else {
                        _ = try plan.addRule(content)
                    }
                }
            } catch {
                throw RuleFormReader.refusal(error)
            }
        }
        return start
    }

    /// The rule of a suggestion, as long as it is one.
    private var suggested: Endpoint {
        Endpoint.form(Self.path + "/suggested") { request in
            let (payee, category) = (request.form["payee"] ?? "", request.form["category"] ?? "")
            let (made, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                let found = book.ruleSuggestions().first { $0.payee == payee && $0.category.text == category }
                return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    guard let found else { return false }
                    _ = try plan.addRule(found.rule)
                    return true
                }
            }
            return made == false ? .seeOther(Self.path, .settled) : .seeOther(Self.path, .rule, change: start)
        }
    }

    private var move: Endpoint {
        Endpoint.form(Self.path + "/{id}/move") { request in
            let (id, up) = (try Self.id(request), request.form["do"] == "up")
            _ = try await MoneyVault(request, site.services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.moveRule(id, up: up)
                }
            }
            return .seeOther(Self.path)
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
        _ form: RuleForm,
        id: RuleID?,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            RulePage(
                id: id?.text,
                form: RuleFormReader.padded(form),
                accounts: PageChoices.accounts(
                    book,
                    including: AccountID(text: form.account),
                    AccountID(text: form.transferAccount)
                ),
                categories: PageChoices.categories(book),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RuleID {
        guard let id = RuleID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
