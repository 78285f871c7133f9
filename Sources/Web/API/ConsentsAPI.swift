import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/consents`: what a person agreed to, purpose by purpose, and how that changed.
///
/// - Source: docs/spec/consents.md §5.
struct ConsentsAPI: Sendable {
    private static let path = "/api/v1/privacy/consents"
    /// Keeping keys is part of keeping an account, and help is allowed with what it opens (``SupportAPI``).
    private static let asked = Purpose.allCases.filter { $0.isAsked && $0 != .supportAccess }
    private static let moment = Schema.string(.moment, length: 20...20)
    private static let number = Schema.integer(1...Int(UInt32.max))

    let services: WebServices

    var endpoints: [Endpoint] { [list, set, history] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let identity = services.identity
            let standings = try await identity.consents(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", Self.asked) { writer, purpose in
                    let standing = standings.first { $0.purpose == purpose }
                    Self.write(purpose, standing, today: identity.notices.version(of: purpose), to: &writer)
                }
            }
        }.with {
            $0.summary = "Lists every purpose with its notice, and whether the vault may be opened for it."
            let consents = Schema.array(.object(Self.consent), count: 0...Purpose.allCases.count)
            $0.responses = [
                .init(.ok, "The consents.", ObjectSchema("ConsentList", [.required("items", consents)]))
            ]
            $0.problems = [.locked]
        }
    }

    private static func write(
        _ purpose: Purpose,
        _ standing: ConsentStanding?,
        today: UInt32,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("purpose", purpose.name)
            writer.member("given", standing?.isInForce ?? false)
            writer.member("since", optional: standing.flatMap { $0.isInForce ? $0.given.iso : nil })
            if let standing { writer.member("agreedVersion", Int(standing.noticeVersion)) }
            writer.member("version", Int(today))
            guard let notice = ConsentNotices.shown(purpose, today) else { return }
            writer.memberObject("notice") { writer in
                writer.member("heading", notice.heading)
                writer.member("used", notice.used)
                writer.member("reason", notice.reason)
                writer.member("kept", notice.kept)
                writer.member("seen", notice.seen)
                writer.member("withdrawn", notice.off)
            }
        }
    }

    private var set: Endpoint {
        Endpoint(.put, Self.path + "/{purpose}", surface: .api, access: .session) { request in
            guard let purpose = Self.asked.first(where: { $0.name == request.parameter("purpose") }) else {
                throw Problem(.notFound)
            }
            let isGiven = RequestFields(request.json).flag("given")
            try await services.identity.setConsent(purpose, for: try request.sessionToken(), given: isGiven)
            return .noContent
        }.with {
            $0.summary = "Gives a consent, or takes it back: from then on nothing is opened for that purpose."
            $0.body = .json(ObjectSchema("ConsentRequest", [.required("given", .boolean)]))
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.notFound, .locked]
        }
    }

    private var history: Endpoint {
        Endpoint(.get, "/api/v1/privacy/consent-history", surface: .api, access: .session) { request in
            let changes = try await services.identity.consentHistory(for: try request.sessionToken())
            return .json { writer in
                writer.memberArray("items", changes) { writer, change in
                    writer.object { writer in
                        writer.member("purpose", change.purpose.name)
                        writer.member("given", change.isGiven)
                        writer.member("version", Int(change.noticeVersion))
                        writer.member("at", change.time.iso)
                    }
                }
            }
        }.with {
            $0.summary = "Lists what was agreed to and taken back, newest first: the last 200 changes."
            let change = ObjectSchema(
                "ConsentChange",
                [
                    .required("purpose", .enumeration(Purpose.allCases.map(\.name))),
                    .required("given", .boolean, "False where it was taken back."),
                    .required("version", Self.number, "Of the notice that was shown."),
                    .required("at", Self.moment),
                ]
            )
            let maximum = IdentityService.consentHistoryMaximum
            let items = Schema.array(.object(change), count: 0...maximum)
            $0.responses = [.init(.ok, "The changes.", ObjectSchema("ConsentHistory", [.required("items", items)]))]
            $0.problems = [.locked]
        }
    }

    private static let notice = ObjectSchema(
        "ConsentNotice",
        ["heading", "used", "reason", "kept", "seen", "withdrawn"].map {
            .required($0, .string(.line, length: 1...500))
        }
    )

    private static let consent = ObjectSchema(
        "Consent",
        [
            .required("purpose", .enumeration(asked.map(\.name))), .required("given", .boolean),
            .optional("since", moment),
            .optional("agreedVersion", number, "Of the notice that she agreed to last."),
            .required("version", number, "Of today's notice: only a consent to it is in force."),
            .required("notice", .object(notice), "What she is told, in plain words."),
        ]
    )
}
