import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/tokens`.
///
/// - Source: docs/spec/api-tokens.md.
struct TokensAPI: Sendable {
    private static let path = "/api/v1/privacy/tokens"

    let services: WebServices

    var endpoints: [Endpoint] { [list, make, endAll, end] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let tokens = try await services.identity.tokens(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", tokens) { writer, token in
                    writer.object { TokenJSON.write(token, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists the API tokens of the account, newest first."
            let tokens = Schema.array(.object(TokenJSON.schema), count: 0...IdentityService.tokenMaximum)
            $0.responses = [.init(.ok, "The tokens.", ObjectSchema("TokenList", [.required("items", tokens)]))]
            $0.problems = [.locked]
        }
    }

    private var make: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let made = try await services.identity.makeToken(
                named: fields.text("name"),
                scopes: Set(fields.texts("scopes").compactMap { TokenScope(name: $0) }),
                days: fields.integer("days") ?? IdentityService.tokenDaysStandard,
                for: try request.sessionToken()
            )
            return .json(status: .created) { writer in
                writer.member("token", made.token.text())
                TokenJSON.write(made.record, to: &writer)
            }
        }.with {
            $0.summary = "Makes a token with a part of what the session may do. Its text is shown this once."
            $0.body = .json(TokenJSON.request)
            // Who finds an open browser must not take a way in that outlives it.
            $0.needsProof = true
            $0.responses = [.init(.created, "The token.", TokenJSON.made)]
            $0.problems = [.conflict, .locked, .notAllowed, .noConsent, .proofNeeded]
        }
    }

    private var endAll: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .session) { request in
            try await services.identity.endTokens(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends every token; the keys that they held are replaced."
            $0.responses = [.init(.noContent, "None is left.")]
            $0.problems = [.locked]
        }
    }

    private var end: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .session) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await services.identity.endToken(hash, for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends a token; the keys that it held are replaced."
            $0.responses = [.init(.noContent, "It is over, or was not there.")]
            $0.problems = [.notFound, .locked]
        }
    }
}

/// Tokens in requests and answers.
enum TokenJSON {
    private static let scope = Schema.enumeration(TokenScope.allCases.map(\.name))
    private static let moment = Schema.string(.moment, length: 20...20)
    private static let days = Schema.integer(
        IdentityService.tokenDaysAllowed.lowerBound...IdentityService.tokenDaysAllowed.upperBound
    )

    static let request = ObjectSchema(
        "TokenRequest",
        [
            .required("name", .string(.line, length: 1...IdentityService.tokenNameCharacters), "What it is for."),
            .required("scopes", .array(scope, count: 1...TokenScope.allCases.count), "What its bearer may do."),
            .optional("days", days, "How long; 90 unless said."),
        ]
    )

    private static let content: [ObjectSchema.Property] = [
        .required("id", .id), .required("name", .string(.line, length: 1...IdentityService.tokenNameCharacters)),
        .required("scopes", .array(scope, count: 1...TokenScope.allCases.count)),
        .required("createdAt", moment), .required("expiresAt", moment),
        .optional("lastUsedOn", .day, "Nothing finer is kept; absent where it was never used."),
    ]

    static let schema = ObjectSchema("Token", content)
    static let made = ObjectSchema(
        "MadeToken",
        [.required("token", .string(.visible, length: 59...59), "Shown this once.")] + content
    )

    static func write(_ token: TokenRecord, to writer: inout JSONWriter) {
        writer.member("id", Base32.encode(token.hash))
        writer.member("name", token.name)
        writer.memberArray("scopes", token.scopes.sorted()) { $0.string($1.name) }
        writer.member("createdAt", token.created.iso)
        writer.member("expiresAt", token.expiry.iso)
        writer.member("lastUsedOn", optional: token.lastUse?.iso)
    }
}
