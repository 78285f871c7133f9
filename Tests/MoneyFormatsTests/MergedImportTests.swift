import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Importing again what was merged or matched")
struct MergedImportTests {
    private typealias Desk = ImportPlannerTests.Desk

    private static func csv(_ lines: String...) throws -> StatementDocument {
        let text = (["Date,Payee,Amount"] + lines).joined(separator: "\n") + "\n"
        return try FileStatementReader().read(Array(text.utf8), options: .init())
    }

    /// The transactions in the order they were made.
    private static func made(_ desk: Desk) throws -> [MoneyTransaction] {
        try desk.transactions.sorted { $0.id < $1.id }
    }

    private static func merge(_ desk: inout Desk, _ first: Int, _ second: Int) throws {
        let all = try made(desk)
        let (kept, other) = (all[first], all[second])
        let planned = try MoneyCommands.plan(desk.book, batchStart: desk.batch) { plan throws(MoneyError) in
            try plan.mergeTransactions((kept.id, kept.version), (other.id, other.version))
        }
        try desk.write(planned)
    }

    @Test("of two lines of two files that were made one, neither is new, and a second purchase is")
    func twoFiles() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let bank = try Self.csv("2025-01-31,UPI-CHAI-0012,-20.00")
        let app = try Self.csv("2025-01-30,Chai Point,-20.00")
        for document in [bank, app] { _ = try desk.commit(try desk.preview(document, [account])) }
        #expect(desk.book.transactionCount == 2)
        try Self.merge(&desk, 0, 1)
        #expect(desk.book.transactionCount == 1)
        for document in [bank, app] { #expect(try desk.preview(document, [account]).newCount == 0) }
        let twice = try Self.csv("2025-01-31,UPI-CHAI-0012,-20.00", "2025-01-31,UPI-CHAI-0012,-20.00")
        #expect(try desk.preview(twice, [account]).newCount == 1)
    }

    @Test("two lines of one file that were made one are both known, and a third is new")
    func oneFile() throws {
        var desk = Desk()
        let account = try desk.open("Cash", .cash, .inr)
        let document = try Self.csv("2025-01-31,Bus,-20.00", "2025-01-31,Bus,-20.00")
        _ = try desk.commit(try desk.preview(document, [account]))
        try Self.merge(&desk, 0, 1)
        #expect(try desk.preview(document, [account]).rows.map(\.status.isDuplicate) == [true, true])
        let three = try Self.csv("2025-01-31,Bus,-20.00", "2025-01-31,Bus,-20.00", "2025-01-31,Bus,-20.00")
        #expect(try desk.preview(three, [account]).newCount == 1)
    }

    @Test("a matched transfer is known to the files of both accounts")
    func transfer() throws {
        var desk = Desk()
        let cash = try desk.open("Cash", .cash, .inr)
        let bank = try desk.open("Bank", .bank, .inr)
        let out = try Self.csv("2025-01-31,To cash,-500.00")
        let into = try Self.csv("2025-02-01,ATM,500.00")
        _ = try desk.commit(try desk.preview(out, [bank]))
        _ = try desk.commit(try desk.preview(into, [cash]))
        let proposals = try desk.book.transferProposals()
        let pair = try #require(proposals.pairs.first)
        let planned = try MoneyCommands.plan(desk.book, batchStart: desk.batch) { plan throws(MoneyError) in
            try plan.matchTransfers([
                ((pair.outgoing.id, pair.outgoing.version), (pair.incoming.id, pair.incoming.version))
            ])
        }
        #expect(try desk.write(planned).changed.count == 1)
        #expect(desk.book.transactionCount == 1)
        #expect(try desk.preview(out, [bank]).newCount == 0)
        #expect(try desk.preview(into, [cash]).newCount == 0)
        #expect(try desk.preview(into, [bank]).newCount == 1)
    }
}
