import Primitives
import Testing
import Vault

@testable import Money

@Suite("Goals")
struct GoalTests {
    private static let today = CalendarDay.test("2026-11-20")

    /// A goal of each shape, as the journal has it.
    static let changes: [MoneyChange] = {
        let account = AccountID(ChangeID(batchStart: 1, ordinal: 2))
        let deposits = [
            GoalContent.Deposit(day: .test("1969-12-31"), minorUnits: 500_000, note: "Bonus é"),
            GoalContent.Deposit(day: .test("2026-11-05"), minorUnits: -100_000),
        ]
        let goal = GoalContent(
            title: "Monsoon trip",
            currency: .inr,
            targetMinorUnits: 6_000_000,
            due: .test("2027-05-20"),
            accounts: [account],
            deposits: deposits
        )
        let other = GoalContent(title: "गाँव", currency: .jpy, targetMinorUnits: 1, isArchived: true)
        let id = ChangeID(batchStart: 1, ordinal: 0)
        return [.addItem(.goal(goal)), .putItem(id, .goal(other)), .removeItem(.goal, id)]
    }()

    /// Frozen when goals were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-goal-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        try Damage.check(Self.changes, seed: seed)
    }

    /// The example of docs/spec/money-debts.md §1.
    @Test("saved, left, per month and the day at the pace of the last 90 days")
    func example() throws {
        var test = try TestBook.starter()
        let pot = try test.run {
            try $0.addAccount(
                AccountContent(name: "Travel pot", kind: .bank, currency: .inr, openingMinorUnits: 800_000)
            )
        }
        let cash = test.account("Cash")
        try test.run {
            let amount = Amount(minorUnits: 800_000, currency: .inr)
            return try $0.addTransaction(.transfer(amount, day: .test("2026-09-30"), from: cash, to: pot))
        }
        var goal = GoalContent(
            title: "Monsoon trip",
            currency: .inr,
            targetMinorUnits: 6_000_000,
            due: .test("2027-05-20"),
            accounts: [pot],
            deposits: [.init(day: .test("2026-11-05"), minorUnits: -100_000)]
        )
        let id = try test.run { [goal] in try $0.add(goal) }
        try test.run {
            try $0.deposit(.init(day: .test("2026-10-02"), minorUnits: 500_000, note: " bonus "), to: id)
        }
        try test.run { try $0.deposit(.init(day: .test("2026-11-21"), minorUnits: 7), to: id) }
        goal = try #require(test.book.item(id)).content
        #expect(goal.deposits.map(\.minorUnits) == [500_000, -100_000, 7])
        #expect(goal.deposits[0].note == "bonus")
        let report = try #require(test.book.goalReports(today: Self.today).first)
        #expect(report.accountsMinorUnits == 1_600_000 && report.depositsMinorUnits == 400_000)
        #expect(report.savedMinorUnits == 2_000_000 && report.leftMinorUnits == 4_000_000)
        #expect(report.perMonthMinorUnits == 666_667)
        #expect(report.paceMinorUnits == 1_200_000)
        #expect(report.projected == .test("2027-09-16"))
        #expect(!report.isReached)
    }

    @Test("reached, overdue and without a pace there is nothing to say", arguments: [0, 1, 2])
    func edges(_ kind: Int) throws {
        var test = TestBook()
        let day = Self.today.adding(days: kind == 1 ? -200 : -1)
        let goal = GoalContent(
            title: "G",
            currency: .inr,
            targetMinorUnits: 100,
            due: kind == 2 ? Self.today.adding(days: -1) : nil,
            deposits: [.init(day: day, minorUnits: kind == 0 ? 100 : 40)]
        )
        try test.run { try $0.add(goal) }
        let report = try #require(test.book.goalReports(today: Self.today).first)
        #expect(report.isReached == (kind == 0))
        #expect(report.perMonthMinorUnits == nil)
        #expect((report.projected == nil) == (kind != 2))
        #expect(report.paceMinorUnits == [100, 0, 40][kind])
    }

    /// Paying each month what it says, from today on, reaches the goal on the due day or before, and one less does not.
    @Test("what each month takes is enough, and no more", arguments: 0..<200 as Range<UInt64>)
    func perMonth(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let target = Int64.random(in: 1...10_000_000, using: &generator)
        let due = Self.today.adding(days: Int.random(in: 0...2000, using: &generator))
        let goal = GoalContent(title: "G", currency: .inr, targetMinorUnits: target, due: due)
        var test = TestBook()
        try test.run { try $0.add(goal) }
        let report = try #require(test.book.goalReports(today: Self.today).first)
        let perMonth = try #require(report.perMonthMinorUnits)
        var months: Int64 = 0
        while Self.today.adding(months: Int(months) + 1) <= due { months += 1 }
        months = max(1, months)
        #expect(perMonth * months >= target && (perMonth - 1) * months < target, "seed \(seed)")
    }

    @Test("what a goal refuses")
    func refusals() throws {
        var test = try TestBook.starter()
        let cash = test.account("Cash")
        let dollars = try test.run { try $0.addAccount(AccountContent(name: "D", kind: .bank, currency: .usd)) }
        func refuse(_ error: MoneyError, _ change: (inout GoalContent) -> Void) {
            var goal = GoalContent(title: "G", currency: .inr, targetMinorUnits: 100)
            change(&goal)
            #expect(throws: error) { try test.run { [goal] in try $0.add(goal) } }
        }
        refuse(.missing(.name)) { $0.title = " " }
        refuse(.invalid(.target)) { $0.targetMinorUnits = 0 }
        refuse(.overflow(.target)) { $0.targetMinorUnits = .max }
        refuse(.invalid(.due)) { $0.due = CalendarDay(daysSinceEpoch: .max) }
        refuse(.currencyOfAccount(.accounts)) { $0.accounts = [dollars] }
        refuse(.invalid(.accounts)) { $0.accounts = [cash, cash] }
        refuse(.notFound(.accounts)) { $0.accounts = [AccountID(ChangeID(batchStart: 99, ordinal: 0))] }
        refuse(.tooMany(.accounts, maximum: 20)) { $0.accounts = [AccountID](repeating: cash, count: 21) }
        refuse(.zero(.deposits)) { $0.deposits = [.init(day: Self.today, minorUnits: 0)] }
        refuse(.overflow(.deposits)) { $0.deposits = [.init(day: Self.today, minorUnits: .min)] }
        refuse(.invalid(.date)) { $0.deposits = [.init(day: CalendarDay(daysSinceEpoch: .min), minorUnits: 1)] }
        let note = String(repeating: "n", count: 101)
        refuse(.tooLong(.note, maximum: 100)) { $0.deposits = [.init(day: Self.today, minorUnits: 1, note: note)] }
        refuse(.tooMany(.deposits, maximum: 1000)) {
            $0.deposits = [GoalContent.Deposit](repeating: .init(day: Self.today, minorUnits: 1), count: 1001)
        }
        let goal = GoalContent(title: "Car", currency: .inr, targetMinorUnits: 100, accounts: [cash])
        let id = try test.run { try $0.add(goal) }
        refuse(.nameTaken(.accounts)) { $0.accounts = [cash] }
        refuse(.nameTaken(.name)) { $0.title = "CAR" }
        #expect(throws: MoneyError.held(.account, by: .goal)) { try test.run { try $0.removeAccount(cash) } }
        var archived = goal
        archived.isArchived = true
        try test.run { [archived] in try $0.edit(id, archived) }
        let second = GoalContent(title: "Car 2", currency: .inr, targetMinorUnits: 100, accounts: [cash])
        try test.run { try $0.add(second) }
        #expect(throws: MoneyError.nameTaken(.accounts)) { try test.run { try $0.edit(id, goal) } }
        #expect(throws: MoneyError.undoBlocked) { try test.undo(test.nextBatch - 2) }
    }

    @Test("a sum that leaves 64 bits is refused")
    func overflow() throws {
        var test = TestBook()
        let limit = MoneyLimits.minorUnits
        let deposits = [GoalContent.Deposit](repeating: .init(day: Self.today, minorUnits: limit), count: 1000)
        var goals: [GoalContent] = []
        for number in 0..<11 {
            let goal = GoalContent(title: "G\(number)", currency: .inr, targetMinorUnits: 1, deposits: deposits)
            goals.append(goal)
        }
        // A thousand of the largest stay within: the limit of a deposit is a ten-thousandth of what fits.
        try test.run { [goals] in for goal in goals { _ = try $0.add(goal) } }
        let reports = try test.book.goalReports(today: Self.today)
        #expect(reports.allSatisfy { $0.savedMinorUnits == 1000 * limit })
        let accounts = try test.run { plan in
            try (0..<20).map { number in
                let content = AccountContent(
                    name: "A\(number)",
                    kind: .bank,
                    currency: .inr,
                    openingMinorUnits: limit
                )
                return try plan.addAccount(content)
            }
        }
        for _ in 0..<600 {
            try test.run { plan in
                for account in accounts {
                    let amount = Amount(minorUnits: limit, currency: .inr)
                    _ = try plan.addTransaction(.income(amount, day: Self.today, into: account))
                }
            }
        }
        let goal = GoalContent(title: "All", currency: .inr, targetMinorUnits: 1, accounts: accounts)
        try test.run { try $0.add(goal) }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.goalReports(today: Self.today) }
    }
}

/// Changes one byte of what was written, again and again.
enum Damage {
    static func check(_ changes: [MoneyChange], seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == changes)
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
}
