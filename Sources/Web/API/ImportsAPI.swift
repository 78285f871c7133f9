import HTTPTypes
import JSON
import Money
import Primitives

/// `/api/v1/money/imports`.
struct ImportsAPI: Sendable {
    private static let path = "/api/v1/money/imports"
    private static let media = [
        "application/octet-stream", "text/csv", "text/tab-separated-values", "text/plain", "application/x-ofx",
        "application/ofx", "application/vnd.intu.qfx", "application/qif", "application/x-qif", "application/xml",
        "text/xml", "text/x-ledger", "text/x-hledger", "text/x-beancount",
    ]

    let services: WebServices

    var endpoints: [Endpoint] { [list, stage, show, rows, choose, commit, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let records = try await MoneyVault(request, services).read { book, _ in book.liveImports }
            return .json { writer in
                writer.memberArray("items", records.reversed()) { ImportJSON.write($1, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the imports that were committed, newest first."
            $0.responses = [.init(.ok, "All imports.", MoneySchemas.list("ImportList", of: ImportSchemas.record))]
        }
    }

    private var stage: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            guard case .bytes(let bytes, _) = request.body else { throw Problem(.lengthRequired) }
            let desk = try ImportDesk(request, services)
            let proposal = try await desk.stage(
                bytes,
                fileName: request.query["filename"] ?? "Imported file",
                format: request.query["format"].flatMap { ImportFormat(name: $0) },
                options: try ImportOptions.options(request.query),
                account: try request.query["account"].map(Self.account)
            )
            if case .journal = proposal, request.query["account"] != nil {
                _ = desk.discard(proposal.id)
                throw Problem(.invalid, fields: [.init("account", "A journal names its accounts itself.")])
            }
            var answer = Answer.json(ImportJSON.bytes(proposal), status: .created)
            answer.fields[.location] = "\(Self.path)/\(proposal.id)"
            return answer
        }.with {
            $0.summary =
                "Reads a statement (OFX, QFX, QIF, CSV, CAMT.053, MT940) or a journal (ledger, hledger, beancount) "
                + "and says what it would add. Nothing is saved."
            $0.purpose = .moneyImport
            $0.query = ImportOptions.parameters
            $0.body = .file(media: Self.media)
            $0.responses = [.init(.created, "What was found.", ImportSchemas.proposal)]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            .json(ImportJSON.bytes(try await ImportDesk(request, services).staged(request.parameter("id"))))
        }.with {
            $0.summary = "Shows a file that was read and not yet imported."
            $0.purpose = .moneyImport
            $0.responses = [.init(.ok, "What was found.", ImportSchemas.proposal)]
        }
    }

    private var rows: Endpoint {
        Endpoint(.get, Self.path + "/{id}/rows", surface: .api, access: .unlocked) { request in
            let proposal = try await ImportDesk(request, services).staged(request.parameter("id"))
            let limit = request.query["limit"].flatMap { Int($0) } ?? 100
            let start = request.query["cursor"].flatMap { Int($0) } ?? 0
            return .json(ImportJSON.rows(proposal, status: request.query["status"], from: start, limit: limit))
        }.with {
            $0.summary = "Lists the rows of a file that was read, each with what would become of it."
            $0.purpose = .moneyImport
            $0.query = [
                .init("status", .enumeration(ImportSchemas.statuses), "Only these."),
                .init("limit", .integer(1...500), "How many on a page, 100 by itself."),
                .init("cursor", .string(.id, length: 1...10), "The `next` of the page before."),
            ]
            $0.responses = [.init(.ok, "A page of rows.", ImportSchemas.rows)]
        }
    }

    private var choose: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            let desk = try ImportDesk(request, services)
            switch try desk.find(request.parameter("id")) {
            case var journal as StagedJournal:
                try ImportOptions.apply(fields, to: &journal)
                return .json(ImportJSON.bytes(.journal(try await desk.change(journal))))
            case var statement as StagedImport:
                if fields.optionalText("account") != nil {
                    statement.account = try Self.account(fields.text("account"))
                }
                try ImportOptions.apply(fields, to: &statement)
                return .json(ImportJSON.bytes(.statement(try await desk.change(statement))))
            default: throw Problem(.notFound)
            }
        }.with {
            $0.summary =
                "Answers what a file leaves open: account, order of dates, decimal mark, encoding, columns; what "
                + "accounts of a journal are."
            $0.purpose = .moneyImport
            $0.body = .json(ImportSchemas.choices)
            $0.responses = [.init(.ok, "What was found with that.", ImportSchemas.proposal)]
        }
    }

    private var commit: Endpoint {
        Endpoint(.post, Self.path + "/{id}/commit", surface: .api, access: .unlocked) { request in
            let adding = ImportAdding(
                rows: Self.numbers(request.json["rows"]),
                lines: Self.numbers(request.json["add"]),
                plain: Self.numbers(request.json["plain"])
            )
            let (_, record) = try await ImportDesk(request, services).commit(
                request.parameter("id"),
                adding: adding
            )
            var writer = JSONWriter()
            ImportJSON.write(record, to: &writer)
            return .json(writer.bytes)
        }.with {
            $0.summary =
                "Adds the new rows, and those known ones that are named, as one step. Repeating it adds nothing."
            $0.purpose = .moneyImport
            $0.body = .optionalJSON(ImportSchemas.commit)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The import; its id is the one to undo it by.", ImportSchemas.record)]
            $0.problems = [.conflict]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            let desk = try ImportDesk(request, services)
            let text = request.parameter("id")
            if desk.discard(text) { return .noContent }
            guard let id = desk.importID(text) else { throw Problem(.notFound) }
            try await desk.undo(id, at: services.now())
            return .noContent
        }.with {
            $0.summary = "Discards a file that was read, or undoes an import whole."
            $0.purpose = .moneyImport
            $0.responses = [.init(.noContent, "It is gone.")]
        }
    }

    private static func numbers(_ value: JSONValue?) -> Set<Int> {
        guard case .array(let values) = value else { return [] }
        return Set(values.compactMap { if case .number(let text) = $0 { Int(text) } else { nil } })
    }

    private static func account(_ text: String) throws(Problem) -> AccountID {
        guard let id = AccountID(text: text) else {
            throw Problem(.invalid, fields: [.init("account", "It does not exist.")])
        }
        return id
    }
}
