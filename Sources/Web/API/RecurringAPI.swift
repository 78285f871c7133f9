import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/recurring`.
struct RecurringAPI: Sendable {
    private static let path = "/api/v1/money/recurring"

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, edit, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let entries = try await MoneyVault(request, services).read { book, _ in book.liveRecurring }
            return .json { writer in
                writer.memberArray("items", entries) { RecurringJSON.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the recurring entries."
            $0.responses = [.init(.ok, "All of them.", MoneySchemas.list("RecurringList", of: RecurringJSON.schema))]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let (vault, today) = (try MoneyVault(request, services), services.today())
            let (id, _) = try await vault.add(request) { book, start throws(Problem) in
                let draft = try RecurringJSON.draft(request.json, book)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.addRecurring(draft, today: today)
                    }
                } catch {
                    throw TransactionRequest.refusal(error)
                }
            }
            let entry = try await self.entry(id, vault)
            return Self.answer(entry, status: .created).adding(.location, "\(Self.path)/\(entry.id.text)")
        }.with {
            $0.summary = "Adds a recurring entry. What is due of it is made by `POST /money/occurrences`."
            $0.body = .json(RecurringJSON.request)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The recurring entry.", RecurringJSON.schema)]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            Self.answer(try await entry(try Self.id(request), MoneyVault(request, services)), status: .ok)
        }.with {
            $0.summary = "Shows one recurring entry."
            $0.responses = [.init(.ok, "The recurring entry.", RecurringJSON.schema)]
            $0.problems = [.notFound]
        }
    }

    private var edit: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let vault = try MoneyVault(request, services)
            let (id, wanted, today) = (try Self.id(request), request.fields[.ifMatch], services.today())
            _ = try await vault.change(request) { book, start throws(Problem) in
                guard let entry = book.recurring(id) else { throw Problem(.notFound) }
                guard Self.tag(entry) == wanted else { throw Problem(.changedMeanwhile) }
                let draft = try RecurringJSON.draft(request.json, book)
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.editRecurring(id, draft, today: today)
                    }
                } catch {
                    throw TransactionRequest.refusal(error)
                }
            }
            return Self.answer(try await entry(id, vault), status: .ok)
        }.with {
            $0.summary =
                "Changes what is made from tomorrow on; what was due until today is made first, as it was planned."
            $0.body = .json(RecurringJSON.request)
            $0.takesIdempotencyKey = true
            $0.needsIfMatch = true
            $0.responses = [.init(.ok, "The recurring entry as it is now.", RecurringJSON.schema)]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let id = try Self.id(request)
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.removeRecurring(id)
                }
            }
            return .noContent
        }.with {
            $0.summary = "Ends a recurring entry; what it made stays."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound, .inUse]
        }
    }

    private func entry(_ id: RecurringID, _ vault: MoneyVault) async throws -> RecurringEntry {
        guard let entry = try await vault.read({ book, _ in book.recurring(id) }) else { throw Problem(.notFound) }
        return entry
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RecurringID {
        guard let id = RecurringID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func bytes(_ entry: RecurringEntry) -> [UInt8] {
        var writer = JSONWriter()
        RecurringJSON.write(entry, to: &writer)
        return writer.bytes
    }

    private static func answer(_ entry: RecurringEntry, status: Answer.Status) -> Answer {
        Answer.json(bytes(entry), status: status).adding(.eTag, tag(entry))
    }

    /// What a change must name.
    static func tag(_ entry: RecurringEntry) -> String { EntityTag.of(bytes(entry)) }
}
