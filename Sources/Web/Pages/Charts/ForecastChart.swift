import Primitives

/// A balance day by day from today on, its lowest point, and beside it what it would be without "what if".
struct ForecastChart: Sendable {
    let views: [View]
    let hasBaseline: Bool
    /// Each week's day, the lowest and the last.
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
        /// Without the rows of "what if"; nil where there are none.
        let baseline: String?
        let lowest: ChartPoint
        let lowestLabel: ChartLabel
        let isBelowZero: Bool
    }

    /// - `first`: The day of the first balance.
    /// - `minorUnits`: One for each day; not empty.
    /// - `baseline`: As many, or nil.
    init(first: CalendarDay, minorUnits: [Int64], baseline: [Int64]? = nil, _ text: ChartText) {
        hasBaseline = baseline != nil
        let sentence = Self.sentence(first, minorUnits, text)
        table = Self.table(first, minorUnits, baseline, sentence, text)
        views = ChartSize.allCases.map { size in
            Drawing(first: first, values: minorUnits, baseline: baseline, size: size, text: text).view(sentence)
        }
    }

    private static func table(
        _ first: CalendarDay,
        _ values: [Int64],
        _ baseline: [Int64]?,
        _ sentence: String,
        _ text: ChartText
    ) -> ChartTable {
        let places = Set(stride(from: 0, to: values.count, by: 7)).union([lowest(values), values.count - 1])
        return ChartTable(
            caption: sentence,
            head: text.words("At the end of"),
            columns: [text.words("Balance")] + (baseline == nil ? [] : [text.words("without “what if”")]),
            rows: places.sorted().map { place in
                let balances = [text.money(values[place])] + (baseline.map { [text.money($0[place])] } ?? [])
                return (text.day(first.adding(days: place)), balances)
            }
        )
    }

    static func sentence(_ first: CalendarDay, _ values: [Int64], _ text: ChartText) -> String {
        let low = lowest(values)
        guard let last = values.last else { return "" }
        return text.words(
            "From {start} today to {end} on {last}, lowest {low} on {day}.",
            [
                "start": text.amount(values[0]), "end": text.amount(last),
                "last": text.day(first.adding(days: values.count - 1)),
                "low": text.amount(values[low]), "day": text.day(first.adding(days: low)),
            ]
        )
    }

    private static func lowest(_ values: [Int64]) -> Int {
        values.indices.min { values[$0] < values[$1] } ?? 0
    }

    private struct Drawing {
        let first: CalendarDay
        let values: [Int64]
        let baseline: [Int64]?
        let size: ChartSize
        let text: ChartText

        private static let inset = 6.0
        private static let labelRoom = 64.0
        private static let shortForecastDays = 46

        private var height: Double { size == .narrow ? 200 : 240 }

        func view(_ sentence: String) -> View {
            let scale = ChartScale(values + (baseline ?? []), top: 16, bottom: height - 26, intervals: 5)
            let axis = ChartAxis(scale, width: size.width, text)
            let pitch = (axis.right - 2 * Self.inset) / Double(max(1, values.count - 1))
            func x(_ place: Int) -> Double { Self.inset + pitch * Double(place) }
            func path(_ values: [Int64]) -> String {
                let corners = values.indices.map {
                    ChartNumber.text(x($0)) + " " + ChartNumber.text(scale.y(values[$0]))
                }
                return "M" + corners.joined(separator: "L")
            }
            let line = path(values)
            let (end, zero) = (ChartNumber.text(x(values.count - 1)), ChartNumber.text(scale.y(0)))
            let low = ForecastChart.lowest(values)
            let lowDay = first.adding(days: low)
            let named = ["day": text.day(lowDay), "amount": text.amount(values[low])]
            let isLeft = x(low) < axis.right / 2
            return View(
                size: size.rawValue,
                width: ChartNumber.text(size.width),
                height: ChartNumber.text(height),
                id: "forecast-" + size.rawValue,
                sentence: sentence,
                axis: axis,
                days: labels(x, pitch: pitch),
                line: line,
                area: line + "L\(end) \(zero)L\(ChartNumber.text(Self.inset)) \(zero)z",
                baseline: baseline.map(path),
                lowest: ChartPoint(
                    x: ChartNumber.text(x(low)),
                    y: ChartNumber.text(scale.y(values[low])),
                    title: text.words("{day}: {amount}", named)
                ),
                lowestLabel: ChartLabel(
                    text.amount(values[low]),
                    x: x(low) + (isLeft ? 9 : -9),
                    y: scale.y(values[low]) < height - 56 ? scale.y(values[low]) + 20 : scale.y(values[low]) - 10,
                    isLeft ? .start : .end,
                    isNow: true,
                    isMoney: true
                ),
                isBelowZero: values[low] < 0
            )
        }

        /// Today, and the beginnings of months; where the forecast is short, of weeks.
        private func labels(_ x: (Int) -> Double, pitch: Double) -> [ChartLabel] {
            var labels = [ChartLabel(text.words("today"), x: Self.inset, y: height - 6, .start, isNow: true)]
            var last = x(0)
            let isShort = values.count <= Self.shortForecastDays
            for place in values.indices.dropFirst() {
                let day = first.adding(days: place)
                guard isShort ? day.weekday == 1 : day.parts.day == 1 else { continue }
                guard x(place) - last >= Self.labelRoom, x(values.count - 1) - x(place) > 10 else { continue }
                labels.append(
                    ChartLabel(isShort ? text.shortDay(day) : text.shortMonth(day), x: x(place), y: height - 6, .middle)
                )
                last = x(place)
            }
            return labels
        }
    }
}
