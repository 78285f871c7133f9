import AuditTrail
import HTTPTypes
import JSON
import NIOCore
import Primitives
import TransparencyLog
import Vault

/// `/api/v1/privacy/access-history`: every opening of a person's vault, as the transparency log has it.
///
/// - Source: docs/spec/access-history.md §5.
struct AccessHistoryAPI: Sendable {
    static let path = "/api/v1/privacy/access-history"
    private static let limitDefault = 50
    private static let limitMaximum = 200

    let services: WebServices

    var endpoints: [Endpoint] { [list, proof] }

    private static let act = ObjectSchema(
        "LoggedAct",
        [
            .required("ordinal", .integer(0...Int(Int64.max)), "Place among this vault's own acts, from 0."),
            .required("act", .enumeration(LoggedAct.allCases.map(\.name))),
            .optional("purpose", .enumeration(Purpose.allCases.map(\.name)), "What the vault was opened for."),
            .optional("openedBy", .enumeration(KeySlot.Kind.allCases.map(\.name)), "The kind of key that opened it."),
            .optional("deed", .enumeration(StaffDeed.allCases.map(\.name)), "What somebody of the staff did."),
            .optional("role", .enumeration(StaffRole.allCases.map(\.name)), "The role of who did it."),
            .required("at", .string(.moment, length: 20...20)),
            .required("entry", .integer(0...Int(Int64.max)), "Place in the transparency log."),
            .required("head", .integer(0...Int(Int64.max)), "How many changes the vault had."),
            .required("proven", .boolean, "Whether a published checkpoint proves it; otherwise the next one will."),
        ]
    )

    private static let page = ObjectSchema(
        "AccessHistory",
        [
            .required("items", .array(.object(act), count: 0...limitMaximum), "Newest first."),
            .optional("nextCursor", .string(.line, length: 1...20)),
            .required("logKey", .string(.line, length: 1...300), "What the log's checkpoints are verified with."),
        ]
    )

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let subject = try request.auditSubject()
            let limit = request.query["limit"].flatMap { Int($0) } ?? Self.limitDefault
            let cursor = request.query["cursor"].flatMap { UInt64($0) }
            let acts = try await services.audit.history(of: subject, below: cursor, limit: limit)
            let key = try services.audit.signerKey().text
            return .json { writer in
                writer.memberArray("items", acts) { Self.write($1, to: &$0) }
                if let last = acts.last?.entry.event.ordinal, acts.count == limit, last > 0 {
                    writer.member("nextCursor", String(last))
                }
                writer.member("logKey", key)
            }
        }.with {
            $0.summary = "Shows every opening of the vault, newest first, each compared with the transparency log."
            $0.query = [
                .init("limit", .integer(1...Self.limitMaximum), "How many."),
                .init("cursor", .string(.line, length: 1...20), "The cursor of the page before."),
            ]
            $0.responses = [.init(.ok, "The acts.", Self.page)]
        }
    }

    private var proof: Endpoint {
        Endpoint(.get, Self.path + "/{ordinal}/proof", surface: .api, access: .unlocked) { request in
            guard let ordinal = UInt64(request.parameter("ordinal")), ordinal < .max else { throw Problem(.notFound) }
            let subject = try request.auditSubject()
            let file: LogProofFile?
            do throws(AuditError) {
                file = try await services.audit.proof(of: subject, ordinal: ordinal)
            } catch .damagedEvent {
                throw Problem(.notFound)
            }
            guard let file else {
                throw Problem(
                    .conflict,
                    detail: "The log publishes this entry with its next checkpoint; ask again then."
                )
            }
            var answer = Answer(status: .ok, body: ByteBuffer(bytes: file.bytes))
            answer.fields[.contentType] = "text/plain; charset=utf-8"
            return answer.adding(.contentDisposition, "attachment; filename=\"flowkeep-\(ordinal).tlog-proof\"")
        }.with {
            $0.summary = "Gives the file that proves an act to anybody who has the log's public key (C2SP tlog-proof)."
            $0.responses = [.init(.ok, "The proof.", media: ["text/plain"])]
            $0.problems = [.notFound, .conflict]
        }
    }

    static func write(_ act: AuditedAct, to writer: inout JSONWriter) {
        let event = act.entry.event
        writer.object { writer in
            writer.member("ordinal", Int(event.ordinal))
            writer.member("act", event.act.name)
            writer.member("purpose", optional: event.purpose?.name)
            writer.member("openedBy", optional: KeySlot.Kind(rawValue: event.slotKind)?.name)
            if case .staff(let done)? = act.entry.particulars {
                writer.member("deed", done.deed.name)
                writer.member("role", optional: done.role?.name)
            }
            writer.member("at", event.time.iso)
            writer.member("entry", Int(act.entry.index))
            writer.member("head", Int(event.headIndex))
            writer.member("proven", act.isProven)
        }
    }
}

extension WebRequest {
    /// The vault whose history is asked for.
    func auditSubject() throws(Problem) -> LogSubjectID {
        guard let access = session?.access else { throw Problem(.locked) }
        return LogSubjectID(access.vaultID)
    }
}

extension LoggedAct {
    /// For JSON: lower case with hyphens.
    package var name: String {
        switch self {
        case .vaultOpening: "vault-opening"
        case .keyFetch: "key-fetch"
        case .rotation: "rotation"
        case .staffAct: "staff-act"
        case .configurationChange: "configuration-change"
        case .start: "start"
        case .deletion: "deletion"
        case .backup: "backup"
        case .restoration: "restoration"
        case .cover: "cover"
        case .signIn: "sign-in"
        case .accountChange: "account-change"
        case .refusal: "refusal"
        }
    }
}

extension KeySlot.Kind {
    /// For JSON: lower case with hyphens.
    package var name: String {
        switch self {
        case .passphrase: "passphrase"
        case .recoveryCode: "recovery-code"
        case .session: "session"
        case .passkey: "passkey"
        case .apiToken: "api-token"
        case .member: "member"
        case .escrow: "escrow"
        case .ownLock: "own-lock"
        case .invitation: "invitation"
        }
    }
}
