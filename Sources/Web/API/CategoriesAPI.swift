import HTTPTypes
import JSON
import Money
import Vault

/// `/api/v1/money/categories`.
struct CategoriesAPI: Sendable {
    private static let path = "/api/v1/money/categories"

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, edit, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let bytes = try await MoneyVault(request, services).read { book, _ in
                JSONWriter.object { writer in
                    writer.memberArray("items", book.liveCategories) { MoneyJSON.write($1, in: book, to: &$0) }
                }
            }
            return .json(bytes)
        }.with {
            $0.summary = "Lists the categories, each with its path from the root."
            $0.responses = [.init(.ok, "All categories.", MoneySchemas.list("CategoryList", of: MoneySchemas.category))]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let draft = try Self.draft(request.json)
            let (id, _) = try await vault.add(request) { book, start throws(MoneyError) in
                try MoneyCommands.addCategory(draft, to: book, batchStart: start)
            }
            return try await answer(id, vault, status: .created).adding(.location, "\(Self.path)/\(id.text)")
        }.with {
            $0.summary = "Adds a category."
            $0.body = .json(MoneySchemas.categoryRequest)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The category.", MoneySchemas.category)]
            $0.problems = [.conflict]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            try await answer(try Self.id(request), MoneyVault(request, services), status: .ok)
        }.with {
            $0.summary = "Shows one category."
            $0.responses = [.init(.ok, "The category.", MoneySchemas.category)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, draft, wanted) = (try Self.id(request), try Self.draft(request.json), request.fields[.ifMatch])
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let category = book.category(id) else { throw Problem(.notFound) }
                guard Self.tag(category, book) == wanted else { throw Problem(.changedMeanwhile) }
                do throws(MoneyError) {
                    return try MoneyCommands.editCategory(id, draft, in: book, batchStart: start)
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
            return try await answer(id, vault, status: .ok)
        }.with {
            $0.summary = "Renames or moves a category with everything under it."
            $0.body = .json(MoneySchemas.categoryRequest)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "The category as it is now.", MoneySchemas.category)]
            $0.problems = [.notFound, .conflict, .inUse]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                guard book.category(id) != nil else { throw .notFound(.id) }
                return try MoneyCommands.removeCategory(id, from: book, batchStart: start)
            }
            return .noContent
        }.with {
            $0.summary = "Removes a category that has neither entries nor subcategories."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .inUse]
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> CategoryID {
        guard let id = CategoryID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func draft(_ json: JSONObject) throws(Problem) -> CategoryContent {
        let fields = RequestFields(json)
        return CategoryContent(
            name: fields.text("name"),
            kind: try fields.value("kind", CategoryKind.init(name:)),
            parent: try fields.optionalValue("parent") { CategoryID(text: $0) }
        )
    }

    private static func bytes(_ category: MoneyCategory, _ book: MoneyBook) -> [UInt8] {
        var writer = JSONWriter()
        MoneyJSON.write(category, in: book, to: &writer)
        return writer.bytes
    }

    static func tag(_ category: MoneyCategory, _ book: MoneyBook) -> String { EntityTag.of(bytes(category, book)) }

    private func answer(_ id: CategoryID, _ vault: MoneyVault, status: Answer.Status) async throws -> Answer {
        let bytes = try await vault.read { book, _ in book.category(id).map { Self.bytes($0, book) } }
        guard let bytes else { throw Problem(.notFound) }
        return Answer.json(bytes, status: status).adding(.eTag, EntityTag.of(bytes))
    }
}
