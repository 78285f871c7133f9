import JSON
import Web

extension APIClient {
    /// The queue, page by page: each answer as it came, and all jobs.
    package func jobs() async throws(APIFailure) -> [JobReply] {
        var jobs: [JobReply] = []
        var after: String?
        repeat {
            let query = after.map { "?limit=1000&after=\($0)" } ?? "?limit=1000"
            let page = try object(try await operate("GET", "/jobs\(query)"))
            for object in page.objects("jobs") {
                guard let job = JobReply(object) else { throw .unexpectedAnswer }
                jobs.append(job)
            }
            after = page.text("next")
        } while after != nil
        return jobs
    }

    /// Brings a job back that was given up.
    package func retryJob(_ id: String) async throws(APIFailure) {
        _ = try await operate("POST", "/jobs/\(id)/retry")
    }
}

/// One job as operators see it.
package struct JobReply: Sendable {
    package let id: String
    package let kind: String
    package let state: String
    /// ISO 8601; nil for what waits for an opening or was given up.
    package let due: String?
    package let createdAt: String
    package let attempts: Int
    package let failure: String?

    init?(_ object: JSONObject) {
        guard let id = object.text("id"), let kind = object.text("kind"), let state = object.text("state"),
            let createdAt = object.text("createdAt"), let attempts = object.number("attempts")
        else { return nil }
        self.id = id
        self.kind = kind
        self.state = state
        self.createdAt = createdAt
        self.attempts = attempts
        due = object.text("due")
        failure = object.text("failure")
    }
}
