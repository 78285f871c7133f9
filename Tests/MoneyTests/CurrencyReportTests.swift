import Primitives
import Testing
import Vault

@testable import Money

@Suite("Reports in the base currency, gains and losses")
struct CurrencyReportTests {
    /// The example of docs/spec/money-rates.md §1.
    static func example() throws -> TestBook {
        var test = TestBook()
        let dollars = try test.run {
            try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd))
        }
        let rupees = try test.run { try $0.addAccount(AccountContent(name: "Rupees", kind: .bank, currency: .inr)) }
        let salary = try test.run { try $0.addCategory(CategoryContent(name: "Salary", kind: .income)) }
        let food = try test.run { try $0.addCategory(CategoryContent(name: "Food", kind: .expense)) }
        func add(_ day: String, _ postings: [Posting]) throws {
            try test.run { try $0.addTransaction(TransactionDraft(day: .test(day), postings: postings)) }
        }
        func usd(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .usd) }
        try add("2026-03-05", [Posting(.account(dollars), usd(100_000)), Posting(.category(salary), usd(-100_000))])
        try add(
            "2026-03-10",
            [
                Posting(.account(dollars), usd(-40_000)),
                Posting(.account(rupees), Amount(minorUnits: 3_300_000, currency: .inr)),
            ]
        )
        try add("2026-03-12", [Posting(.account(dollars), usd(-10_000)), Posting(.category(food), usd(10_000))])
        try test.run {
            try $0.putRates([
                RateTests.step(.usd, .inr, "2026-03-01", "80"), RateTests.step(.usd, .inr, "2026-03-20", "84"),
            ])
        }
        return test
    }

    static let march = TransactionFilter(from: .test("2026-03-01"), to: .test("2026-03-31"))

    @Test("the example comes to what its page says")
    func spec() throws {
        let book = try Self.example().book
        let report = try book.currencyReport(from: .test("2026-03-01"), to: .test("2026-03-31"))
        let row = try #require(report.rows.first)
        #expect(report.rows.count == 1 && row.currency == .usd && report.leftOut.isEmpty)
        #expect(row.before == CurrencyReport.Holding(minorUnits: 0, value: 0))
        #expect(row.after == CurrencyReport.Holding(minorUnits: 50_000, value: 4_200_000))
        #expect(row.flow == CurrencyReport.Holding(minorUnits: 50_000, value: 4_000_000))
        #expect(row.rate?.text == "84" && row.rateDay == .test("2026-03-20"))
        #expect(row.held == 200_000 && row.exchanged == 100_000 && row.gain == 300_000)
        #expect(report.income == 8_000_000 && report.spending == 800_000 && report.gain == 300_000)
        #expect(report.worthBefore == 0 && report.worthAfter == 7_500_000)
        #expect(throws: MoneyError.invalid(.to)) {
            try book.currencyReport(from: .test("2026-03-02"), to: .test("2026-03-01"))
        }
    }

    @Test("every report adds up in the base currency")
    func reports() throws {
        let book = try Self.example().book
        let flow = try book.cashFlow(Self.march, in: .base)
        #expect(flow.totals == [FlowTotals(currency: .inr, incoming: 8_000_000, outgoing: 800_000, kept: 7_200_000)])
        let spent = try book.spending(by: [.month, .category], Self.march, in: .base)
        #expect(spent.totals.map(\.minorUnits) == [800_000] && spent.rows.map(\.currency) == [.inr])
        let byAccount = try book.spending(by: [.account], Self.march, in: .base)
        #expect(byAccount.labels[0].map(\.name) == ["Dollars"])
        let days = try book.dailyFlows(.kept, Self.march, in: .base)
        #expect(days.parts.map(\.total) == [7_200_000])
        let statement = try book.incomeStatement(Self.march, comparedWith: .before, in: .base)
        #expect(statement.parts.map(\.kept.now) == [7_200_000] && statement.parts.map(\.kept.before) == [0])
        let worth = try book.netWorth(from: .test("2026-03-15"), to: .test("2026-03-15"), in: .base)
        #expect(worth.rows.map(\.minorUnits) == [7_300_000])
        let balances = try book.balances(at: .test("2026-03-31"), in: .base)
        #expect(balances.rows.map(\.minorUnits) == [50_000, 3_300_000])
        #expect(balances.rows.map(\.value) == [4_200_000, 3_300_000])
        #expect(balances.totals == [CurrencyTotal(currency: .inr, minorUnits: 7_500_000)])
        let history = try book.balanceHistory(at: [.test("2026-03-15"), .test("2026-03-31")], in: .base)
        #expect(history.lines.map(\.minorUnits) == [[7_300_000, 7_500_000]])
        #expect(history.rows.map(\.minorUnits) == [[50_000, 50_000], [3_300_000, 3_300_000]])
        let month = try book.monthOverview(endingAt: .test("2026-03-31"), daysFrom: .test("2026-03-01"), in: .base)
        #expect(month.lines.map(\.currency) == [.inr] && month.lines[0].flows.last?.kept == 7_200_000)
        #expect(month.lines[0].categories.map(\.minorUnits) == [800_000])
    }

    @Test("a currency without a rate is left out and named, and so only where amounts are converted")
    func leftOut() throws {
        var test = try Self.example()
        let yen = try test.run { try $0.addAccount(AccountContent(name: "Yen", kind: .cash, currency: .jpy)) }
        let food = test.category("Food")
        try test.run {
            try $0.addTransaction(
                .expense(Amount(minorUnits: 700, currency: .jpy), day: .test("2026-03-12"), from: yen, on: food)
            )
        }
        let book = test.book
        #expect(try book.spending(by: [.category], Self.march, in: .base).totals.map(\.minorUnits) == [800_000])
        #expect(try book.spending(by: [.category], Self.march, in: .base).leftOut == [.jpy])
        #expect(try book.spending(by: [.category], Self.march).leftOut.isEmpty)
        #expect(try book.spending(by: [.category], Self.march).totals.map(\.currency) == [.jpy, .usd])
        #expect(try book.cashFlow(Self.march, in: .base).leftOut == [.jpy])
        #expect(try book.dailyFlows(.spending, Self.march, in: .base).leftOut == [.jpy])
        #expect(try book.dailyFlows(.income, Self.march, in: .base).leftOut.isEmpty)
        #expect(try book.incomeStatement(Self.march, in: .base).leftOut == [.jpy])
        #expect(try book.balances(in: .base).leftOut == [.jpy])
        #expect(try book.balances(in: .base).rows.last?.value == nil)
        #expect(try book.netWorth(in: .base).leftOut == [.jpy])
        #expect(try book.balanceHistory(at: [.test("2026-03-31")], in: .base).leftOut == [.jpy])
        let day = CalendarDay.test("2026-03-31")
        #expect(try book.monthOverview(endingAt: day, daysFrom: day, in: .base).leftOut == [.jpy])
        let report = try book.currencyReport(from: .test("2026-03-01"), to: day)
        #expect(report.leftOut == [.jpy] && report.gain == 300_000)
    }

    @Test("what a filter asks of an amount is asked of the amount as entered")
    func filters() throws {
        let book = try Self.example().book
        var filter = Self.march
        filter.terms = SearchQuery(">500", today: .test("2026-03-31")).terms
        #expect(try book.spending(by: [.category], filter, in: .base).totals.isEmpty)
        #expect(try book.pivot(.income, by: [.category], filter, in: .base).totals.map(\.minorUnits) == [8_000_000])
    }

    @Test("an amount that is worth more than can be stored is refused")
    func overflow() throws {
        var test = try Self.example()
        try test.run { try $0.putRates([RateTests.step(.usd, .inr, "2026-03-05", "9000000000000000000")]) }
        let book = test.book
        #expect(throws: MoneyError.overflow(.amount)) { try book.cashFlow(in: .base) }
        #expect(throws: MoneyError.overflow(.amount)) { try book.spending(by: [.month], in: .base) }
        #expect(throws: MoneyError.overflow(.amount)) { try book.balances(at: .test("2026-03-10"), in: .base) }
        #expect(throws: MoneyError.overflow(.amount)) {
            try book.currencyReport(from: .test("2026-03-01"), to: .test("2026-03-31"))
        }
        #expect(try book.cashFlow().totals.map(\.currency) == [.usd])
    }

    @Test("change of net worth = income - spending + gains, to the last minor unit", arguments: 0..<12 as Range<UInt64>)
    func law(_ seed: UInt64) throws {
        var random = RandomExchanges(seed: seed)
        try random.fill(entries: 150)
        let book = random.test.book
        for _ in 0..<6 {
            let from = CalendarDay(daysSinceEpoch: 20_000 + Int32.random(in: -30..<400, using: &random.generator))
            let to = from.adding(days: Int.random(in: 0..<300, using: &random.generator))
            let report = try book.currencyReport(from: from, to: to)
            #expect(report.leftOut.isEmpty)
            let change = report.worthAfter - report.worthBefore
            #expect(change == report.income - report.spending + report.gain, "seed \(seed)")
            #expect(report.gain == report.held + report.exchanged)
            // What other reports say of the same days.
            let days = TransactionFilter(from: from, to: to)
            let flow = try book.cashFlow(days, in: .base).totals.first
            #expect(flow?.incoming ?? 0 == report.income, "seed \(seed)")
            #expect(flow?.outgoing ?? 0 == report.spending, "seed \(seed)")
            let spent = try book.spending(by: [.payee, .month], days, in: .base).totals.first
            #expect(spent?.minorUnits ?? 0 == report.spending, "seed \(seed)")
            let ends = [(from.adding(days: -1), report.worthBefore), (to, report.worthAfter)]
            for (day, worth) in ends {
                #expect(try book.netWorth(from: day, to: day, in: .base).rows.map(\.minorUnits) == [worth])
                #expect(try book.balances(at: day, in: .base).totals.map(\.minorUnits) == [worth])
                #expect(try book.balanceHistory(at: [day], in: .base).lines.map(\.minorUnits) == [[worth]])
            }
        }
    }

    @Test("in a book of one currency nothing is converted and nothing gained")
    func oneCurrency() throws {
        var test = try TestBook.starter()
        try test.spend(12_000, "Rent", "2026-03-05")
        #expect(!test.book.hasForeignCurrency)
        #expect(try test.book.cashFlow(in: .base) == test.book.cashFlow())
        let report = try test.book.currencyReport(from: .test("2026-03-01"), to: .test("2026-03-31"))
        #expect(report.rows.isEmpty && report.gain == 0 && report.spending == 12_000)
    }
}

