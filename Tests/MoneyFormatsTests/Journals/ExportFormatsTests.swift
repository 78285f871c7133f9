import Foundation
import Money
import MoneyFormats
import Primitives
import TestSupport
import Testing

@Suite("Exports as tables and statements")
struct ExportFormatsTests {
    private func read(_ bytes: [UInt8]) throws(StatementError) -> StatementDocument {
        try FileStatementReader().read(bytes, options: .init())
    }

    private func book(_ label: String, transactions: Int = 150) throws -> MoneyBook {
        try JournalBooks.book(TestSupport.SeededGenerator.printingSeed(label), transactions: transactions)
    }

    /// What was posted to accounts, by currency.
    private func posted(_ book: MoneyBook) -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for transaction in book.transactionsInOrder {
            for posting in transaction.content.postings {
                guard case .account = posting.target else { continue }
                sums[posting.amount.currency.code, default: 0] += posting.amount.minorUnits
            }
        }
        return sums
    }

    @Test("CSV is read back by our own import, to the same sums")
    func csv() throws {
        let book = try book("CSV export")
        let document = try read(JournalDesk.export(book, .csv))
        #expect(document.questions == [])
        #expect(document.rejected == [])
        var sums: [String: Int64] = [:]
        for row in document.sections.flatMap(\.rows) {
            let currency = try #require(row.currency)
            sums[currency.code, default: 0] += try row.amount.minorUnits(in: currency)
        }
        #expect(sums == posted(book))
        let ids = document.sections.map { $0.rows.map(\.externalID) }
        for own in ids { #expect(Set(own).count == own.count) }
    }

    @Test("no cell of a person's text begins a formula, and every text comes back")
    func formulas() throws {
        var desk = JournalDesk()
        _ = try desk.take(try JournalDesk.read("2026-01-01 x\n  Assets:A  -1 INR\n  Expenses:B\n", .ledger))
        let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-x", "'plain", "=cmd|' /C calc'!A0"]
        for text in texts {
            var draft = TransactionDraft(try #require(desk.book.transactionsInOrder.first).content)
            draft.payee = text
            var plan = MoneyPlan(desk.book, batchStart: desk.batch)
            _ = try plan.addTransaction(draft)
            try desk.book.apply(plan.changes, batchStart: desk.batch, at: Timestamp(seconds: 1_760_000_000))
            desk.batch += 1
        }
        let bytes = JournalDesk.export(desk.book, .csv)
        let cells = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst().map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)[4]
        }
        #expect(!cells.contains { cell in "=+-@".contains(cell.first ?? "x") })
        #expect(try read(bytes).sections.flatMap(\.rows).map(\.payee) == ["x"] + texts)
    }

    @Test("OFX is read back with every amount, and closes on the book's balances")
    func ofx() throws {
        let book = try book("OFX export")
        let document = try read(JournalDesk.export(book, .ofx))
        #expect(document.format == .ofxXML)
        #expect(document.rejected == [])
        var sums: [String: Int64] = [:]
        var closing: [String] = []
        for section in document.sections {
            let currency = try #require(section.account.currency)
            for row in section.rows { sums[currency.code, default: 0] += try row.amount.minorUnits(in: currency) }
            let units = try section.balances.map { try $0.amount.minorUnits(in: currency) }
            closing.append("\(currency.code) \(units)")
        }
        #expect(sums == posted(book))
        var balances: [AccountID: Int64] = [:]
        for account in book.liveAccounts { balances[account.id] = account.content.openingMinorUnits }
        for transaction in book.transactionsInOrder {
            for posting in transaction.content.postings {
                if case .account(let id) = posting.target { balances[id, default: 0] += posting.amount.minorUnits }
            }
        }
        let wanted = book.liveAccounts.map { "\($0.currency.code) [\(balances[$0.id] ?? 0)]" }
        #expect(closing.sorted() == wanted.sorted())
    }

    @Test("QIF is read back with every amount")
    func qif() throws {
        let book = try book("QIF export")
        let document = try read(JournalDesk.export(book, .qif))
        #expect(document.format == .qif)
        #expect(document.questions == [])
        #expect(document.rejected == [])
        var total = StatementAmount.zero
        for row in document.sections.flatMap(\.rows) { total = try #require(total.adding(row.amount)) }
        var wanted = StatementAmount.zero
        for (code, units) in posted(book) {
            let scale = try #require(Currency(code: code)).decimals
            let amount = try #require(StatementAmount(units: units, scale: scale))
            wanted = try #require(wanted.adding(amount))
        }
        #expect(total == wanted)
    }

    @Test("a name that ends in a letter which joins what follows is still the name, in QIF and in ledger")
    func joiningLetters() throws {
        var desk = JournalDesk()
        var plan = MoneyPlan(desk.book, batchStart: desk.batch)
        let name = "Equity x\u{D4E}"
        let content = AccountContent(name: name, kind: .bank, currency: .jpy, openingMinorUnits: 25_791)
        let account = try plan.addAccount(content)
        let amount = Amount(minorUnits: -500, currency: .jpy)
        _ = try plan.addTransaction(
            TransactionDraft(
                day: JournalDesk.day,
                payee: nil,
                note: nil,
                tags: [],
                postings: [
                    Posting(.account(account), amount),
                    Posting(.category(.uncategorisedExpense), Amount(minorUnits: 500, currency: .jpy)),
                ]
            )
        )
        try desk.book.apply(plan.changes, batchStart: desk.batch, at: Timestamp(seconds: 1_760_000_000))
        let section = try #require(try read(JournalDesk.export(desk.book, .qif)).sections.first)
        #expect(section.rows.map(\.amount.decimal) == ["-500"])
        #expect(section.balances.map(\.amount.decimal) == ["25791"])
        var other = JournalDesk()
        let journal = JournalDesk.export(desk.book, .ledger)
        _ = try other.take(try FileJournalReader().read(journal, format: nil, encoding: nil))
        #expect(CanonicalBook.text(other.book) == CanonicalBook.text(desk.book))
    }

    @Test("JSON is JSON, and holds every text as it is")
    func json() throws {
        let book = try book("JSON export")
        let bytes = JournalDesk.export(book, .json, bookID: 7)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let transactions = try #require(object["transactions"] as? [[String: Any]])
        #expect(transactions.map { $0["payee"] as? String } == book.transactionsInOrder.map(\.content.payee))
        #expect(transactions.map { $0["note"] as? String } == book.transactionsInOrder.map(\.content.note))
        #expect(transactions.map { $0["id"] as? String } == book.transactionsInOrder.map(\.id.text))
        #expect((object["accounts"] as? [Any])?.count == book.liveAccounts.count)
        #expect((object["categories"] as? [Any])?.count == book.liveCategories.count)
        #expect(object["book"] as? String == "0000000000000007")
    }

    @Test("what a format leaves out is counted")
    func omissions() throws {
        let book = try book("omissions")
        let omissions = FileBookExporter().omissions(of: book)
        #expect(omissions[.ledger]?.map(\.what) == [.undo])
        let tagged = book.transactionsInOrder.count { !$0.content.tags.isEmpty }
        #expect(omissions[.ofx]?.first { $0.what == .tags }?.count == tagged)
        let breaks = book.transactionsInOrder.count { $0.content.note?.contains { $0.isNewline || $0 == "\t" } == true }
        #expect(breaks > 0)
        #expect((omissions[.qif]?.first { $0.what == .characters }?.count ?? 0) >= breaks)
        #expect(omissions[.csv]?.map(\.what).contains(.parts) == true)
        let none = FileBookExporter().omissions(of: MoneyBook())
        #expect(none.values.joined().isEmpty)
        var planned = MoneyBook()
        let goal = GoalContent(title: "Trip", currency: .inr, targetMinorUnits: 600_000)
        let made = try MoneyCommands.plan(planned, batchStart: 1) { plan throws(MoneyError) in _ = try plan.add(goal) }
        try planned.apply(made.changes, batchStart: 1, at: Timestamp(seconds: 0))
        let left = FileBookExporter().omissions(of: planned)
        for format in ExportFormat.allCases {
            #expect(left[format]?.contains(ExportOmission(.plans, count: 1)) == (format != .json), "\(format)")
        }
    }

    @Test("an empty book is a file in every format", arguments: ExportFormat.allCases)
    func empty(_ format: ExportFormat) {
        #expect(!JournalDesk.export(MoneyBook(), format).isEmpty)
    }
}
