import Cycle
import HTTPTypes
import JSON
import Primitives
import Vault

/// `/api/v1/cycle/methods`, `…/medicines` and `…/appointments`.
struct CycleItemsAPI: Sendable {
    /// A kind that programs list, add, change and remove.
    struct Kind: Sendable {
        let kind: CycleItemKind
        let path: String
        let noun: String
        let schema: ObjectSchema
        let read: @Sendable (JSONObject) throws(DiaryJSONError) -> CycleItem
    }

    let services: WebServices
    let kind: Kind

    var endpoints: [Endpoint] { [list, add, edit, remove] }

    private var list: Endpoint {
        Endpoint.diary(.get, kind.path) { request in
            let rows = try await CycleVault(request, services).read { book, _ in
                book.itemRows.filter { $0.item.kind == kind.kind }
            }
            return .json { writer in
                writer.memberArray("items", rows) { writer, row in
                    writer.object { writer in
                        writer.member("id", row.id.text)
                        CycleItemJSON.writeMembers(of: row.item, to: &writer)
                        if case .method(let method) = row.item {
                            writer.member("nextRenewal", optional: method.nextRenewal?.iso)
                        }
                    }
                }
            }
        }.with {
            $0.summary = "Lists every \(kind.noun)."
            var properties = [.required("id", .id)] + kind.schema.properties
            if kind.kind == .method {
                properties.append(.optional("nextRenewal", .day, "A reminder, and no statement of effect."))
            }
            let name = kind.schema.name ?? ""
            $0.responses = [
                .init(.ok, "All of them.", MoneySchemas.list(name + "List", of: ObjectSchema(name, properties)))
            ]
        }
    }

    private var add: Endpoint {
        Endpoint.diary(.post, kind.path) { request in
            let item = try kind.read(request.json)
            let (made, start) = try await CycleVault(request, services).change(request) { plan throws(CycleError) in
                try plan.addItem(item)
            }
            guard let id = made ?? start.map({ ChangeID(batchStart: $0, ordinal: 0) }) else {
                throw Problem(.unavailable, retryAfterSeconds: 1)
            }
            return Answer.json(status: .created) { $0.member("id", id.text) }
                .adding(.location, "/api/v1/cycle\(kind.path)/\(id.text)")
        }.with {
            $0.summary = "Adds a \(kind.noun)."
            $0.body = .json(request)
            $0.takesIdempotencyKey = true
            let made = ObjectSchema((kind.schema.name ?? "") + "Made", [.required("id", .id)])
            $0.responses = [.init(.created, "Its id.", made)]
        }
    }

    private var edit: Endpoint {
        Endpoint.diary(.put, kind.path + "/{id}") { request in
            let (id, item) = (try Self.id(request), try kind.read(request.json))
            try await CycleVault(request, services).change(request) { plan throws(Problem) in
                guard plan.book.item(id)?.kind == kind.kind else { throw Problem(.notFound) }
                do throws(CycleError) { try plan.editItem(id, item) } catch { throw ErrorMapping.problem(error) }
            }
            return .noContent
        }.with {
            $0.summary = "Changes a \(kind.noun)."
            $0.body = .json(request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint.diary(.delete, kind.path + "/{id}") { request in
            let id = try Self.id(request)
            try await CycleVault(request, services).change(request) { plan throws(Problem) in
                guard plan.book.item(id)?.kind == kind.kind else { throw Problem(.notFound) }
                do throws(CycleError) { try plan.removeItem(id) } catch { throw ErrorMapping.problem(error) }
            }
            return .noContent
        }.with {
            $0.summary = "Removes a \(kind.noun) that no day names."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .inUse]
        }
    }

    private var request: ObjectSchema {
        ObjectSchema((kind.schema.name ?? "") + "Request", kind.schema.properties)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> ChangeID {
        guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
