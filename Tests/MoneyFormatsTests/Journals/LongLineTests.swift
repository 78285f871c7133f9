import Foundation
import Money
import MoneyFormats
import Primitives
import Testing

/// ledger refuses a whole file for one line of 4096 bytes.
@Suite("Long texts in journals")
struct LongLineTests {
    /// A transaction with the longest note, tags and categories that a book takes.
    private func book(note: String, tags: [String], level: (Int) -> String) throws -> MoneyBook {
        var book = MoneyBook()
        var plan = MoneyPlan(book, batchStart: 1)
        let account = try plan.addAccount(AccountContent(name: level(0), kind: .bank, currency: .inr))
        let path = (1...MoneyLimits.categoryDepth).map(level)
        let category = try plan.category(path: path, kind: .expense)
        _ = try plan.category(path: path.dropLast() + [level(0)], kind: .expense)
        for place in 0..<3 {
            let draft = TransactionDraft(
                day: CalendarDay(daysSinceEpoch: Int32(20_000 + place)),
                payee: level(place),
                note: place == 1 ? nil : note,
                tags: place == 2 ? [] : tags,
                postings: [
                    Posting(.account(account), Amount(minorUnits: -100, currency: .inr)),
                    Posting(.category(category), Amount(minorUnits: 100, currency: .inr)),
                ]
            )
            _ = try plan.addTransaction(draft)
        }
        try book.apply(plan.changes, batchStart: 1, at: Timestamp(seconds: 1_700_000_000))
        return book
    }

    /// Four bytes a character: a bicycle, or a letter that may stand in a label.
    private func wide(_ count: Int, _ number: Int, _ character: Character = "\u{1F6B2}") -> String {
        let digits = String(number)
        return digits + String(repeating: character, count: count - digits.count)
    }

    private func check(_ book: MoneyBook, _ name: String) throws {
        for (export, journal) in ExportFormat.journals {
            let bytes = JournalDesk.export(book, export, bookID: 7)
            if export != .beancount { #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count < 4096 }) }
            // For looking at with the tools themselves.
            if let folder = ProcessInfo.processInfo.environment["FLOWKEEP_JOURNALS_LONG"] {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name).\(export.name)"))
            }
            let document = try FileJournalReader().read(bytes, format: journal, encoding: nil)
            #expect(document.rejected == [])
            #expect(document.leftOut == [])
            var desk = JournalDesk()
            _ = try desk.take(document)
            #expect(CanonicalBook.text(desk.book) == CanonicalBook.text(book))
        }
    }

    @Test("notes, tags and names of the widest characters come back whole")
    func wide() throws {
        let note = (0..<20).map { wide(99, $0) }.joined(separator: "\n")
        let tags = (0..<MoneyLimits.tagsPerTransaction).map { wide(100, $0) }
        try check(try book(note: note, tags: tags) { wide(100, $0, "\u{20000}") }, "wide")
    }

    @Test("spaces and signs where a long note is parted come back")
    func spaces() throws {
        var note = ""
        while note.unicodeScalars.count < 1990 { note += note.utf8.count % 7 == 0 ? "  %; \t" : "a b|" }
        note += ":end"
        let tags = (0..<MoneyLimits.tagsPerTransaction).map {
            "\($0) |%, a" + String(repeating: "x; ", count: 28) + "y"
        }
        try check(
            try book(note: note, tags: tags) { "Level \($0) " + String(repeating: "of many ", count: 10) + "." },
            "spaces"
        )
    }

    @Test("plain notes and tags that are long stand as every tool writes them")
    func plain() throws {
        let note = "x" + String(repeating: "letters ", count: 240) + "end"
        let tags = (0..<MoneyLimits.tagsPerTransaction).map { "t\($0)" + String(repeating: "-tag", count: 24) }
        let book = try book(note: note, tags: tags) { "Level \($0)" }
        try check(book, "plain")
        let text = String(decoding: JournalDesk.export(book, .ledger), as: UTF8.self)
        #expect(!text.contains("; fk-note:"))
        #expect(!text.contains("; fk-tags:"))
    }

    @Test("names that are short enough are written whole")
    func shortNames() throws {
        let book = try book(note: "x", tags: []) { "Level number \($0)" }
        let text = String(decoding: JournalDesk.export(book, .ledger), as: UTF8.self)
        let path = (1...8).map { "Level number \($0)" }.joined(separator: ":")
        #expect(text.contains("account Expenses:\(path)\n"))
    }
}
