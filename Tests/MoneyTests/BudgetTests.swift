import Primitives
import Testing
import Vault

@testable import Money

@Suite("Budgets")
struct BudgetTests {
    private func report(
        _ test: TestBook,
        _ id: BudgetID,
        _ day: String,
        today: String? = nil
    ) throws -> BudgetReport {
        try test.book.budgetReport(
            id,
            on: .test(day),
            today: .test(today ?? day),
            ledger: CategoryLedger(test.book)
        )
    }

    @Test("the example of the specification: an envelope that was overspent, and what is to assign")
    func example() throws {
        var test = try TestBook.household()
        let food = test.category("Food")
        let id = try test.run {
            try $0.addBudget(
                BudgetContent.household(
                    .month(from: 1),
                    "2026-11-01",
                    style: .envelope,
                    opening: 5_000_000,
                    [BudgetLine(food, minorUnits: 800_000, rollover: .both)]
                )
            )
        }
        try test.spend(500_000, "Groceries", "2026-11-03")
        try test.spend(412_000, "Eating out", "2026-11-30")
        try test.spend(10_000, "Groceries", "2026-10-31")
        let (cash, salary) = (test.account("Cash"), test.category("Salary"))
        try test.run {
            try $0.addTransaction(
                .income(
                    Amount(minorUnits: 4_200_000, currency: .inr),
                    day: .test("2026-11-05"),
                    into: cash,
                    from: salary
                )
            )
        }
        let november = try report(test, id, "2026-11-30")
        #expect(november.lines[0].spentMinorUnits == 912_000)
        #expect(november.lines[0].leftMinorUnits == -112_000)
        #expect(november.lines[0].overMinorUnits == 112_000)
        #expect(november.lines[0].leftPerDayMinorUnits == nil)
        #expect(november.toAssignMinorUnits == 8_400_000)
        #expect(november.earnedMinorUnits == 4_200_000)
        let december = try report(test, id, "2026-12-09")
        #expect(december.lines[0].carriedMinorUnits == -112_000)
        #expect(december.lines[0].leftMinorUnits == 688_000)
        #expect(december.daysLeft == 23)
        #expect(december.lines[0].leftPerDayMinorUnits == 29_913)
        #expect(december.toAssignMinorUnits == 7_600_000)
        try test.run { try $0.assign(900_000, to: food, of: id, on: .test("2026-12-20")) }
        #expect(try report(test, id, "2026-12-09").lines[0].assignedMinorUnits == 900_000)
        #expect(try report(test, id, "2026-12-09").toAssignMinorUnits == 7_500_000)
        #expect(try report(test, id, "2027-01-01").lines[0].assignedMinorUnits == 800_000)
    }

