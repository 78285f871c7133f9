import JSON
import Web

extension APIClient {
    /// Makes a token: the answer as it came, and the text that is shown this once.
    package func makeToken(
        name: String,
        scopes: [String],
        days: Int
    ) async throws(APIFailure) -> (json: [UInt8], token: String) {
        let body = JSONWriter.object { writer in
            writer.member("name", name)
            writer.memberArray("scopes", scopes) { $0.string($1) }
            writer.member("days", days)
        }
        let json = try await send("POST", "/privacy/tokens", body)
        guard let token = try object(json).text("token") else { throw .unexpectedAnswer }
        return (json, token)
    }

    /// The tokens of the account, newest first: the answer as it came, and what it means.
    package func tokens() async throws(APIFailure) -> (json: [UInt8], tokens: [TokenReply]) {
        let json = try await send("GET", "/privacy/tokens", nil)
        return (json, try object(json).objects("items").compactMap { TokenReply($0) })
    }

    /// Ends a token, or all of them.
    package func revokeToken(_ id: String?) async throws(APIFailure) {
        _ = try await send("DELETE", id.map { "/privacy/tokens/" + $0 } ?? "/privacy/tokens", nil)
    }
}

/// A token as the API tells it.
package struct TokenReply: Sendable {
    package let id: String
    package let name: String
    package let scopes: [String]
    package let expires: String
    /// A day; nil where it was never used.
    package let lastUsed: String?

    init?(_ object: JSONObject) {
        guard let id = object.text("id"), let name = object.text("name"), let expires = object.text("expiresAt")
        else { return nil }
        self.id = id
        self.name = name
        scopes = object.texts("scopes")
        self.expires = expires
        lastUsed = object.text("lastUsedOn")
    }
}