/// A book in four currencies with rates between them, spent from, exchanged and moved about at random.
struct RandomExchanges {
    var generator: SeededGenerator
    var test = TestBook()
    private var accounts: [LedgerAccount] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func fill(entries: Int) throws {
        let food = try test.run { try $0.addCategory(CategoryContent(name: "Food", kind: .expense)) }
        let wages = try test.run { try $0.addCategory(CategoryContent(name: "Wages", kind: .income)) }
        for (place, currency) in [Currency.inr, .usd, .jpy, .eur, .usd, .inr].enumerated() {
            let content = AccountContent(
                name: "A\(place)",
                kind: .bank,
                currency: currency,
                openingMinorUnits: Int64.random(in: -5000...5000, using: &generator)
            )
            try test.run { try $0.addAccount(content) }
        }
        accounts = test.book.liveAccounts
        try putRates()
        for _ in 0..<entries {
            let day = CalendarDay(daysSinceEpoch: 20_000 + Int32.random(in: 0..<365, using: &generator))
            let postings = postings(food, wages)
            try test.run { try $0.addTransaction(TransactionDraft(day: day, payee: "x", postings: postings)) }
        }
    }

    private mutating func putRates() throws {
        var steps: [RateStep] = []
        for (from, to) in [(Currency.usd, Currency.inr), (.inr, .usd), (.eur, .inr), (.eur, .usd), (.eur, .jpy)] {
            guard let pair = RatePair(from: from, to: to) else { continue }
            for _ in 0..<20 {
                let day = CalendarDay(daysSinceEpoch: 19_990 + Int32.random(in: 0..<380, using: &generator))
                let rate = Rate(mantissa: Int64.random(in: 1...90_000, using: &generator), decimals: 3)
                steps.append(RateStep(RateID(pair, day), rate))
            }
        }
        try test.run { [steps] in try $0.putRates(steps) }
    }

