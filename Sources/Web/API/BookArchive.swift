import Money
import Primitives
import Vault

/// A person's book with its receipts in one archive, made while it is sent, from the moment it was asked for.
struct BookArchive: AnswerPieces {
    private enum Step {
        case begin, book, next, finish, done
    }

    private let vault: MoneyVault
    private let files: SealedFiles
    private let name: String
    private var pieces: any ExportPieces
    private var archive: any ArchiveWriter
    private var receipts: ArraySlice<ReceiptNames.Entry>
    /// What could not be opened: named in the archive, since nobody is asked while it is sent.
    private var unreadable: [String] = []
    private var step = Step.begin

    /// - `name`: Of the book's file in the archive.
    init(
        _ vault: MoneyVault,
        _ files: SealedFiles,
        name: String,
        _ pieces: any ExportPieces,
        _ receipts: [ReceiptNames.Entry],
        _ archive: any ArchiveWriter
    ) {
        self.vault = vault
        self.files = files
        self.name = name
        self.pieces = pieces
        self.receipts = receipts[...]
        self.archive = archive
    }

    /// What was locked meanwhile hands out nothing more, and the file stays a part.
    mutating func next() async throws -> [UInt8]? {
        _ = try await vault.read { _, head in head.index }
        switch step {
        case .begin:
            step = .book
            return try archive.begin(name)
        case .book:
            if let piece = pieces.next() { return try archive.content(piece) }
            step = .next
            return try archive.end()
        case .next:
            if let receipt = try await nextReceipt() { return receipt }
            step = .finish
            return try await next()
        case .finish:
            step = .done
            return try note() + archive.finish()
        case .done: return nil
        }
    }

    /// The next receipt that opens; nil when none is left.
    private mutating func nextReceipt() async throws -> [UInt8]? {
        while let entry = receipts.popFirst() {
            let receipt = entry.receipt
            do {
                let bytes = try await files.content(of: receipt.file, key: receipt.key, byteCount: receipt.byteCount)
                return try archive.file(ReceiptNames.folder + entry.name, bytes)
            } catch VaultError.damaged {
                unreadable.append(entry.name)
            }
        }
        return nil
    }

    /// Tells of receipts that are damaged; nothing where all are there.
    private mutating func note() throws -> [UInt8] {
        guard !unreadable.isEmpty else { return [] }
        let lines = ["These receipts are damaged or missing in the files store:"] + unreadable
        return try archive.file(
            ReceiptNames.folder + "UNREADABLE.txt",
            Array((lines.joined(separator: "\n") + "\n").utf8)
        )
    }
}
