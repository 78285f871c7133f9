import Primitives
import Testing
import Vault

@testable import Money

@Suite("Budget refusals")
struct BudgetRefusalTests {
    @Test("budgets of no length, without lines, for income or beyond what can be stored are refused")
    func refused() throws {
        let test = try TestBook.household()
        let food = test.category("Food")
        func refusal(_ content: BudgetContent) -> MoneyError? {
            var plan = MoneyPlan(test.book, batchStart: 99)
            do throws(MoneyError) {
                _ = try plan.addBudget(content)
                return nil
            } catch { return error }
        }
        let line = BudgetLine(food, minorUnits: 1)
        #expect(
            refusal(BudgetContent.household(.custom(to: .test("2026-11-19")), "2026-11-20", [line])) == .invalid(.to)
        )
        #expect(
            refusal(BudgetContent.household(.month(from: 1), "2026-11-20", ends: "2026-11-19", [line])) == .invalid(.to)
        )
        #expect(refusal(BudgetContent.household(.month(from: 32), "2026-11-20", [line])) == .invalid(.span))
        #expect(refusal(BudgetContent.household(.week(from: 0), "2026-11-20", [line])) == .invalid(.span))
        #expect(refusal(BudgetContent.household(.year(month: 13, day: 1), "2026-11-20", [line])) == .invalid(.span))
        let schedule = Schedule(.days(every: 0), start: .test("2026-11-20"))
        #expect(refusal(BudgetContent.household(.schedule(schedule), "2026-11-20", [line])) == .invalid(.every))
        let nothing = RecurringID(ChangeID(batchStart: 90, ordinal: 0))
        #expect(refusal(BudgetContent.household(.payday(nothing), "2026-11-20", [line])) == .notFound(.recurring))
        #expect(refusal(BudgetContent.household(.halfMonth, "2026-11-20", [])) == .missing(.lines))
        #expect(refusal(BudgetContent.household(.halfMonth, "2026-11-20", [line, line])) == .nameTaken(.category))
        let salary = BudgetLine(test.category("Salary"), minorUnits: 1)
        #expect(refusal(BudgetContent.household(.halfMonth, "2026-11-20", [salary])) == .invalid(.category))
        #expect(
            refusal(BudgetContent.household(.halfMonth, "2026-11-20", [BudgetLine(food, minorUnits: -1)]))
                == .invalid(.amount)
        )
        #expect(
            refusal(BudgetContent.household(.halfMonth, "2026-11-20", [BudgetLine(food, minorUnits: .max)]))
                == .overflow(.amount)
        )
        let cap = BudgetLine(food, minorUnits: 1, rollover: .capped(-1))
        #expect(refusal(BudgetContent.household(.halfMonth, "2026-11-20", [cap])) == .invalid(.rollover))
        #expect(
            refusal(BudgetContent.household(.halfMonth, "2026-11-20", opening: .min, [line]))
                == .overflow(.openingBalance)
        )
        #expect(refusal(BudgetContent.household(.halfMonth, "2026-11-20", [line])) == nil)
        let daily = Schedule(.days(every: 1), start: .test("2000-01-01"))
        #expect(throws: MoneyError.tooMany(.period, maximum: MoneyLimits.budgetPeriods)) {
            try test.book.periods(
                of: BudgetContent.household(.schedule(daily), "2000-01-01", [line]),
                through: .test("2026-01-01")
            )
        }
    }

    @Test("a year mistyped by two thousand is refused, also where the budget was there and also where it ends")
    func mistyped() throws {
        var test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
        let good = BudgetContent.household(.month(from: 1), "2026-11-01", line)
        let id = try test.run { try $0.addBudget(good) }
        var bad = good
        bad.starts = .test("0026-11-01")
        let error = MoneyError.tooMany(.period, maximum: MoneyLimits.budgetPeriods)
        #expect(throws: error) { try test.run { [bad] in try $0.editBudget(id, bad, today: .test("2026-11-20")) } }
        bad.name = "Other"
        #expect(throws: error) { try test.run { [bad] in try $0.addBudget(bad, today: .test("2026-11-20")) } }
        bad.ends = .test("2026-12-31")
        #expect(throws: error) { try test.run { [bad] in try $0.addBudget(bad, today: .test("2027-11-20")) } }
        bad.ends = .test("0027-12-31")
        try test.run { [bad] in try $0.addBudget(bad, today: .test("2027-11-20")) }
    }

    @Test("lines times periods are bounded together")
    func cells() throws {
        var test = try TestBook.household()
        var lines: [BudgetLine] = []
        for number in 0..<100 {
            let content = CategoryContent(name: "c\(number)", kind: .expense)
            lines.append(BudgetLine(try test.run { try $0.addCategory(content) }, minorUnits: 1))
        }
        // 100 lines may have 2,000 weeks: 38 years.
        let content = BudgetContent.household(.week(from: 1), "2000-01-03", lines)
        #expect(try test.book.periods(of: content, through: .test("2038-05-02")).count == 2000)
        #expect(throws: MoneyError.tooMany(.period, maximum: 2000)) {
            try test.run { try $0.addBudget(content, today: .test("2038-05-03")) }
        }
    }

    @Test("one budget that cannot be reported on keeps the others on the page")
    func isolated() throws {
        var test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 5)]
        let broken = BudgetContent.household(.month(from: 1), "0026-11-01", name: "Broken", line)
        // As a journal may hold it that was written before such a one was refused.
        let id = BudgetID(ChangeID(batchStart: test.nextBatch, ordinal: 0))
        try test.run { _ = try $0.append(.addBudget(broken)) }
        let good = try test.run { try $0.addBudget(.household(.month(from: 1), "2026-11-01", line)) }
        let ledger = CategoryLedger(test.book)
        let today = CalendarDay.test("2026-11-20")
        let answer = test.book.budgetReports(on: today, today: today, ledger: ledger)
        #expect(answer.reports.map(\.budget) == [good])
        let error = MoneyError.tooMany(.period, maximum: MoneyLimits.budgetPeriods)
        #expect(answer.refused == [BudgetReports.Refused(budget: id, error: error)])
        #expect(test.book.firstBudgetReport(today: today)?.budget == good)
    }

    @Test("the budget of a glance is the first in the person's own currency, else the first")
    func glance() throws {
        var test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 5)]
        let today = CalendarDay.test("2026-11-20")
        #expect(test.book.firstBudgetReport(today: today) == nil)
        var other = BudgetContent.household(.month(from: 1), "2026-11-01", name: "Dollars", line)
        other.currency = .usd
        let first = try test.run { [other] in try $0.addBudget(other) }
        #expect(test.book.firstBudgetReport(today: today)?.budget == first)
        let later = BudgetContent.household(.month(from: 1), "2026-12-01", name: "Later", line)
        try test.run { try $0.addBudget(later) }
        let own = try test.run { try $0.addBudget(.household(.month(from: 1), "2026-11-01", line)) }
        #expect(test.book.firstBudgetReport(today: today)?.budget == own)
    }

    @Test("the currency of a budget stays while single periods have amounts in it")
    func currency() throws {
        var test = try TestBook.household()
        let food = test.category("Food")
        var content = BudgetContent.household(.month(from: 1), "2026-11-01", [BudgetLine(food, minorUnits: 5)])
        let id = try test.run { [content] in try $0.addBudget(content) }
        try test.run { try $0.assign(700, to: food, of: id, on: .test("2026-11-20")) }
        content.currency = .jpy
        #expect(throws: MoneyError.inUse(.budget)) { try test.run { [content] in try $0.editBudget(id, content) } }
        let given = test.nextBatch
        try test.run { try $0.assign(nil, to: food, of: id, on: .test("2026-11-20")) }
        try test.run { [content] in try $0.editBudget(id, content) }
        // Undoing the step before would bring back 700 of another currency.
        #expect(throws: MoneyError.undoBlocked) {
            try test.run { [now = test.time] in try $0.undo(batchStart: given, now: now) }
        }
    }
}
