import Cycle
import Primitives

/// A bar for each cycle: its period, its length, its ovulation where that is known.
///
/// Cycles that are left out are outlined; the end of the running one is hatched, for it is an estimate.
struct LengthChart: Sendable {
    let views: [View]
    let table: ChartTable
    let hasOvulation: Bool
    let hasLeftOut: Bool
    let hasRunning: Bool
    let hasEstimate: Bool

    /// One cycle, as it is drawn.
    struct Cycle: Sendable {
        var start: CalendarDay
        /// Days; nil while it is running.
        var length: Int?
        var period: Int
        /// Day of the cycle.
        var ovulation: Int?
        var isLeftOut = false
    }

    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let band: TemperatureChart.Box?
        let bandLabel: ChartLabel?
        let grid: [Grid]
        let labels: [ChartLabel]
        let bars: [Bar]
        let periods: [TemperatureChart.Box]
        let ovulations: [ChartPoint]
        let today: ChartPoint?
        let estimate: TemperatureChart.Box?
    }

    /// A line upwards at a day.
    struct Grid: Sendable, NamedParts {
        let x: String
        let top: String
        let bottom: String

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "top": top
            case "bottom": bottom
            default: nil
            }
        }
    }

    struct Bar: Sendable, NamedParts {
        let x: String
        let y: String
        let width: String
        let height: String
        let title: String
        let isLeftOut: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "y": y
            case "width": width
            case "height": height
            case "title": title
            case "isLeftOut": isLeftOut
            default: nil
            }
        }
    }

    /// What is drawn beside the bars.
    struct Frame: Sendable {
        /// The day of the running cycle that today is.
        var today: Int?
        var usual: ClosedRange<Int>?
        /// Days of the running cycle on which the next one may start, 8 in 10.
        var estimate: ClosedRange<Int>?
    }

    /// - `cycles`: The latest first; not empty.
    init(_ cycles: [Cycle], _ frame: Frame, _ text: BodyText) {
        let ended = cycles.compactMap(\.length)
        let sentence =
            if let low = ended.min(), let high = ended.max() {
                text.words.count(
                    ended.count,
                    one: "Length of {count} cycle: {low} days.",
                    other: "Length of the last {count} cycles: shortest {low} days, longest {high} days.",
                    ["low": String(low), "high": String(high)]
                )
            } else {
                text.words("The first cycle is running.")
            }
        hasOvulation = cycles.contains { $0.ovulation != nil }
        hasLeftOut = cycles.contains(where: \.isLeftOut)
        hasRunning = frame.today != nil
        hasEstimate = frame.estimate != nil
        table = Self.table(cycles, sentence, text)
        views = ChartSize.allCases.map { size in
            LengthDrawing(cycles: Array(cycles.prefix(size == .narrow ? 9 : 13)), frame: frame, size: size, text: text)
                .view(sentence)
        }
    }

    private static func table(_ cycles: [Cycle], _ sentence: String, _ text: BodyText) -> ChartTable {
        let words = text.words
        return ChartTable(
            caption: sentence,
            head: words("Cycle from"),
            columns: [words("Length"), words("Period"), words("Ovulation")],
            rows: cycles.map { cycle in
                let length = cycle.length.map(text.days) ?? words("running")
                let cells = [
                    cycle.isLeftOut ? words("{value}, left out", ["value": length]) : length,
                    text.days(cycle.period),
                    cycle.ovulation.map { words("day {day}", ["day": String($0)]) } ?? "",
                ]
                return (text.medium(cycle.start), cells)
            }
        )
    }
}
