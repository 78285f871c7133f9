import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// `/api/v1/money/undo` and `/api/v1/money/settings`.
struct UndoAPI: Sendable {
    private static let path = "/api/v1/money/undo"

    let services: WebServices

    var endpoints: [Endpoint] { [list, undo] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let now = services.now()
            let batches = try await MoneyVault(request, services).read { book, _ in book.undoableBatches(now: now) }
            return .json { writer in
                writer.memberArray("items", batches.prefix(100)) { writer, batch in
                    writer.object {
                        $0.member("change", String(batch.batchStart))
                        $0.member("at", batch.time.iso)
                        $0.member("steps", batch.items.count)
                    }
                }
            }
        }.with {
            $0.summary = "Lists what can still be undone, newest first, at most 100."
            $0.responses = [
                .init(.ok, "Changes of the last 30 days.", MoneySchemas.list("ChangeList", of: Self.change))
            ]
        }
    }

    private static let change = ObjectSchema(
        "Change",
        [
            .required("change", .id), .required("at", .string(.moment, length: 20...20)),
            .required("steps", .integer(1...1_000_000)),
        ]
    )

    private var undo: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let text = RequestFields(request.json).text("change")
            guard let change = JournalIndex(text) else { throw Problem(.notFound) }
            let now = services.now()
            _ = try await MoneyVault(request, services).change(request) { book, start throws(MoneyError) in
                try MoneyCommands.undo(batchStart: change, in: book, now: now, batchStart: start)
            }
            return .noContent
        }.with {
            $0.summary = "Undoes a change: what it made goes, what it changed or removed is as it was before."
            $0.body = .json(ObjectSchema("UndoRequest", [.required("change", .id)]))
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is undone.")]
            $0.problems = [.notFound, .conflict]
        }
    }
}
