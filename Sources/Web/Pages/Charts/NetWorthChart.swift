import Primitives

/// What everything added up to at the end of each month, as a line above or below zero.
struct NetWorthChart: Sendable {
    let views: [View]
    let table: ChartTable

    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let axis: ChartAxis
        let days: [ChartLabel]
        let line: String
        let area: String
        let points: [ChartPoint]
        let last: ChartPoint
        /// The last amount in words beside its point; nil where it stands above the chart.
        let lastAmount: ChartLabel?
    }

    /// - `days`: Ends of months in order, the last one perhaps today.
    /// - `minorUnits`: One for each day; not empty.
    /// - `endsToday`: Whether the last day is today and not the end of its month.
    /// - `isColumn`: Whether it stands in a column of its own on wide screens, and not across the page.
    init(days: [CalendarDay], minorUnits: [Int64], endsToday: Bool, isColumn: Bool, _ text: ChartText) {
        let sentence = Self.sentence(days, minorUnits, text)
        views = ChartSize.allCases.map { size in
            Drawing(days: days, values: minorUnits, endsToday: endsToday, size: size, isColumn: isColumn, text: text)
                .view(sentence)
        }
        let words = text.words
        table = ChartTable(
            caption: sentence,
            head: words("At the end of"),
            columns: [words("Net worth"), words("Change")],
            rows: days.indices.map { place in
                var change: String?
                if place > 0 {
                    let (value, overflow) = minorUnits[place].subtractingReportingOverflow(minorUnits[place - 1])
                    change = overflow ? nil : text.money(value, .both)
                }
                return (text.day(days[place]), [text.money(minorUnits[place]), change ?? "–"])
            }
        )
    }

    static func sentence(_ days: [CalendarDay], _ values: [Int64], _ text: ChartText) -> String {
        guard let firstDay = days.first, let lastDay = days.last, let first = values.first, let last = values.last
        else {
            return ""
        }
        let (change, overflow) = last.subtractingReportingOverflow(first)
        let named = [
            "first": text.amount(first), "firstDay": text.day(firstDay), "last": text.amount(last),
            "lastDay": text.day(lastDay), "change": overflow ? "–" : text.amount(change, .none),
        ]
        if last > first {
            return text.words(
                "Net worth rose by {change}, from {first} on {firstDay} to {last} on {lastDay}.",
                named
            )
        }
        if last < first {
            return text.words(
                "Net worth fell by {change}, from {first} on {firstDay} to {last} on {lastDay}.",
                named
            )
        }
        return text.words("Net worth was {last} on {lastDay}, as on {firstDay}.", named)
    }

    private struct Drawing {
        let days: [CalendarDay]
        let values: [Int64]
        let endsToday: Bool
        let size: ChartSize
        let isColumn: Bool
        let text: ChartText

        private static let inset = 6.0
        /// The amount at the end stays below the top of the drawing and clear of its point.
        private static let amountRoom = 14.0
        private static let lastLabelRoom = 54.0

        private var width: Double { isColumn && size == .wide ? 540 : size.width }
        private var height: Double { size == .narrow ? 186 : 220 }

        func view(_ sentence: String) -> View {
            let bottom = height - 26
            let scale = ChartScale(values, top: isColumn ? 26 : 14, bottom: bottom, intervals: 5)
            let axis = ChartAxis(scale, width: width, text)
            let pitch = (axis.right - 2 * Self.inset) / Double(max(1, values.count - 1))
            func x(_ place: Int) -> Double { Self.inset + pitch * Double(place) }
            let corners = values.indices.map { ChartNumber.text(x($0)) + " " + ChartNumber.text(scale.y(values[$0])) }
            let line = "M" + corners.joined(separator: "L")
            let (end, zero) = (ChartNumber.text(x(values.count - 1)), ChartNumber.text(scale.y(0)))
            let points = values.indices.map { place in
                let named = ["day": text.day(days[place]), "amount": text.amount(values[place])]
                return ChartPoint(
                    x: ChartNumber.text(x(place)),
                    y: ChartNumber.text(scale.y(values[place])),
                    title: text.words("{day}: {amount}", named)
                )
            }
            let lastY = values.last.map(scale.y) ?? bottom
            return View(
                size: size.rawValue,
                width: ChartNumber.text(width),
                height: ChartNumber.text(height),
                id: "worth-" + size.rawValue,
                sentence: sentence,
                axis: axis,
                days: labels(x, pitch: pitch),
                line: line,
                area: line + "L\(end) \(zero)L\(ChartNumber.text(Self.inset)) \(zero)z",
                points: Array(points.dropLast()),
                last: points.last ?? ChartPoint(x: end, y: zero, title: ""),
                lastAmount: isColumn
                    ? ChartLabel(
                        text.amount(values.last ?? 0),
                        x: x(values.count - 1) - 8,
                        y: lastY - Self.amountRoom < 12 ? lastY + 24 : lastY - 10,
                        .end
                    ) : nil
            )
        }

        private func labels(_ x: (Int) -> Double, pitch: Double) -> [ChartLabel] {
            let last = days.count - 1
            let step = size == .narrow ? 3 : 1
            return days.indices.compactMap { place in
                // The last label ends where its point is, so the one before it needs more room than others.
                guard (last - place) % step == 0, place != last - 1 || pitch >= Self.lastLabelRoom else { return nil }
                let isLast = place == last
                return ChartLabel(
                    isLast && endsToday ? text.words("today") : text.shortMonth(days[place]),
                    x: x(place),
                    y: height - 6,
                    isLast ? .end : place == 0 ? .start : .middle,
                    isNow: isLast
                )
            }
        }
    }
}
