import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/consents`: what a person agreed to, purpose by purpose.
struct ConsentsAPI: Sendable {
    private static let path = "/api/v1/privacy/consents"
    /// Keeping keys is part of keeping an account, and help is allowed with what it opens (``SupportAPI``).
    private static let asked = Purpose.allCases.filter { $0 != .keyMaintenance && $0 != .supportAccess }

    let services: WebServices

    var endpoints: [Endpoint] { [list, set] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let consents = try await services.identity.consents(for: try Self.token(request))
            return .json { writer in
                writer.memberArray("items", Self.asked) { writer, purpose in
                    let consent = consents.first { $0.purpose == purpose }
                    writer.object { writer in
                        writer.member("purpose", purpose.name)
                        writer.member("given", consent?.isInForce ?? false)
                        writer.member("since", optional: consent.flatMap { $0.isInForce ? $0.given.iso : nil })
                    }
                }
            }
        }.with {
            $0.summary = "Lists every purpose and whether the vault may be opened for it."
            let consents = Schema.array(.object(Self.consent), count: 0...Purpose.allCases.count)
            $0.responses = [
                .init(.ok, "The consents.", ObjectSchema("ConsentList", [.required("items", consents)]))
            ]
            $0.problems = [.locked]
        }
    }

    private var set: Endpoint {
        Endpoint(.put, Self.path + "/{purpose}", surface: .api, access: .session) { request in
            guard let purpose = Self.asked.first(where: { $0.name == request.parameter("purpose") }) else {
                throw Problem(.notFound)
            }
            let isGiven = RequestFields(request.json).flag("given")
            try await services.identity.setConsent(purpose, for: try Self.token(request), given: isGiven)
            return .noContent
        }.with {
            $0.summary = "Gives a consent, or takes it back: from then on nothing is opened for that purpose."
            $0.body = .json(ObjectSchema("ConsentRequest", [.required("given", .boolean)]))
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound, .locked]
        }
    }

    private static let consent = ObjectSchema(
        "Consent",
        [
            .required("purpose", .enumeration(asked.map(\.name))), .required("given", .boolean),
            .optional("since", .string(.moment, length: 20...20)),
        ]
    )

    private static func token(_ request: WebRequest) throws(Problem) -> SessionToken {
        guard let token = request.session?.token else { throw Problem(.notSignedIn) }
        return token
    }
}
