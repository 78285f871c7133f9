import Primitives
import Testing
import Vault

@testable import Money

@Suite("Recurring entries: undo and other devices")
struct RecurringUndoTests {
    private func undo(_ start: JournalIndex, _ test: inout TestBook) throws {
        try test.run { [now = test.time] in try $0.undo(batchStart: start, now: now) }
    }

    /// An entry with September's and October's occurrence made by an opening of its own.
    private func opened(automatic: Bool = false) throws -> (TestBook, RecurringID, save: JournalIndex) {
        var test = try TestBook.starter()
        // The moment of these tests: 31 October.
        test.time = Timestamp(seconds: Int64(CalendarDay.test("2026-10-31").daysSinceEpoch) * 86_400)
        let content = RecurringTests.rent(test, automatic: automatic)
        let save = test.nextBatch
        let entry = try test.run { plan in
            let id = try plan.addRecurring(content, today: .test("2026-09-30"))
            _ = try plan.makeDueOccurrences(today: .test("2026-09-30"), of: id)
            return id
        }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-10-30")) }
        return (test, entry, save)
    }

    @Test("undoing what an opening made holds: the next opening does not make it again", arguments: [false, true])
    func opening(automatic: Bool) throws {
        var test = try TestBook.starter()
        let content = RecurringTests.rent(test, automatic: automatic)
        test.time = Timestamp(seconds: Int64(CalendarDay.test("2026-10-31").daysSinceEpoch) * 86_400)
        let entry = try test.run { try $0.addRecurring(content, today: .test("2026-09-01")) }
        let made = test.nextBatch
        try test.run { try $0.makeDueOccurrences(today: .test("2026-10-31")) }
        let states = test.book.occurrences.byID
        try undo(made, &test)
        #expect(test.book.transactionCount == 0)
        #expect(!test.book.isAnythingDue(today: .test("2026-10-31")))
        #expect(test.book.occurrence(OccurrenceID(entry, .test("2026-09-30")))?.state == .skipped)
        try undo(made + 1, &test)
        #expect(test.book.transactionCount == 2)
        #expect(test.book.occurrences.byID == states)
    }

    @Test("undoing a save takes back what it made and what openings made of it since")
    func save() throws {
        var (test, _, save) = try opened()
        #expect(test.book.transactionCount == 2)
        let states = test.book.occurrences.byID
        try undo(save, &test)
        #expect(test.book.transactionCount == 0)
        #expect(test.book.liveRecurring.isEmpty && test.book.occurrences.byID.isEmpty)
        let undone = test.nextBatch - 1
        try undo(undone, &test)
        #expect(test.book.transactionCount == 2)
        #expect(test.book.occurrences.byID == states)
    }

    @Test("a save is not undone over what somebody decided since")
    func decided() throws {
        let deeds: [(inout MoneyPlan, OccurrenceID) throws -> Void] = [
            { try $0.confirm($1) }, { try $0.skip($1) },
            { try $0.skip(OccurrenceID($1.entry, .test("2026-11-30"))) },
            { plan, id in
                let transaction = plan.book.occurrence(id)?.transaction.flatMap(plan.book.transaction)
                var draft = TransactionDraft(try #require(transaction).content)
                draft.note = "late"
                try plan.confirm(id, draft)
            },
        ]
        for deed in deeds {
            var (test, entry, save) = try opened()
            try test.run { try deed(&$0, OccurrenceID(entry, .test("2026-10-30"))) }
            #expect(throws: MoneyError.undoBlocked) { try undo(save, &test) }
        }
    }

    @Test("undoing an edit gives what was due back to the next opening, and an entry made ahead to what is to come")
    func editAndAhead() throws {
        var (test, entry, _) = try opened()
        let november = OccurrenceID(entry, .test("2026-11-30"))
        try test.run { try $0.confirm(november) }
        try undo(test.nextBatch - 1, &test)
        #expect(test.book.occurrence(november) == nil)
        var content = RecurringTests.rent(test)
        content.payee = "New landlord"
        test.time = test.time.adding(seconds: 40 * 86_400)
        try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2026-12-01")) }
        #expect(test.book.occurrence(november)?.state == .pending)
        try undo(test.nextBatch - 1, &test)
        #expect(test.book.occurrence(november) == nil)
        #expect(test.book.isAnythingDue(today: .test("2026-12-01")))
    }

    @Test("an answer to what somebody saw is not put over what another device did meanwhile")
    func conditions() throws {
        var (test, entry, _) = try opened()
        let id = OccurrenceID(entry, .test("2026-10-30"))
        let seen = try #require(test.book.occurrence(id)?.transaction.flatMap(test.book.transaction))
        var draft = TransactionDraft(seen.content)
        draft.note = "from the other device"
        try test.run { [draft] in try $0.editTransaction(seen.id, expectedVersion: seen.version, draft) }
        draft.note = "from this one"
        #expect(throws: MoneyError.notFound(.id)) { try test.run { try $0.skip(id, where: .unsettled) } }
        #expect(throws: MoneyError.notFound(.id)) {
            try test.run { [draft] in try $0.confirm(id, draft, where: .unsettled) }
        }
        let stale = MoneyError.stale(currentVersion: seen.version + 1)
        #expect(throws: stale) { try test.run { try $0.skip(id, where: .version(seen.version)) } }
        #expect(throws: stale) { try test.run { [draft] in try $0.confirm(id, draft, where: .version(seen.version)) } }
        #expect(test.book.transaction(seen.id)?.content.note == "from the other device")
        let ahead = OccurrenceID(entry, .test("2026-11-30"))
        #expect(throws: MoneyError.stale(currentVersion: 0)) { try test.run { try $0.skip(ahead, where: .version(1)) } }
        try test.run { try $0.skip(ahead, where: .unsettled) }
        try test.run { [draft] in try $0.confirm(id, draft, where: .version(seen.version + 1)) }
        #expect(test.book.transaction(seen.id)?.content.note == "from this one")
    }
}
