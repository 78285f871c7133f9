import Primitives
import Testing
import Vault

@testable import Money

@Suite("Recurring entries")
struct RecurringTests {
    static func rent(_ test: TestBook, from start: String = "2026-09-01", automatic: Bool = false) -> RecurringContent {
        RecurringContent(
            schedule: Schedule(.months(every: 1, [.workingDayFromEnd(1)]), start: .test(start)),
            payee: "Landlord",
            tags: ["home"],
            postings: [
                Posting(.account(test.account("UPI")), Amount(minorUnits: -1_800_000, currency: .inr)),
                Posting(.category(test.category("Rent")), Amount(minorUnits: 1_700_000, currency: .inr)),
                Posting(.category(test.category("Groceries")), Amount(minorUnits: 100_000, currency: .inr)),
            ],
            isAutomatic: automatic
        )
    }

    private func state(_ test: TestBook, _ id: OccurrenceID) -> Occurrence.State? { test.book.occurrence(id)?.state }

    private func expectNothingDue(_ test: inout TestBook, _ today: CalendarDay) throws {
        let due = try test.run { try $0.makeDueOccurrences(today: today) }
        #expect(due.made.isEmpty)
    }

    @Test("what is due is made when she opens the app, once, and split as it was planned")
    func making() throws {
        var test = try TestBook.starter()
        let content = Self.rent(test)
        let id = try test.run { try $0.addRecurring(content) }
        let due = try test.run { try $0.makeDueOccurrences(today: .test("2026-12-02")) }
        #expect(due.made.map(\.day.iso) == ["2026-09-30", "2026-10-30", "2026-11-30"])
        #expect(!due.hasMore)
        #expect(test.book.transactionCount == 3)
        let pending = test.book.pendingOccurrences
        #expect(pending.map(\.id) == due.made)
        #expect(pending[0].transaction.content == content.transaction(on: .test("2026-09-30")))
        #expect(test.book.occurrence(of: pending[0].transaction.id) == OccurrenceID(id, .test("2026-09-30")))
        let again = try test.run { try $0.makeDueOccurrences(today: .test("2026-12-02")) }
        #expect(again.made.isEmpty)
        #expect(test.book.transactionCount == 3)
    }

