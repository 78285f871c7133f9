import Primitives
import TestSupport
import Testing

@testable import Aggregates

@Suite("Budget of what releases tell")
struct BudgetLedgerTests {
    private let first = AggregateWeek(number: 52 * 56)

    @Test("a period pays for 52 weeks, the next begins anew")
    func period() throws {
        var ledger = BudgetLedger()
        var week = first
        for _ in 0..<BudgetLedger.weeksPerPeriod {
            try ledger.spend(AggregateFigure.epsilonPerWeek, on: week)
            week = week.next
        }
        #expect(ledger.left(inPeriodOf: first) == .zero)
        #expect(ledger.spent(inPeriodOf: first) == BudgetLedger.budget)
        #expect(ledger.left(inPeriodOf: week) == BudgetLedger.budget)
        try ledger.spend(AggregateFigure.epsilonPerWeek, on: week)
    }

    @Test("what the budget does not reach for is refused, and nothing is written")
    func spent() throws {
        var ledger = BudgetLedger()
        try ledger.spend(Epsilon(thousandths: 25_600), on: first)
        let before = ledger
        #expect(throws: BudgetRefusal.spent) { try ledger.spend(AggregateFigure.epsilonPerWeek, on: first.next) }
        #expect(ledger == before)
        try ledger.spend(Epsilon(thousandths: 400), on: first.next)
        #expect(ledger.left(inPeriodOf: first) == .zero)
    }

    @Test("a week is released once, and none before the last")
    func released() throws {
        var ledger = BudgetLedger()
        try ledger.spend(.one, on: first.next)
        for week in [first, first.next] {
            #expect(throws: BudgetRefusal.released) { try ledger.spend(.one, on: week) }
        }
    }

    @Test("entries out of order, doubled or too many are no ledger")
    func shape() {
        let entry = BudgetLedger.Entry(week: first, spent: .one)
        #expect(BudgetLedger(entries: [entry, entry]) == nil)
        #expect(BudgetLedger(entries: [.init(week: first.next, spent: .one), entry]) == nil)
        let many = (0..<UInt32(BudgetLedger.entryMaximum + 1)).map { number in
            BudgetLedger.Entry(week: AggregateWeek(number: number), spent: .zero)
        }
        #expect(BudgetLedger(entries: many) == nil)
        #expect(BudgetLedger(entries: Array(many.dropLast())) != nil)
    }

    @Test("only two periods are kept, and the present one is never cut")
    func bounded() throws {
        var ledger = BudgetLedger()
        for number in 0..<UInt32(300) {
            try ledger.spend(AggregateFigure.epsilonPerWeek, on: AggregateWeek(number: first.number + number))
        }
        #expect(ledger.entries.count == BudgetLedger.entryMaximum)
        let last = AggregateWeek(number: first.number + 299)
        #expect(ledger.spent(inPeriodOf: last) == Epsilon(thousandths: 500 * (299 % 52 + 1)))
    }

    @Test("ε is written as a decimal", arguments: [(0, "0"), (50, "0.05"), (200, "0.2"), (500, "0.5"), (26_000, "26")])
    func text(_ thousandths: UInt32, _ text: String) {
        #expect(Epsilon(thousandths: thousandths).text == text)
    }

    @Test("weeks run from Monday to Sunday in UTC")
    func weeks() throws {
        let monday = try #require(CalendarDay(year: 2026, month: 11, day: 16))
        let start = Timestamp(seconds: Int64(monday.daysSinceEpoch) * 86_400)
        let week = AggregateWeek(of: start)
        #expect(week.firstDay == monday)
        #expect(week.lastDay == monday.adding(days: 6))
        #expect(AggregateWeek(of: start.adding(seconds: -1)).next == week)
        #expect(AggregateWeek(of: start.adding(seconds: 7 * 86_400 - 1)) == week)
        #expect(AggregateWeek(of: Timestamp(seconds: -1_000_000)) == AggregateWeek(number: 0))
    }
}
