import Money
import Primitives
import Testing

@testable import Web

@Suite("Charts")
struct ChartTests {
    private static let today = CalendarDay(iso: "2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)
    private let text = ChartText(words: .english, currency: .inr, grouping: .indian, today: Self.today)

    private var months: [CalendarDay] { (0..<12).map { Self.today.firstOfMonth.adding(months: $0 - 11) } }

    private func flows(_ values: [(Int64, Int64)]) -> [FlowTotals] {
        values.map { FlowTotals(currency: .inr, incoming: $0.0, outgoing: $0.1, kept: $0.0 - $0.1) }
    }

    private func flow(_ values: [(Int64, Int64)]) -> FlowChart {
        FlowChart(months: months, flows: flows(values), isRunning: true, text)
    }

    /// The height of a bar's far end: the number after the first `V`, less the corner.
    private func tip(_ shape: ChartShape) throws -> Double {
        let text = try #require(shape.path.split(separator: "V").dropFirst().first?.split(separator: "q").first)
        return try #require(Double(text))
    }

    @Test("bars stand on zero, in above it and out below it, as long as their amounts")
    func flowBars() throws {
        let chart = flow([(Int64, Int64)](repeating: (100_000_00, 50_000_00), count: 12))
        for view in chart.views {
            #expect(view.incoming.count == 12 && view.outgoing.count == 12 && view.kept.count == 12)
            let zeroLine = try #require(view.axis.lines.first { $0.isZero })
            let (zero, kept) = (try #require(Double(zeroLine.y)), try #require(Double(view.kept[0].y)))
            let (up, down) = (zero - (try tip(view.incoming[0]) - 3), try tip(view.outgoing[0]) + 3 - zero)
            #expect(abs(up - 2 * down) < 0.5, "\(view.size): \(up) is not twice \(down)")
            #expect(abs(zero - kept - down) < 0.5, "kept is half of what came in")
            #expect(view.incoming.filter(\.isNow).count == 1 && view.incoming[11].isNow)
        }
        #expect(chart.views.map(\.width) == ["328", "640", "896"])
        #expect(chart.views.allSatisfy { $0.months.last?.text == "Nov so far" })
        #expect(chart.views[0].months.count == 6, "every other month where there is no room")
    }

    @Test("months without money have no marks, and a year without any is a line at zero")
    func flowNothing() {
        let empty = flow([(Int64, Int64)](repeating: (0, 0), count: 12))
        for view in empty.views {
            #expect(view.incoming.isEmpty && view.outgoing.isEmpty && view.kept.isEmpty)
            #expect(view.axis.lines.map(\.isZero) == [true])
            #expect(view.axis.labels.map(\.text) == ["0"])
        }
        #expect(empty.table.rows.count == 12)
        #expect(empty.table.rows[11].cells.map(\.text) == ["₹0.00", "₹0.00", "₹0.00"])
    }

    @Test("one paisa is seen, money back is no bar, and the largest amounts draw nothing outside")
    func flowExtremes() throws {
        var values = [(Int64, Int64)](repeating: (0, 0), count: 12)
        values[3] = (1, 4_000_000_000_000_000_000)
        values[4] = (-500, -700)
        values[11] = (4_000_000_000_000_000_000, 1)
        let chart = flow(values)
        for view in chart.views {
            #expect(view.incoming.count == 2 && view.outgoing.count == 2)
            #expect(view.kept.count == 3)
            let height = try #require(Double(view.height))
            for tick in view.kept { #expect((0...height).contains(Double(tick.y) ?? -1)) }
        }
        #expect(chart.table.rows[4].cells.map(\.text) == ["\u{2212}₹5.00", "\u{2212}₹7.00", "₹2.00"])
    }

    @Test("the sentence of a chart gives its last figures")
    func flowSentence() {
        let chart = flow([(Int64, Int64)](repeating: (90_900_00, 41_340_50), count: 12))
        #expect(
            chart.table.caption
                == "Money in and out, December 2025 to November 2026. "
                + "November 2026 so far: in ₹90,900, out ₹41,340.50, kept ₹49,559.50."
        )
    }

    private func categories(_ values: [(String, Int64, Int64)]) -> [MonthOverview.CategorySpending] {
        values.map {
            MonthOverview.CategorySpending(
                id: .uncategorisedExpense,
                name: $0.0,
                minorUnits: $0.1,
                beforeMinorUnits: $0.2
            )
        }
    }

    private func chart(_ values: [(String, Int64, Int64)]) -> CategoryChart {
        CategoryChart(categories(values), month: "November", before: "October", isRunning: true, text)
    }

    @Test("a rent is named and left out of the bars, but stands in the table")
    func outlier() {
        let chart = chart([
            ("Rent", 22_000_00, 22_000_00), ("Groceries", 6_230_00, 8_120_00), ("Bills", 3_943_00, 4_630_00),
            ("Health", 2_112_00, 0),
        ])
        #expect(chart.outliers == ["Rent of ₹22,000 is 64% and left out of the bars."])
        #expect(chart.bars.map(\.name) == ["Groceries", "Bills", "Health"])
        #expect(chart.bars[0].tick == "99%", "the longest mark is October's groceries")
        #expect(chart.bars[0].width == "76%")
        #expect(chart.bars[2].tick == nil)
        #expect(chart.table.rows.map(\.head) == ["Rent", "Groceries", "Bills", "Health"])
        #expect(chart.changes.map(\.change) == ["up ₹2,112", "down ₹1,890", "down ₹687"])
    }

    @Test("two categories, equal ones, and one alone are never left out")
    func noOutlier() {
        #expect(chart([("Rent", 90, 0), ("Tea", 1, 0)]).outliers.isEmpty)
        #expect(chart([("a", 5, 0), ("b", 5, 0), ("c", 5, 0)]).outliers.isEmpty)
        #expect(chart([("a", 5, 0)]).bars.map(\.width) == ["99%"])
        #expect(chart([("a", 0, 7), ("b", -3, 0)]).bars.map(\.width) == [nil, nil], "money back is no bar")
    }

    @Test("many categories end in one for the rest, which adds up")
    func folded() {
        let chart = chart((0..<30).map { ("c\($0)", Int64(3000 - $0), 10) })
        #expect(chart.bars.count == 12)
        #expect(chart.bars.last?.name == "19 others")
        #expect(chart.bars.last?.money.text == "₹566.20")
        #expect(chart.table.rows.count == 30)
    }

    @Test("days fall into weeks that begin where the person's do", arguments: 1...7)
    func weekStart(_ weekStart: Int) {
        let first = DayChart.firstDay(endingAt: Self.today, weekStart: weekStart)
        #expect(first.weekday == weekStart)
        let count = Int(Self.today.daysSinceEpoch - first.daysSinceEpoch) + 1
        #expect((51 * 7 + 1...52 * 7).contains(count))
        let chart = DayChart(first: first, spent: [Int64](repeating: 100, count: count), today: Self.today, text)
        #expect(chart.weeks.count == 52)
        #expect(chart.weeks.dropLast().allSatisfy { $0.days.count == 7 })
        #expect(chart.weeks.flatMap(\.days).filter(\.isToday).map(\.title) == ["20 Nov: ₹1"])
        #expect(chart.table.rows.count == 52 && chart.table.rows[0].cells.count == (count - 1) % 7 + 1)
        #expect(chart.views[2].labels.prefix(3).map(\.text).sorted() == ["Fri", "Mon", "Wed"])
    }

    @Test("steps hold about a quarter of the days each, whatever a rent is")
    func steps() {
        let steps = DaySteps([0, 0, 100, 200, 300, 400, 500, 600, 700, 800, 2_200_000])
        #expect([0, 100, 300, 400, 600, 2_200_000].map(steps.step) == [0, 1, 2, 2, 3, 4])
        #expect(steps.step(-5) == 0)
        #expect(DaySteps([0, 0]).highest == nil)
        #expect(DaySteps([7]).step(7) == 4)
        #expect(DaySteps([.max, .max, 1]).step(.max) == 4)
    }

    @Test("a year without spending is said, not scaled")
    func noSpending() {
        let chart = DayChart(first: Self.today, spent: [0], today: Self.today, text)
        #expect(chart.scale == nil)
        #expect(chart.views[2].sentence == "Nothing was spent from 20 November 2026 to 20 November 2026.")
    }

    @Test("net worth goes below zero, and its area ends at zero")
    func netWorth() throws {
        let days = (0..<13).map { Self.today.adding(days: 30 * ($0 - 12)) }
        let values = (0..<13).map { Int64($0) * 1_000_00 - 6_000_00 }
        let chart = NetWorthChart(days: days, minorUnits: values, endsToday: true, isColumn: true, text)
        for view in chart.views {
            let zero = try #require(view.axis.lines.first { $0.isZero }).y
            #expect(view.area.hasSuffix("\(zero)z"))
            #expect(view.points.count == 12)
            let heights = try (view.points + [view.last]).map { try #require(Double($0.y)) }
            #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 > $1 }, "more stands higher")
            #expect(view.axis.labels.contains { $0.text.hasPrefix("\u{2212}₹") })
            #expect(view.days.last?.text == "today")
            #expect(view.lastAmount?.text == "₹6,000")
        }
        #expect(chart.table.rows.map { $0.cells[1].text }.dropFirst().allSatisfy { $0 == "+₹1,000.00" })
        #expect(NetWorthChart.sentence(days, values, text).hasPrefix("Net worth rose by ₹12,000, from −₹6,000 on"))
        #expect(NetWorthChart.sentence(days, values.reversed(), text).hasPrefix("Net worth fell by ₹12,000"))
        #expect(NetWorthChart.sentence(days, [5, 5], text).hasPrefix("Net worth was ₹0.05"))
    }

    @Test("a sparkline is level without changes and ends at its last value")
    func sparkline() throws {
        #expect(Sparkline([1]) == nil)
        #expect(try #require(Sparkline([7, 7, 7])).line == "M2 15L58 15L114 15")
        let line = try #require(Sparkline([0, .max, .min]))
        #expect(line.line == "M2 15L58 4L114 26")
        #expect(line.x == "114" && line.y == "26")
    }
}
