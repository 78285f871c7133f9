import Primitives
import Testing
import Vault

@testable import Money

@Suite("Money lists and reports")
struct ReportTests {
    private func sample() throws -> TestBook {
        var test = try TestBook.starter()
        try test.spend(10_000, "Fuel", "2026-01-31", payee: "Café", note: "Ålesund trip", tags: ["car", "trip"])
        try test.spend(2_000, "Transport", "2026-02-01", account: "Card", tags: ["trip"])
        try test.spend(3_000, "Taxi", "2026-02-28", payee: "CAFE")
        try test.spend(-500, "Taxi", "2026-02-28")
        try test.spend(70_000, "Rent", "2026-03-01", account: "Savings")
        let (savings, salary) = (test.account("Savings"), test.category("Salary"))
        try test.run { plan in
            try plan.addTransaction(
                .income(
                    Amount(minorUnits: 500_000, currency: .inr),
                    day: .test("2026-02-15"),
                    into: savings,
                    from: salary
                )
            )
        }
        return test
    }

    @Test("spending by month and category rolls up the tree")
    func monthAndCategory() throws {
        let test = try sample()
        let report = try test.book.spending(by: [.month, .category])
        #expect(report.labels[0].map(\.name) == ["2026-01", "2026-02", "2026-03"])
        #expect(report.labels[1].map(\.name) == ["Rent", "Transport", "Fuel", "Taxi"])
        #expect(report.labels[1].map(\.depth) == [0, 0, 1, 1])
        #expect(report.labels[1].map(\.parent) == [nil, nil, 1, 1])
        #expect(report.rows.map(\.labels) == [[0, 1], [0, 2], [1, 1], [1, 3], [2, 0]])
        #expect(report.rows.map(\.minorUnits) == [10_000, 10_000, 4_500, 2_500, 70_000])
        #expect(report.rows.map(\.ownMinorUnits) == [0, 10_000, 2_000, 2_500, 70_000])
        #expect(report.totals.map(\.minorUnits) == [84_500])
    }

    @Test("spending by account, payee and tag, within days and under a category")
    func otherAxes() throws {
        let test = try sample()
        func sums(_ axes: [ReportAxis], _ filter: TransactionFilter = TransactionFilter()) throws -> [String: Int64] {
            let report = try test.book.spending(by: axes, filter)
            return Dictionary(
                uniqueKeysWithValues: report.rows.map { row in
                    (zip(report.labels, row.labels).map { $0[$1].name }.joined(separator: "/"), row.minorUnits)
                }
            )
        }
        #expect(try sums([.account]) == ["Cash": 12_500, "Card": 2_000, "Savings": 70_000])
        #expect(try sums([.payee]) == ["": 71_500, "Café": 10_000, "CAFE": 3_000])
        #expect(try sums([.tag]) == ["": 72_500, "car": 10_000, "trip": 12_000])
        #expect(try sums([.tag, .month])["trip/2026-02"] == 2_000)
        let february = TransactionFilter(
            from: .test("2026-02-01"),
            to: .test("2026-02-28"),
            category: test.category("Transport")
        )
        #expect(try sums([.category], february) == ["Transport": 4_500, "Taxi": 2_500])
        #expect(try sums([.month], TransactionFilter(from: .test("2030-01-01"))).isEmpty)
        #expect(throws: MoneyError.invalid(.by)) { try test.book.spending(by: []) }
        #expect(throws: MoneyError.invalid(.by)) { try test.book.spending(by: [.tag, .tag]) }
        #expect(throws: MoneyError.invalid(.by)) { try ReportAxis.list("month,nonsense") }
    }

