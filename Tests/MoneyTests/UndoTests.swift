import Primitives
import Testing
import Vault

@testable import Money

@Suite("Money undo")
struct UndoTests {
    private func undo(_ start: JournalIndex, _ test: inout TestBook) throws {
        try test.run { [now = test.time] in try $0.undo(batchStart: start, now: now) }
    }

    @Test("undoing any step restores the identical canonical folded state", arguments: 0..<12 as Range<UInt64>)
    func canonical(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        // That somebody has chosen is not undone, only what.
        try random.test.run { try $0.setSettings(.initial) }
        var undone = 0
        for step in 0..<160 {
            let start = random.test
            let batch = random.test.nextBatch
            try random.step()
            guard random.test.nextBatch == batch + 1,
                let made = random.test.book.undoBatches.first(where: { $0.batchStart == batch }), made.undoes == nil,
                !made.items.isEmpty
            else { continue }
            var test = random.test
            try undo(batch, &test)
            #expect(
                try canonicalBytes(test) == canonicalBytes(expected(start, undoing: made)),
                "seed \(seed), step \(step)"
            )
            undone += 1
        }
        #expect(undone > 15, "seed \(seed)")
    }

    /// What was there, but for occurrences that nobody decided on.
    ///
    /// An opening would make them again, so they are skipped.
    private func expected(_ start: TestBook, undoing batch: UndoBatch) -> TestBook {
        var start = start
        let changed = batch.items.compactMap { if case .recurring(let id, _, _) = $0 { id } else { nil } }
        for case .occurrence(let id, nil, let made?) in batch.items
        where made.state == .pending && !changed.contains(id.entry) && start.book.occurrences[id] == nil {
            start.book.occurrences[id] = Occurrence(.skipped, nil)
        }
        return start
    }

    /// The snapshot when nothing is left to undo, without the versions that count the undoing.
    private func canonicalBytes(_ test: TestBook) throws -> [UInt8] {
        var book = test.book
        for slot in book.transactions.versions.indices { book.transactions.versions[slot] = 1 }
        return try MoneyTracker.snapshot(of: book, now: test.time.adding(seconds: 400 * 86_400))
    }

    @Test("an edit is undone to what it was, and undoing that brings the edit back")
    func edit() throws {
        var test = try TestBook.starter()
        let id = try test.spend(100, "Rent", "2026-01-01", payee: "first", tags: ["a"])
        let before = try #require(test.book.transaction(id)).content
        var draft = TransactionDraft(before)
        (draft.payee, draft.day, draft.tags) = ("second", .test("2025-01-01"), [])
        let edited = test.nextBatch
        try test.run { try $0.editTransaction(id, expectedVersion: 1, draft) }
        try undo(edited, &test)
        #expect(test.book.transaction(id)?.content == before)
        #expect(test.book.transaction(id)?.version == 3)
        try undo(edited + 1, &test)
        #expect(test.book.transaction(id)?.content.payee == "second")
        try undo(edited + 2, &test)
        #expect(test.book.transaction(id)?.content == before)
    }

    @Test("undo goes back step by step, and not past a step that something else stands on")
    func order() throws {
        var test = try TestBook.starter()
        let added = test.nextBatch
        let id = try test.spend(100, "Rent", "2026-01-01")
        let draft = TransactionDraft(try #require(test.book.transaction(id)).content)
        try test.run { try $0.editTransaction(id, expectedVersion: 1, draft) }
        #expect(throws: MoneyError.undoBlocked) { try undo(added, &test) }
        try undo(added + 1, &test)
        try undo(added, &test)
        #expect(test.book.transaction(id) == nil)
        #expect(throws: MoneyError.undoGone) { try undo(added, &test) }
    }

    @Test("a deletion is undone for thirty days, through a snapshot too")
    func deletion() throws {
        var test = try TestBook.starter()
        let id = try test.spend(100, "Rent", "2026-01-01", note: "keep")
        let deleted = test.nextBatch
        try test.run { try $0.deleteTransaction(id, expectedVersion: 1) }
        test.time = test.time.adding(seconds: 29 * 86_400)
        test.book = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: test.time))
        #expect(test.book.transaction(id) == nil)
        var late = test
        late.time = test.time.adding(seconds: 2 * 86_400)
        #expect(throws: MoneyError.undoGone) { try undo(deleted, &late) }
        try undo(deleted, &test)
        #expect(test.book.transaction(id)?.content.note == "keep")
        #expect(test.book.transaction(id)?.version == 3)
    }

    @Test("a restoration replays even where a snapshot has already dropped the transaction")
    func restorationIsTotal() throws {
        var test = try TestBook.starter()
        let id = try test.spend(100, "Rent", "2026-01-05")
        let later = try test.spend(200, "Rent", "2026-01-04")
        let deleted = test.nextBatch
        try test.run { try $0.deleteTransaction(id, expectedVersion: 1) }
        let far = test.time.adding(seconds: 40 * 86_400)
        var pruned = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: far))
        let planned = try MoneyCommands.undo(batchStart: deleted, in: test.book, now: test.time, batchStart: 50)
        try pruned.apply(planned.changes, batchStart: 50, at: test.time)
        #expect(try pruned.list().transactions.map(\.id) == [id, later])
    }

    @Test("undoing a new account waits until nothing is posted to it")
    func account() throws {
        var test = try TestBook.starter()
        let added = test.nextBatch
        let wallet = try test.run { try $0.addAccount(AccountContent(name: "Pot", kind: .wallet, currency: .inr)) }
        let spent = test.nextBatch
        try test.spend(5, "Rent", "2026-01-01", account: "Pot")
        #expect(throws: MoneyError.undoBlocked) { try undo(added, &test) }
        try undo(spent, &test)
        try undo(added, &test)
        #expect(test.book.account(wallet) == nil)
        try undo(added + 3, &test)
        #expect(test.book.account(wallet)?.name == "Pot")
    }
}
