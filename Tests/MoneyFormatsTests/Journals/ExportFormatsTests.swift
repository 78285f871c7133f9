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
        #expect(document.rejectedCount == 0)
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
        #expect(document.rejectedCount == 0)
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
        #expect(document.rejectedCount == 0)
        var total = StatementAmount.zero
        for row in document.sections.flatMap(\.rows) { total = try #require(total.adding(row.amount)) }
        var wanted = StatementAmount.zero
        for (code, units) in posted(book) {
            let scale = try #require(Currency(code: code)).decimals
            wanted = try #require(wanted.adding(try #require(StatementAmount(units: units, scale: scale))))
        }
        #expect(total == wanted)
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
        let exporter = FileBookExporter()
        #expect(exporter.omissions(of: book, in: .ledger).map(\.what) == [.undo])
        #expect(exporter.omissions(of: book, in: .ofx).map(\.what).contains(.tags))
        #expect(exporter.omissions(of: book, in: .csv).map(\.what).contains(.parts))
        #expect(exporter.omissions(of: MoneyBook(), in: .ofx) == [])
    }

    @Test("an empty book is a file in every format", arguments: ExportFormat.allCases)
    func empty(_ format: ExportFormat) {
        #expect(!JournalDesk.export(MoneyBook(), format).isEmpty)
    }
}
