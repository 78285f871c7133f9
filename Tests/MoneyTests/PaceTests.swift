import Primitives
import Testing

@testable import Money

@Suite("Pace of the forecast")
struct PaceTests {
    private func forecast(_ test: TestBook, days: Int = 31, spans: Int = 1) throws -> Forecast {
        try test.book.forecast(ForecastQuestion(today: .test("2026-11-20"), days: days, paceSpans: spans))
    }

    /// What an account moves until the last day.
    private func moved(_ forecast: Forecast, _ id: AccountID) -> Int64? {
        forecast.rows.first { $0.account.id == id }.flatMap { row in
            row.minorUnits.last.map { $0 - row.minorUnits[0] }
        }
    }

    private func inr(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }

    @Test("what two accounts paid together leaves both, in proportion")
    func divided() throws {
        var test = try TestBook.starter()
        let (cash, upi, food) = (test.account("Cash"), test.account("UPI"), test.category("Groceries"))
        let draft = TransactionDraft(
            day: .test("2026-11-10"),
            postings: [
                Posting(.account(upi), inr(-600)), Posting(.account(cash), inr(-400)),
                Posting(.category(food), inr(1000)),
            ]
        )
        try test.run { _ = try $0.addTransaction(draft) }
        let forecast = try forecast(test)
        #expect(forecast.pace.map(\.spans) == [[1000]])
        #expect(forecast.pace[0].shares.map(\.minorUnits).sorted() == [400, 600])
        #expect(moved(forecast, upi) == -600)
        #expect(moved(forecast, cash) == -400)
    }

    @Test("what comes back makes the pace less, and what no account paid has none")
    func back() throws {
        var test = try TestBook.starter()
        let (upi, food, rent) = (test.account("UPI"), test.category("Groceries"), test.category("Rent"))
        let salary = test.category("Salary")
        try test.spend(900, "Groceries", "2026-11-01", account: "UPI")
        try test.spend(-300, "Groceries", "2026-11-02", account: "UPI")
        // 500 with a discount of 100 on the receipt.
        let receipt = [
            Posting(.account(upi), inr(-400)), Posting(.category(food), inr(500)), Posting(.category(food), inr(-100)),
        ]
        // Rent that the employer keeps back.
        let kept = [
            Posting(.account(upi), inr(8000)), Posting(.category(rent), inr(2000)),
            Posting(.category(salary), inr(-10_000)),
        ]
        for postings in [receipt, kept] {
            let draft = TransactionDraft(day: .test("2026-11-03"), postings: postings)
            try test.run { _ = try $0.addTransaction(draft) }
        }
        let forecast = try forecast(test)
        #expect(forecast.pace.map(\.category) == [food])
        #expect(forecast.pace.map(\.spans) == [[1000]])
        #expect(moved(forecast, upi) == -1000)
    }

    @Test("the accounts together pay all of the pace, to the last minor unit", arguments: 0..<12 as Range<UInt64>)
    func whole(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        let shares = (0..<random.number(in: 1...7)).map { place in
            SpendingPace.Share(
                account: AccountID(rawValue: UInt64(place)),
                minorUnits: Int64(random.number(in: 1...5000))
            )
        }
        let pace = SpendingPace(
            category: .uncategorisedExpense,
            currency: .inr,
            spans: [],
            spanDays: random.number(in: 1...40),
            medianMinorUnits: Int64(random.number(in: 1...100_000)),
            shares: shares
        )
        let parts = try pace.parts()
        for days in 0..<60 {
            let sum = parts.map { $0.spent(afterDays: days) }.reduce(0, +)
            #expect(sum == pace.medianMinorUnits * Int64(days) / Int64(pace.spanDays), "seed \(seed), day \(days)")
        }
    }

    @Test("sums near the end of 64 bits are refused, not trapped on")
    func overflow() throws {
        let share = SpendingPace.Share(account: AccountID(rawValue: 1), minorUnits: .max)
        func pace(_ shares: [SpendingPace.Share]) -> SpendingPace {
            SpendingPace(
                category: .uncategorisedExpense,
                currency: .inr,
                spans: [],
                spanDays: 1,
                medianMinorUnits: .max,
                shares: shares
            )
        }
        #expect(throws: MoneyError.overflow(.amount)) { try pace([share, share]).parts() }
        #expect(try pace([share]).parts()[0].spent(afterDays: 1830) == .max)
    }

    @Test("what happens in fewer than half of the spans is no pace")
    func rare() throws {
        var test = try TestBook.starter()
        try test.spend(500, "Groceries", "2026-11-10")
        try test.spend(500, "Groceries", "2026-10-10")
        try test.spend(900, "Rent", "2026-11-10")
        let forecast = try forecast(test, spans: 3)
        #expect(forecast.pace.map(\.category) == [test.category("Groceries")])
        #expect(forecast.transfers.isEmpty)
    }

    @Test("an entry without a payee plans its transfers, and not all that has its category and no payee")
    func withoutPayee() throws {
        var test = try TestBook.starter()
        try test.spend(500, "Rent", "2026-11-10", account: "UPI")
        var content = RecurringTests.rent(test, from: "2026-12-01")
        content.payee = nil
        content.makesFrom = content.schedule.start
        try test.run { [content] in try $0.addRecurring(content) }
        #expect(try forecast(test).pace.map(\.spans) == [[500]])
        content.payee = "Landlord"
        try test.spend(700, "Rent", "2026-11-10", account: "UPI", payee: "Landlord")
        try test.run { [content] in try $0.addRecurring(content) }
        #expect(try forecast(test).pace.map(\.spans) == [[500]])
    }
}