    @Test("two devices that make the same occurrences make them once, in either order")
    func twoDevices() throws {
        var test = try TestBook.starter()
        let content = Self.rent(test)
        try test.run { try $0.addRecurring(content) }
        // Both plan from the same book, and both batches reach the journal.
        var (first, second) = (MoneyPlan(test.book, batchStart: 3), MoneyPlan(test.book, batchStart: 4))
        _ = try first.makeDueOccurrences(today: .test("2026-10-31"))
        _ = try second.makeDueOccurrences(today: .test("2026-12-31"))
        for order in [[first, second], [second, first]] {
            var book = test.book
            for (place, plan) in order.enumerated() {
                let bytes = try MoneyTracker.encode(plan.changes[...])
                let changes = try MoneyTracker.decode(bytes[...], schema: 1)
                try book.apply(changes, batchStart: 3 + JournalIndex(place), at: test.time)
            }
            #expect(book.transactionCount == 4)
            #expect(
                try book.list().transactions.map(\.content.day.iso)
                    == ["2026-12-31", "2026-11-30", "2026-10-30", "2026-09-30"]
            )
            let restored = try MoneyTracker.restore(MoneyTracker.snapshot(of: book, now: test.time))
            #expect(restored.pendingOccurrences.map(\.id) == book.pendingOccurrences.map(\.id))
        }
    }

    @Test(
        "no occurrence is made twice over any order of openings, edits, pauses and undos",
        arguments: 0..<12 as Range<UInt64>
    )
    func once(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        var test = try TestBook.starter()
        var today = CalendarDay.test("2026-01-01")
        var ids: [RecurringID] = []
        var made: [OccurrenceID: Int] = [:]
        for _ in 0..<60 {
            today = today.adding(days: random.number(in: 0...20))
            var content = Self.rent(test)
            content.schedule = try random.schedule(from: today.daysSinceEpoch - 60, over: 90)
            content.makesFrom = content.schedule.start
            content.isPaused = random.number(in: 0...5) == 0
            do {
                switch random.number(in: 0...5) {
                case 0: ids.append(try test.run { [content] in try $0.addRecurring(content) })
                case 1:
                    guard let id = ids.last else { continue }
                    try test.run { [content, today] in try $0.editRecurring(id, content, today: today) }
                case 2:
                    let now = test.time
                    guard let batch = test.book.undoableBatches(now: now).first, batch.batchStart > 1 else { continue }
                    try test.run { try $0.undo(batchStart: batch.batchStart, now: now) }
                case 3:
                    guard let next = test.book.pendingOccurrences.first else { continue }
                    try test.run { try $0.skip(next.id) }
                default: try test.run { [today] in try $0.makeDueOccurrences(today: today) }
                }
            } catch is MoneyError {}
            made = [:]
            for slot in test.book.transactions.ids.indices where !test.book.transactions.isRemoved[slot] {
                let transaction = test.book.transaction(at: slot)
                let id = try #require(test.book.occurrence(of: transaction.id), "seed \(seed)")
                made[id, default: 0] += 1
                #expect(test.book.occurrence(id)?.transaction == transaction.id, "seed \(seed)")
                #expect(transaction.content.day == id.day, "seed \(seed)")
            }
            #expect(made.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        }
        #expect(ids.count > 2, "seed \(seed)")
    }

    @Test("confirmed, edited, skipped and taken back, whichever page did it")
    func states() throws {
        var test = try TestBook.starter()
        let content = Self.rent(test)
        let entry = try test.run { try $0.addRecurring(content) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-11-30")) }
        let (september, october) = (OccurrenceID(entry, .test("2026-09-30")), OccurrenceID(entry, .test("2026-10-30")))
        let november = OccurrenceID(entry, .test("2026-11-30"))
        try test.run { try $0.confirm(september) }
        #expect(state(test, september) == .confirmed)

        let transaction = try #require(test.book.occurrence(october)?.transaction.flatMap(test.book.transaction))
        var draft = TransactionDraft(transaction.content)
        draft.note = "late"
        try test.run { [draft] in try $0.editTransaction(transaction.id, expectedVersion: 1, draft) }
        #expect(state(test, october) == .edited)
        try test.run { try $0.deleteTransaction(transaction.id, expectedVersion: 2) }
        #expect(state(test, october) == .skipped)
        try expectNothingDue(&test, .test("2026-11-30"))
        try test.run { try $0.unskip(october, today: .test("2026-11-30")) }
        #expect(state(test, october) == .pending)

        try test.run { try $0.skip(november) }
        #expect(state(test, november) == .skipped)
        #expect(test.book.transactionCount == 2)
        let december = OccurrenceID(entry, .test("2026-12-31"))
        try test.run { try $0.skip(december) }
        let upcoming = try test.book.upcoming(today: .test("2026-12-01"), days: 62).occurrences
        #expect(upcoming.map(\.id.day.iso) == ["2026-12-31", "2027-01-29"])
        #expect(upcoming.map(\.isSkipped) == [true, false])
        try test.run { try $0.unskip(december, today: .test("2026-12-01")) }
        #expect(state(test, december) == nil)
        #expect(throws: MoneyError.notFound(.date)) {
            try test.run { try $0.skip(OccurrenceID(entry, .test("2026-12-30"))) }
        }
        // Paid early, and another amount than planned.
        draft.day = .test("2026-12-28")
        try test.run { [draft] in try $0.confirm(december, draft) }
        #expect(state(test, december) == .edited)
        try expectNothingDue(&test, .test("2026-12-31"))
    }

    @Test("an automatic entry is confirmed as it is made, and a variable one cannot be automatic")
    func automatic() throws {
        var test = try TestBook.starter()
        var content = Self.rent(test, automatic: true)
        let entry = try test.run { [content] in try $0.addRecurring(content) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-09-30")) }
        #expect(state(test, OccurrenceID(entry, .test("2026-09-30"))) == .confirmed)
        content.isVariable = true
        #expect(throws: MoneyError.invalid(.automatic)) { try test.run { [content] in try $0.addRecurring(content) } }
    }

    @Test("a change touches the future only: what was due is made as it was planned")
    func future() throws {
        var test = try TestBook.starter()
        let old = Self.rent(test)
        let entry = try test.run { try $0.addRecurring(old) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-10-15")) }
        var new = old
        new.schedule = Schedule(.months(every: 1, [.day(5)]), start: .test("2026-09-01"))
        new.payee = "New landlord"
        try test.run { [new] in try $0.editRecurring(entry, new, today: .test("2026-11-03")) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-12-06")) }
        let made = try test.book.list().transactions
        #expect(made.map(\.content.day.iso) == ["2026-12-05", "2026-11-05", "2026-10-30", "2026-09-30"])
        #expect(made.map(\.content.payee) == ["New landlord", "New landlord", "Landlord", "Landlord"])

        new.isPaused = true
        try test.run { [new] in try $0.editRecurring(entry, new, today: .test("2026-12-10")) }
        try expectNothingDue(&test, .test("2027-03-01"))
        #expect(try test.book.upcoming(today: .test("2026-12-10"), days: 100).occurrences.isEmpty)
        new.isPaused = false
        try test.run { [new] in try $0.editRecurring(entry, new, today: .test("2027-03-01")) }
        let later = try test.run { try $0.makeDueOccurrences(today: .test("2027-03-06")) }
        #expect(later.made.map(\.day.iso) == ["2027-03-05"])
    }

    @Test("an entry that is to begin later can be told to begin sooner; one that was put off stays so")
    func sooner() throws {
        let cases = [("2027-01-01", ["2026-12-05", "2027-01-05"]), ("2027-01-02", ["2027-01-05"])]
        for (makesFrom, expected) in cases {
            var test = try TestBook.starter()
            var content = Self.rent(test)
            content.schedule = Schedule(.months(every: 1, [.day(5)]), start: .test("2027-01-01"))
            content.makesFrom = .test(makesFrom)
            let entry = try test.run { [content] in try $0.addRecurring(content) }
            content.schedule.start = .test("2026-12-01")
            try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2026-11-20")) }
            let upcoming = try test.book.upcoming(today: .test("2026-11-20"), days: 60).occurrences
            #expect(upcoming.map(\.id.day.iso) == expected)
        }
    }

    @Test("what an entry needs cannot be removed, and what it made stays when it ends")
    func removal() throws {
        var test = try TestBook.starter()
        let content = Self.rent(test)
        let entry = try test.run { try $0.addRecurring(content) }
        let (upi, rent) = (test.account("UPI"), test.category("Rent"))
        #expect(throws: MoneyError.held(.account, by: .recurring)) { try test.run { try $0.removeAccount(upi) } }
        #expect(throws: MoneyError.held(.category, by: .recurring)) { try test.run { try $0.removeCategory(rent) } }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-09-30")) }
        try test.run { try $0.removeRecurring(entry) }
        try expectNothingDue(&test, .test("2026-12-31"))
        #expect(test.book.transactionCount == 1)
        let late = test.time.adding(seconds: 40 * 86_400)
        let restored = try MoneyTracker.restore(MoneyTracker.snapshot(of: test.book, now: late))
        #expect(restored.transactionCount == 1)
        #expect(restored.liveRecurring.isEmpty)
        // Deleting it says what became of its occurrence, and folds on a book that was read from the snapshot, too.
        let made = try #require(test.book.list(limit: 1).transactions.first)
        let known = test.journal.count
        try test.run { try $0.deleteTransaction(made.id, expectedVersion: made.version) }
        let deleted = try TestBook.replay(Array(test.journal[known...]), onto: restored)
        let last = test.time.adding(seconds: 40 * 86_400)
        let empty = try MoneyTracker.restore(MoneyTracker.snapshot(of: deleted, now: last))
        #expect(empty.recurring.isEmpty && empty.occurrences.byID.isEmpty)
    }

    @Test("more than one batch takes is made in several, oldest first")
    func many() throws {
        var test = try TestBook.starter()
        var content = Self.rent(test)
        content.schedule = Schedule(.days(every: 1), start: .test("2020-01-01"))
        content.makesFrom = content.schedule.start
        let entry = try test.run { [content] in try $0.addRecurring(content) }
        let first = try test.run { try $0.makeDueOccurrences(today: .test("2023-06-01")) }
        #expect(first.made.count == MoneyLimits.occurrencesPerBatch)
        #expect(first.hasMore)
        #expect(throws: MoneyError.tooMany(.recurring, maximum: 1000)) {
            try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2026-06-01")) }
        }
        let second = try test.run { try $0.makeDueOccurrences(today: .test("2023-06-01")) }
        #expect(!second.hasMore)
        #expect(test.book.transactionCount == 1248)
    }

    @Test("the text of an occurrence reads back, and nothing else does")
    func text() {
        let id = OccurrenceID(RecurringID(ChangeID(batchStart: 9, ordinal: 3)), .test("2026-11-30"))
        #expect(OccurrenceID(text: id.text) == id)
        #expect(id.text.count == 20)
        for text in ["", "0", String(repeating: "z", count: 20), id.text + "0"] {
            #expect(OccurrenceID(text: text) == nil)
        }
    }
}
