import Primitives
import Testing

@testable import Money

@Suite("Trend")
struct TrendTests {
    private func trend(
        _ test: TestBook,
        _ step: TrendStep,
        _ from: String,
        _ to: String,
        _ measure: FlowMeasure = .spending
    ) throws -> [TrendReport.Point] {
        let filter = TransactionFilter(from: .test(from), to: .test(to))
        return try test.book.trend(measure, by: step, filter).parts.first?.points ?? []
    }

    @Test("a month has its average with the two before it, and the same month a year before")
    func months() throws {
        var test = try TestBook.starter()
        for (amount, day) in [
            (1_000, "2025-08-03"), (2_000, "2025-09-30"), (400, "2025-11-10"), (600, "2025-11-25"),
            (3_001, "2026-09-01"), (5_000, "2026-10-31"), (700, "2026-11-20"),
        ] as [(Int64, String)] {
            try test.spend(amount, "Groceries", day)
        }
        let points = try trend(test, .month, "2026-09-15", "2026-11-20")
        #expect(points.map(\.first.iso) == ["2026-09-01", "2026-10-01", "2026-11-01"])
        #expect(points.map(\.last.iso) == ["2026-09-30", "2026-10-31", "2026-11-20"])
        #expect(points.map(\.minorUnits) == [3_001, 5_000, 700])
        // (0 + 0 + 3001) / 3 = 1000.33…, (0 + 3001 + 5000) / 3 = 2667; a running month has none.
        #expect(points.map(\.average) == [1_000, 2_667, nil])
        #expect(points.map(\.isPartial) == [false, false, true])
        // Of a year before the running month only as many days count.
        #expect(points.map(\.yearBefore) == [2_000, 0, 400])
        #expect(points.map(\.change) == [1_001, 5_000, 300])
        let early = try trend(test, .month, "2025-08-01", "2025-11-30")
        #expect(early.map(\.average) == [nil, nil, 1_000, 1_000], "not before the book begins")
        #expect(early.allSatisfy { $0.yearBefore == nil })
        #expect(early.last?.isPartial == false)
    }

    @Test("weeks begin as the person's do and are compared with 52 weeks before; years with the year before")
    func weeksAndYears() throws {
        var test = try TestBook.starter()
        var settings = test.book.settings
        settings.weekStart = 7
        try test.run { [settings] in try $0.setSettings(settings) }
        // 2026-11-15 is a Sunday; 52 weeks before it is 2025-11-16.
        for (amount, day) in [(10, "2025-11-16"), (20, "2025-11-22"), (99, "2025-11-23"), (300, "2026-11-21")]
            as [(Int64, String)]
        {
            try test.spend(amount, "Groceries", day)
        }
        let weeks = try trend(test, .week, "2026-11-18", "2026-11-21")
        #expect(weeks.map(\.first.iso) == ["2026-11-15"])
        #expect(weeks.map(\.minorUnits) == [300])
        #expect(weeks.map(\.yearBefore) == [30])
        #expect(weeks.map(\.average) == [75])
        let years = try trend(test, .year, "2025-05-05", "2026-12-31")
        #expect(years.map(\.minorUnits) == [129, 300])
        #expect(years.map(\.yearBefore) == [nil, 129])
        #expect(years.map(\.isPartial) == [false, false])
    }

    @Test("halves of an average are rounded away from zero")
    func rounding() throws {
        var test = try TestBook.starter()
        try test.spend(-6, "Groceries", "2026-01-05")
        let weeks = try trend(test, .week, "2026-01-05", "2026-02-01")
        #expect(weeks.last?.average == -2, "-6 / 4 = -1.5")
    }

