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
        let access: VaultAccess
        do {
            access = try await self.access(unit, writing.archive)
        } catch let error as IdentityError where unit.book != nil && Self.isClosed(error) {
            writing.point.closedBooks.append(unit.folder)
            return
        }
        if let id = unit.book {
            let books = try await services.identity.archivedBooks(writing.archive)
            let name = books.first { $0.id == id }?.name ?? ""
            try await writing.file(unit.folder + "name.txt", Array((name + "\n").utf8))
        }
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
        let access = try await access(unit, writing.archive)
        let files = SealedFiles(store: services.files, vault: access.vaultID, tracker: MoneyTracker.id)
        var count = 0
        for receipt in writing.point.receipts {
            guard writing.written < byteCount else { break }
            _ = try await access.read(MoneyTracker.self) { _, head in head.index }
            do {
                let bytes = try await files.content(
                    of: receipt.file,
                    key: receipt.key,
                    byteCount: receipt.byteCount
                )
                try await writing.file(receipt.name, bytes)
            } catch VaultError.damaged {
                writing.point.unreadable.append(receipt.name)
            }
            count += 1
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

    private func access(_ unit: ArchivePoint.Unit, _ archive: OpenedArchive) async throws -> VaultAccess {
        guard let book = unit.book else { return archive.access }
        return try await services.identity.openArchivedBook(book, archive)
    }

    /// Whether somebody is not let into a book, for now or for good.
    private static func isClosed(_ error: IdentityError) -> Bool {
        switch error {
        case .sharing, .vault(.contended), .vault(.doesNotOpen): true
        default: false
        }
    }
}
