import Money
import Primitives
import Sealing
import Vault

/// Takes receipts in, hands them out and removes them.
///
/// For API and pages.
struct ReceiptDesk: Sendable {
    let services: WebServices
    let vault: MoneyVault
    private let files: SealedFiles

    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        vault = try MoneyVault(request, services)
        self.services = services
        files = SealedFiles(store: services.files, vault: vault.access.vaultID, tracker: MoneyTracker.id)
    }

    /// A file as it was sent.
    struct Upload: Sendable {
        let bytes: [UInt8]
        /// Any text.
        let name: String
        /// A small picture that the browser drew; nil where it drew none.
        let thumbnail: [UInt8]?
    }

    /// Keeps a file as a receipt of a transaction: sealed first, named by the journal then.
    ///
    /// - Errors: ``ReceiptError``; ``MoneyError`` where the book takes no more of it. Nothing is kept then.
    func add(
        _ upload: Upload,
        to transaction: TransactionID,
        _ request: WebRequest
    ) async throws -> (id: ReceiptID, batchStart: JournalIndex) {
        try vault.access.requireChange()
        try await vault.read { book, _ throws(Problem) in
            guard book.hasTransaction(transaction) else { throw Problem(.notFound) }
        }
        let read = try services.receipts.read(upload.bytes)
        let small = try upload.thumbnail.map { bytes throws(ReceiptError) in
            try services.receipts.readThumbnail(bytes)
        }
        let key = FileKey.random()
        let file = try await files.put(read.bytes, key: key)
        var put = [file]
        do {
            var thumbnail: ReceiptContent.Thumbnail?
            if let small, read.media.isPicture {
                let file = try await files.put(small.bytes, key: key)
                put.append(file)
                thumbnail = ReceiptContent.Thumbnail(file: file, byteCount: small.bytes.count)
            }
            let content = ReceiptContent(
                transaction: transaction,
                name: ReceiptName.proposed(for: upload.name, read.media),
                media: read.media,
                byteCount: read.bytes.count,
                digest: Digest.sha256(read.bytes),
                file: file,
                key: key,
                size: read.size,
                thumbnail: thumbnail
            )
            let (made, start) = try await vault.change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.addReceipt(content, now: services.now())
                }
            }
            // Done before under the same idempotency key: the files of that time are the receipt's.
            if made == nil { await drop(put) }
            guard let start else { throw Problem(.unavailable, retryAfterSeconds: 1) }
            return (made ?? ReceiptID(firstOf: start), start)
        } catch CommitError<MoneyError>.vault(.store(.unavailable)) {
            // Nobody knows whether it was written: a receipt may name these files. If none does, a sweep takes them.
            throw CommitError<MoneyError>.vault(.store(.unavailable))
        } catch {
            await drop(put)
            throw error
        }
    }

    func remove(_ id: ReceiptID, _ request: WebRequest) async throws -> JournalIndex? {
        let (_, start) = try await vault.change(request) { book, start throws(MoneyError) in
            try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in try plan.remove(id) }
        }
        return start
    }

    func receipt(_ id: ReceiptID) async throws -> Item<ReceiptContent> {
        try await vault.read { book, _ throws(Problem) in
            guard let item = book.item(id) else { throw Problem(.notFound) }
            return item
        }
    }

    /// The file, opened while it is sent.
    func content(of id: ReceiptID) async throws -> Answer {
        let receipt = try await receipt(id).content
        let content = try await files.open(receipt.file, key: receipt.key, byteCount: receipt.byteCount)
        return ReceiptDownload(vault: vault, content: content).answer(receipt)
    }

    /// The small picture; not found where there is none.
    func thumbnail(of id: ReceiptID) async throws -> Answer {
        let receipt = try await receipt(id).content
        guard let thumbnail = receipt.thumbnail else { throw Problem(.notFound) }
        let bytes = try await files.content(of: thumbnail.file, key: receipt.key, byteCount: thumbnail.byteCount)
        // What it is was seen when it came, and is seen again in the bytes.
        let media = try services.receipts.readThumbnail(bytes).media
        return ReceiptDownload.answer(bytes, media)
    }

    /// Deletes files that came to nothing; those that cannot be deleted now are swept later.
    private func drop(_ files: [FileID]) async {
        for file in files {
            do { try await self.files.delete(file) } catch {}
        }
    }
}
