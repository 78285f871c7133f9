import Identity
import Money
import Primitives
import Vault

/// A book in an archive: four formats of one moment, then its receipts.
struct ArchivedMoney {
    private static let files: [(name: String, format: ExportFormat)] = [
        ("flowkeep.json", .json), ("transactions.csv", .csv), ("book.ledger", .ledger),
        ("book.beancount", .beancount),
    ]

    let services: WebServices

    /// The texts; the receipts are put into the point, and a unit for them.
    func write(_ unit: ArchivePoint.Unit, to writing: inout ArchiveWriting) async throws {
        guard let id = unit.book else { return try await write(unit, writing.archive.access, to: &writing) }
        let books = try await services.identity.archivedBooks(writing.archive)
        let name = books.first { $0.id == id }?.name ?? ""
        try await writing.file(unit.folder + "name.txt", Array((name + "\n").utf8))
        guard writing.point.byteCount < ArchiveWriting.byteCountMaximum else {
            writing.point.closedBooks.append(unit.folder)
            return
        }
        do { try await write(unit, try await opened(id, writing.archive), to: &writing) } catch {
            guard try await isOfBook(error, writing.archive) else { throw error }
            writing.point.closedBooks.append(unit.folder)
        }
    }

    private func write(
        _ unit: ArchivePoint.Unit,
        _ access: VaultAccess,
        to writing: inout ArchiveWriting
    ) async throws {
        let (book, names) = try await access.read(MoneyTracker.self) { book, _ in (copy book, ReceiptNames(book)) }
        let day = services.today()
        let path = { (name: String) in unit.folder + name }
        for file in Self.files {
            let options = ExportOptions(
                bookID: BookDownload.bookID(of: access),
                day: day,
                receiptPaths: names.paths,
                plans: PlansJSON.members(of: book, for: file.format)
            )
            let pieces = services.exporter.pieces(of: book, as: file.format, options: options)
            try await writing.file(path(file.name), of: pieces)
            // A book that she was taken out of meanwhile is not written on.
            _ = try await access.read(MoneyTracker.self) { _, head in head.index }
        }
        writing.point.receipts = names.entries.map { entry in
            .init(
                name: path(ReceiptNames.folder + entry.name),
                file: entry.receipt.file,
                key: entry.receipt.key,
                byteCount: entry.receipt.byteCount
            )
        }
        writing.point.receiptTotal = names.entries.count
        writing.point.unreadable = []
        guard !names.entries.isEmpty else { return }
        writing.point.units.insert(.init(.receipts, book: unit.book, in: unit.folder), at: 0)
    }

    /// As many receipts as a step takes; the rest stays in the point.
    func writeReceipts(
        _ unit: ArchivePoint.Unit,
        to writing: inout ArchiveWriting,
        until byteCount: Int
    ) async throws {
        var count = 0
        do {
            let access =
                if let id = unit.book { try await opened(id, writing.archive) } else { writing.archive.access }
            let files = SealedFiles(store: services.files, vault: access.vaultID, tracker: MoneyTracker.id)
            for receipt in writing.point.receipts {
                guard writing.written < byteCount else { break }
                _ = try await access.read(MoneyTracker.self) { _, head in head.index }
                if let bytes = try await content(of: receipt, files) {
                    try await writing.file(receipt.name, bytes)
                } else {
                    writing.point.unreadable.append(receipt.name)
                }
                count += 1
            }
        } catch {
            // She left the book meanwhile, or was taken out.
            guard unit.book != nil, try await isOfBook(error, writing.archive) else { throw error }
            writing.point.unreadable += writing.point.receipts.dropFirst(count).map(\.name)
            count = writing.point.receipts.count
        }
        writing.point.receipts.removeFirst(count)
        guard writing.point.receipts.isEmpty else {
            writing.point.units.insert(unit, at: 0)
            return
        }
        guard !writing.point.unreadable.isEmpty else { return }
        let lines = ["These receipts were deleted meanwhile, or do not open:"] + writing.point.unreadable
        let name = unit.folder + ReceiptNames.folder + "UNREADABLE.txt"
        try await writing.file(name, Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Nil where it was deleted meanwhile, or does not open.
    private func content(of receipt: ArchivePoint.WaitingReceipt, _ files: SealedFiles) async throws -> [UInt8]? {
        do throws(VaultError) {
            return try await files.content(of: receipt.file, key: receipt.key, byteCount: receipt.byteCount)
        } catch {
            guard case .damaged = error else { throw error }
            return nil
        }
    }

    private func opened(_ book: VaultID, _ archive: OpenedArchive) async throws -> VaultAccess {
        try await services.identity.openArchivedBook(book, archive)
    }

    /// Whether an error is of a shared book alone: she is not let in any more, or it does not open.
    ///
    /// Her own vault is open still, and what may pass is none.
    private func isOfBook(_ error: any Error, _ archive: OpenedArchive) async throws -> Bool {
        _ = try archive.access.sharingEpoch()
        switch error {
        // What may pass: the step is done again.
        case IdentityError.vault(.store), VaultError.store, IdentityError.vault(.keyServiceUnavailable),
            IdentityError.records, is CancellationError, is ArchiveError:
            return false
        case IdentityError.vault(.noConsent), VaultError.noConsent:
            return try await services.identity.hasConsent(.export, archive.access.vaultID)
        default: return error is IdentityError || error is VaultError
        }
    }
}
