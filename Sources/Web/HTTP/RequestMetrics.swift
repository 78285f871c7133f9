import HTTPTypes
import Synchronization

/// Counts of requests by route and status class, and how long they took: what `/metrics` shows.
package final class RequestMetrics: Sendable {
    private struct Series: Hashable {
        let endpoint: Int?
        let statusClass: Int
    }

    private struct Counts {
        var requests: [Series: UInt64] = [:]
        /// Per bucket, not cumulated; the last is for everything slower.
        var durations = [UInt64](repeating: 0, count: RequestMetrics.bucketMilliseconds.count + 1)
        var microsecondsTotal: UInt64 = 0
    }

    private static let bucketMilliseconds: [Int64] = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000]
    private let counts = Mutex(Counts())

    package init() {}

    func record(endpoint: Int?, status: Int, duration: Duration) {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        let bucket = Self.bucketMilliseconds.firstIndex { microseconds <= $0 * 1000 } ?? Self.bucketMilliseconds.count
        counts.withLock { counts in
            counts.requests[Series(endpoint: endpoint, statusClass: status / 100), default: 0] += 1
            counts.durations[bucket] += 1
            counts.microsecondsTotal += UInt64(max(0, microseconds))
        }
    }

    /// The text format of Prometheus, version 0.0.4.
    ///
    /// Labels are templates and classes, never anything a client sent.
    func text(routes: RouteTable, connections: Int, inFlight: Int) -> String {
        let counts = counts.withLock { $0 }
        var lines = ["# TYPE flowkeep_http_requests_total counter"]
        let series = counts.requests.sorted {
            ($0.key.endpoint ?? -1, $0.key.statusClass) < ($1.key.endpoint ?? -1, $1.key.statusClass)
        }
        for (key, count) in series {
            let endpoint = key.endpoint.map { routes.endpoints[$0] }
            let labels = [
                "method=\"\(endpoint?.method.rawValue ?? "-")\"", "route=\"\(endpoint?.template.text ?? "-")\"",
                "status=\"\(key.statusClass)xx\"",
            ]
            lines.append("flowkeep_http_requests_total{\(labels.joined(separator: ","))} \(count)")
        }
        lines.append("# TYPE flowkeep_http_request_duration_seconds histogram")
        var cumulated: UInt64 = 0
        for (index, count) in counts.durations.enumerated() {
            cumulated += count
            let bound =
                index < Self.bucketMilliseconds.count ? "\(Double(Self.bucketMilliseconds[index]) / 1000)" : "+Inf"
            lines.append("flowkeep_http_request_duration_seconds_bucket{le=\"\(bound)\"} \(cumulated)")
        }
        lines.append("flowkeep_http_request_duration_seconds_sum \(Double(counts.microsecondsTotal) / 1_000_000)")
        lines.append("flowkeep_http_request_duration_seconds_count \(cumulated)")
        lines.append("# TYPE flowkeep_http_connections gauge")
        lines.append("flowkeep_http_connections \(connections)")
        lines.append("# TYPE flowkeep_http_requests_in_flight gauge")
        lines.append("flowkeep_http_requests_in_flight \(inFlight)")
        return lines.joined(separator: "\n") + "\n"
    }
}
