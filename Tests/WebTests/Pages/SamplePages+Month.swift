import Money
import Primitives

@testable import Web

extension SamplePages {
    func months() -> [(String, any Page)] {
        [("month", month(.inr)), ("month-empty", emptyMonth())]
    }

    private func chartText(_ currency: Currency) -> ChartText {
        ChartText(words: .english, currency: currency, grouping: .indian, today: today)
    }

    private var monthPager: MonthPager {
        MonthPager(
            label: text("November 2026"),
            back: (path: text("/money/month/2026-10"), label: text("October 2026")),
            ahead: nil
        )
    }

    /// Figures that move enough to fill every part of a chart, and never the same way twice.
    private func course(_ count: Int, _ base: Int64) -> [Int64] {
        (0..<count).map { base + Int64(($0 * 7919) % 97) * base / 100 }
    }

    private func month(_ currency: Currency) -> MonthPage {
        let charts = chartText(currency)
        let flows = zip(course(12, 60_000_00), course(12, 40_000_00).reversed()).map {
            FlowTotals(currency: currency, incoming: $0, outgoing: $1, kept: $0 - $1)
        }
        let first = DayChart.firstDay(endingAt: today, weekStart: 1)
        let spent = course(Int(today.daysSinceEpoch - first.daysSinceEpoch) + 1, 300_00).map { $0 > 500_00 ? 0 : $0 }
        return MonthPage(
            title: "November so far",
            lead: "20 of 30 days. Every mark is what you recorded; nothing is estimated.",
            thisMonth: "November",
            before: "October",
            isRunning: true,
            pager: monthPager,
            figures: MonthFigures(
                incoming: money("90900", .income),
                outgoing: money("41340", .none),
                outgoingNote: text("October in full: ₹44,516"),
                kept: money("49560"),
                keptNote: text("55% of what came in")
            ),
            others: [
                FigureGroup(currency: "EUR", isNamed: true, figures: [Figure("Out", money("18.20", .none, .eur))])
            ],
            currency: currency.code,
            otherCharts: [.init(path: text("/money/month/2026-11?currency=EUR"), label: text("Charts in EUR"))],
            hasOtherCharts: true,
            later: text("1 entry is dated after today and is not counted here."),
            flow: FlowChart(
                months: (0..<12).map { today.firstOfMonth.adding(months: $0 - 11) },
                flows: flows,
                isRunning: true,
                charts
            ),
            categories: CategoryChart(
                [
                    ("Rent", 22_000_00, 22_000_00), ("Groceries", 6_230_00, 8_120_00), ("Bills", 3_943_00, 4_630_00),
                    ("Health", 2_112_00, 1_480_00), ("Giving", 0, 500_00),
                ].map {
                    MonthOverview.CategorySpending(
                        id: .uncategorisedExpense,
                        name: text($0.0),
                        minorUnits: $0.1,
                        beforeMinorUnits: $0.2
                    )
                },
                month: "November",
                before: "October",
                isRunning: true,
                charts
            ),
            days: DayChart(first: first, spent: spent, today: today, charts),
            worth: worthChart(isColumn: true),
            hasFoot: true,
            listPath: "/money?month=2026-11",
            reportPath: "/money/reports/spending?from=2026-11-01&to=2026-11-20",
            isEmpty: false
        )
    }

    func worthChart(isColumn: Bool) -> NetWorthChart {
        NetWorthChart(
            days: (0..<12).map { today.firstOfMonth.adding(months: $0 - 11).adding(days: -1) } + [today],
            minorUnits: (0..<13).map { 548_200_00 + Int64($0) * 26_000_00 - Int64($0 % 3) * 9_000_00 },
            endsToday: true,
            isColumn: isColumn,
            chartText(.inr)
        )
    }

    private func emptyMonth() -> MonthPage {
        MonthPage(
            title: "March 2026",
            lead: "All 31 days, as you recorded them.",
            thisMonth: "March",
            before: "February",
            isRunning: false,
            pager: monthPager,
            figures: nil,
            others: [],
            currency: "INR",
            otherCharts: [],
            hasOtherCharts: false,
            later: nil,
            flow: nil,
            categories: nil,
            days: nil,
            worth: nil,
            hasFoot: false,
            listPath: "/money?month=2026-03",
            reportPath: "/money/reports/spending?from=2026-03-01&to=2026-03-31",
            isEmpty: true
        )
    }
}
