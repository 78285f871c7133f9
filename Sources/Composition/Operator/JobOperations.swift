import HTTPTypes
import JSON
import Jobs
import Primitives
import Web

/// The queue of jobs, for whoever runs the installation.
///
/// Says kinds, states and reasons; never payloads, and never whose job it is.
///
/// - Source: docs/spec/jobs.md §6; docs/spec/http-api.md §11.
struct JobOperations: Sendable {
    let jobs: JobQueue

    var endpoints: [Endpoint] { [list, retry] }

    private static let limitStandard = 100

    private var list: Endpoint {
        Endpoint(.get, "/operator/v1/jobs", surface: .operators, access: .anyone) { request in
            let limit = request.query["limit"].flatMap { Int($0) } ?? Self.limitStandard
            let found = try await jobs.jobs(after: request.query["after"].flatMap { JobID(text: $0) }, limit: limit)
            return .json { writer in
                writer.memberArray("jobs", found) { writer, job in writer.object { Self.write(job, &$0) } }
                writer.member("next", optional: found.count == limit ? found.last?.id.text : nil)
            }
        }
        .with {
            $0.query = [
                .init("after", .id, "The last job of the page before."),
                .init("limit", .integer(1...JobListing.limitMaximum), "How many; 100 by itself."),
            ]
        }
    }

    private var retry: Endpoint {
        Endpoint(.post, "/operator/v1/jobs/{id}/retry", surface: .operators, access: .anyone) { request in
            guard let id = JobID(text: request.parameter("id")), try await jobs.job(id) != nil else {
                throw Problem(.notFound)
            }
            guard try await jobs.retry(id) else {
                throw Problem(.conflict, detail: "The job is not among those that were given up.")
            }
            return .noContent
        }
    }

    private static func write(_ job: Job, _ writer: inout JSONWriter) {
        writer.member("id", job.id.text)
        writer.member("kind", job.kind.name)
        switch job.state {
        case .ready: writer.member("state", "ready")
        case .leased: writer.member("state", "running")
        case .waitingForOpening: writer.member("state", "waiting-for-opening")
        case .dead: writer.member("state", "given-up")
        }
        writer.member("due", optional: job.due?.iso)
        writer.member("createdAt", job.created.iso)
        writer.member("attempts", job.attempts)
        writer.member("failure", optional: job.failure?.name)
    }
}
