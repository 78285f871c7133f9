package import Cycle
package import Primitives

/// The chance of each day to be the next start, those of the likely run hatched: estimates are never solid.
package struct StartChart: Sendable {
    let views: [View]
    let table: ChartTable
    /// What the numbers under the bars are.
    let caption: String

    /// One drawing.
    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let bars: [Bar]
        let values: [ChartLabel]
        let labels: [ChartLabel]
        let baseline: String
        let right: String
        /// The bracket under the likely days.
        let bracket: String
        let bracketX: String
        let bracketY: String
        let odds: String
    }

    struct Bar: Sendable, NamedParts {
        let x: String
        let y: String
        let width: String
        let height: String
        let isLikely: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "y": y
            case "width": width
            case "height": height
            case "isLikely": isLikely
            default: nil
            }
        }
    }

    /// Beyond the likely days, so many at most on either side.
    private static let margin = 4
    private static let smallest = 0.005

    package init(_ starts: DayDistribution, today: CalendarDay) {
        let likely = starts.interval(0.8)
        let shown = Self.shown(starts, likely)
        let days = shown.map { starts.anchor.adding(days: $0) }
        let chances = shown.map { starts.offsets.chance(of: $0) }
        let span = DaySpanText(likely, today: today)
        let sentence = localized(
            "Chance that the next one starts on each day. 8 in 10 fall between {days}.",
            ["days": span.long]
        )
        let parts = StartDrawing(days: days, chances: chances, likely: likely)
        views = [("narrow", 328.0), ("rest", 420.0)].map { parts.view($0.0, width: $0.1, sentence: sentence) }
        table = ChartTable(
            caption: sentence,
            head: localized("Day"),
            columns: [localized("Chance")],
            rows: zip(days, chances).map { (DayText($0, today: today).medium, [PercentText.text($1)]) }
        )
        let months = Set(days.map(\.firstOfMonth)).sorted().map { DayText($0, today: today).month }
        caption = localized(
            "Days of {months}. The number on a bar is the chance of that day.",
            ["months": months.joined(separator: ", ")]
        )
    }

    /// Offsets of the days that are drawn: the likely ones and those beside them that have a chance at all.
    private static func shown(_ starts: DayDistribution, _ likely: ClosedRange<CalendarDay>) -> [Int] {
        let anchor = Int(starts.anchor.daysSinceEpoch)
        let first = Int(likely.lowerBound.daysSinceEpoch) - anchor
        let last = Int(likely.upperBound.daysSinceEpoch) - anchor
        return ((first - margin)...(last + margin)).filter { offset in
            (first...last).contains(offset) || starts.offsets.chance(of: offset) >= smallest
        }
    }
}

/// A chance as people read it.
enum PercentText {
    /// `24%`, `<1%` for less than half a percent that is not nothing.
    static func text(_ chance: Double) -> String {
        let percent = Int((chance * 100).rounded())
        if percent == 0, chance > 0 { return "<1%" }
        if percent == 100, chance < 1 { return ">99%" }
        return Words.current.locale == .german ? "\(percent)\u{A0}%" : "\(percent)%"
    }
}
