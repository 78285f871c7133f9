import Assurance
import Web

/// EDGE-2: requests that are too large.
struct LimitsCheck: PromiseCheck {
    let promise = PromiseID.edge2
    let method =
        "Sends the HTTPS listener a target, a head and a body that are longer than it takes: each must be refused with "
        + "its own status before it is read whole. Slow requests and too many of them are tried by tests, and what a "
        + "cloud puts before the server is not looked at."
    let probe: ServerProbe?
    let limits: WebLimits

    func run() async throws -> PromiseFinding {
        guard let probe else { return PromiseFinding(.notInDeployment(.noServer)) }
        let long = String(repeating: "a", count: limits.targetByteCountMaximum)
        let fieldCount = limits.headerByteCountMaximum / 4000 + 1
        let wide = Array(repeating: String(repeating: "b", count: 4000), count: fieldCount)
        // Nothing that answers with the promises: their first run waits for this check.
        let heads = [
            (
                "A target of \(long.utf8.count) bytes and more", "414",
                try await probe.head("GET", "/openapi.json?q=" + long)
            ),
            (
                "A head of \(wide.count * 4000) bytes and more", "431",
                try await probe.head("GET", "/openapi.json", fields: wide.enumerated().map { ("X-\($0)", $1) })
            ),
            (
                "A body of \(limits.bodyByteCountMaximum + 1) bytes, announced", "413",
                try await probe.head(
                    "POST",
                    "/api/v1/sessions",
                    fields: [("Content-Type", "application/json")],
                    announcing: limits.bodyByteCountMaximum + 1
                )
            ),
            ("An ordinary request", "200", try await probe.head("GET", "/openapi.json")),
        ]
        return PromiseFinding(
            heads.map { what, wanted, head in
                let status = String(head.dropFirst(9).prefix(3))
                return Evidence(what, "answered with \(status)", isAsPromised: status == wanted)
            }
        )
    }
}
