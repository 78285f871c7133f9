import HTTPTypes
import Money
import Vault

/// The two category trees.
struct CategoryPages: Sendable {
    private static let path = "/money/categories"

    let site: PageSite

    var endpoints: [Endpoint] { [show, add] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await site.keptAnswer(at: .money(.categories), request) { book throws(MoneyError) in
                Self.page(book, draft: ("", "expense", ""), problems: .none)
            }
        }
    }

    private var add: Endpoint {
        Endpoint.form(Self.path) { request in
            let form = request.form
            let draft = (form["name"] ?? "", form["kind"] ?? "", form["parent"] ?? "")
            do {
                let content = try Self.content(draft)
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(FormRefusal) in
                    do throws(MoneyError) {
                        return try MoneyCommands.addCategory(content, to: book, batchStart: start)
                    } catch {
                        throw FormRefusal(error)
                    }
                }
                return .seeOther(Self.path, .category, change: start)
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                return try await answer(request, draft: draft, problems: refusal.problems)
            }
        }
    }

    private typealias Draft = (name: String, kind: String, parent: String)

    private static func content(_ draft: Draft) throws(FormRefusal) -> CategoryContent {
        guard let kind = CategoryKind(name: draft.kind) else {
            throw FormRefusal("kind", localized("Kind"), localized("Choose a kind."))
        }
        var parent: CategoryID?
        if !draft.parent.isEmpty {
            guard let id = CategoryID(text: draft.parent) else {
                throw FormRefusal("parent", localized("Stands under"), localized("It does not exist."))
            }
            parent = id
        }
        return CategoryContent(name: draft.name, kind: kind, parent: parent)
    }

    private func answer(_ request: WebRequest, draft: Draft, problems: FormProblems) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ in
            Self.page(book, draft: draft, problems: problems)
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func page(_ book: MoneyBook, draft: Draft, problems: FormProblems) -> CategoriesPage {
        func rows(_ kind: CategoryKind) -> [CategoryRow] {
            PageChoices.tree(book, kind: kind).map {
                CategoryRow(id: $0.category.id.text, name: $0.category.name, depth: $0.depth, entryCount: nil)
            }
        }
        return CategoriesPage(
            expense: rows(.expense),
            income: rows(.income),
            parents: PageChoices.categories(book),
            draft: draft,
            problems: problems
        )
    }
}
