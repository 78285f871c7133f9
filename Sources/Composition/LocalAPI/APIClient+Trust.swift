import Web

extension APIClient {
    /// Has all promises checked now.
    package func checkPromises() async throws(APIFailure) { _ = try await operate("POST", "/promises/check") }

    /// The promises: the answer as it came, and what it means.
    package func promises() async throws(APIFailure) -> (json: [UInt8], promises: [PromiseReply]) {
        let json = try await send("GET", "/trust", nil)
        guard case .array(let items)? = try object(json)["promises"] else { throw .unexpectedAnswer }
        var promises: [PromiseReply] = []
        for item in items {
            guard case .object(let object) = item, let promise = PromiseReply(object) else { throw .unexpectedAnswer }
            promises.append(promise)
        }
        return (json, promises)
    }
}

/// One promise as the API tells it.
package struct PromiseReply: Sendable {
    package let id: String
    package let promise: String
    package let verdict: String
    package let reason: String?
    package let method: String?
    package let evidence: [(what: String, found: String)]

    init?(_ object: JSONObject) {
        func text(_ name: String) -> String? {
            if case .string(let text)? = object[name] { text } else { nil }
        }
        guard let id = text("id"), let promise = text("promise"), let verdict = text("verdict") else { return nil }
        self.id = id
        self.promise = promise
        self.verdict = verdict
        reason = text("reason")
        method = text("method")
        guard case .array(let items)? = object["evidence"] else { return nil }
        evidence = items.compactMap { item in
            guard case .object(let object) = item, case .string(let what)? = object["what"],
                case .string(let found)? = object["found"]
            else { return nil }
            return (what, found)
        }
    }
}
