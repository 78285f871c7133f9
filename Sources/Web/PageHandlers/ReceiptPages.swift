import HTTPTypes
import Money
import Primitives
import Vault

/// The receipts of an entry: look, add, remove.
struct ReceiptPages: Sendable {
    private static let path = "/money/receipts"
    private static let ofEntry = "/money/transactions/{id}/receipts"
    /// The file, its small picture, and what a form has around them.
    private static let formByteCountMaximum = ReceiptLimits.byteCount + ReceiptLimits.thumbnailByteCount + 16_384

    let site: PageSite

    var endpoints: [Endpoint] { [show, add, content, thumbnail, remove] }

    private var show: Endpoint {
        Endpoint(.get, Self.ofEntry, surface: .page, access: .unlocked) { request in
            try await answer(try Self.entry(request), request)
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.ofEntry, surface: .page, access: .unlocked) { request in
            let entry = try Self.entry(request)
            guard case .multipart(let form) = request.body, let file = form.file(in: "file"), !file.bytes.isEmpty else {
                return try await refuse(localized("Choose a file."), entry, request)
            }
            let small = form.file(in: "thumbnail").flatMap { $0.bytes.isEmpty ? nil : Array($0.bytes) }
            let upload = ReceiptDesk.Upload(bytes: Array(file.bytes), name: file.name, thumbnail: small)
            do {
                let (_, start) = try await ReceiptDesk(request, site.services).add(upload, to: entry, request)
                return .seeOther(Self.path(of: entry), .receiptAdded, change: start)
            } catch let error as ReceiptError {
                return try await refuse(Sentences.sentence(error), entry, request)
            } catch CommitError<MoneyError>.refused(let error) where error != .notFound(.id) {
                return try await refuse(Sentences.sentence(error), entry, request)
            }
        }.with {
            $0.body = .uploads(count: 2, byteCountMaximum: Self.formByteCountMaximum)
            $0.takesIdempotencyKey = true
        }
    }

    private func refuse(_ sentence: String, _ entry: TransactionID, _ request: WebRequest) async throws -> Answer {
        let error = FieldError(field: "file", label: localized("File"), message: sentence)
        return try await answer(entry, request, problems: FormProblems(errors: [error]))
    }

    private var content: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            try await ReceiptDesk(request, site.services).content(of: try Self.id(request))
        }
    }

    private var thumbnail: Endpoint {
        Endpoint(.get, Self.path + "/{id}/thumbnail", surface: .page, access: .unlocked) { request in
            try await ReceiptDesk(request, site.services).thumbnail(of: try Self.id(request))
        }
    }

    private var remove: Endpoint {
        Endpoint.form(Self.path + "/{id}/remove") { request in
            let desk = try ReceiptDesk(request, site.services)
            let id = try Self.id(request)
            let entry = try await desk.receipt(id).content.transaction
            let start = try await desk.remove(id, request)
            return .seeOther(Self.path(of: entry), .receiptRemoved, change: start)
        }
    }

    private func answer(
        _ id: TransactionID,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let words = site.words(request)
        let page = try await MoneyVault(request, site.services).read { book, _ throws(Problem) in
            guard let transaction = book.transaction(id) else { throw Problem(.notFound) }
            let content = transaction.content
            let entry = EntryWords(book, words: words)
            let isPlain = TransactionFormReader.form(of: transaction, book.settings.digitGrouping) != nil
            return ReceiptsPage(
                entry: entry.title(content),
                day: site.dayText(content.day),
                money: entry.money(content),
                listPath: RowPlace(month: String(content.day.iso.prefix(7))).showing(id.text),
                editPath: isPlain ? "/money/transactions/\(id.text)" : nil,
                receipts: ReceiptWords.list(id, book, request, problems: problems),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func path(of entry: TransactionID) -> String { "/money/transactions/\(entry.text)/receipts" }

    private static func entry(_ request: WebRequest) throws(Problem) -> TransactionID {
        guard let id = TransactionID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private static func id(_ request: WebRequest) throws(Problem) -> ReceiptID {
        guard let id = ReceiptID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
