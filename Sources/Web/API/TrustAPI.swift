import Assurance
import HTTPTypes

/// `/api/v1/trust`: the last run of all checks, for anyone.
struct TrustAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [show] }

    private static let evidence = ObjectSchema(
        "PromiseEvidence",
        [
            .required("what", .string(.line, length: 1...500), "What was tried or read."),
            .required("found", .string(.line, length: 0...500), "What came of it."),
            .required("asPromised", .boolean),
        ]
    )

    private static let promise = ObjectSchema(
        "Promise",
        [
            .required("id", .enumeration(PromiseID.allCases.map(\.rawValue))),
            .required("promise", .string(.line, length: 1...500)),
            .required("kept", .array(.enumeration(["enforced", "provisioned", "recorded"]), count: 1...3)),
            .required("verdict", .enumeration(["kept", "broken", "overdue", "not-in-this-deployment"])),
            .optional("reason", .string(.line, length: 1...500), "Why it is not in this deployment."),
            .optional("method", .string(.line, length: 1...500), "What the check does."),
            .required("evidence", .array(.object(evidence), count: 0...100)),
            .required("checkedAt", .string(.moment, length: 20...20)),
            .required("milliseconds", .integer(0...3_600_000)),
        ]
    )

    private static let run = ObjectSchema(
        "PromiseRun",
        [
            .required("startedAt", .string(.moment, length: 20...20)),
            .required("milliseconds", .integer(0...3_600_000)),
            .required("promises", .array(.object(promise), count: 0...1000)),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, "/api/v1/trust", surface: .api, access: .anyone) { _ in
            let run = await services.promises.latest()
            return .json { writer in
                writer.member("startedAt", run.startedAt.iso)
                writer.member("milliseconds", run.duration.wholeMilliseconds)
                writer.memberArray("promises", run.results) { Self.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Shows each promise with the verdict and evidence of its last check."
            $0.responses = [.init(.ok, "The last run.", Self.run)]
        }
    }

    private static func write(_ result: PromiseResult, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", result.promise.id.rawValue)
            writer.member("promise", result.promise.text)
            writer.memberArray("kept", result.promise.keeping) { $0.string($1.rawValue) }
            writer.member("verdict", result.verdict.name)
            if case .notInDeployment(let absence) = result.verdict { writer.member("reason", absence.sentence) }
            writer.member("method", optional: result.method)
            writer.memberArray("evidence", result.evidence) { writer, evidence in
                writer.object {
                    $0.member("what", evidence.what)
                    $0.member("found", evidence.found)
                    $0.member("asPromised", evidence.isAsPromised)
                }
            }
            writer.member("checkedAt", result.checkedAt.iso)
            writer.member("milliseconds", result.duration.wholeMilliseconds)
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
}