    @Test("each step comes to what its days come to, whatever is drawn", arguments: 0..<4 as Range<UInt64>)
    func sums(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<300 { try random.step() }
        let book = random.test.book
        let (from, to) = (CalendarDay(daysSinceEpoch: 20_010), CalendarDay(daysSinceEpoch: 20_390))
        for measure in FlowMeasure.allCases {
            for step in TrendStep.allCases {
                let report = try book.trend(measure, by: step, TransactionFilter(from: from, to: to))
                for part in report.parts {
                    for point in part.points {
                        let days = TransactionFilter(from: point.first, to: point.last)
                        let flows = try book.dailyFlows(measure, days).parts.first { $0.currency == part.currency }
                        #expect(point.minorUnits == flows?.total ?? 0, "seed \(seed), \(step) \(point.first)")
                    }
                    let ends = zip(part.points, part.points.dropFirst())
                    #expect(ends.allSatisfy { $0.last.adding(days: 1) == $1.first }, "without a gap")
                }
            }
        }
    }

    @Test("days that make no sense, or too many steps, are refused")
    func refusals() throws {
        let test = try TestBook.starter()
        func refusal(_ from: String?, _ to: String?, _ step: TrendStep = .month) -> MoneyError? {
            let filter = TransactionFilter(from: from.map { .test($0) }, to: to.map { .test($0) })
            do throws(MoneyError) {
                _ = try test.book.trend(.spending, by: step, filter)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(nil, "2026-01-01") == .invalid(.from))
        #expect(refusal("2026-01-01", nil) == .invalid(.from))
        #expect(refusal("0002-01-01", "0002-02-01") == .invalid(.from))
        #expect(refusal("2026-02-01", "2026-01-01") == .invalid(.to))
        #expect(refusal("1970-01-01", "2020-01-01") == .invalid(.to))
        #expect(refusal("1970-02-01", "2020-01-01") == nil)
        #expect(refusal("9999-01-01", "9999-12-31") == .invalid(.to))
    }
}

@Suite("Balance sheet")
struct BalanceSheetTests {
    @Test("accounts that owe are liabilities, one that changed its sign stands on both sides, and the sides add up")
    func sides() throws {
        var test = try TestBook.starter()
        let card = AccountContent(name: "Plastic", kind: .card, currency: .inr, openingMinorUnits: 500)
        try test.run { try $0.addAccount(card) }
        try test.spend(2_000, "Groceries", "2026-11-05", account: "Plastic")
        let sheet = try test.book.balanceSheet(at: .test("2026-11-20"), besides: .test("2026-10-31"))
        let part = try #require(sheet.parts.first)
        #expect(part.assets.lines.map(\.account.name) == ["Plastic"])
        #expect(part.assets.total == BalanceSheet.Sum(now: 0, before: 500))
        #expect(part.liabilities.lines.map(\.sum) == [BalanceSheet.Sum(now: -1_500, before: 0)])
        #expect(part.net == BalanceSheet.Sum(now: -1_500, before: 500))
        #expect(part.net.change == -2_000)
        let alone = try test.book.balanceSheet(at: .test("2026-11-20"))
        #expect(alone.parts.first?.net == BalanceSheet.Sum(now: -1_500, before: nil))
        #expect(alone.parts.first?.assets.lines.isEmpty == true)
    }

