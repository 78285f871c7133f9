import HTTPTypes
import JSON
import Money
import Vault

/// `/api/v1/money/receipts`, and the receipts of a transaction.
struct ReceiptsAPI: Sendable {
    private static let path = "/api/v1/money/receipts"
    private static let ofTransaction = "/api/v1/money/transactions/{id}/receipts"
    private static let media = ReceiptMedia.allCases.map(\.mediaType)

    let services: WebServices

    var endpoints: [Endpoint] { [list, add, show, content, thumbnail, remove] }

    private var list: Endpoint {
        Endpoint(.get, Self.ofTransaction, surface: .api, access: .unlocked) { request in
            let id = try Self.transaction(request)
            let receipts = try await MoneyVault(request, services).read { book, _ throws(Problem) in
                guard book.hasTransaction(id) else { throw Problem(.notFound) }
                return book.receipts(of: id)
            }
            return .json { writer in
                writer.memberArray("items", receipts) { writer, item in
                    writer.object { Self.writeMembers(of: item, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists the receipts of a transaction, in the order they were added."
            $0.responses = [.init(.ok, "All of them.", Self.listSchema)]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.ofTransaction, surface: .api, access: .unlocked) { request in
            guard case .bytes(let bytes, _) = request.body else { throw Problem(.lengthRequired) }
            let desk = try ReceiptDesk(request, services)
            let upload = ReceiptDesk.Upload(bytes: bytes, name: request.query["filename"] ?? "", thumbnail: nil)
            let (id, _) = try await desk.add(upload, to: try Self.transaction(request), request)
            return Self.answer(try await desk.receipt(id), status: .created)
                .adding(.location, "\(Self.path)/\(id.text)")
        }.with {
            $0.summary =
                "Adds a receipt: a JPEG, PNG, WebP or PDF, whatever it is called. A picture is kept without what it "
                + "says of place, time and camera."
            $0.query = [.init("filename", .string(.line, length: 0...255), "What the file is called.")]
            $0.body = .octets(byteCountMaximum: ReceiptLimits.byteCount)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The receipt.", Self.schema)]
            $0.problems = [.conflict]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            Self.answer(try await ReceiptDesk(request, services).receipt(try Self.id(request)))
        }.with {
            $0.summary = "Shows what is known of a receipt."
            $0.responses = [.init(.ok, "The receipt.", Self.schema)]
        }
    }

    private var content: Endpoint {
        Endpoint(.get, Self.path + "/{id}/content", surface: .api, access: .unlocked) { request in
            try await ReceiptDesk(request, services).content(of: try Self.id(request))
        }.with {
            $0.summary = "Hands out a receipt's file. It is sent while it is opened, without a length."
            $0.responses = [.init(.ok, "The file.", media: Self.media)]
        }
    }

    private var thumbnail: Endpoint {
        Endpoint(.get, Self.path + "/{id}/thumbnail", surface: .api, access: .unlocked) { request in
            try await ReceiptDesk(request, services).thumbnail(of: try Self.id(request))
        }.with {
            $0.summary = "Hands out the small picture of a receipt, where a browser has drawn one."
            $0.responses = [.init(.ok, "The picture.", media: Self.media)]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            _ = try await ReceiptDesk(request, services).remove(try Self.id(request), request)
            return .noContent
        }.with {
            $0.summary = "Removes a receipt. Undo brings it back for 30 days; then its file goes."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
        }
    }

    private static let schema = ObjectSchema(
        "Receipt",
        [
            .required("id", .id), .required("transaction", .id), .required("name", .name),
            .required("mediaType", .enumeration(media)),
            .required("byteCount", .integer(1...ReceiptLimits.byteCount)),
            .required("sha256", .string(.line, length: 64...64), "Of the file as it is kept, in hexadecimal."),
            .optional("width", .integer(1...ReceiptLimits.pixelCount), "In pixels; absent for a PDF."),
            .optional("height", .integer(1...ReceiptLimits.pixelCount)),
            .required("hasThumbnail", .boolean),
        ]
    )

    private static let listSchema = ObjectSchema(
        "ReceiptList",
        [.required("items", .array(.object(schema), count: 0...ReceiptLimits.perTransaction))]
    )

    private static func answer(_ item: Item<ReceiptContent>, status: Answer.Status = .ok) -> Answer {
        .json(status: status) { writeMembers(of: item, to: &$0) }
    }

    private static func writeMembers(of item: Item<ReceiptContent>, to writer: inout JSONWriter) {
        let receipt = item.content
        writer.member("id", item.id.text)
        writer.member("transaction", receipt.transaction.text)
        writer.member("name", receipt.name)
        writer.member("mediaType", receipt.media.mediaType)
        writer.member("byteCount", receipt.byteCount)
        writer.member("sha256", receipt.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        if let size = receipt.size {
            writer.member("width", size.width)
            writer.member("height", size.height)
        }
        writer.member("hasThumbnail", receipt.thumbnail != nil)
    }

    private static func id(_ request: WebRequest) throws(Problem) -> ReceiptID {
        guard let id = ReceiptID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func transaction(_ request: WebRequest) throws(Problem) -> TransactionID {
        guard let id = TransactionID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
