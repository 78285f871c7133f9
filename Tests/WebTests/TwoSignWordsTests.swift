import Cycle
import Primitives
import Testing

@testable import Web

/// The rule in words: each step has this cycle's own numbers, and says what it waits for.
@Suite("Two signs in words")
struct TwoSignWordsTests {
    private let start = CalendarDay(iso: "2026-11-04") ?? CalendarDay(daysSinceEpoch: 0)
    private var text: BodyText { BodyText(words: .english, today: start.adding(days: 30)) }

    private func chart(
        _ temperatures: [Int],
        mucus: [Int: CervicalMucus.Texture] = [:],
        dry: ClosedRange<Int>? = nil,
        leftOut: [Int: Factor.Kind] = [:],
        from start: CalendarDay? = nil,
        length: Int? = nil
    ) -> CycleChart {
        let start = start ?? self.start
        let count = max(temperatures.count, dry?.upperBound ?? 0)
        let days = (1...count).map { day in
            var facts = DayFacts(start.adding(days: day - 1))
            if day <= temperatures.count, let value = BodyTemperature(hundredths: temperatures[day - 1]) {
                facts.temperature = TemperatureReading(value)
            }
            if let texture = mucus[day] { facts.mucus = CervicalMucus(feeling: nil, texture: texture) }
            if dry?.contains(day) == true { facts.mucus = CervicalMucus(feeling: .dry, texture: nil) }
            if let kind = leftOut[day] { facts.factors = [Factor(kind, effect: .reading)] }
            return facts
        }
        return CycleChart(start: start, days: days, length: length)
    }

    private func signs(_ chart: CycleChart, previous: [CycleChart] = [], isRunning: Bool = true) -> TwoSigns {
        TwoSignWords(check: DoubleCheck(chart, previous: previous), text: text, isRunning: isRunning).signs()
    }

    private let low = [3645, 3640, 3645, 3640, 3645, 3640]

    @Test("a cycle that passes: six lower, the line, three higher, the peak, the later of the two")
    func passed() {
        let whole = chart(low + [3640, 3665, 3670, 3680], mucus: [6: .creamy, 7: .eggWhite], dry: 8...10)
        let signs = signs(whole)
        #expect(signs.isFound)
        #expect(signs.headline == "Shift found on day 8.")
        #expect(signs.sentence.contains("day 6, 7 or 8"))
        #expect(signs.steps.map(\.isOpen) == [false, false, false, false, false, true])
        #expect(signs.steps[0].sentence == "Days 2 to 7.")
        #expect(signs.steps[1].sentence.contains("on day 3"))
        #expect(signs.steps[2].sentence.contains("36.65, 36.70 and 36.80"))
        #expect(signs.steps[3].sentence == "Last most fertile day: 7. Days 8, 9 and 10 were drier.")
        #expect(signs.steps[4].sentence.contains("From 18:00 on day 10"))
        #expect(signs.steps[5].sentence.contains("No cycle is recorded before this one"))
    }

    @Test("a day that is left out is named with its reason, and weakens the six")
    func leftOut() {
        let signs = signs(chart(low + [3950, 3640, 3665, 3670, 3680], leftOut: [7: .fever]))
        #expect(signs.steps[0].sentence.contains("without day 7"))
        #expect(signs.steps[0].sentence.contains("Day 7 is left out: fever."))
        #expect(signs.remarks.contains("No counted reading on day 7: the six are weaker for it."))
    }

    @Test("the second exception says which reading does not count, and that a fourth was needed")
    func oneLow() {
        let signs = signs(chart(low + [3665, 3640, 3670, 3690]))
        #expect(signs.steps[2].title == "Four readings after it")
        #expect(signs.steps[2].sentence.contains("36.40 is not above the line, so a fourth was needed."))
    }

    @Test("what is missing is said: too few readings, nothing above, a candidate that waits")
    func open() {
        #expect(signs(chart(Array(low.prefix(3)))).sentence.contains("3 readings count"))
        #expect(signs(chart(low + [3640])).sentence.contains("No reading stands above"))
        let waiting = signs(chart(low + [3665]))
        #expect(waiting.sentence == "Day 7 is higher than the six before it. Later readings decide.")
        #expect(waiting.headline == "No shift so far.")
        #expect(signs(chart(low + [3640]), isRunning: false).headline == "No shift in this cycle.")
    }

    @Test("without mucus nothing closes")
    func oneSign() {
        let signs = signs(chart(low + [3665, 3670, 3680]))
        #expect(signs.steps[3].sentence == "No mucus is recorded in this cycle.")
        #expect(signs.steps[4].isOpen)
    }

    /// The defect of others that grants five days: an early rise must grant none, in words as well.
    @Test("a rise on day 8 grants no day before ovulation")
    func minusEight() {
        let earlier = chart(
            low + [3640, 3665, 3670, 3680],
            mucus: [6: .creamy, 7: .eggWhite],
            dry: 8...10,
            from: start.adding(days: -28),
            length: 28
        )
        let signs = signs(chart(low), previous: [earlier])
        #expect(signs.steps[5].isOpen)
        #expect(signs.steps[5].sentence.contains("was on day 8; eight less is 0."))
        #expect(signs.steps[5].sentence.contains("So no day is granted."))
    }

    @Test("no sentence about fertile days says safe, certain or guaranteed, in any language")
    func copy() throws {
        let renderer = try PageRenderer(assets: AssetCatalogue())
        let whole = chart(low + [3640, 3665, 3670, 3680], mucus: [6: .creamy, 7: .eggWhite], dry: 8...10)
        let wrong = ["safe", "certain", "guarantee", "sicher ", "garantiert", "सुरक्षित"]
        for locale in PageLocale.allCases {
            let words = renderer.words(locale)
            let text = BodyText(words: words, today: text.today)
            let signs = TwoSignWords(check: DoubleCheck(whole, previous: []), text: text, isRunning: true).signs()
            let all = ([signs.headline, signs.sentence] + signs.steps.map(\.sentence)).joined(separator: " ")
                .lowercased()
            for word in wrong { #expect(!all.contains(word), "\(locale): \(word)") }
        }
    }
}
