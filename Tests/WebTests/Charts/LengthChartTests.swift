import Primitives
import Testing

@testable import Web

@Suite("Chart of lengths")
struct LengthChartTests {
    private let today = CalendarDay(iso: "2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)
    private var text: BodyText { BodyText(words: .english, today: today) }

    private func cycles(_ lengths: [Int?]) -> [LengthChart.Cycle] {
        lengths.enumerated().map { place, length in
            LengthChart.Cycle(start: today.adding(days: -30 * place), length: length, period: 5)
        }
    }

    @Test("the running cycle ends in a hatched estimate; a phone shows nine rows, a wide screen thirteen")
    func rows() {
        let frame = LengthChart.Frame(today: 17, usual: 28...31, estimate: 27...31)
        let chart = LengthChart(cycles([nil] + Array(repeating: 29, count: 20)), frame, text)
        #expect(chart.views.map(\.bars.count) == [9, 13, 13])
        #expect(chart.views.allSatisfy { $0.estimate != nil && $0.today != nil && $0.band != nil })
        #expect(chart.table.rows.count == 21, "the table has them all")
        #expect(chart.views[2].sentence == "Length of the last 20 cycles: shortest 29 days, longest 29 days.")
    }

    @Test("a cycle that is left out is outlined, stays in the list and says so")
    func leftOut() {
        var cycles = cycles([58, 29])
        cycles[0].isLeftOut = true
        let chart = LengthChart(cycles, LengthChart.Frame(), text)
        #expect(chart.hasLeftOut && !chart.hasRunning && !chart.hasEstimate)
        #expect(chart.views[0].bars.map(\.isLeftOut) == [true, false])
        #expect(chart.table.rows[0].cells[0].text == "58 days, left out")
    }

    @Test("the longest cycle there is fits, and no word stands outside", arguments: [1, 35, 180])
    func fits(_ length: Int) throws {
        let chart = LengthChart(cycles([length, 10]), LengthChart.Frame(), text)
        for view in chart.views {
            let width = try #require(Double(view.width))
            for bar in view.bars {
                let end = try #require(Double(bar.x)) + (try #require(Double(bar.width)))
                #expect(end <= width)
            }
            for label in view.labels { #expect(try #require(Double(label.x)) <= width) }
        }
    }
}
