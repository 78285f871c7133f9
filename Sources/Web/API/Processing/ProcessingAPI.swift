import Assurance
import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/trust/processing`: the record of processing, for anyone.
struct ProcessingAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [show] }

    private static let line = Schema.string(.line, length: 1...500)

    private static let use = ObjectSchema(
        "ProcessingPurpose",
        [
            .required("purpose", .enumeration(Purpose.allCases.map(\.name))), .required("basis", line),
            .required("version", .integer(1...Int(UInt32.max)), "Of the notice that people are shown."),
        ] + ["heading", "used", "reason", "kept", "seen", "withdrawn"].map { .required($0, line) }
    )

    private static let holding = ObjectSchema(
        "ProcessingHolding",
        [
            .required("id", .string(.line, length: 1...40)), .required("what", line), .required("kept", line),
            .optional("personal", line, "What of a person is in it; absent for nothing."),
        ]
    )

    private static let measure = ObjectSchema(
        "ProcessingMeasure",
        [.required("promise", .string(.line, length: 1...20)), .required("text", line)]
    )

    private var show: Endpoint {
        Endpoint(.get, "/api/v1/trust/processing", surface: .api, access: .anyone) { _ in
            let register = ProcessingRegister(notices: services.identity.notices)
            return .json { Self.write(register, to: &$0) }
        }.with {
            $0.summary = "Shows what is done with personal data, what is stored, until when, and what protects it."
            $0.responses = [
                .init(
                    .ok,
                    "The record of processing.",
                    ObjectSchema(
                        "ProcessingRecord",
                        [
                            .required("subjects", Self.line), .required("recipients", Self.line),
                            .required("transfers", Self.line),
                            .required("purposes", .array(.object(Self.use), count: 0...255)),
                            .required("holdings", .array(.object(Self.holding), count: 0...1000)),
                            .required("measures", .array(.object(Self.measure), count: 0...1000)),
                        ]
                    )
                )
            ]
        }
    }

    private static func write(_ register: ProcessingRegister, to writer: inout JSONWriter) {
        writer.member("subjects", ProcessingRegister.subjects)
        writer.member("recipients", ProcessingRegister.recipients)
        writer.member("transfers", ProcessingRegister.transfers)
        writer.memberArray("purposes", register.uses) { writer, use in
            writer.object { writer in
                writer.member("purpose", use.purpose.name)
                writer.member("basis", use.basis)
                writer.member("version", Int(use.version))
                writer.member("heading", use.notice.heading)
                writer.member("used", use.notice.used)
                writer.member("reason", use.notice.reason)
                writer.member("kept", use.notice.kept)
                writer.member("seen", use.notice.seen)
                writer.member("withdrawn", use.notice.off)
            }
        }
        writer.memberArray("holdings", register.holdings) { writer, holding in
            writer.object { writer in
                writer.member("id", holding.id)
                writer.member("what", holding.what)
                writer.member("kept", holding.kept)
                writer.member("personal", optional: holding.personal)
            }
        }
        writer.memberArray("measures", register.measures) { writer, measure in
            writer.object { writer in
                writer.member("promise", measure.id.rawValue)
                writer.member("text", measure.text)
            }
        }
    }
}
