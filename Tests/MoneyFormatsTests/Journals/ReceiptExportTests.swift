import Money
import MoneyFormats
import Primitives
import TestSupport
import Testing

@Suite("Receipts in exports")
struct ReceiptExportTests {
    private static func export(
        _ book: MoneyBook,
        _ format: ExportFormat,
        _ paths: [TransactionID: [String]]
    ) -> String {
        let options = ExportOptions(bookID: 7, day: JournalDesk.day, receiptPaths: paths)
        var pieces = FileBookExporter().pieces(of: book, as: format, options: options)
        var bytes: [UInt8] = []
        while let piece = pieces.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a journal names each receipt, and is read back as if it named none", arguments: [0, 1, 2])
    func journals(_ place: Int) throws {
        let (format, journal) = ExportFormat.journals[place]
        let book = try JournalBooks.book(TestSupport.SeededGenerator.printingSeed("receipts"), transactions: 40)
        var paths: [TransactionID: [String]] = [:]
        for (number, transaction) in book.transactionsInOrder.enumerated() where number % 3 == 0 {
            paths[transaction.id] = ["receipts/a-\(number).jpg", "receipts/b-\(number).pdf"]
        }
        let text = Self.export(book, format, paths)
        for path in paths.values.joined() { #expect(text.contains(path)) }
        let named = try JournalDesk.read(text, journal)
        let plain = try JournalDesk.read(Self.export(book, format, [:]), journal)
        #expect(named.rejected == [])
        #expect(named.leftOut.count >= plain.leftOut.count + paths.count, "what is not kept is said")
        func withoutLines(_ document: JournalDocument) -> [JournalTransaction] {
            document.transactions.map { transaction in
                var transaction = transaction
                transaction.line = 0
                return transaction
            }
        }
        #expect(withoutLines(named) == withoutLines(plain))
    }

    @Test("JSON lists the paths, and other formats are as they were")
    func others() throws {
        let book = try JournalBooks.book(TestSupport.SeededGenerator.printingSeed("receipts"), transactions: 5)
        let first = try #require(book.transactionsInOrder.first)
        let paths = [first.id: ["receipts/a.jpg", "receipts/b.pdf"]]
        #expect(Self.export(book, .json, paths).contains(#""receipts":["receipts/a.jpg","receipts/b.pdf"]"#))
        for format in [ExportFormat.csv, .ofx, .qif] {
            #expect(Self.export(book, format, paths) == Self.export(book, format, [:]))
        }
    }
}
