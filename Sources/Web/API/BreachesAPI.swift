import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/breaches`: breaches that a person was told of.
struct BreachesAPI: Sendable {
    private static let path = "/api/v1/privacy/breaches"

    let services: WebServices

    var endpoints: [Endpoint] { [list, read] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let found = try await services.identity.breachNotices(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", found) { writer, notice in
                    writer.object { writer in
                        writer.member("id", notice.breach.id.text)
                        writer.member("noticedAt", notice.breach.noticed.iso)
                        writer.member("what", notice.breach.what)
                        writer.memberArray("data", notice.breach.data) { $0.string($1.name) }
                        writer.member("consequences", notice.breach.consequences)
                        writer.member("measures", notice.breach.measures)
                        writer.member("read", notice.isRead)
                    }
                }
            }
        }.with {
            $0.summary = "Lists breaches of personal data that concern one."
            let text = Schema.string(.text, length: 1...Breach.whatMaximum)
            let item = ObjectSchema(
                "BreachNotice",
                [
                    .required("id", .string(.id, length: 26...26)),
                    .required("noticedAt", .string(.moment, length: 20...20)), .required("what", text),
                    .required(
                        "data",
                        .array(
                            .enumeration(BreachData.allCases.map(\.name)),
                            count: 1...BreachData.allCases.count
                        )
                    ),
                    .required("consequences", text), .required("measures", text), .required("read", .boolean),
                ]
            )
            let items = Schema.array(.object(item), count: 0...IdentityService.breachMaximum)
            $0.responses = [.init(.ok, "The breaches.", ObjectSchema("BreachList", [.required("items", items)]))]
            $0.problems = [.locked]
        }
    }

    private var read: Endpoint {
        Endpoint(.post, Self.path + "/{id}/read", surface: .api, access: .session) { request in
            guard let id = BreachID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await services.identity.markBreachRead(id, for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Says that the notice of a breach was read."
            $0.responses = [.init(.noContent, "It is noted.")]
            $0.problems = [.notFound, .locked]
        }
    }
}