    @Test("cash flow, balances and net worth add up")
    func flows() throws {
        let test = try sample()
        let flow = try test.book.cashFlow()
        #expect(flow.rows.map(\.month.iso) == ["2026-01-01", "2026-02-01", "2026-03-01"])
        #expect(flow.rows.map(\.flow.kept) == [-10_000, 495_500, -70_000])
        #expect(flow.totals.map(\.incoming) == [500_000])
        let balances = try test.book.balances(at: .test("2026-02-28"))
        #expect(balances.rows.map(\.minorUnits) == [-12_500, 500_000, 0, -2_000])
        #expect(balances.totals.map(\.minorUnits) == [485_500])
        let worth = try test.book.netWorth(to: .test("2026-03-15"))
        #expect(worth.rows.map(\.day.iso) == ["2026-01-31", "2026-02-28", "2026-03-15"])
        #expect(worth.rows.map(\.minorUnits) == [-10_000, 485_500, 415_500])
        #expect(worth.rows.map(\.debts) == [-10_000, -14_500, -14_500])
        #expect(throws: MoneyError.invalid(.to)) {
            try test.book.netWorth(from: .test("2026-02-01"), to: .test("2026-01-01"))
        }
    }

    @Test("sums that leave Int64 are refused")
    func overflow() throws {
        var test = try TestBook.starter()
        let (cash, rent) = (test.account("Cash"), test.category("Rent"))
        let rows = try (0..<10_001).map { _ in
            ImportedTransaction(
                draft: try .expense(
                    Amount(minorUnits: MoneyLimits.minorUnits, currency: .inr),
                    day: .test("2026-01-01"),
                    from: cash,
                    on: rent
                ),
                fingerprint: 1
            )
        }
        let content = ImportContent(
            label: "x",
            format: "csv",
            fileDigest: [],
            rowCount: 1,
            duplicateCount: 0,
            rejectedCount: 0,
            day: .test("2026-01-01")
        )
        try test.run { try $0.commitImport(content, rows) }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.spending(by: [.month]) }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.cashFlow() }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.balances() }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.netWorth() }
        #expect(throws: MoneyError.overflow(.amount)) { try test.book.totals(TransactionFilter()) }
    }

    @Test("a search finds words without case and accents, in every text")
    func search() throws {
        let test = try sample()
        func count(_ text: String) throws -> Int {
            try test.book.list(TransactionFilter(terms: SearchQuery(text, today: .test("2026-03-01")).terms)).matchCount
        }
        #expect(try count("cafe") == 2)
        #expect(try count("ALESUND") == 1)
        #expect(try count("trip") == 2)
        #expect(try count("transport") == 4)
        #expect(try count("savings") == 2)
        #expect(try count("cafe alesund") == 1)
        #expect(try count("cafe nothing") == 0)
        #expect(try test.book.list(TransactionFilter(terms: [SearchTerm(.tag("CAR"))])).matchCount == 1)
        let (low, high) = (
            SizeBound(digits: 30, decimals: 0, isIncluded: true), SizeBound(digits: 100, decimals: 0, isIncluded: true)
        )
        let sized = TransactionFilter(terms: [SearchTerm(.size(minimum: low, maximum: high))])
        #expect(try test.book.list(sized).matchCount == 2)
        #expect(try test.book.list(TransactionFilter(account: test.account("Card"))).matchCount == 1)
        let totals = try test.book.totals(TransactionFilter(from: .test("2026-02-01"), to: .test("2026-02-28")))
        #expect(totals.map(\.incoming) == [500_000])
        #expect(totals.map(\.outgoing) == [4_500])
    }

    @Test("pages neither repeat nor skip while others add")
    func paging() throws {
        var test = try sample()
        let first = try test.book.list(limit: 2)
        let all = try test.book.list(limit: 500).transactions.map(\.id)
        try test.spend(1, "Rent", "2026-12-31")
        let text = try #require(first.next).text
        let rest = try test.book.list(limit: 500, after: TransactionCursor(text: text))
        #expect(first.transactions.map(\.id) + rest.transactions.map(\.id) == all)
        #expect(throws: MoneyError.invalid(.cursor)) { try TransactionCursor(text: "nonsense") }
        #expect(throws: MoneyError.invalid(.limit)) { try test.book.list(limit: 0) }
        #expect(throws: MoneyError.invalid(.limit)) { try test.book.list(limit: 501) }
    }

    @Test("transactions stay in the order of their days whatever order they came in", arguments: 0..<4 as Range<UInt64>)
    func dayOrder(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var index = DayIndex()
        var days: [Int32] = []
        for slot in 0..<6000 as Range<UInt32> {
            days.append(Int32.random(in: 0..<900, using: &generator))
            index.insert(slot, days: days)
            if Int.random(in: 0..<5, using: &generator) == 0 {
                let moved = UInt32.random(in: 0...slot, using: &generator)
                index.remove(moved, days: days)
                days[Int(moved)] = Int32.random(in: 0..<900, using: &generator)
                index.insert(moved, days: days)
            }
        }
        let expected = (0..<6000 as Range<UInt32>).sorted { (days[Int($0)], $0) < (days[Int($1)], $1) }
        #expect(index.sorted(days: days) == expected, "seed \(seed)")
        for span in [100...130, 0...0, 899...2000, -5...900] as [ClosedRange<Int32>] {
            let inSpan = expected.filter { span.contains(days[Int($0)]) }
            #expect(index.sorted(span, days: days) == inSpan, "seed \(seed), \(span)")
        }
        let even = expected.reversed().filter { $0.isMultiple(of: 2) }.prefix(9)
        #expect(index.newest(9, days: days) { $0.isMultiple(of: 2) } == Array(even), "seed \(seed)")
    }
}
