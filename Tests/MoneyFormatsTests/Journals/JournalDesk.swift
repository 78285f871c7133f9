import Money
import MoneyFormats
import Primitives

/// A book that journals are imported into and exported from.
struct JournalDesk {
    static let day = CalendarDay(daysSinceEpoch: 20_500)

    var book = MoneyBook()
    var batch: UInt64 = 1000

    static func export(_ book: MoneyBook, _ format: ExportFormat, bookID: UInt64 = 0) -> [UInt8] {
        var pieces = FileBookExporter().pieces(of: book, as: format, options: ExportOptions(bookID: bookID, day: day))
        var bytes: [UInt8] = []
        while let piece = pieces.next() { bytes += piece }
        return bytes
    }

    static func read(_ text: String, _ format: JournalFormat? = nil) throws(StatementError) -> JournalDocument {
        try FileJournalReader().read(Array(text.utf8), format: format, encoding: nil)
    }

    /// Imports what is new and what the choices add.
    mutating func take(
        _ document: JournalDocument,
        bookID: UInt64 = 0,
        choices: [Int: Bool] = [:]
    ) throws -> JournalPreview {
        let planner = JournalPlanner(book: book, bookID: bookID)
        let preview = planner.preview(document)
        let content = ImportContent(
            label: "journal",
            format: document.format.name,
            fileDigest: [],
            rowCount: 0,
            duplicateCount: 0,
            rejectedCount: document.rejectedCount,
            day: Self.day
        )
        let planned = try planner.commit(preview, choices: choices, content: content, batchStart: batch)
        try book.apply(planned.changes, batchStart: batch, at: Timestamp(seconds: 1_760_000_000))
        batch += 1
        return preview
    }
}

extension ExportFormat {
    /// The three that lose nothing and are read back.
    static let journals: [(export: ExportFormat, journal: JournalFormat)] = [
        (.ledger, .ledger), (.hledger, .hledger), (.beancount, .beancount),
    ]
}
