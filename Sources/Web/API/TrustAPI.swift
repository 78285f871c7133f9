import Assurance
import HTTPTypes
import JSON
import Primitives

/// `/api/v1/trust`: the last run of all checks, for anyone.
struct TrustAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [show, assessmentResults] + AggregatesAPI(services: services).endpoints }

    private static let evidence = ObjectSchema(
        "PromiseEvidence",
        [
            .required("what", .string(.line, length: 1...500), "What was tried or read."),
            .required("found", .string(.line, length: 0...500), "What came of it."),
            .required("asPromised", .boolean),
            .optional("link", .string(.line, length: 1...500), "A page with more."),
        ]
    )

    private static let verdicts = Schema.enumeration(VerdictKind.allCases.map(\.rawValue))

    private static let change = ObjectSchema(
        "VerdictChange",
        [
            .required("from", verdicts),
            .required("to", verdicts),
            .required("at", .string(.moment, length: 20...20), "When the run began that saw it first."),
        ]
    )

    private static let promise = ObjectSchema(
        "Promise",
        [
            .required("id", .enumeration(PromiseID.allCases.map(\.rawValue))),
            .required("promise", .string(.line, length: 1...500)),
            .required("kept", .array(.enumeration(["enforced", "provisioned", "recorded"]), count: 1...3)),
            .required("verdict", verdicts),
            .optional("reason", .string(.line, length: 1...500), "Why it is not in this deployment."),
            .optional("warning", .string(.line, length: 1...500), "What will be overdue soon."),
            .optional("due", .day, "Where people keep it: the last day for which their record counts."),
            .optional("method", .string(.line, length: 1...500), "What the check does."),
            .required("evidence", .array(.object(evidence), count: 0...100)),
            .required("checkedAt", .string(.moment, length: 20...20)),
            .required("milliseconds", .integer(0...3_600_000)),
            .optional("since", .string(.moment, length: 20...20), "When this verdict was first found."),
            .optional(
                "changes",
                .array(.object(change), count: 0...PromiseHistory.changeCountMaximum),
                "How the verdict changed, newest first."
            ),
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

    private var assessmentResults: Endpoint {
        Endpoint(.get, "/api/v1/trust/oscal", surface: .api, access: .anyone) { _ in
            let run = await services.promises.latest()
            let address = services.address
            let document = OSCALAssessment.document(of: run, site: address.name, address: address.origin)
            var writer = JSONWriter(capacity: 1 << 16)
            writer.value(document)
            return .json(writer.bytes)
        }.with {
            $0.summary = "The same as OSCAL 1.2 assessment results, for auditors and their tools."
            $0.responses = [
                .init(.ok, "A document of NIST's assessment results model, which describes its members.", nil)
            ]
        }
    }

    private static func write(_ result: PromiseResult, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", result.promise.id.rawValue)
            writer.member("promise", result.promise.text)
            writer.memberArray("kept", result.promise.keeping) { $0.string($1.rawValue) }
            writer.member("verdict", result.verdict.name)
            if case .notInDeployment(let absence) = result.verdict { writer.member("reason", absence.sentence) }
            writer.member("warning", optional: result.warning)
            writer.member("due", optional: result.due?.iso)
            writer.member("method", optional: result.method)
            writer.memberArray("evidence", result.evidence) { writer, evidence in
                writer.object {
                    $0.member("what", evidence.what)
                    $0.member("found", evidence.found)
                    $0.member("asPromised", evidence.isAsPromised)
                    $0.member("link", optional: evidence.link)
                }
            }
            writer.member("checkedAt", result.checkedAt.iso)
            writer.member("milliseconds", result.duration.wholeMilliseconds)
            guard let history = result.history else { return }
            writer.member("since", history.since.iso)
            writer.memberArray("changes", history.changes) { writer, change in
                writer.object {
                    $0.member("from", change.from.rawValue)
                    $0.member("to", change.to.rawValue)
                    $0.member("at", change.at.iso)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ value: OSCALValue) {
        switch value {
        case .text(let text): string(text)
        case .list(let values): array(values) { $0.value($1) }
        case .object(let members):
            object { writer in
                for member in members {
                    writer.name(member.name)
                    writer.value(member.value)
                }
            }
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
}
