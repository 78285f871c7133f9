import Identity
import Money
import Primitives
import Sealing
import Vault

/// A file of a person's book, made while it is sent, from the moment it was asked for.
struct BookDownload: AnswerPieces {
    private let vault: MoneyVault
    private var pieces: any ExportPieces

    private init(_ vault: MoneyVault, _ pieces: any ExportPieces) {
        self.vault = vault
        self.pieces = pieces
    }

    /// What was locked meanwhile hands out nothing more, and the file stays a part.
    mutating func next() async throws -> [UInt8]? {
        _ = try await vault.read { _, head in head.index }
        return pieces.next()
    }

    static func answer(
        _ request: WebRequest,
        _ services: WebServices,
        _ format: ExportFormat,
        withReceipts: Bool
    ) async throws -> Answer {
        withReceipts
            ? try await archive(request, services, format) : try await answer(request, services, format)
    }

    /// Room for the book's own file and for names, in an archive of less than 4 GiB.
    private static let receiptBytesMaximum = 3 << 30

    private static func archive(
        _ request: WebRequest,
        _ services: WebServices,
        _ format: ExportFormat
    ) async throws -> Answer {
        let vault = try MoneyVault(request, services)
        var options = ExportOptions(bookID: bookID(of: vault.access), day: services.today())
        let (names, book) = try await vault.read { book, _ in (ReceiptNames(book), book) }
        options.plans = PlansJSON.members(of: book, for: format)
        guard names.byteCount <= receiptBytesMaximum else {
            throw Problem(
                .invalid,
                fields: [.init("receipts", localized("The receipts are more than fit one archive."))]
            )
        }
        options.receiptPaths = names.paths
        let name = try await stem(request, services, options.day)
        let archive = BookArchive(
            vault,
            SealedFiles(store: services.files, vault: vault.access.vaultID, tracker: MoneyTracker.id),
            name: "flowkeep-\(options.day.iso).\(format.fileExtension)",
            services.exporter.pieces(of: book, as: format, options: options),
            names.entries,
            services.exporter.archive(day: options.day)
        )
        return .download(archive, name: "\(name).zip", mediaType: "application/zip")
    }

    private static func answer(
        _ request: WebRequest,
        _ services: WebServices,
        _ format: ExportFormat
    ) async throws -> Answer {
        let vault = try MoneyVault(request, services)
        let (id, day) = (bookID(of: vault.access), services.today())
        let pieces = try await vault.read { book, _ in
            let options = ExportOptions(bookID: id, day: day, plans: PlansJSON.members(of: book, for: format))
            return services.exporter.pieces(of: book, as: format, options: options)
        }
        return .download(
            BookDownload(vault, pieces),
            name: "\(try await stem(request, services, day)).\(format.fileExtension)",
            mediaType: format.mediaType
        )
    }

    /// The file's name without what its format adds: a shared book's says which it is.
    private static func stem(
        _ request: WebRequest,
        _ services: WebServices,
        _ day: CalendarDay
    ) async throws -> String {
        guard let id = request.session?.book, let token = request.session?.token else { return "flowkeep-\(day.iso)" }
        let name = try await services.identity.book(id, for: token).name
        // What some system would take for a path, or for more than a name.
        let plain = name.map { $0.isLetter || $0.isNumber || $0 == " " ? $0 : "-" }
        return "flowkeep \(String(plain)) \(day.iso)"
    }

    /// Names a person's book in files, so that it knows its own ones when they come back.
    ///
    /// It says nothing else: the vault's id cannot be told from it.
    static func bookID(of access: VaultAccess) -> UInt64 {
        let digest = Digest.sha256(Array("flowkeep/1/journal-book".utf8) + access.vaultID.bytes)
        return max(1, digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
