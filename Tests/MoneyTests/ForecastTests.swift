import Primitives
import Testing
import Vault

@testable import Money

@Suite("Forecast")
struct ForecastTests {
    private func row(_ forecast: Forecast, _ id: AccountID) throws -> Forecast.Row {
        try #require(forecast.rows.first { $0.account.id == id })
    }

    @Test("a book without recurring entries stays flat, less its pace", arguments: 0..<12 as Range<UInt64>)
    func flat(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        var test = try TestBook.starter()
        let today = CalendarDay.test("2026-11-20")
        var (balance, sums): (Int64, [Int64]) = (0, [0, 0, 0, 0])
        for _ in 0..<80 {
            let back = random.number(in: 0...150)
            let amount = Int64(random.number(in: 1...9000))
            try test.spend(amount, "Groceries", today.adding(days: -back).iso)
            balance -= amount
            // Spans of 30 days that end yesterday, the oldest first.
            if back >= 1, back <= 120 { sums[3 - (back - 1) / 30] += amount }
        }
        let question = ForecastQuestion(today: today, days: 90, paceSpans: 4)
        let forecast = try test.book.forecast(question)
        let cash = try row(forecast, test.account("Cash"))
        let sorted = sums.sorted()
        let median = (sorted[1] + sorted[2]) / 2
        #expect(forecast.pace.map(\.spans) == [sums], "seed \(seed)")
        #expect(forecast.pace[0].medianMinorUnits == median, "seed \(seed)")
        for day in 0..<90 { #expect(cash.minorUnits[day] == balance - median * Int64(day) / 30, "seed \(seed)") }
        #expect(cash.lowest == Forecast.Low(day: today.adding(days: 89), minorUnits: cash.minorUnits[89]))
        let still = try test.book.forecast(ForecastQuestion(today: today, days: 90, paceSpans: 0))
        #expect(try row(still, test.account("Cash")).minorUnits == [Int64](repeating: balance, count: 90))
        #expect(still.pace.isEmpty && still.expectedCount == 0)
        #expect(try row(still, test.account("UPI")).firstDayBelowZero == nil)
    }

    @Test("recurring entries, future entries and skips move the days they fall on, and the lowest point is found")
    func expected() throws {
        var test = try TestBook.starter()
        let (upi, salary) = (test.account("UPI"), test.category("Salary"))
        func inr(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }
        try test.run {
            _ = try $0.addTransaction(.income(inr(2_000_000), day: .test("2026-11-01"), into: upi, from: salary))
            _ = try $0.addTransaction(.expense(inr(100_000), day: .test("2026-12-03"), from: upi))
        }
        var content = RecurringTests.rent(test)
        content.makesFrom = .test("2026-11-20")
        let rent = try test.run { [content] in try $0.addRecurring(content) }
        try test.run {
            try $0.addRecurring(
                RecurringContent(
                    schedule: Schedule(.months(every: 1, [.day(5)]), start: .test("2026-11-20")),
                    postings: [Posting(.account(upi), inr(5_000_000)), Posting(.category(salary), inr(-5_000_000))]
                )
            )
        }
        let question = ForecastQuestion(today: .test("2026-11-20"), days: 60)
        let forecast = try test.book.forecast(question)
        let balances = try row(forecast, upi)
        func at(_ day: String) -> Int64? {
            forecast.days.firstIndex(of: .test(day)).map { balances.minorUnits[$0] }
        }
        #expect(at("2026-11-29") == 2_000_000)
        #expect(at("2026-11-30") == 200_000)
        #expect(at("2026-12-03") == 100_000)
        #expect(at("2026-12-05") == 5_100_000)
        #expect(at("2026-12-31") == 3_300_000)
        #expect(balances.lowest == Forecast.Low(day: .test("2026-12-03"), minorUnits: 100_000))
        #expect(balances.firstDayBelowZero == nil)
        #expect(forecast.expectedCount == 4)
        #expect(forecast.lines.map(\.currency) == [.inr])
        try test.run { try $0.skip(OccurrenceID(rent, .test("2026-11-30"))) }
        #expect(try row(test.book.forecast(question), upi).lowest.minorUnits == 1_900_000)
        // Made or not made: an opening changes nothing of what is to come.
        let later = ForecastQuestion(today: .test("2026-12-31"), days: 30)
        let before = try test.book.forecast(later)
        try test.run { try $0.makeDueOccurrences(today: .test("2026-12-31")) }
        let after = try test.book.forecast(later)
        #expect(before.rows.map(\.minorUnits) == after.rows.map(\.minorUnits))
        #expect(before.expectedCount - after.expectedCount == 2)
    }

    @Test("rows of what-if move the forecast and nothing else")
    func whatIf() throws {
        var test = try TestBook.starter()
        try test.spend(100, "Rent", "2026-11-01")
        let cash = test.account("Cash")
        let bytes = try MoneyTracker.snapshot(of: test.book, now: test.time)
        var question = ForecastQuestion(today: .test("2026-11-20"), days: 30, paceSpans: 0)
        question.whatIf = [
            .init(account: cash, day: .test("2026-11-25"), minorUnits: -1000),
            .init(
                account: cash,
                day: .test("2026-12-01"),
                minorUnits: 300,
                pattern: .weeks(every: 1, WeekdaySet(weekdays: [2]))
            ),
        ]
        let row = try row(test.book.forecast(question), cash)
        #expect(
            [0, 4, 5, 10, 11, 18, 25, 29].map { row.minorUnits[$0] } == [
                -100, -100, -1100, -1100, -800, -500, -200, -200,
            ]
        )
        #expect(row.firstDayBelowZero == .test("2026-11-20"))
        #expect(row.lowest == Forecast.Low(day: .test("2026-11-25"), minorUnits: -1100))
        #expect(try MoneyTracker.snapshot(of: test.book, now: test.time) == bytes)
    }

