import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/deletion`: the end of an account.
struct DeletionAPI: Sendable {
    static let path = "/api/v1/privacy/deletion"

    let services: WebServices

    var endpoints: [Endpoint] { [show, delete, keep] }

    private static let moment = Schema.string(.moment, length: 20...20)

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let due = try await services.identity.deletionDue(for: try request.sessionToken())
            return .json { $0.member("due", optional: due?.iso) }
        }.with {
            $0.summary = "Shows when everything is deleted, if that was asked for."
            $0.responses = [
                .init(
                    .ok,
                    "The deletion that waits, if any.",
                    ObjectSchema("DeletionDue", [.optional("due", Self.moment, "Absent where nothing waits.")])
                )
            ]
        }
    }

    private var delete: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .session) { request in
            let days = RequestFields(request.json).integer("graceDays") ?? 0
            let asked = try await services.identity.deleteAccount(afterDays: days, for: try request.sessionToken())
            if asked.isDone { services.forget(request.session) }
            return .json { writer in
                writer.member("due", asked.due.iso)
                writer.member("deleted", asked.isDone)
                writer.member("receipt", "\(DeletionPages.receiptPath)/\(asked.code.text())")
            }
        }.with {
            $0.summary = "Deletes the account and everything in it, now or after a grace."
            let days = Schema.integer(0...IdentityService.graceDayMaximum)
            $0.body = .json(
                ObjectSchema("DeletionRequest", [.optional("graceDays", days, "0 is now, and when absent.")])
            )
            $0.responses = [
                .init(
                    .ok,
                    "It is deleted, or will be.",
                    ObjectSchema(
                        "Deletion",
                        [
                            .required("due", Self.moment), .required("deleted", .boolean),
                            .required(
                                "receipt",
                                .string(.line, length: 1...200),
                                "Where the receipt is after the next checkpoint; shown once."
                            ),
                        ]
                    )
                )
            ]
            $0.problems = [.locked, .invalid, .conflict, .proofNeeded]
            $0.needsProof = true
        }
    }

    private var keep: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .session) { request in
            try await services.identity.keepAccount(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Keeps an account that waits for its deletion."
            $0.responses = [.init(.noContent, "Nothing is deleted.")]
            $0.problems = [.locked, .conflict]
        }
    }
}