    private mutating func postings(_ food: CategoryID, _ wages: CategoryID) -> [Posting] {
        let account = accounts[Int.random(in: 0..<accounts.count, using: &generator)]
        let other = accounts[Int.random(in: 0..<accounts.count, using: &generator)]
        let size = Int64.random(in: 1...100_000, using: &generator)
        let part = Int64.random(in: 1...100_000, using: &generator)
        func amount(_ minorUnits: Int64, _ currency: Currency) -> Amount {
            Amount(minorUnits: minorUnits, currency: currency)
        }
        let currency = account.currency
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            return [
                Posting(.account(account.id), amount(size, currency)),
                Posting(.category(wages), amount(-size, currency)),
            ]
        case 1:
            // Split, so that the parts are rounded one by one.
            return [
                Posting(.account(account.id), amount(-size - part, currency)),
                Posting(.category(food), amount(size, currency)), Posting(.category(food), amount(part, currency)),
            ]
        case 2 where other.currency != currency:
            return [
                Posting(.account(account.id), amount(-size, currency)),
                Posting(.account(other.id), amount(part, other.currency)),
            ]
        case 3 where other.currency != currency:
            return [
                Posting(.account(account.id), amount(-size, currency)),
                Posting(.category(food), amount(part, other.currency)),
            ]
        default:
            return [
                Posting(.account(account.id), amount(-size, currency)),
                Posting(.category(food), amount(size, currency)),
            ]
        }
    }
}