    @Test("what a recurring entry plans is not pace, also before the entry was set up")
    func plannedIsNotPace() throws {
        var test = try TestBook.starter()
        for month in 6...11 {
            let day = "2026-\(month < 10 ? "0" : "")\(month)-05"
            try test.spend(1_700_000, "Rent", day, account: "UPI", payee: "Landlord")
            try test.spend(600, "Groceries", day, account: "UPI", payee: "Corner shop")
            try test.spend(300, "Groceries", day, account: "Cash", payee: "Corner shop")
        }
        var content = RecurringTests.rent(test)
        content.makesFrom = .test("2026-11-20")
        try test.run { [content] in try $0.addRecurring(content) }
        let forecast = try test.book.forecast(ForecastQuestion(today: .test("2026-11-20"), days: 31))
        #expect(forecast.pace.map(\.category) == [test.category("Groceries")])
        #expect(forecast.pace[0].medianMinorUnits == 900)
        let (cash, upi) = (try row(forecast, test.account("Cash")), try row(forecast, test.account("UPI")))
        #expect(cash.minorUnits[0] - cash.minorUnits[30] == 300)
        #expect(upi.minorUnits[0] - upi.minorUnits[30] == 600 + 1_800_000)
    }

    @Test("a purse that is filled from time to time stays filled, and a planned transfer is not counted twice")
    func transfers() throws {
        var test = try TestBook.starter()
        let (cash, upi) = (test.account("Cash"), test.account("UPI"))
        func move(_ minorUnits: Int64) -> [Posting] {
            [
                Posting(.account(upi), Amount(minorUnits: -minorUnits, currency: .inr)),
                Posting(.account(cash), Amount(minorUnits: minorUnits, currency: .inr)),
            ]
        }
        for (day, amount) in [("2026-11-10", 3000), ("2026-10-10", 2000), ("2026-09-10", 4000)] as [(String, Int64)] {
            let draft = TransactionDraft(day: .test(day), payee: "Cash machine", postings: move(amount))
            try test.run { _ = try $0.addTransaction(draft) }
        }
        let question = ForecastQuestion(today: .test("2026-11-20"), days: 61, paceSpans: 3)
        let forecast = try test.book.forecast(question)
        #expect(forecast.pace.isEmpty)
        #expect(forecast.transfers.map(\.spans) == [[4000, 2000, 3000]])
        #expect(try row(forecast, cash).minorUnits[60] - row(forecast, cash).minorUnits[0] == 6000)
        #expect(try row(forecast, upi).minorUnits[60] - row(forecast, upi).minorUnits[0] == -6000)
        #expect(Set(forecast.lines[0].minorUnits).count == 1, "all accounts together neither gain nor lose")
        let planned = RecurringContent(
            schedule: Schedule(.months(every: 1, [.day(10)]), start: .test("2026-11-20")),
            payee: "Cash machine",
            postings: move(2500)
        )
        try test.run { try $0.addRecurring(planned) }
        let after = try test.book.forecast(question)
        #expect(after.transfers.isEmpty)
        #expect(try row(after, cash).minorUnits[60] - row(after, cash).minorUnits[0] == 5000)
    }

    @Test("questions out of range are refused with their field")
    func refused() throws {
        let test = try TestBook.starter()
        let cash = test.account("Cash")
        func refusal(_ change: (inout ForecastQuestion) -> Void) -> MoneyError? {
            var question = ForecastQuestion(today: .test("2026-11-20"), days: 30)
            change(&question)
            do throws(MoneyError) {
                _ = try test.book.forecast(question)
                return nil
            } catch { return error }
        }
        func row(_ day: String, _ minorUnits: Int64) -> ForecastQuestion.WhatIf {
            .init(account: cash, day: .test(day), minorUnits: minorUnits)
        }
        #expect(refusal { $0.days = 0 } == .invalid(.horizon))
        #expect(refusal { $0.days = 1831 } == .invalid(.horizon))
        #expect(refusal { $0.paceSpans = -1 } == .invalid(.span))
        #expect(refusal { $0.paceSpanDays = 0 } == .invalid(.span))
        #expect(refusal { $0.today = CalendarDay(daysSinceEpoch: .max) } == .invalid(.date))
        #expect(refusal { $0.whatIf = [row("2026-11-19", 5)] } == .invalid(.date))
        #expect(refusal { $0.whatIf = [row("2026-12-20", 5)] } == .invalid(.date))
        #expect(refusal { $0.whatIf = [row("2026-11-20", 0)] } == .zero(.amount))
        #expect(refusal { $0.whatIf = [row("2026-11-20", .min)] } == .overflow(.amount))
        #expect(
            refusal { $0.whatIf = Array(repeating: row("2026-11-20", 5), count: 101) } == .tooMany(.lines, maximum: 100)
        )
        let nobody = AccountID(ChangeID(batchStart: 90, ordinal: 0))
        #expect(
            refusal { $0.whatIf = [.init(account: nobody, day: .test("2026-11-20"), minorUnits: 5)] }
                == .notFound(.account)
        )
        let never = ForecastQuestion.WhatIf(
            account: cash,
            day: .test("2026-11-20"),
            minorUnits: 5,
            pattern: .days(every: 0)
        )
        #expect(refusal { $0.whatIf = [never] } == .invalid(.every))
        #expect(refusal { _ in } == nil)
    }
}
