import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/archive`: a copy of everything that is hers.
///
/// - Source: docs/spec/archives.md.
struct ArchiveAPI: Sendable {
    static let path = "/api/v1/privacy/archive"

    let services: WebServices

    var endpoints: [Endpoint] { [show, ask, drop, file] }

    private static let moment = Schema.string(.moment, length: 20...20)

    private static let archive = ObjectSchema(
        "Archive",
        [
            .required("state", .enumeration(["none", "making", "ready", "stopped"])),
            .optional("sealed", .boolean, "Whether it opens with a passphrase of its own."),
            .optional("asked", moment),
            .optional("part", .enumeration(ArchiveRecord.Part.allCases.map(\.name)), "What is written next."),
            .optional("done", .integer(0...Int(UInt32.max)), "Of the receipts, while they are written."),
            .optional("total", .integer(0...Int(UInt32.max))),
            .optional("bytes", .integer(0...Int(Int64.max)), "Of the archive so far."),
            .optional("goesAt", moment, "When it is deleted."),
            .optional("reason", .enumeration(ArchiveRecord.Stop.allCases.map(\.name)), "Why it stopped."),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            let record = try await services.identity.archive(for: try request.sessionToken())
            return .json { Self.write(record, to: &$0) }
        }.with {
            $0.summary = "Shows the archive of everything: whether one was asked for, and how far it is."
            $0.responses = [.init(.ok, "How it stands.", Self.archive)]
            $0.problems = [.locked]
        }
    }

    private static func write(_ record: ArchiveRecord?, to writer: inout JSONWriter) {
        guard let record else { return writer.member("state", "none") }
        switch record.state {
        case .making: writer.member("state", "making")
        case .ready: writer.member("state", "ready")
        case .stopped: writer.member("state", "stopped")
        case .dropped: return writer.member("state", "none")
        }
        writer.member("sealed", record.header != nil)
        writer.member("asked", record.asked.iso)
        if record.state == .making {
            writer.member("part", record.progress.part.name)
            writer.member("done", Int(record.progress.done))
            writer.member("total", Int(record.progress.total))
        }
        writer.member("bytes", record.byteCount)
        writer.member("goesAt", record.expiry.iso)
        if case .stopped(let reason) = record.state { writer.member("reason", reason.name) }
    }

    private var ask: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let isSealed = RequestFields(request.json).flag("sealed")
            let asked = try await services.identity.askArchive(
                isSealed: isSealed,
                language: Words.current.locale.rawValue,
                for: try request.sessionToken()
            )
            try await services.archives.add(asked.vault)
            return .json(status: .accepted) { $0.member("passphrase", optional: asked.passphrase?.value) }
        }.with {
            $0.summary = "Begins an archive of everything, in place of the one before."
            $0.purpose = .export
            $0.body = .json(
                ObjectSchema("ArchiveRequest", [.required("sealed", .boolean, "With a passphrase that is made here.")])
            )
            $0.responses = [
                .init(
                    .accepted,
                    "It is being made.",
                    ObjectSchema(
                        "ArchiveAsked",
                        [.optional("passphrase", .string(.line, length: 1...60), "Shown once; kept nowhere.")]
                    )
                )
            ]
            $0.needsProof = true
            $0.problems = [.proofNeeded, .invalid, .tooManyRequests]
        }
    }

    private var drop: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .session) { request in
            try await services.identity.dropArchive(for: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Deletes the archive, whether it is ready or not."
            $0.responses = [.init(.noContent, "There is none.")]
            $0.problems = [.locked]
        }
    }

    private var file: Endpoint {
        Endpoint(.get, Self.path + "/file", surface: .api, access: .unlocked) { request in
            guard let answer = try await ArchiveDownload.answer(request, services, try request.sessionToken()) else {
                throw Problem(.notFound)
            }
            return answer
        }.with {
            $0.summary = "Hands out the finished archive: a ZIP file, or one in the age format that holds it."
            $0.purpose = .export
            $0.needsProof = true
            $0.responses = [.init(.ok, "The file.", media: ["application/zip", "application/octet-stream"])]
            $0.problems = [.proofNeeded, .notFound]
        }
    }
}

extension ArchiveRecord.Part {
    var name: String {
        switch self {
        case .money: "money"
        case .receipts: "receipts"
        case .diary: "diary"
        case .book: "book"
        case .account: "account"
        case .history: "history"
        case .index: "index"
        }
    }
}

extension ArchiveRecord.Stop {
    var name: String {
        switch self {
        case .consentWithdrawn: "consent-withdrawn"
        case .damaged: "damaged"
        case .tooLarge: "too-large"
        }
    }
}
