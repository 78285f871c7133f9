import Primitives
import Testing
import Vault

@testable import Money

@Suite("Budget periods")
struct BudgetPeriodTests {
    private func periods(_ test: TestBook, _ content: BudgetContent, _ day: String) throws -> [String] {
        try test.book.periods(of: content, through: .test(day)).map { "\($0.first)/\($0.last)" }
    }

    @Test("week, half-month, month, year and custom spans")
    func spans() throws {
        let test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
        #expect(
            try periods(test, BudgetContent.household(.week(from: 7), "2026-11-20", line), "2026-11-23")
                == ["2026-11-15/2026-11-21", "2026-11-22/2026-11-28"]
        )
        #expect(
            try periods(test, BudgetContent.household(.halfMonth, "2028-02-20", line), "2028-03-01")
                == ["2028-02-16/2028-02-29", "2028-03-01/2028-03-15"]
        )
        #expect(
            try periods(test, BudgetContent.household(.month(from: 31), "2027-02-01", line), "2027-03-01")
                == ["2027-01-31/2027-02-27", "2027-02-28/2027-03-30"]
        )
        #expect(
            try periods(
                test,
                BudgetContent.household(.year(month: 4, day: 1), "2026-11-20", ends: "2027-06-30", line),
                "2027-05-01"
            )
                == ["2026-04-01/2027-03-31", "2027-04-01/2027-06-30"]
        )
        let trip = BudgetContent.household(.custom(to: .test("2026-12-24")), "2026-12-20", line)
        #expect(try periods(test, trip, "2026-12-24") == ["2026-12-20/2026-12-24"])
        #expect(try periods(test, trip, "2026-12-25").isEmpty)
        #expect(try periods(test, BudgetContent.household(.month(from: 1), "2026-11-20", line), "2026-10-31").isEmpty)
        let oneDay = BudgetContent.household(.custom(to: .test("2026-12-20")), "2026-12-20", line)
        #expect(try periods(test, oneDay, "2026-12-20") == ["2026-12-20/2026-12-20"])
    }

    @Test("payday to payday follows what was paid, and a change of the entry leaves the past as it was")
    func paydays() throws {
        var test = try TestBook.household()
        var content = RecurringTests.rent(test)
        let entry = try test.run { [content] in try $0.addRecurring(content) }
        try test.run { try $0.makeDueOccurrences(today: .test("2026-11-15")) }
        let plan = BudgetContent.household(
            .payday(entry),
            "2026-09-10",
            [BudgetLine(test.category("Food"), minorUnits: 1)]
        )
        try test.run { try $0.addBudget(plan) }
        let before = ["2026-09-10/2026-09-29", "2026-09-30/2026-10-29", "2026-10-30/2026-11-29"]
        #expect(try periods(test, plan, "2026-11-20") == before)
        content.schedule = Schedule(
            .months(every: 1, [.day(1)]),
            start: .test("2026-09-01"),
            end: .until(.test("2027-01-01"))
        )
        try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2026-11-20")) }
        #expect(
            try periods(test, plan, "2026-12-31")
                == Array(before.dropLast()) + ["2026-10-30/2026-11-30", "2026-12-01/2026-12-31"]
        )
        // The last payday is 1 January 2027: that period goes on for a year and a day.
        #expect(try periods(test, plan, "2028-01-01").last == "2027-01-01/2028-01-01")
        #expect(try periods(test, plan, "2028-01-02").isEmpty)
        #expect(throws: MoneyError.inUse(.recurring)) { try test.run { try $0.removeRecurring(entry) } }
    }

    @Test("a payday that is paused goes on dividing the year, and going on again leaves those periods as they were")
    func pausedPaydays() throws {
        for resumes in [true, false] {
            var test = try TestBook.household()
            var content = RecurringTests.rent(test)
            content.schedule = Schedule(.months(every: 1, [.day(5)]), start: .test("2026-09-01"))
            let entry = try test.run { [content] in try $0.addRecurring(content) }
            try test.run { try $0.makeDueOccurrences(today: .test("2026-11-20")) }
            let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
            let plan = BudgetContent.household(.payday(entry), "2026-10-10", line)
            try test.run { try $0.addBudget(plan) }
            content.isPaused = true
            try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2026-11-20")) }
            let before = try periods(test, plan, "2027-02-20")
            #expect(before.suffix(2) == ["2027-01-05/2027-02-04", "2027-02-05/2027-03-04"])
            content.isPaused = !resumes
            content.schedule = Schedule(.months(every: 1, [.day(7)]), start: .test("2026-09-01"))
            try test.run { [content] in try $0.editRecurring(entry, content, today: .test("2027-03-01")) }
            let after = try periods(test, plan, "2027-03-20")
            #expect(after == before.dropLast() + ["2027-02-05/2027-03-06", "2027-03-07/2027-04-06"])
            #expect(test.book.transactionCount == 3, "nothing is made for the days it was paused")
        }
    }

    @Test("the first payday may lie before the start of its schedule, where it was moved off a weekend")
    func movedPayday() throws {
        var test = try TestBook.household()
        var content = RecurringTests.rent(test)
        let pattern = Schedule.Pattern.months(every: 1, [.day(5)])
        content.schedule = Schedule(pattern, start: .test("2026-12-05"), shift: .previousWorkingDay)
        content.makesFrom = content.schedule.start
        let entry = try test.run { [content] in try $0.addRecurring(content) }
        let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
        let plan = BudgetContent.household(.payday(entry), "2026-11-10", line)
        #expect(try periods(test, plan, "2026-12-20") == ["2026-11-10/2026-12-03", "2026-12-04/2027-01-04"])
    }

    @Test("the first period is the one the start is in, however long the steps are", arguments: 0..<40 as Range<UInt64>)
    func longSteps(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        let test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
        var schedule = try random.schedule(from: 0, over: 4000)
        let every = random.number(in: 1...60)
        switch schedule.pattern {
        case .days: schedule.pattern = .days(every: every * 15)
        case .weeks(_, let days): schedule.pattern = .weeks(every: every * 3, days)
        case .months(_, let days): schedule.pattern = .months(every: every, days)
        case .years(_, let month, let days): schedule.pattern = .years(every: every / 3 + 1, month: month, days)
        }
        let starts = schedule.start.adding(days: random.number(in: 0...9000))
        let known = NaiveSchedule(schedule: schedule).days(through: starts)
        let content = BudgetContent.household(.schedule(schedule), starts.iso, line)
        let first = try test.book.periods(of: content, through: starts).first
        // After the last day of a schedule that ends, a period goes on for 366 days.
        let isOver = known.last.map { $0.adding(days: 365) < starts } ?? false
        let hasNext = schedule.days(in: starts.adding(days: 1)...starts.adding(days: 22_000)).contains { _ in true }
        let wanted = isOver && !hasNext ? nil : known.last ?? starts
        #expect(first?.first == wanted, "seed \(seed)")
    }

    @Test("every twenty years is found from eighteen years on")
    func everyTwentyYears() throws {
        let test = try TestBook.household()
        let line = [BudgetLine(test.category("Food"), minorUnits: 1)]
        let schedule = Schedule(.years(every: 20, month: 1, [.day(1)]), start: .test("2000-01-01"))
        let content = BudgetContent.household(.schedule(schedule), "2018-03-01", line)
        #expect(try periods(test, content, "2026-11-20") == ["2000-01-01/2019-12-31", "2020-01-01/2039-12-31"])
    }
}
