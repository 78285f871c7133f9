import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/requests`: what a person asks for about her rights.
///
/// - Source: docs/spec/rights.md §4.
struct RightsAPI: Sendable {
    private static let path = "/api/v1/privacy/requests"
    private static let moment = Schema.string(.moment, length: 20...20)

    let services: WebServices

    var endpoints: [Endpoint] { [list, file, show, withdraw, read] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let requests = try await services.identity.requests(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", requests) { writer, request in
                    writer.object { Self.write(request, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists what was asked for about one’s rights, newest first."
            let items = Schema.array(.object(Self.schema), count: 0...IdentityService.requestMaximum)
            $0.responses = [
                .init(.ok, "The requests.", ObjectSchema("RightsRequestList", [.required("items", items)]))
            ]
            $0.problems = [.locked]
        }
    }

    private var file: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let wish = IdentityService.RightsWish(
                try fields.value("kind") { RightsKind(name: $0) },
                words: fields.text("text"),
                purpose: try fields.optionalValue("purpose") { Purpose(name: $0) }
            )
            let made = try await services.identity.file(
                wish,
                on: services.today(),
                for: try request.sessionToken()
            )
            return .json(status: .created) { Self.write(made, to: &$0) }
        }.with {
            $0.summary = "Asks for something about one’s rights; what is on the closed list is done at once."
            $0.body = .json(
                ObjectSchema(
                    "RightsRequestFiling",
                    [
                        .required("kind", Self.kinds),
                        .optional("text", .string(.text, length: 0...RightsRequest.wordsMaximum)),
                        .optional(
                            "purpose",
                            .enumeration(Purpose.allCases.filter(\.isAsked).map(\.name)),
                            "Of an objection: it ends at once."
                        ),
                    ]
                )
            )
            $0.responses = [.init(.created, "It is filed.", Self.schema)]
            $0.problems = [.locked, .invalid, .conflict, .tooManyRequests]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .session) { request in
            let id = try Self.id(request)
            let requests = try await services.identity.requests(for: try request.sessionToken())
            guard let found = requests.first(where: { $0.id == id }) else { throw Problem(.notFound) }
            return .json { Self.write(found, to: &$0) }
        }.with {
            $0.summary = "Shows one request, how it stands and by when an answer is due."
            $0.responses = [.init(.ok, "The request.", Self.schema)]
            $0.problems = [.notFound, .locked]
        }
    }

    private var withdraw: Endpoint {
        Endpoint(.post, Self.path + "/{id}/withdrawal", surface: .api, access: .session) { request in
            try await services.identity.withdrawRequest(try Self.id(request), for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Takes a request back that nobody answered yet, or who was named to act for one."
            $0.responses = [.init(.noContent, "It is taken back.")]
            $0.problems = [.notFound, .conflict, .locked]
        }
    }

    private var read: Endpoint {
        Endpoint(.post, "/api/v1/privacy/requests-read", surface: .api, access: .session) { request in
            try await services.identity.markRequestsRead(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Says that all news of requests was read."
            $0.responses = [.init(.noContent, "It is noted.")]
            $0.problems = [.locked]
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RightsRequestID {
        guard let id = RightsRequestID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func write(_ request: RightsRequest, to writer: inout JSONWriter) {
        writer.member("id", request.id.text)
        writer.member("number", request.id.number)
        writer.member("kind", request.kind.name)
        writer.member("state", request.state.name)
        writer.member("filedOn", request.filedDay.iso)
        writer.member("due", request.deadline.iso)
        writer.member("purpose", optional: request.purpose?.name)
        writer.member("text", optional: request.words)
        writer.member("extensionReason", optional: request.extensionReason)
        writer.member("answer", optional: request.answer ?? RightsWords.ownAnswer(request))
        writer.member("news", request.hasNews)
        writer.memberArray("history", request.steps) { writer, step in
            writer.object { writer in
                writer.member("state", step.state.name)
                writer.member("at", step.time.iso)
            }
        }
    }

    private static let kinds = Schema.enumeration(RightsKind.allCases.map(\.name))
    private static let states = Schema.enumeration(RightsState.allCases.map(\.name))

    private static let schema = ObjectSchema(
        "RightsRequest",
        [
            .required("id", .string(.id, length: 26...26)),
            .required("number", .string(.visible, length: 9...9), "What the staff knows it by."),
            .required("kind", kinds), .required("state", states), .required("filedOn", .day),
            .required("due", .day, "The last day for an answer, by the shortest clock of any law."),
            .optional("purpose", .enumeration(Purpose.allCases.map(\.name)), "Which purpose ended."),
            .optional("text", .string(.text, length: 1...RightsRequest.wordsMaximum)),
            .optional("extensionReason", .string(.text, length: 1...RightsRequest.reasonMaximum)),
            .optional("answer", .string(.text, length: 1...RightsRequest.answerMaximum)),
            .required("news", .boolean, "Whether something was done that was not read yet."),
            .required(
                "history",
                .array(
                    .object(ObjectSchema("RightsStep", [.required("state", states), .required("at", moment)])),
                    count: 1...16
                )
            ),
        ]
    )
}
