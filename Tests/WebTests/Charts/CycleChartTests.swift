import Cycle
import Primitives
import Testing

@testable import Web

/// What the ring and the chart of chances draw.
///
/// If this fails, an estimate may look recorded, or a start may look like one day.
@Suite("Charts of the diary")
struct CycleChartTests {
    private let samples = SamplePages()

    private func days(today: Int, likely: ClosedRange<Int>?) -> RingDays {
        var days = RingDays(start: samples.today, today: today, bleeding: [1: .medium, 2: .heavy], likely: likely)
        for day in likely.map({ Array($0) }) ?? [] { days.chances[day] = 0.2 }
        return days
    }

    @Test("every day of the ring is drawn once, whatever day it is", arguments: [1, 5, 17, 28, 33, 60, 181])
    func segments(_ today: Int) {
        for likely in [nil, 28...32, 20...75] {
            let days = days(today: today, likely: likely)
            let ring = CycleRing(days, .full, sentence: "")
            let drawn = [ring.periods, ring.pasts, ring.aheads, ring.likelies, ring.maybes].map(\.count).reduce(0, +)
            #expect(drawn == days.count && days.count >= today, "\(today)")
            #expect(ring.periods.count == 2)
        }
    }

    @Test("nothing before today or recorded is drawn as an estimate, and nothing estimated as recorded")
    func solidAndHatched() {
        let days = days(today: 30, likely: 28...32)
        for day in 1...days.count {
            switch days.mark(day) {
            case .period: #expect(days.bleeding[day] != nil)
            case .past: #expect(day <= 30)
            case .likely, .maybe, .ahead: #expect(day > 30)
            }
        }
    }

    @Test("without a prediction the ring says nothing of the days to come")
    func noEstimate() {
        let ring = CycleRing(days(today: 17, likely: nil), .full, sentence: "")
        #expect(ring.likelies.isEmpty && ring.maybes.isEmpty && ring.fertile == nil)
    }

    @Test("the chart shows the likely days and no single one, with chances that the table repeats")
    func chances() throws {
        for lengths in [[29, 28, 30, 27, 29], [38, 24, 61, 45, 29, 52], [28, 28, 28, 28, 28, 28, 28]] {
            let reading = samples.reading(lengths: lengths)
            let next = try #require(reading.prediction?.starts.first)
            let chart = StartChart(next, today: samples.today)
            let likely = next.interval(0.8)
            for view in chart.views {
                #expect(view.bars.count { $0.isLikely } == likely.upperBound.days(after: likely.lowerBound) + 1)
                #expect(view.bars.count == chart.table.rows.count)
                #expect(view.sentence.contains(DaySpanText(likely, today: samples.today).long))
            }
        }
    }

    @Test("a run of days says its month once, and both where it crosses one")
    func spans() throws {
        let today = samples.today
        func span(_ first: String, _ last: String, _ locale: PageLocale) throws -> String {
            let (first, last) = (try #require(CalendarDay(iso: first)), try #require(CalendarDay(iso: last)))
            return DaySpanText(first...last, today: today, locale: locale).short
        }
        #expect(try span("2026-12-01", "2026-12-05", .englishIndia) == "1–5 Dec")
        #expect(try span("2026-12-01", "2026-12-05", .englishAmerica) == "Dec 1–5")
        #expect(try span("2026-12-01", "2026-12-05", .german) == "1.–5. Dez.")
        #expect(try span("2026-11-29", "2026-12-03", .englishIndia) == "29 Nov\u{A0}– 3 Dec")
        #expect(try span("2026-12-03", "2026-12-03", .englishIndia) == "3 Dec")
        #expect(try span("2027-01-01", "2027-01-05", .englishIndia) == "1–5 Jan 2027")
    }

    @Test("a chance is never rounded to nothing or to certainty")
    func percents() {
        #expect(PercentText.text(0.001) == "<1%" && PercentText.text(0.999) == ">99%")
        #expect(PercentText.text(0) == "0%" && PercentText.text(1) == "100%" && PercentText.text(0.243) == "24%")
    }

    @Test("a month has all its days in order, from the weekday she begins with", arguments: 1...7)
    func months(_ weekStart: Int) {
        var reading = samples.reading()
        reading.weekStart = weekStart
        for grid in DiaryMonths(reading: reading).grids(from: samples.today.firstOfMonth, count: 14) {
            let cells = grid.weeks.flatMap(\.days)
            #expect(cells.count % 7 == 0)
            let numbers = cells.compactMap { $0.path == nil ? nil : Int($0.number) }
            #expect(numbers == Array(1...numbers.count) && (28...31).contains(numbers.count))
            #expect(grid.weekdays.first?.long == CalendarWords(.englishIndia).weekdays[weekStart - 1])
        }
    }
}
