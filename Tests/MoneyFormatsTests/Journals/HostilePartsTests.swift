import Money
import MoneyFormats
import Primitives
import Testing

/// Small journals that say one thing in very many parts, or once for very many transactions.
@Suite("Journals of many parts")
struct HostilePartsTests {
    /// One transaction with a line many times.
    private func ours(_ line: String, _ count: Int) throws -> JournalTransaction {
        let text =
            "; flowkeep-journal 1 book 0\n2026-01-01 x\n" + String(repeating: "    ; \(line)\n", count: count)
            + "    Assets:A  1.00 INR\n    Income:B  -1.00 INR\n"
        return try #require(try JournalDesk.read(text, .ledger).transactions.first)
    }

    @Test("tags in parts are gathered up to the limit, in place", .timeLimit(.minutes(5)))
    func tags() throws {
        #expect(try ours("fk-tags-2: a|a|a|a|a|a|a|a", 50_000).tags.count == StatementLimits.splitCount)
        #expect(try ours("fk-tags-2: a|b", 3).tags == ["a", "b", "a", "b", "a", "b"])
    }

    @Test("a note in parts is gathered up to a few times what a book keeps, in place", .timeLimit(.minutes(5)))
    func note() throws {
        let part = String(repeating: "x", count: 90)
        let note = try ours("fk-note-2: \(part)", 50_000).note
        #expect(note.unicodeScalars.count > MoneyLimits.noteCharacters && note.utf8.count < 100_000)
        #expect(try ours("fk-note-2: ab", 3).note == "ababab")
    }

    @Test("a note that does not fit is cut to the limit, whatever has to go from it")
    func longNote() throws {
        let note = "\u{200E}\u{1}" + String(repeating: "é", count: 5000)
        let text = "2026-01-01 * \"x\" \"\(note)\"\n  Assets:A  1.00 INR\n  Income:B  -1.00 INR\n"
        var desk = JournalDesk()
        _ = try desk.take(try JournalDesk.read(text, .beancount))
        let kept = try #require(desk.book.transactionsInOrder[0].content.note)
        #expect(kept.unicodeScalars.count >= MoneyLimits.noteCharacters - 1)
        #expect(kept.unicodeScalars.count <= MoneyLimits.noteCharacters)
    }

    @Test("tags that are pushed are few and short; what is beyond is listed")
    func pushedTags() throws {
        let good = (0..<40).map { "pushtag #t\($0)\n" }.joined()
        let long = "pushtag #" + String(repeating: "x", count: 60_000) + "\n"
        let transaction = "2026-01-01 * \"x\"\n  Assets:A  1 INR\n  Income:B  -1 INR\n"
        let document = try JournalDesk.read(long + good + String(repeating: transaction, count: 100), .beancount)
        #expect(document.transactions.count == 100)
        let tags = (0..<MoneyLimits.tagsPerTransaction).map { "t\($0)" }
        #expect(document.transactions.allSatisfy { $0.tags == tags })
        #expect(document.leftOut.map(\.line) == [1] + (32...41))
        #expect(document.leftOut.allSatisfy { $0.what == .metadata })
    }

    @Test("a pushed tag of the longest kind is kept, and popped")
    func longestTag() throws {
        let tag = "#" + String(repeating: "\u{1F6B2}", count: MoneyLimits.nameCharacters)
        let transaction = "2026-01-01 * \"x\"\n  Assets:A  1 INR\n  Income:B  -1 INR\n\n"
        let document = try JournalDesk.read(
            "pushtag \(tag)\n\(transaction)poptag \(tag)\n\(transaction)",
            .beancount
        )
        #expect(document.transactions.map(\.tags) == [[String(tag.dropFirst())], []])
        #expect(document.leftOut.isEmpty)
    }
}