    @Test("what recurring entries would still make stands beside what was spent, until it is made or skipped")
    func expected() throws {
        var test = try TestBook.household()
        let lines = [BudgetLine(test.category("Rent"), minorUnits: 2_000_000)]
        let content = BudgetContent.household(.month(from: 1), "2026-11-01", lines)
        let id = try test.run { try $0.addBudget(content) }
        let rent = RecurringTests.rent(test, from: "2026-11-01")
        let entry = try test.run { try $0.addRecurring(rent) }
        func figures(_ day: String, today: String) throws -> [Int64] {
            let line = try report(test, id, day, today: today).lines[0]
            return [line.spentMinorUnits, line.expectedMinorUnits, line.leftMinorUnits]
        }
        #expect(try figures("2026-11-20", today: "2026-11-20") == [0, 1_700_000, 2_000_000])
        #expect(try figures("2026-12-05", today: "2026-11-20") == [0, 1_700_000, 2_000_000])
        #expect(try figures("2026-11-20", today: "2026-12-02") == [0, 0, 2_000_000], "what is due counts today")
        #expect(try figures("2026-12-02", today: "2026-12-02") == [0, 3_400_000, 2_000_000])
        try test.run { try $0.skip(OccurrenceID(entry, .test("2026-12-31"))) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-11-30")) }
        #expect(try figures("2026-11-30", today: "2026-11-30") == [1_700_000, 0, 300_000])
        #expect(try figures("2026-12-02", today: "2026-12-02") == [0, 0, 2_000_000])
    }

    @Test("a posting counts on the nearest line once, and other currencies are left out and said")
    func lines() throws {
        var test = try TestBook.household()
        let (food, out) = (test.category("Food"), test.category("Eating out"))
        let dollars = try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        let id = try test.run {
            try $0.addBudget(
                BudgetContent.household(
                    .month(from: 1),
                    "2026-11-01",
                    [BudgetLine(food, minorUnits: 100), BudgetLine(out, minorUnits: 50, includesSubtree: false)]
                )
            )
        }
        try test.spend(30, "Groceries", "2026-11-02")
        try test.spend(20, "Eating out", "2026-11-02")
        try test.spend(7, "Rent", "2026-11-02")
        try test.run {
            try $0.addTransaction(
                .expense(Amount(minorUnits: 99, currency: .usd), day: .test("2026-11-03"), from: dollars, on: out)
            )
        }
        let report = try report(test, id, "2026-11-10")
        #expect(report.lines.map(\.spentMinorUnits) == [30, 20])
        #expect(report.total.spentMinorUnits == 50)
        #expect(report.unbudgetedMinorUnits == 7)
        #expect(report.leftOut.map(\.currency) == [.usd])
        #expect(report.leftOut.map(\.spentMinorUnits) == [99])
        #expect(report.toAssignMinorUnits == nil)
        let other = try test.run {
            var content = BudgetContent.household(
                .month(from: 1),
                "2026-11-01",
                [BudgetLine(food, minorUnits: 0, includesSubtree: false)]
            )
            content.name = "Bare"
            return try $0.addBudget(content)
        }
        #expect(try self.report(test, other, "2026-11-10").lines[0].spentMinorUnits == 0)
        #expect(throws: MoneyError.held(.category, by: .subcategories)) { try test.run { try $0.removeCategory(food) } }
    }

    @Test("an amount moves from one envelope to another in one step, and nothing is lost or made by it")
    func moved() throws {
        var test = try TestBook.household()
        let (food, fuel, rent) = (test.category("Food"), test.category("Fuel"), test.category("Rent"))
        let lines = [BudgetLine(food, minorUnits: 800, rollover: .both), BudgetLine(fuel, minorUnits: 50)]
        let content = BudgetContent.household(.month(from: 1), "2026-11-01", style: .envelope, opening: 2000, lines)
        let id = try test.run { try $0.addBudget(content) }
        let before = try report(test, id, "2026-11-20")
        let batch = test.nextBatch
        try test.run { try $0.move(300, from: food, to: fuel, of: id, on: .test("2026-11-20")) }
        let after = try report(test, id, "2026-11-20")
        #expect(after.lines.map(\.assignedMinorUnits) == [500, 350])
        #expect(after.toAssignMinorUnits == before.toAssignMinorUnits)
        #expect(after.total.leftMinorUnits == before.total.leftMinorUnits)
        #expect(try report(test, id, "2026-12-20").lines.map(\.assignedMinorUnits) == [800, 50])
        try test.run { try $0.move(600, from: food, to: fuel, of: id, on: .test("2026-11-01")) }
        #expect(try report(test, id, "2026-11-20").lines.map(\.assignedMinorUnits) == [-100, 950])
        try test.run { [now = test.time] in try $0.undo(batchStart: batch + 1, now: now) }
        try test.run { [now = test.time] in try $0.undo(batchStart: batch, now: now) }
        #expect(try report(test, id, "2026-11-20") == before)
        func refusal(
            _ minorUnits: Int64,
            _ source: CategoryID,
            _ destination: CategoryID,
            _ day: String = "2026-11-20"
        ) -> MoneyError? {
            var plan = MoneyPlan(test.book, batchStart: 99)
            do throws(MoneyError) {
                try plan.move(minorUnits, from: source, to: destination, of: id, on: .test(day))
                return nil
            } catch { return error }
        }
        #expect(refusal(0, food, fuel) == .invalid(.amount))
        #expect(refusal(-5, food, fuel) == .invalid(.amount))
        #expect(refusal(5, food, food) == .invalid(.lines))
        #expect(refusal(5, food, rent) == .notFound(.category))
        #expect(refusal(5, rent, food) == .notFound(.category))
        #expect(refusal(5, food, fuel, "2026-10-31") == .notFound(.period))
        #expect(refusal(.max, food, fuel) == .overflow(.amount))
        #expect(refusal(MoneyLimits.minorUnits, food, fuel) == .overflow(.amount))
        #expect(refusal(5, food, fuel) == nil)
    }

    @Test("what rolls over, with none, surplus, both and a cap")
    func rollovers() {
        for (left, none, surplus, both, capped) in [(70, 0, 70, 70, 50), (-70, 0, 0, -70, 0), (20, 0, 20, 20, 20)] {
            let left = Int64(left)
            #expect(BudgetRollover.none.carried(from: left) == Int64(none))
            #expect(BudgetRollover.surplus.carried(from: left) == Int64(surplus))
            #expect(BudgetRollover.both.carried(from: left) == Int64(both))
            #expect(BudgetRollover.capped(50).carried(from: left) == Int64(capped))
        }
    }

    @Test("no money is lost or made by rollovers and assignments", arguments: 0..<16 as Range<UInt64>)
    func conservation(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        var test = try TestBook.household()
        let names = ["Food", "Groceries", "Eating out", "Rent", "Transport", "Fuel"]
        var schedule = try random.schedule()
        schedule.end = .never
        let spans: [BudgetSpan] = [
            .week(from: 3), .halfMonth, .month(from: 25), .year(month: 7, day: 4), .schedule(schedule),
        ]
        let span = spans[random.number(in: 0...4)]
        let rollovers: [BudgetRollover] = [.none, .surplus, .both, .capped(300)]
        let lines = Array(names.filter { _ in random.number(in: 0...1) == 0 }.prefix(4)) + ["Health"]
        let opening = Int64(random.number(in: -500...500))
        let content = BudgetContent.household(
            span,
            "2023-03-10",
            style: .envelope,
            opening: opening,
            lines.map {
                BudgetLine(
                    test.category($0),
                    minorUnits: Int64(random.number(in: 0...400)),
                    includesSubtree: random.number(in: 0...1) == 0,
                    rollover: rollovers[random.number(in: 0...3)]
                )
            }
        )
        let id = try test.run { try $0.addBudget(content) }
        for _ in 0..<120 {
            let day = CalendarDay.test("2023-01-01").adding(days: random.number(in: 0...900)).iso
            try test.spend(Int64(random.number(in: 1...300)) - 40 | 1, names[random.number(in: 0...5)], day)
        }
        let day = CalendarDay.test("2023-03-10").adding(days: random.number(in: 0...600))
        for _ in 0..<10 {
            let other = CalendarDay.test("2023-03-10").adding(days: random.number(in: 0...600))
            let line = content.lines[random.number(in: 0...content.lines.count - 1)]
            let amount = Int64(random.number(in: -200...600))
            try? test.run { try $0.assign(amount, to: line.category, of: id, on: other) }
        }
        let ledger = CategoryLedger(test.book)
        let periods = try test.book.periods(of: content, through: day)
        let first = try #require(periods.first)
        #expect(zip(periods, periods.dropFirst()).allSatisfy { $0.last.adding(days: 1) == $1.first }, "seed \(seed)")
        #expect(first.first <= content.starts && first.last >= content.starts, "seed \(seed)")
        var carried = [Int64](repeating: 0, count: lines.count)
        for period in periods {
            let report = try test.book.budgetReport(id, on: period.first, today: day, ledger: ledger)
            #expect(report.period == period, "seed \(seed)")
            for (place, line) in report.lines.enumerated() {
                let sum = carried[place] + line.assignedMinorUnits - line.spentMinorUnits
                #expect(line.leftMinorUnits == sum, "seed \(seed)")
                #expect(line.carriedMinorUnits == carried[place], "seed \(seed)")
                let spent = naive(test, content, period.first...period.last)[line.category] ?? 0
                #expect(line.spentMinorUnits == spent, "seed \(seed), \(period)")
                carried[place] = content.lines[place].rollover.carried(from: line.leftMinorUnits)
            }
            let all = naive(test, content, first.first...period.last).values.reduce(0, +)
            let held = try #require(report.toAssignMinorUnits) + report.total.leftMinorUnits
            #expect(held == opening - all, "seed \(seed), \(period)")
        }
        let together = test.book.budgetReports(on: day, today: day, ledger: ledger)
        let alone = try test.book.budgetReport(id, on: day, today: day, ledger: ledger)
        #expect(together == BudgetReports(reports: [alone], refused: []), "seed \(seed)")
    }

    /// Spending by line, entry by entry; what no line is about stands under its own category.
    private func naive(
        _ test: TestBook,
        _ content: BudgetContent,
        _ days: ClosedRange<CalendarDay>
    ) -> [CategoryID: Int64] {
        var sums: [CategoryID: Int64] = [:]
        for slot in 0..<test.book.transactions.count {
            let transaction = test.book.transaction(at: slot)
            guard days.contains(transaction.content.day) else { continue }
            for case (.category(let id), let amount) in transaction.content.postings.map({ ($0.target, $0.amount) }) {
                var next: CategoryID? = id
                while let current = next {
                    let line = content.lines.first { $0.category == current }
                    if let line, current == id || line.includesSubtree { break }
                    next = test.book.category(current)?.content.parent
                }
                sums[next ?? id, default: 0] += amount.minorUnits
            }
        }
        return sums
    }
}
