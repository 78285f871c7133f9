import Escrow
import HTTPTypes
import Identity
import JSON
import Primitives
import Staff
import Vault

/// `/api/v1/privacy/support-access`: whether two officers may open a part of what is hers, and what they opened.
struct SupportAPI: Sendable {
    static let path = "/api/v1/privacy/support-access"

    let services: WebServices

    var endpoints: [Endpoint] { [show, allow, forbid, end] }

    private static let parts = Schema.array(.enumeration(SupportWords.trackers.map(SupportWords.name)), count: 0...2)
    private static let moment = Schema.string(.moment, length: 20...20)

    private static let access = ObjectSchema(
        "SupportAccess",
        [
            .required("asked", moment), .required("role", .enumeration(StaffRole.allCases.map(\.name))),
            .required("reason", .string(.line, length: 1...500)), .required("ticket", .string(.line, length: 1...60)),
            .required("parts", parts), .required("opened", moment),
            .optional("ended", moment, "Absent while it is open."),
            .required("pages", .integer(0...Int(UInt32.max)), "How many were read."),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let token = try request.sessionToken()
            let consent = try await services.identity.support(for: token)
            let notices = try await services.identity.accessNotices(for: token)
            return .json { writer in
                writer.memberArray("parts", consent.trackers) { $0.string(SupportWords.name($1)) }
                writer.member("since", optional: consent.since?.iso)
                if let count = consent.officerCount { writer.member("officers", count) }
                writer.memberArray("accesses", notices) { Self.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Shows which parts two officers together may open, and what they opened lately."
            let accesses = Schema.array(.object(Self.access), count: 0...1000)
            $0.responses = [
                .init(
                    .ok,
                    "What is allowed.",
                    ObjectSchema(
                        "SupportConsent",
                        [
                            .required("parts", Self.parts, "Empty while nothing is allowed."),
                            .optional("since", Self.moment),
                            .optional("officers", .integer(2...16), "Absent where nobody could help."),
                            .required("accesses", accesses, "Newest first: those her pages have not told her of yet."),
                        ]
                    )
                )
            ]
            $0.problems = [.locked]
        }
    }

    private static func write(_ notice: AccessNotice, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("asked", notice.asked.iso)
            writer.member("role", notice.role.name)
            writer.member("reason", notice.reason)
            writer.member("ticket", notice.ticket)
            writer.memberArray("parts", notice.trackers) {
                $0.string(SupportWords.name(TrackerID(rawValue: $1)))
            }
            writer.member("opened", notice.opened.iso)
            writer.member("ended", optional: notice.ended?.iso)
            writer.member("pages", notice.pages)
        }
    }

    private var allow: Endpoint {
        Endpoint(.put, Self.path, surface: .api, access: .session) { request in
            let names = RequestFields(request.json).texts("parts")
            let trackers = Set(names.compactMap(SupportWords.tracker(named:)))
            try await services.identity.allowSupport(with: trackers, for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Lets two officers together open these parts, when somebody asks and the log has it."
            $0.body = .json(ObjectSchema("SupportRequest", [.required("parts", Self.parts)]))
            $0.responses = [.init(.noContent, "It is kept.")]
            $0.problems = [.locked, .invalid, .conflict, .proofNeeded]
            $0.needsProof = true
        }
    }

    private var forbid: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .session) { request in
            try await services.identity.forbidSupport(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Takes it back: what is open ends, and the keys are replaced."
            $0.responses = [.init(.noContent, "Nothing can be opened any more.")]
            $0.problems = [.locked]
        }
    }

    private var end: Endpoint {
        Endpoint(.delete, Self.path + "/open", surface: .api, access: .session) { request in
            try await services.identity.endSupportAccess(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends what the staff has open; what is allowed stays."
            $0.responses = [.init(.noContent, "Nothing is open.")]
            $0.problems = [.locked]
        }
    }
}
