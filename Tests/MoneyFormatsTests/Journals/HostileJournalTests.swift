import Money
import MoneyFormats
import Primitives
import TestSupport
import Testing

@Suite("Hostile journals")
struct HostileJournalTests {
    @Test("no text of a person begins a line of its own in an export", arguments: [0, 1, 2])
    func injection(_ place: Int) throws {
        let random = TestSupport.SeededGenerator.printingSeed("journal injection")
        let book = try JournalBooks.book(random, transactions: 500)
        let text = String(decoding: JournalDesk.export(book, ExportFormat.journals[place].export), as: UTF8.self)
        let roots = ["Assets:", "Liabilities:", "Income:", "Expenses:", "Equity:"]
        let heads =
            ["account ", "commodity ", "tag ", "    format ", "    ; ", "; flowkeep-journal ", "  fk-"]
            + ["title", "operating_currency", "inferred_tolerance_default"].map { "option \"\($0)\" " }
            + roots.flatMap { ["  " + $0, "    " + $0] }
        // By bytes: what is one line to us and two to a tool would be the hole.
        for line in text.utf8.split(separator: 0x0A) {
            let line = String(decoding: line, as: UTF8.self)
            let isDated = CalendarDay(iso: line.prefix(10)) != nil
            let isRate = line.hasPrefix("P ") && CalendarDay(iso: line.dropFirst(2).prefix(10)) != nil
            #expect(isDated || isRate || heads.contains { line.hasPrefix($0) }, "\(line)")
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x85 || $0.value == 0x2028 })
        }
    }

    @Test(
        "other files are named and never opened",
        arguments: ["include /etc/passwd\n", "!include x.ledger\n", "@include y\n", "include *.journal\n"]
    )
    func include(_ line: String) throws {
        let document = try JournalDesk.read(line + "2026-01-01 x\n  Assets:A  1 INR\n  Income:B\n", .ledger)
        #expect(document.leftOut.map(\.what) == [.include])
        #expect(document.transactions.count == 1)
        let beancount = try JournalDesk.read(
            "include \"/etc/passwd\"\n2026-01-01 * \"x\"\n  Assets:A  1 INR\n  Income:B\n",
            .beancount
        )
        #expect(beancount.leftOut.map(\.what) == [.include])
        #expect(beancount.transactions.count == 1)
    }

    @Test("a journal that is mostly broken keeps what is whole and lists the rest by line")
    func brokenLines() throws {
        let text = """
            2026-02-30 no such day
              Assets:A  1 INR

            2026-01-01 does not balance
              Assets:A  1 INR
              Income:B  -2 INR

            2026-01-02 fine
              Assets:A  1 INR
              Income:B  -1 INR

            2026-01-03 not an amount
              Assets:A  (1 + 2 INR)
              Income:B

            2026-01-04 unknown commodity
              Assets:A  1 APPLES
              Income:B

            2026-01-05 too many decimals
              Assets:A  1.005 INR
              Income:B

            2026-01-06 sets a balance
              Assets:A  = 5 INR
              Income:B

            nonsense here
            """
        let document = try JournalDesk.read(text, .ledger)
        #expect(document.transactions.map(\.payee) == ["fine"])
        #expect(
            document.rejected == [
                RejectedLine(line: 1, reason: .notADate), RejectedLine(line: 4, reason: .unbalanced),
                RejectedLine(line: 13, reason: .notAnAmount), RejectedLine(line: 16, reason: .unknownCurrency),
                RejectedLine(line: 20, reason: .tooManyDecimals), RejectedLine(line: 25, reason: .balanceAssignment),
                RejectedLine(line: 28, reason: .unknownRecord),
            ]
        )
    }

    @Test("a quote that is never closed costs its line and no more")
    func openQuote() throws {
        let good = "2026-01-02 * \"fine\"\n  Assets:A  1 INR\n  Income:B  -1 INR\n\n"
        let text = "2026-01-01 * \"open\n  Assets:A  1 INR\n  Income:B\n\n" + String(repeating: good, count: 100)
        let document = try JournalDesk.read(text, .beancount)
        #expect(document.rejected.first == RejectedLine(line: 1, reason: .badText))
        #expect(document.transactions.count >= 99)
    }

    @Test("too much is refused, whatever it is")
    func limits() throws {
        #expect(throws: StatementError.tooLarge) {
            try FileJournalReader().read(
                [UInt8](repeating: 0x3B, count: StatementLimits.fileByteCount + 1),
                format: nil,
                encoding: nil
            )
        }
        let many = "2026-01-01 x\n" + (0..<150).map { "  Assets:A  \($0 + 1) INR\n" }.joined() + "  Income:B\n"
        #expect(try JournalDesk.read(many + "\naccount Assets:A\n", .ledger).rejected.map(\.reason) == [.tooManyParts])
        #expect(throws: StatementError.empty) { try JournalDesk.read(" \n\t\n") }
        #expect(throws: StatementError.unknownFormat) { try JournalDesk.read("Dear diary,\nnothing.\n") }
        #expect(throws: StatementError.otherKindOfFile(.pdf)) { try JournalDesk.read("%PDF-1.7\n") }
    }

    /// Nothing may trap: a trap ends the process and with it everyone's session.
    @Test("mutated journals give a document or a closed error", arguments: [0, 1, 2])
    func mutated(_ place: Int) throws {
        var random = TestSupport.SeededGenerator.printingSeed("mutated journals")
        let (export, journal) = ExportFormat.journals[place]
        let seedBook = try JournalBooks.book(random, transactions: 12)
        let bytes = JournalDesk.export(seedBook, export, bookID: 1)
        let junk = Array("\n\n\n  \t;:\"'@@{}[]()=-+.,|#^*!~%\\0123456789AZaz\u{0}\r".utf8) + [0xFF, 0xC3, 0xE2]
        for _ in 0..<300 {
            var copy = bytes
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let index = Int.random(in: 0..<copy.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: copy[index] = junk[Int.random(in: 0..<junk.count, using: &random)]
                case 1: copy.insert(junk[Int.random(in: 0..<junk.count, using: &random)], at: index)
                default: copy.removeSubrange(index..<min(copy.count, index + Int.random(in: 1..<40, using: &random)))
                }
            }
            do throws(StatementError) {
                let document = try FileJournalReader().read(copy, format: journal, encoding: nil)
                #expect(document.rejected.allSatisfy { $0.line >= 1 })
                var desk = JournalDesk()
                do { _ = try desk.take(document) } catch let refusal as ImportRefusal {
                    Issue.record("what a preview offers is taken: \(refusal)")
                } catch {
                    Issue.record("\(error)")
                }
            } catch {
                #expect(!error.code.isEmpty)
            }
        }
    }
}
