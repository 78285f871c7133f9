import Cycle
import Primitives

/// One cycle's waking temperatures with cover line and shift, and the other signs on the same days.
///
/// - Source: docs/ui.md, *Charts*; docs/spec/cycle-evaluation.md.
struct TemperatureChart: Sendable {
    let views: [View]
    let table: ChartTable
    let hasPrevious: Bool
    let hasCover: Bool
    let hasLeftOut: Bool

    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let lines: [Line]
        let labels: [ChartLabel]
        let shift: Box?
        /// Last cycle's readings.
        let previous: String?
        let cover: Line?
        let coverLabel: ChartLabel?
        let line: String?
        let readings: [Reading]
        let leftOut: [ChartPoint]
        /// The latest reading, in words beside its dot.
        let latest: ChartLabel?
        let today: Today?
        let flow: [Box]
        let mucus: [ChartPoint]
        let strokes: [Stroke]
    }

    /// A line between two points.
    struct Line: Sendable, NamedParts {
        let x1: String
        let x2: String
        let y: String
        let isStrong: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "x1": x1
            case "x2": x2
            case "y": y
            case "isStrong": isStrong
            default: nil
            }
        }
    }

    /// A rectangle, with the words a pointer finds on it.
    struct Box: Sendable, NamedParts {
        let x: String
        let y: String
        let width: String
        let height: String
        let title: String

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "y": y
            case "width": width
            case "height": height
            case "title": title
            default: nil
            }
        }
    }

    /// A reading that counts.
    struct Reading: Sendable, NamedParts {
        let x: String
        let y: String
        let radius: String
        let title: String
        /// One of those that make the shift.
        let isHigh: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "y": y
            case "radius": radius
            case "title": title
            case "isHigh": isHigh
            default: nil
            }
        }
    }

    /// A plus, a minus or a small line in one of the rows below.
    struct Stroke: Sendable, NamedParts {
        let path: String
        let title: String
        /// A positive test.
        let isStrong: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "path": path
            case "title": title
            case "isStrong": isStrong
            default: nil
            }
        }
    }

    struct Today: Sendable {
        let x: String
        let boxX: String
        let boxY: String
        let label: ChartLabel
    }

    /// - `previous`: The cycle before, drawn faint.
    /// - `today`: The day of the cycle that today is; nil of one that has ended.
    init(_ evaluated: EvaluatedChart, previous: CycleChart?, today: Int?, _ text: BodyText) {
        let days = TemperatureDays(evaluated, previous: previous, today: today)
        let sentence = Self.sentence(evaluated, days, text)
        hasPrevious = !days.previous.isEmpty
        hasCover = days.cover != nil
        hasLeftOut = days.readings.contains { !$0.counts }
        table = TemperatureTable.make(evaluated, caption: sentence, text)
        views = ChartSize.allCases.map { TemperatureDrawing(days, size: $0, text).view(sentence) }
    }

    private static func sentence(_ evaluated: EvaluatedChart, _ days: TemperatureDays, _ text: BodyText) -> String {
        guard let last = days.readings.last?.cycleDay else {
            return text.words("No temperature is recorded in this cycle.")
        }
        if let shift = evaluated.temperature.shift {
            let high = shift.candidate.high.map { evaluated.chart.cycleDay(of: $0.day) }
            return text.words(
                "Waking temperature to day {last}. Higher readings on days {days}, above the cover line of {line}.",
                [
                    "last": String(last), "days": text.list(high),
                    "line": text.temperature(shift.candidate.coverLine),
                ]
            )
        }
        return text.words(
            "Waking temperature to day {last}. The readings show no shift.",
            ["last": String(last)]
        )
    }
}
