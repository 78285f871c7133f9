import Primitives
import Testing

@testable import Money

@Suite("Changing many transactions together")
struct BulkEditTests {
    /// Fuel from cash, a taxi by card, salary, a split and a transfer, in that order.
    private static func sample() throws -> TestBook {
        var test = try TestBook.starter()
        try test.spend(10_000, "Fuel", "2026-01-31", payee: "Pump", tags: ["car", "trip"])
        try test.spend(2_000, "Taxi", "2026-02-01", account: "Card", tags: ["trip"])
        let (cash, card, savings) = (test.account("Cash"), test.account("Card"), test.account("Savings"))
        let (salary, taxi, groceries) = (test.category("Salary"), test.category("Taxi"), test.category("Groceries"))
        func rupees(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }
        try test.run { plan in
            _ = try plan.addTransaction(.income(rupees(500_000), day: .test("2026-02-15"), into: savings, from: salary))
            _ = try plan.addTransaction(
                .split([(taxi, rupees(400)), (groceries, rupees(500))], day: .test("2026-02-20"), from: cash)
            )
            let transfer = [Posting(.account(cash), rupees(-5000)), Posting(.account(card), rupees(5000))]
            _ = try plan.addTransaction(TransactionDraft(day: .test("2026-03-02"), postings: transfer))
        }
        return test
    }

    private static func seen(_ book: MoneyBook) throws -> [MoneyPlan.Seen] {
        try book.list(limit: 500).transactions.reversed().map { ($0.id, $0.version) }
    }

    @Test("what fits is changed, the rest stays and is counted, and one undo brings everything back")
    func fitting() throws {
        var test = try Self.sample()
        let seen = try Self.seen(test.book)
        let before = try VisibleBook(test.book, now: test.time).transactions
        var edit = BulkEdit()
        edit.category = test.category("Groceries")
        (edit.addedTags, edit.removedTags) = (["Weekly", "TRIP"], ["Car"])
        let start = test.nextBatch
        let outcome = try test.run { try $0.editTransactions(seen, edit) }
        #expect(outcome.changed == [seen[0].id, seen[1].id])
        #expect(outcome.unfit == [seen[2].id, seen[3].id, seen[4].id])
        let changed = try #require(test.book.transaction(seen[0].id)).content
        #expect(changed.tags == ["trip", "Weekly"] && changed.payee == "Pump")
        #expect(changed.postings.contains { $0.target == .category(test.category("Groceries")) })
        let newer = try Self.seen(test.book)
        let again = try test.run { try $0.editTransactions(newer, edit) }
        #expect(again.unchanged.count == 2 && again.changed.isEmpty)
        try test.run { plan in try plan.undo(batchStart: start, now: .init(seconds: 1_700_001_000)) }
        #expect(try VisibleBook(test.book, now: test.time).transactions.map(\.content) == before.map(\.content))
    }

    @Test("tags are told apart as the book does, and a full entry does not stop the others")
    func tags() throws {
        var test = try TestBook.starter()
        let full = (0..<MoneyLimits.tagsPerTransaction).map { "t\($0)" }
        try test.spend(100, "Fuel", "2026-01-01", tags: ["resume", "résumé"])
        try test.spend(100, "Fuel", "2026-01-02", tags: full)
        let seen = try Self.seen(test.book)
        var edit = BulkEdit()
        (edit.addedTags, edit.removedTags) = (["uber"], ["Resume"])
        let outcome = try test.run { try $0.editTransactions(seen, edit) }
        #expect(outcome.changed == [seen[0].id] && outcome.unfit == [seen[1].id])
        #expect(test.book.transaction(seen[0].id)?.content.tags == ["résumé", "uber"])
    }

    @Test("an account takes only what has one account in its currency; a day and a payee fit everything")
    func accounts() throws {
        var test = try Self.sample()
        let yen = try test.run { try $0.addAccount(AccountContent(name: "Yen", kind: .cash, currency: .jpy)) }
        let seen = try Self.seen(test.book)
        var edit = BulkEdit()
        edit.account = test.account("Savings")
        let moved = try test.run { try $0.editTransactions(seen, edit) }
        #expect(moved.changed == [seen[0].id, seen[1].id, seen[3].id])
        #expect(moved.unchanged == [seen[2].id] && moved.unfit == [seen[4].id])
        edit.account = yen
        let later = try Self.seen(test.book)
        let foreign = try test.run { try $0.editTransactions(later, edit) }
        #expect(foreign.unfit.count == 5)
        var named = BulkEdit()
        (named.payee, named.day) = ("Someone", .test("2026-05-05"))
        let renamed = try test.run { try $0.editTransactions(later, named) }
        #expect(renamed.changed.count == 5)
        #expect(try test.book.list().transactions.allSatisfy { $0.content.payee == "Someone" })
        let sums = try test.book.list().transactions.map { $0.content.postings.reduce(0) { $0 + $1.amount.minorUnits } }
        #expect(sums.allSatisfy { $0 == 0 })
    }

    @Test("what changed since it was seen stays; deleting takes the rest")
    func stale() throws {
        var test = try Self.sample()
        let seen = try Self.seen(test.book)
        try test.run { try $0.deleteTransaction(seen[4].id, expectedVersion: seen[4].version) }
        let old = seen[1]
        var edit = BulkEdit()
        edit.payee = "Newer"
        try test.run { _ = try $0.editTransactions([old], edit) }
        let outcome = try test.run { try $0.deleteTransactions(seen + [seen[0]]) }
        #expect(outcome.changed == [seen[0].id, seen[2].id, seen[3].id])
        #expect(outcome.stale == [old.id, seen[4].id])
        #expect(test.book.transactionCount == 1)
    }

    @Test("a category, account or text that cannot be is refused before anything changes")
    func refusals() throws {
        var test = try Self.sample()
        let seen = try Self.seen(test.book)
        func refused(_ change: (inout BulkEdit) -> Void) -> MoneyError? {
            var edit = BulkEdit()
            change(&edit)
            do throws(MoneyError) {
                var plan = MoneyPlan(test.book, batchStart: test.nextBatch)
                _ = try plan.editTransactions(seen, edit)
                return nil
            } catch {
                return error
            }
        }
        #expect(refused { $0.category = CategoryID(rawValue: 1 << 50) } == .notFound(.category))
        #expect(refused { $0.account = AccountID(rawValue: 1 << 50) } == .notFound(.account))
        #expect(refused { $0.addedTags = [String(repeating: "t", count: 5000)] } != nil)
        let many = [MoneyPlan.Seen](repeating: seen[0], count: MoneyPlan.bulkMaximum + 1)
        #expect(throws: MoneyError.tooMany(.postings, maximum: MoneyPlan.bulkMaximum)) {
            try test.run { _ = try $0.deleteTransactions(many) }
        }
    }
}
