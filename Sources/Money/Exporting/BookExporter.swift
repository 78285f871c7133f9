package import Primitives

/// Writes a book as a file.
///
/// One conforming type exists, in MoneyFormats; a protocol because the API and the pages need the bytes and must not
/// know how formats are written.
package protocol BookExporter: Sendable {
    /// Pure: the same book and options give the same bytes.
    func pieces(of book: MoneyBook, as format: ExportFormat, options: ExportOptions) -> any ExportPieces

    /// An archive for a file and what belongs to it, dated with a day.
    func archive(day: CalendarDay) -> any ArchiveWriter

    /// An archive that goes on where another was kept; nil where the bytes are not an archive's.
    func archive(saved: [UInt8]) -> (any ArchiveWriter)?

    /// What each format has no place for, of what this book holds.
    func omissions(of book: MoneyBook) -> [ExportFormat: [ExportOmission]]
}

/// A file in pieces, so that 100,000 transactions are never in memory as text.
package protocol ExportPieces: Sendable {
    /// The next bytes of the file, about 64 KiB; nil at its end.
    mutating func next() -> [UInt8]?
}

package struct ExportOptions: Hashable, Sendable {
    /// Names the book the ids are of, so that an import into the same book finds its own transactions; 0 is nameless.
    package var bookID: UInt64
    /// The day of the export, where a format has to state one.
    package var day: CalendarDay
    /// Where the receipts of each entry lie beside the file; empty where they are not handed out.
    package var receiptPaths: [TransactionID: [String]]
    /// Members of a JSON object with what is planned, ruled and kept; only the JSON export has a place for them.
    ///
    /// They come with the question because their shapes are the HTTP API's, which formats must not know.
    package var plans: [UInt8]

    package init(
        bookID: UInt64 = 0,
        day: CalendarDay,
        receiptPaths: [TransactionID: [String]] = [:],
        plans: [UInt8] = []
    ) {
        self.bookID = bookID
        self.day = day
        self.receiptPaths = receiptPaths
        self.plans = plans
    }
}
