import Primitives
import Testing

@testable import Money

@Suite("Income statement, calendar and pivots")
struct StatementTests {
    private static func random(_ seed: UInt64, count: Int = 120) throws -> TestBook {
        var test = try TestBook.starter()
        var generator = SeededGenerator(seed: seed)
        let expenses = test.book.liveCategories.filter { $0.kind == .expense }.map(\.id)
        let salary = test.category("Salary")
        let accounts = ["Cash", "Card", "Savings"].map { test.account($0) }
        for _ in 0..<count {
            let day = CalendarDay.test("2025-01-01").adding(days: Int.random(in: 0..<700, using: &generator))
            let amount = Amount(minorUnits: Int64.random(in: -2000...90_000, using: &generator), currency: .inr)
            let account = accounts[Int.random(in: 0..<accounts.count, using: &generator)]
            let category = expenses[Int.random(in: 0..<expenses.count, using: &generator)]
            let isIncome = Int.random(in: 0..<6, using: &generator) == 0
            guard amount.minorUnits != 0 else { continue }
            let postings =
                isIncome
                ? [
                    Posting(.account(account), amount),
                    Posting(.category(salary), Amount(minorUnits: -amount.minorUnits, currency: .inr)),
                ]
                : [
                    Posting(.account(account), Amount(minorUnits: -amount.minorUnits, currency: .inr)),
                    Posting(.category(category), amount),
                ]
            let payee = ["Market", "Rail", nil][Int.random(in: 0..<3, using: &generator)]
            let tags = [[], ["a"], ["a", "b"]][Int.random(in: 0..<3, using: &generator)]
            try test.run { plan in
                _ = try plan.addTransaction(
                    TransactionDraft(day: day, payee: payee, note: nil, tags: tags, postings: postings)
                )
            }
        }
        return test
    }

    private static let days = TransactionFilter(from: .test("2025-03-05"), to: .test("2026-02-10"))

    @Test("totals are the same whatever they are grouped by", arguments: 1...8 as ClosedRange<UInt64>)
    func regrouping(_ seed: UInt64) throws {
        let book = try Self.random(seed).book
        for measure in FlowMeasure.allCases {
            let totals = try book.pivot(measure, by: [.month], Self.days).totals
            // Tags are left out: an entry with two counts under each.
            let axes: [ReportAxis] = [.month, .category, .account, .payee]
            for first in axes {
                for second in axes where second != first {
                    let report = try book.pivot(measure, by: [first, second], Self.days)
                    #expect(report.totals == totals, "seed \(seed): \(measure) by \(first), \(second)")
                    let sum = report.rows.reduce(0) { $0 + $1.ownMinorUnits }
                    #expect(sum == totals.reduce(0) { $0 + $1.minorUnits }, "seed \(seed): \(measure)")
                }
            }
            let daily = try book.dailyFlows(measure, Self.days)
            #expect(daily.parts.map(\.total) == totals.map(\.minorUnits), "seed \(seed): \(measure)")
        }
        let flow = try book.cashFlow(Self.days).totals
        #expect(try book.pivot(.spending, by: [.payee], Self.days).totals.map(\.minorUnits) == flow.map(\.outgoing))
        #expect(try book.pivot(.income, by: [.payee], Self.days).totals.map(\.minorUnits) == flow.map(\.incoming))
        #expect(try book.pivot(.kept, by: [.payee], Self.days).totals.map(\.minorUnits) == flow.map(\.kept))
    }

    @Test(
        "a statement's sides add up, and each of its spans is what a statement of that span alone says",
        arguments: 1...8 as ClosedRange<UInt64>,
        SpanComparison.allCases
    )
    func statement(_ seed: UInt64, _ comparison: SpanComparison) throws {
        let book = try Self.random(seed).book
        let statement = try book.incomeStatement(Self.days, comparedWith: comparison)
        let compared = try #require(statement.comparedDays)
        let alone = try book.incomeStatement(Self.days)
        let earlier = try book.incomeStatement(TransactionFilter(from: compared.lowerBound, to: compared.upperBound))
        let part = try #require(statement.parts.first)
        for side in [part.income, part.expenses] {
            let roots = side.lines.filter { $0.depth == 0 }
            #expect(roots.reduce(0) { $0 + $1.sum.now } == side.total.now, "seed \(seed)")
            #expect(roots.reduce(0) { $0 + ($1.sum.before ?? 0) } == side.total.before, "seed \(seed)")
        }
        #expect(part.kept.now == part.income.total.now - part.expenses.total.now)
        #expect(part.kept.now == alone.parts.first?.kept.now && alone.parts.first?.kept.before == nil)
        #expect(part.kept.before == earlier.parts.first?.kept.now)
        let flow = try book.cashFlow(Self.days).totals
        #expect(flow.map(\.incoming) == [part.income.total.now] && flow.map(\.outgoing) == [part.expenses.total.now])
    }

    @Test(
        "what a span is compared with",
        arguments: [
            ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", "2025-03-01", "2025-03-31"),
            ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28", "2025-03-01", "2025-03-30"),
            ("2026-01-01", "2026-11-20", "2025-02-01", "2025-12-20", "2025-01-01", "2025-11-20"),
            ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31"),
            ("2026-03-05", "2026-03-11", "2026-02-26", "2026-03-04", "2025-03-05", "2025-03-11"),
            ("2025-02-01", "2025-02-28", "2025-01-01", "2025-01-31", "2024-02-01", "2024-02-29"),
            ("2024-02-29", "2024-02-29", "2024-02-28", "2024-02-28", "2023-02-28", "2023-02-28"),
        ]
    )
    func comparison(_ days: (String, String, String, String, String, String)) {
        let (from, to) = (CalendarDay.test(days.0), CalendarDay.test(days.1))
        let before = CalendarDay.test(days.2)...CalendarDay.test(days.3)
        let yearBefore = CalendarDay.test(days.4)...CalendarDay.test(days.5)
        #expect(SpanComparison.before.days(of: from, to) == before)
        #expect(SpanComparison.yearBefore.days(of: from, to) == yearBefore)
    }

    @Test("a span has both of its days, ends after it begins, and is not longer than shown")
    func refusals() throws {
        let book = try Self.random(1, count: 3).book
        #expect(throws: MoneyError.invalid(.from)) { try book.dailyFlows(.spending, TransactionFilter()) }
        #expect(throws: MoneyError.invalid(.from)) {
            try book.incomeStatement(TransactionFilter(from: .test("2026-01-01")), comparedWith: .before)
        }
        let reversed = TransactionFilter(from: .test("2026-01-02"), to: .test("2026-01-01"))
        #expect(throws: MoneyError.invalid(.to)) { try book.dailyFlows(.spending, reversed) }
        #expect(throws: MoneyError.invalid(.to)) { try book.incomeStatement(reversed, comparedWith: .before) }
        let long = TransactionFilter(from: .test("2024-01-01"), to: .test("2026-01-02"))
        #expect(throws: MoneyError.invalid(.to)) { try book.dailyFlows(.spending, long) }
        let first = TransactionFilter(from: .test("0001-01-01"), to: .test("0001-01-31"))
        #expect(try book.incomeStatement(first, comparedWith: .yearBefore).comparedDays == nil)
    }
}
