import HTTPTypes
import JSON
import Money
import Vault

/// `/api/v1/money/…` for one kind of item: list, add, show, edit, remove.
struct ItemsAPI<Content: ItemJSON>: Sendable {
    let services: WebServices

    private var path: String { "/api/v1/money/" + Content.pathName }

    var endpoints: [Endpoint] { [list, add, show, edit, remove] }

    private var list: Endpoint {
        Endpoint(.get, path, surface: .api, access: .unlocked) { request in
            try await MoneyVault(request, services).read { book, _ in
                .json { writer in
                    writer.memberArray("items", book.items(Content.self)) { $1.write(to: &$0, in: book) }
                }
            }
        }.with {
            $0.summary = "Lists every \(Content.noun)."
            $0.responses = [
                .init(.ok, "All of them.", MoneySchemas.list(Content.schemaName + "List", of: Content.schema))
            ]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, path, surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let fields = RequestFields(request.json)
            let (id, _) = try await vault.add(request) { book, start throws(Problem) in
                try Self.plan(book, start) { plan throws(Problem) in
                    let draft = try Content(fields, in: book)
                    return try Self.mapped { () throws(MoneyError) in try plan.add(draft) }
                }
            }
            return try await answer(id, vault, status: .created).adding(.location, "\(path)/\(id.text)")
        }.with {
            $0.summary = "Adds a \(Content.noun)."
            $0.body = .json(Content.request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "As it is kept.", Content.schema)]
            $0.problems = [.conflict]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, path + "/{id}", surface: .api, access: .unlocked) { request in
            try await answer(try Self.id(request), MoneyVault(request, services), status: .ok)
        }.with {
            $0.summary = "Shows one \(Content.noun)."
            $0.responses = [.init(.ok, "As it is kept.", Content.schema)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, fields, wanted) = (try Self.id(request), RequestFields(request.json), request.fields[.ifMatch])
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let item = book.item(id) else { throw Problem(.notFound) }
                guard item.tag(in: book) == wanted else { throw Problem(.changedMeanwhile) }
                return try Self.plan(book, start) { plan throws(Problem) in
                    let draft = try Content(fields, in: book)
                    return try Self.mapped { () throws(MoneyError) in try plan.edit(id, draft) }
                }
            }
            return try await answer(id, vault, status: .ok)
        }.with {
            $0.summary = "Changes a \(Content.noun)."
            $0.body = .json(Content.request)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "As it is now.", Content.schema)]
            $0.problems = [.notFound, .conflict]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, path + "/{id}", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.remove(id) }
            }
            return .noContent
        }.with {
            $0.summary = "Removes a \(Content.noun)."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private func answer(
        _ id: MoneyID<Content>,
        _ vault: MoneyVault,
        status: Answer.Status
    ) async throws -> Answer {
        try await vault.read { book, _ throws(Problem) in
            guard let item = book.item(id) else { throw Problem(.notFound) }
            return Answer.json(item.bytes(in: book), status: status).adding(.eTag, item.tag(in: book))
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> MoneyID<Content> {
        guard let id = MoneyID<Content>(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func plan<Made: Sendable>(
        _ book: MoneyBook,
        _ start: JournalIndex,
        _ body: (inout MoneyPlan) throws(Problem) -> Made
    ) throws(Problem) -> Money.Planned<Made> {
        try MoneyCommands.plan(book, batchStart: start) { plan throws(Problem) in try body(&plan) }
    }

    private static func mapped<Made>(_ body: () throws(MoneyError) -> Made) throws(Problem) -> Made {
        do throws(MoneyError) {
            return try body()
        } catch {
            throw ErrorMapping.problem(error)
        }
    }
}
