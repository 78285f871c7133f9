import JSON
import Web

extension APIClient {
    /// Has all promises checked now.
    package func checkPromises() async throws(APIFailure) { _ = try await operate("POST", "/promises/check") }

    /// The last run as OSCAL assessment results.
    package func assessmentResults() async throws(APIFailure) -> [UInt8] { try await send("GET", "/trust/oscal", nil) }

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
    package let warning: String?
    package let evidence: [(what: String, found: String)]
    package let since: String?
    /// Newest first.
    package let changes: [(from: String, to: String, at: String)]

    init?(_ object: JSONObject) {
        guard let id = object.text("id"), let promise = object.text("promise"), let verdict = object.text("verdict")
        else { return nil }
        self.id = id
        self.promise = promise
        self.verdict = verdict
        reason = object.text("reason")
        method = object.text("method")
        warning = object.text("warning")
        since = object.text("since")
        evidence = object.objects("evidence").map { ($0.text("what") ?? "", $0.text("found") ?? "") }
        changes = object.objects("changes").map { ($0.text("from") ?? "", $0.text("to") ?? "", $0.text("at") ?? "") }
    }
}
