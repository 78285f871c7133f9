import HTTPTypes
import Money
import Primitives
import Vault

/// Kept views: keep one, open one, give it another name, forget it.
struct ViewPages: Sendable {
    static let path = "/money/views"

    let site: PageSite

    var endpoints: [Endpoint] { [list, keep, open, rename, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(request)
        }
    }

    private var keep: Endpoint {
        Endpoint.form(Self.path) { request in
            guard let page = ViewPage(name: request.form["page"] ?? "") else { throw Problem(.malformedRequest) }
            let fields = ViewQuery.fields(request.form["query"] ?? "")
            let content = ViewContent(
                title: request.form["name"] ?? "",
                page: page,
                query: ViewQuery.text(fields, of: page, today: site.today)
            )
            do {
                let (id, start) = try await MoneyVault(request, site.services).add(request) {
                    book,
                    start throws(MoneyError) in
                    try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.add(content) }
                }
                return .seeOther(ViewQuery.path(id, content), .kept, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                let problems = Self.problems(error, field: "name", in: .filter)
                let form = KeepForm(
                    page: page.name,
                    query: content.query,
                    name: content.title,
                    of: page.label,
                    problems: problems
                )
                return try await answer(request, keeping: form, problems: problems)
            }
        }
    }

    /// The page that the view is of, with its choices; those without words of a person have an address that says them.
    private var open: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = try Self.id(request)
            guard let view = try await MoneyVault(request, site.services).read({ book, _ in book.item(id) }) else {
                throw Problem(.notFound)
            }
            let fields = ViewQuery.fields(
                ViewQuery.text(
                    ViewQuery.fields(view.content.query),
                    of: view.content.page,
                    today: site.today
                )
            )
            switch view.content.page {
            case .transactions:
                let sending = LedgerFilter.Sending(fields)
                return try await LedgerPages(site: site).found(sending, cursor: nil, request)
            case .explore: return try await AnalysisPages(site: site).answer(request, fields)
            case .trend: return try await TrendPages(site: site).answer(request, fields)
            default: return .seeOther(ViewQuery.path(view.id, view.content))
            }
        }
    }

    private var rename: Endpoint {
        Endpoint.form(Self.path + "/{id}") { request in
            let id = try Self.id(request)
            let name = request.form["name." + id.text] ?? ""
            do {
                let start = try await change(request) { plan throws(MoneyError) in
                    guard var content = plan.book.item(id)?.content else { throw .notFound(.id) }
                    content.title = name
                    try plan.edit(id, content)
                }
                return .seeOther(Self.path, .saved, change: start)
            } catch CommitError<MoneyError>.refused(let error) where error != .notFound(.id) {
                let problems = Self.problems(error, field: "name." + id.text)
                return try await answer(request, typed: (id, name), problems: problems)
            }
        }
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/{id}/remove") { request in
            let id = try Self.id(request)
            let start = try await change(request) { plan throws(MoneyError) in try plan.remove(id) }
            return .seeOther(Self.path, .deleted, change: start)
        }
    }

    private func change(
        _ request: WebRequest,
        _ body: (inout MoneyPlan) throws(MoneyError) -> Void
    ) async throws -> JournalIndex? {
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(MoneyError) in
            try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try body(&plan) }
        }
        return start
    }

    private func answer(
        _ request: WebRequest,
        keeping form: KeepForm? = nil,
        typed: (id: ViewID, name: String)? = nil,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            ViewsPage(
                keep: form,
                rows: book.items(ViewContent.self).map { view in
                    ViewsPage.Row(
                        id: view.id.text,
                        name: typed?.id == view.id ? typed?.name ?? "" : view.content.title,
                        title: view.content.title,
                        page: view.content.page.label,
                        path: ViewQuery.path(view.id, view.content),
                        problems: problems
                    )
                },
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func problems(
        _ error: MoneyError,
        field: String,
        in scope: FieldID.Scope = .form
    ) -> FormProblems {
        let message =
            switch error {
            case .tooLong(.query, _): localized("This search is too long to be kept.")
            default: Sentences.sentence(error)
            }
        return FormProblems(errors: [FieldError(field: field, label: localized("Name"), message: message, in: scope)])
    }

    private static func id(_ request: WebRequest) throws(Problem) -> ViewID {
        guard let id = ViewID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}

extension PageSite {
    /// The kept views, for the chips of reports and the list; none where the book is not open.
    ///
    /// A page is no worse for lacking them.
    func keptViews(at place: Place, _ request: WebRequest) async -> [KeptView] {
        guard place == .money(.reports) || place == .money(.transactions), request.session?.access != nil else {
            return []
        }
        do {
            return try await MoneyVault(request, services).read { book, _ in
                book.items(ViewContent.self).map { view in
                    KeptView(
                        id: view.id.text,
                        label: view.content.title,
                        path: ViewQuery.path(view.id, view.content),
                        isSearch: view.content.page == .transactions
                    )
                }
            }
        } catch {
            return []
        }
    }

    /// The form that keeps what a page shows.
    func keepForm(_ page: ViewPage, _ fields: FormFields) -> KeepForm {
        KeepForm(page: page.name, query: ViewQuery.text(fields, of: page, today: today), of: page.label)
    }
}
