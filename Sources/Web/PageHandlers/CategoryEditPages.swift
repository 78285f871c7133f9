import HTTPTypes
import Money
import Vault

/// Renames, moves and removes one category.
struct CategoryEditPages: Sendable {
    private static let list = "/money/categories"
    private static let path = list + "/{id}"

    let site: PageSite

    var endpoints: [Endpoint] { [show, edit, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(nil, try Self.id(request), request)
        }
    }

    private var edit: Endpoint {
        Endpoint.form(Self.path) { request in
            let id = try Self.id(request)
            var form = CategoryForm()
            form.name = request.form["name"] ?? ""
            form.parent = request.form["parent"] ?? ""
            form.tag = request.form["tag"] ?? ""
            do {
                return .seeOther(Self.list, .saved, change: try await save(form, id, request))
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                if let tag = refusal.currentTag { form.tag = tag }
                return try await answer(form, id, request, problems: refusal.problems)
            }
        }
    }

    private func save(_ sent: CategoryForm, _ id: CategoryID, _ request: WebRequest) async throws -> JournalIndex? {
        let words = site.words(request)
        let (_, start) = try await MoneyVault(request, site.services).change(request) {
            book,
            start throws(FormRefusal) in
            guard let category = book.category(id), !category.isBuiltIn else {
                throw FormRefusal("name", words("Name"), words("It does not exist."))
            }
            guard CategoriesAPI.tag(category, book) == sent.tag else {
                throw StaleEdit.refusal(sent, category, book, words)
            }
            var parent: CategoryID?
            if !sent.parent.isEmpty {
                parent = CategoryID(text: sent.parent)
                if parent == nil { throw FormRefusal(.notFound(.parent)) }
            }
            let content = CategoryContent(name: sent.name, kind: category.kind, parent: parent)
            do throws(MoneyError) {
                return try MoneyCommands.editCategory(id, content, in: book, batchStart: start)
            } catch {
                throw FormRefusal(error)
            }
        }
        return start
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/remove") { request in
            let id = try Self.id(request)
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(MoneyError) in
                    guard book.category(id) != nil else { throw .notFound(.id) }
                    return try MoneyCommands.removeCategory(id, from: book, batchStart: start)
                }
                return .seeOther(Self.list, .deleted, change: start)
            } catch CommitError<MoneyError>.refused(let error) {
                guard case .held = error else { throw CommitError<MoneyError>.refused(error) }
                let problems = FormProblems(summary: Sentences.sentence(error), errors: [])
                return try await answer(nil, id, request, problems: problems)
            }
        }
    }

    /// - `form`: As it was sent; nil shows the category as it is.
    private func answer(
        _ form: CategoryForm?,
        _ id: CategoryID,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
            guard let category = book.category(id), !category.isBuiltIn else { throw Problem(.notFound) }
            return CategoryPage(
                id: id.text,
                form: form ?? Self.form(of: category, book),
                isIncome: category.kind == .income,
                parents: PageChoices.categories(book, kind: category.kind, outside: id),
                held: book.holder(of: id).map { MoneyHolderText.sentence($0, of: .category) },
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    static func form(of category: MoneyCategory, _ book: MoneyBook) -> CategoryForm {
        var form = CategoryForm()
        form.name = category.name
        form.parent = category.content.parent?.text ?? ""
        form.tag = CategoriesAPI.tag(category, book)
        return form
    }

    private static func id(_ request: WebRequest) throws(Problem) -> CategoryID {
        guard let id = CategoryID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
