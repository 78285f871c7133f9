import Money
import MoneyFormats
import Primitives
import TestSupport
import Testing

@Suite("Journals, written and read")
struct JournalRoundTripTests {
    @Test("a book, exported and imported into an empty one, is the same book", arguments: [0, 1, 2])
    func fixedPoint(_ place: Int) throws {
        let (export, journal) = ExportFormat.journals[place]
        let random = TestSupport.SeededGenerator.printingSeed("journal round trip \(export.name)")
        let book = try JournalBooks.book(random, transactions: 400)
        let first = JournalDesk.export(book, export, bookID: 7)
        let document = try FileJournalReader().read(first, format: nil, encoding: nil)
        #expect(document.format == journal || export == .hledger || export == .ledger)
        #expect(document.origin?.book == 7)
        #expect(document.rejected == [])
        #expect(document.leftOut == [])
        var desk = JournalDesk()
        _ = try desk.take(document)
        #expect(CanonicalBook.text(desk.book) == CanonicalBook.text(book))
        // Once more: nothing drifts.
        let second = JournalDesk.export(desk.book, export, bookID: 8)
        var again = JournalDesk()
        _ = try again.take(try FileJournalReader().read(second, format: journal, encoding: nil))
        #expect(CanonicalBook.text(again.book) == CanonicalBook.text(book))
    }

    @Test("a book's own export changes nothing in it", arguments: [0, 1, 2])
    func ownExport(_ place: Int) throws {
        let (export, journal) = ExportFormat.journals[place]
        let random = TestSupport.SeededGenerator.printingSeed("own export \(export.name)")
        let book = try JournalBooks.book(random, transactions: 200)
        let document = try FileJournalReader().read(
            JournalDesk.export(book, export, bookID: 7),
            format: journal,
            encoding: nil
        )
        let preview = JournalPlanner(book: book, bookID: 7).preview(document)
        let isKnown = preview.statuses.allSatisfy { status in
            switch status {
            case .same, .openingKnown: true
            default: false
            }
        }
        #expect(isKnown)
        #expect(preview.newAccounts == [])
        // Ids of another book are not ours.
        let other = JournalPlanner(book: book, bookID: 9).preview(document)
        #expect(!other.statuses.contains { if case .same = $0 { true } else { false } })
    }

    @Test("the same journal imported twice is all duplicates the second time", arguments: [0, 2])
    func importedTwice(_ place: Int) throws {
        let random = TestSupport.SeededGenerator.printingSeed("imported twice")
        let book = try JournalBooks.book(random, transactions: 100)
        let bytes = JournalDesk.export(book, ExportFormat.journals[place].export, bookID: 7)
        let document = try FileJournalReader().read(bytes, format: nil, encoding: nil)
        var desk = JournalDesk()
        _ = try desk.take(document)
        let preview = JournalPlanner(book: desk.book).preview(document)
        #expect(!preview.statuses.contains { $0.isIncludedByDefault })
        #expect(preview.newAccounts == [])
    }

    @Test("a transaction that was changed in the file is an edit, and one removed since stays away")
    func changedInFile() throws {
        let source =
            "2026-01-13 Chai\n    Assets:Cash  -120.00 INR\n    Expenses:Food  120.00 INR\n\n"
            + "2026-01-14 Tea\n    Assets:Cash  -20.00 INR\n    Expenses:Food\n"
        var desk = JournalDesk()
        _ = try desk.take(try JournalDesk.read(source))
        let text = String(decoding: JournalDesk.export(desk.book, .ledger, bookID: 7), as: UTF8.self)
        let changed = text.replacing("120.00", with: "130.00")
        let tea = try #require(desk.book.transactionsInOrder.last)
        var plan = MoneyPlan(desk.book, batchStart: desk.batch)
        try plan.deleteTransaction(tea.id, expectedVersion: tea.version)
        try desk.book.apply(plan.changes, batchStart: desk.batch, at: Timestamp(seconds: 1_760_000_000))
        desk.batch += 1
        let document = try JournalDesk.read(changed)
        let preview = JournalPlanner(book: desk.book, bookID: 7).preview(document)
        let chai = try #require(desk.book.transactionsInOrder.first)
        #expect(preview.statuses == [.changed(chai.id), .removedSince])
        _ = try desk.take(document, bookID: 7, choices: [0: true])
        let now = try #require(desk.book.transaction(chai.id))
        #expect(now.version == 2)
        #expect(now.content.postings.map(\.amount.decimal) == ["-130.00", "130.00"])
    }

    /// Debug builds on a busy machine take their time; what is tested is that pieces stay small.
    @Test("a large book is written in small pieces", arguments: ExportFormat.allCases)
    func pieces(_ format: ExportFormat) throws {
        let random = TestSupport.SeededGenerator(seed: 3)
        let book = try JournalBooks.book(random, transactions: 3000)
        var pieces = FileBookExporter().pieces(of: book, as: format, options: ExportOptions(day: JournalDesk.day))
        var sizes: [Int] = []
        while let piece = pieces.next() { sizes.append(piece.count) }
        #expect(sizes.count > 3)
        #expect(sizes.allSatisfy { $0 < 160_000 })
        #expect(pieces.next() == nil)
    }
}
