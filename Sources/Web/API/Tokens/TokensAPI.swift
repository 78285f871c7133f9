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
            let token = try request.sessionToken()
            let tokens = try await services.identity.tokens(for: token)
            let ended = try await services.identity.endedTokens(for: token)
            return .json { writer in
                writer.memberArray("items", tokens) { writer, token in
                    writer.object { TokenJSON.write(token, to: &$0) }
                }
                writer.memberArray("ended", ended) { writer, token in
                    writer.object { TokenJSON.write(token, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists the API tokens of the account, newest first, and those that ended in the last 30 days."
            let tokens = Schema.array(.object(TokenJSON.schema), count: 0...IdentityService.tokenMaximum)
            let count = EndedToken.countMaximum + IdentityService.tokenMaximum
            let ended = Schema.array(.object(TokenJSON.ended), count: 0...count)
            let list = ObjectSchema("TokenList", [.required("items", tokens), .required("ended", ended)])
            $0.responses = [.init(.ok, "The tokens.", list)]
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
        .optional("usesThatDay", .integer(1...Int(UInt32.max)), "How often it was used on that day."),
    ]

    static let ended = ObjectSchema(
        "EndedToken",
        [
            .required("name", .string(.line, length: 1...IdentityService.tokenNameCharacters)),
            .required("scopes", .array(scope, count: 1...TokenScope.allCases.count)), .required("createdAt", moment),
            .required("endedOn", .day), .required("reason", .enumeration(EndedToken.Reason.allCases.map(word))),
        ]
    )

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
        if token.useCount > 0 { writer.member("usesThatDay", Int(token.useCount)) }
    }

    static func write(_ token: EndedToken, to writer: inout JSONWriter) {
        writer.member("name", token.name)
        writer.memberArray("scopes", token.scopes.sorted()) { $0.string($1.name) }
        writer.member("createdAt", token.created.iso)
        writer.member("endedOn", token.ended.iso)
        writer.member("reason", word(token.reason))
    }

    private static func word(_ reason: EndedToken.Reason) -> String {
        switch reason {
        case .revoked: "revoked"
        case .expired: "expired"
        case .recovered: "recovered"
        }
    }
}
