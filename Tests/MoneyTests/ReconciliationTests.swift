import Primitives
import Testing
import Vault

@testable import Money

@Suite("Reconciliation")
struct ReconciliationTests {
    /// An account with 1,000.00 and four entries of October and November.
    private struct Case {
        var test: TestBook
        let account: AccountID
        let entries: [TransactionID]

        init() throws {
            var test = try TestBook.starter()
            let content = AccountContent(name: "Giro", kind: .bank, currency: .inr, openingMinorUnits: 100_000)
            account = try test.run { try $0.addAccount(content) }
            entries = [
                try test.spend(1_000, "Groceries", "2026-10-05", account: "Giro"),
                try test.spend(2_500, "Groceries", "2026-10-20", account: "Giro"),
                try test.spend(300, "Groceries", "2026-10-31", account: "Giro"),
                try test.spend(700, "Groceries", "2026-11-02", account: "Giro"),
            ]
            self.test = test
        }

        @discardableResult
        mutating func keep(_ content: ReconciliationContent) throws -> ReconciliationID {
            try test.run { try $0.add(content) }
        }

        @discardableResult
        mutating func adjust(
            _ content: ReconciliationContent,
            _ adjustment: ReconciliationAdjustment
        ) throws -> ReconciliationID {
            try test.run { try $0.reconcile(content, adjustment: adjustment) }
        }

        /// Why a reconciliation is not added; nil when it would be.
        func refusal(of content: ReconciliationContent) -> MoneyError? {
            var copy = self
            do {
                try copy.keep(content)
                return nil
            } catch {
                return error as? MoneyError
            }
        }

        func content(
            _ balance: Int64,
            _ day: String = "2026-10-31",
            leaving: [TransactionID] = []
        ) -> ReconciliationContent {
            ReconciliationContent(account: account, day: .test(day), balanceMinorUnits: balance, leftOut: leaving)
        }
    }

    static let changes: [MoneyChange] = {
        let account = AccountID(ChangeID(batchStart: 2, ordinal: 0))
        let left = [
            TransactionID(ChangeID(batchStart: 3, ordinal: 0)), TransactionID(ChangeID(batchStart: 9, ordinal: 4)),
        ]
        let content = ReconciliationContent(
            account: account,
            day: .test("2026-10-31"),
            balanceMinorUnits: -96_500,
            leftOut: left
        )
        let early = ReconciliationContent(account: account, day: .test("0001-01-01"), balanceMinorUnits: 0)
        return [
            .addItem(.reconciliation(content)),
            .putItem(ChangeID(batchStart: 12, ordinal: 1), .reconciliation(early)),
            .removeItem(.reconciliation, ChangeID(batchStart: 12, ordinal: 1)),
        ]
    }()

    /// Frozen when reconciliations were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-reconciliation-v1.hex")
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            mutated[place] = UInt8.random(in: 0...255, using: &generator)
            do { _ = try MoneyTracker.decode(mutated[...], schema: 1) } catch { refused += 1 }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("it is kept only when the entries come to the balance, and what is left out does not count")
    func adding() throws {
        var test = try Case()
        #expect(test.refusal(of: test.content(96_000)) == .unreconciled)
        let id = try test.keep(test.content(96_500, leaving: [test.entries[2]]))
        #expect(test.test.book.item(id)?.content.leftOut == [test.entries[2]])
        let standing = try #require(try test.test.book.reconciliationStandings()[test.account])
        #expect(standing.changed == 0)
        #expect(standing.minorUnits == 96_500)
    }

