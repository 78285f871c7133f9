import Cycle
import Primitives
import Testing

@testable import Web

@Suite("Temperature chart")
struct TemperatureChartTests {
    private let start = CalendarDay(iso: "2026-11-04") ?? CalendarDay(daysSinceEpoch: 0)
    private var text: BodyText { BodyText(words: .english, today: start.adding(days: 16)) }

    private func facts(_ values: [Int?], leftOut: Set<Int> = []) -> [DayFacts] {
        values.enumerated().compactMap { place, value in
            guard let value, let temperature = BodyTemperature(hundredths: value) else { return nil }
            var facts = DayFacts(start.adding(days: place))
            facts.temperature = TemperatureReading(temperature, isExcluded: leftOut.contains(place + 1))
            return facts
        }
    }

    private func chart(_ days: [DayFacts], today: Int? = nil, previous: CycleChart? = nil) -> TemperatureChart {
        TemperatureChart(EvaluatedChart(CycleChart(start: start, days: days)), previous: previous, today: today, text)
    }

    private let shift: [Int?] = [3645, 3640, 3645, 3640, 3645, 3640, 3665, 3670, 3680]

    @Test("a shift has its cover line, its high readings and the days it rests on, in every width")
    func found() throws {
        let chart = chart(facts(shift), today: 9)
        #expect(chart.views.map(\.size) == ["narrow", "mid", "wide"])
        for view in chart.views {
            #expect(view.cover != nil && view.shift != nil)
            #expect(view.readings.count(where: \.isHigh) == 3)
            #expect(view.coverLabel?.text == "cover line 36.45")
            #expect(view.latest?.text == "36.80")
        }
        let sentence = try #require(chart.views.first?.sentence)
        #expect(sentence.contains("days 7, 8 and 9") && sentence.contains("36.45"))
    }

    @Test("readings without a shift have no line to stand above")
    func none() {
        let chart = chart(facts([3645, 3640, 3645]))
        #expect(!chart.hasCover)
        #expect(chart.views.allSatisfy { $0.cover == nil && $0.shift == nil && $0.today == nil })
        #expect(chart.views[0].sentence.contains("no shift"))
    }

    @Test("a candidate that later readings decide shows its line, and no shift")
    func waiting() {
        let chart = chart(facts(Array(shift.prefix(7))), today: 7)
        #expect(chart.hasCover)
        #expect(chart.views.allSatisfy { $0.cover != nil && $0.shift == nil })
    }

    /// If this fails, one fever flattens every other reading of the cycle.
    @Test("a fever that is left out stands on the edge and is named, and does not widen the scale")
    func fever() {
        let fever = chart(facts(shift + [3950], leftOut: [10]), today: 10)
        let plain = chart(facts(shift), today: 10)
        for (with, without) in zip(fever.views, plain.views) {
            #expect(with.readings.map(\.y) == without.readings.map(\.y))
            #expect(with.leftOut.count == 1)
            #expect(with.labels.contains { $0.text == "39.50 left out" })
        }
        #expect(fever.hasLeftOut && !plain.hasLeftOut)
    }

    @Test("counted readings are joined across days that are missing or left out")
    func joined() throws {
        let chart = chart(facts([3640, nil, 3650, 3660, 3640], leftOut: [4]))
        let line = try #require(chart.views[2].line)
        #expect(line.split(separator: "L").count == 3)
    }

    @Test("every mark lies inside its drawing, whatever the readings", arguments: 0..<30 as Range<UInt64>)
    func inside(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let count = 1 + Int(random.next() % 90)
        let values: [Int?] = (0..<count).map { _ in
            random.next() % 4 == 0 ? nil : 3400 + Int(random.next() % 801)
        }
        let leftOut = Set((1...count).filter { _ in random.next() % 5 == 0 })
        let previous = CycleChart(start: start.adding(days: -40), days: [], length: 40)
        let chart = chart(facts(values, leftOut: leftOut), today: count, previous: previous)
        for view in chart.views {
            let (width, height) = (try #require(Double(view.width)), try #require(Double(view.height)))
            let marks = view.readings.map { ($0.x, $0.y) } + view.leftOut.map { ($0.x, $0.y) }
            for (x, y) in marks {
                #expect((0...width).contains(try #require(Double(x))))
                #expect((0...height).contains(try #require(Double(y))))
            }
            #expect(view.labels.count < 80, "words do not crowd")
        }
    }

    @Test("in °F the scale and the words are those of Fahrenheit")
    func fahrenheit() {
        var text = text
        text.usesFahrenheit = true
        let evaluated = EvaluatedChart(CycleChart(start: start, days: facts(shift)))
        let chart = TemperatureChart(evaluated, previous: nil, today: nil, text)
        #expect(chart.views[0].coverLabel?.text == "cover line 97.61")
        #expect(chart.table.rows[0].cells[0].text.hasSuffix("°F"))
    }

    @Test("what was measured and what the rule reads both stand in the table where they differ")
    func rounded() {
        let chart = chart(facts([3642, 3640]))
        #expect(chart.table.rows.map { $0.cells[0].text } == ["36.42\u{A0}°C, read as 36.40", "36.40\u{A0}°C"])
    }
}