    @Test("net worth is what the balances add up to", arguments: 0..<4 as Range<UInt64>)
    func sums(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<300 { try random.step() }
        for day in [20_050, 20_200, 20_420].map({ CalendarDay(daysSinceEpoch: $0) }) {
            let balances = try random.test.book.balances(at: day)
            let sheet = try random.test.book.balanceSheet(at: day, besides: day)
            for part in sheet.parts {
                let total = balances.totals.first { $0.currency == part.currency }?.minorUnits
                #expect(part.net == BalanceSheet.Sum(now: total ?? 0, before: total ?? 0), "seed \(seed)")
                #expect(part.assets.total.now + part.liabilities.total.now == part.net.now)
                #expect(part.assets.lines.allSatisfy { $0.sum.now > 0 })
                #expect(part.liabilities.lines.allSatisfy { $0.sum.now < 0 })
            }
        }
    }
}

@Suite("Search for what made an entry, and what confirmed it")
struct SearchStateTests {
    @Test("recurring and reconciled entries are found, in every language, and their opposites")
    func states() throws {
        var test = try TestBook.starter()
        try test.spend(1_000, "Groceries", "2026-10-05", payee: "typed")
        let postings = [
            Posting(.account(test.account("Cash")), Amount(minorUnits: -500, currency: .inr)),
            Posting(.category(test.category("Rent")), Amount(minorUnits: 500, currency: .inr)),
        ]
        let entry = RecurringContent(
            schedule: Schedule(.months(every: 1, [.day(20)]), start: .test("2026-10-01")),
            payee: "made",
            postings: postings
        )
        try test.run { try $0.addRecurring(entry) }
        try test.run { _ = try $0.makeDueOccurrences(today: .test("2026-11-25")) }
        let cash = test.account("Cash")
        let sheet = try test.book.reconciliationSheet(cash, through: .test("2026-10-31"))
        let typed = try #require(sheet.entries.first)
        let balance = try sheet.sum(leaving: [typed.id])
        let content = ReconciliationContent(
            account: cash,
            day: .test("2026-10-31"),
            balanceMinorUnits: balance,
            leftOut: [typed.id]
        )
        try test.run { try $0.add(content) }
        func found(_ text: String) throws -> [String] {
            let terms = SearchQuery(text, today: .test("2026-11-25")).terms
            let list = try test.book.list(TransactionFilter(terms: terms)).transactions
            return list.map { "\($0.content.payee ?? "") \($0.content.day.iso.suffix(5))" }
        }
        #expect(try found("is:recurring") == ["made 11-20", "made 10-20"])
        #expect(try found("-ist:wiederkehrend") == ["typed 10-05"])
        #expect(try found("is:reconciled") == ["made 10-20"])
        #expect(try found("-ist:abgeglichen") == ["made 11-20", "typed 10-05"])
        #expect(try found("है:मिलान-हुआ है:आवर्ती") == ["made 10-20"])
        #expect(try found("has:reconciled").isEmpty, "it is something an entry is, not has")
    }
}

@Suite("People in reports and searches")
struct PersonAxisTests {
    @Test("an entry is about the first of its people, in the order of the accounts, or about nobody")
    func axis() throws {
        var test = try TestBook.starter()
        let people = try ["Ravi", "Mina"].map { name in
            let content = AccountContent(name: name, kind: .person, currency: .inr)
            return try test.run { try $0.addAccount(content) }
        }
        let (cash, food) = (test.account("Cash"), test.category("Groceries"))
        func entry(_ spent: Int64, _ shares: [(AccountID, Int64)], _ payee: String) -> TransactionDraft {
            let lent = shares.reduce(0) { $0 + $1.1 }
            let postings =
                [
                    Posting(.account(cash), Amount(minorUnits: -spent - lent, currency: .inr)),
                    Posting(.category(food), Amount(minorUnits: spent, currency: .inr)),
                ] + shares.map { Posting(.account($0.0), Amount(minorUnits: $0.1, currency: .inr)) }
            return TransactionDraft(day: .test("2026-11-05"), payee: payee, postings: postings)
        }
        let drafts = [
            entry(600, [(people[0], 400)], "one"), entry(50, [(people[1], 20), (people[0], 30)], "both"),
            entry(7, [(people[1], 3)], "other"), entry(30, [], "none"),
        ]
        for draft in drafts { try test.run { try $0.addTransaction(draft) } }
        let report = try test.book.pivot(.spending, by: [.person])
        let rows = report.rows.map { "\(report.labels[0][$0.labels[0]].name) \($0.minorUnits)" }
        #expect(rows == ["Mina 7", "Ravi 650", " 30"])
        #expect(report.totals.map(\.minorUnits) == [687])
        let both = try test.book.pivot(.spending, by: [.month, .person])
        #expect(both.rows.map(\.minorUnits).reduce(0, +) == 687)
        func found(_ text: String) throws -> Set<String> {
            let terms = SearchQuery(text, today: .test("2026-11-25")).terms
            let list = try test.book.list(TransactionFilter(terms: terms)).transactions
            return Set(list.compactMap(\.content.payee))
        }
        #expect(try found("person:mina") == ["both", "other"])
        #expect(try found("person:cash").isEmpty, "an account that is no person's")
        #expect(try found("-mensch:ravi") == ["other", "none"])
        let hints = test.book.problems(of: SearchQuery("person:cash", today: .test("2026-11-25")))
        #expect(hints == [.noPerson("cash")])
    }
}