    @Test("each refusal names its field")
    func refusals() throws {
        var test = try Case()
        let other = test.test.account("Cash")
        try test.keep(test.content(96_200))
        let alien = try test.test.spend(5, "Groceries", "2026-10-01")
        var far = test.content(96_200, "2026-11-30")
        far.day = CalendarDay(daysSinceEpoch: 3_000_000)
        var gone = test.content(100_000, "2026-10-01")
        gone.account = AccountID(ChangeID(batchStart: 99, ordinal: 0))
        var cash = test.content(0, "2026-10-01", leaving: [test.entries[0]])
        cash.account = other
        let cases: [(ReconciliationContent, MoneyError)] = [
            (test.content(96_200), .dayTaken(.date)),
            (far, .invalid(.date)),
            (gone, .notFound(.account)),
            (test.content(MoneyLimits.minorUnits + 1, "2026-10-01"), .overflow(.balance)),
            (test.content(100_000, "2026-10-01", leaving: [test.entries[0]]), .invalid(.leftOut)),
            (test.content(96_200, "2026-11-01", leaving: [alien]), .invalid(.leftOut)),
            (cash, .invalid(.leftOut)),
            (
                test.content(0, "2026-11-01", leaving: Array(repeating: test.entries[0], count: 1001)),
                .tooMany(.leftOut, maximum: 1000)
            ),
        ]
        for (content, error) in cases {
            #expect(test.refusal(of: content) == error)
        }
        let account = test.account
        #expect(throws: MoneyError.held(.account, by: .entries)) {
            try test.test.run { try $0.removeAccount(account) }
        }
    }

    @Test("the next one begins where the last ended, and asks again for what that one left out")
    func sheet() throws {
        var test = try Case()
        let first = try test.test.book.reconciliationSheet(test.account, through: .test("2026-10-31"))
        #expect(first.settled == 100_000)
        #expect(first.entries.map(\.id) == Array(test.entries[..<3]))
        #expect(first.entries.map(\.minorUnits) == [-1_000, -2_500, -300])
        try test.keep(test.content(99_000, leaving: Array(test.entries[1...2])))
        let second = try test.test.book.reconciliationSheet(test.account, through: .test("2026-11-30"))
        #expect(second.since?.content.day == .test("2026-10-31"))
        #expect(second.settled == 99_000)
        #expect(second.entries.map(\.id) == Array(test.entries[1...]))
        #expect(try second.difference(95_500, leaving: []) == 0)
        #expect(try second.difference(96_200, leaving: [test.entries[3]]) == 0)
        // An older statement is compared with what was there before it.
        let older = try test.test.book.reconciliationSheet(test.account, through: .test("2026-10-10"))
        #expect(older.since == nil)
        #expect(older.entries.map(\.id) == [test.entries[0]])
    }

    @Test("a later change of what it confirmed is said, and does not undo it")
    func changed() throws {
        var test = try Case()
        let id = try test.keep(test.content(96_500, leaving: [test.entries[2]]))
        let entry = try #require(test.test.book.transaction(test.entries[0]))
        try test.test.run { try $0.deleteTransaction(entry.id, expectedVersion: entry.version) }
        #expect(try test.test.book.reconciliationStandings()[test.account]?.changed == 1_000)
        // What was left out may go: it never counted.
        let left = try #require(test.test.book.transaction(test.entries[2]))
        try test.test.run { try $0.deleteTransaction(left.id, expectedVersion: left.version) }
        #expect(try test.test.book.reconciliationStandings()[test.account]?.changed == 1_000)
        #expect(test.test.book.item(id) != nil)
        let (before, after) = (test.content(96_500), test.content(97_500))
        #expect(throws: MoneyError.unreconciled) { try test.test.run { try $0.edit(id, before) } }
        try test.test.run { try $0.edit(id, after) }
        #expect(try test.test.book.reconciliationStandings()[test.account]?.changed == 0)
    }

    @Test("an adjustment is made with it, undone with it and brought back with it")
    func adjustment() throws {
        var test = try Case()
        let category = test.test.category("Groceries")
        let adjustment = ReconciliationAdjustment(category: category, payee: "Adjustment")
        let id = try test.adjust(test.content(95_000), adjustment)
        let batch = test.test.nextBatch - 1
        let made = try #require(
            try test.test.book.list(limit: 5).transactions.first { $0.content.payee == "Adjustment" }
        )
        #expect(made.content.day == .test("2026-10-31"))
        #expect(made.content.postings.map(\.amount.minorUnits) == [-1_200, 1_200])
        #expect(try test.test.book.reconciliationStandings()[test.account]?.changed == 0)
        try test.test.undo(batch)
        #expect(test.test.book.item(id) == nil)
        #expect(test.test.book.transaction(made.id) == nil)
        try test.test.undo(test.test.nextBatch - 1)
        #expect(test.test.book.item(id) != nil)
        #expect(try test.test.book.reconciliationStandings()[test.account]?.changed == 0)
        // Nothing to adjust makes no entry.
        let before = test.test.book.transactionCount
        try test.adjust(test.content(94_300, "2026-11-30"), adjustment)
        #expect(test.test.book.transactionCount == before)
    }

    @Test("only what the newest one confirmed is marked")
    func marks() throws {
        var test = try Case()
        try test.keep(test.content(99_000, "2026-10-10"))
        try test.keep(test.content(96_500, leaving: [test.entries[2]]))
        let marks = ReconciledEntries(test.test.book)
        let found = test.entries.compactMap { test.test.book.transaction($0) }.map(marks.contains)
        #expect(found == [true, true, false, false])
        #expect(
            test.test.book.reconciliations(of: test.account).map(\.content.day.iso) == ["2026-10-31", "2026-10-10"]
        )
    }

    @Test("a sheet and the columns come to the same, whatever is left out", arguments: 0..<6 as Range<UInt64>)
    func sums(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<400 { try random.step() }
        var compared = 0
        for account in random.test.book.liveAccounts {
            for day in stride(from: Int32(19_900), through: 20_400, by: 50).map(CalendarDay.init(daysSinceEpoch:)) {
                let sheet = try random.test.book.reconciliationSheet(account.id, through: day)
                let left = sheet.entries.map(\.id).filter { _ in Bool.random(using: &random.generator) }
                let sum = try sheet.sum(leaving: Set(left))
                let content = ReconciliationContent(
                    account: account.id,
                    day: day,
                    balanceMinorUnits: sum,
                    leftOut: left
                )
                #expect(try random.test.book.difference(of: content) == 0, "seed \(seed), \(day)")
                compared += sheet.entries.count
            }
            let whole = try random.test.book.reconciliationSheet(account.id, through: .test("9999-12-31"))
            #expect(try whole.sum(leaving: []) == random.test.book.balance(of: account.id).minorUnits)
        }
        #expect(compared > 0, "seed \(seed)")
    }
}
