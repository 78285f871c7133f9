import Money
import Primitives

/// A measure part by part as bars, with its moving average as a line; every mark is recorded.
struct TrendChart: Sendable {
    let views: [View]
    let table: ChartTable

    /// One drawing of the chart.
    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let axis: ChartAxis
        let labels: [ChartLabel]
        let bars: [ChartShape]
        let isIncome: Bool
        /// Nil where there is no average yet.
        let line: String?
    }

    /// - `points`: Oldest first; a drawing shows as many of the last ones as it has room for, the table all of them.
    /// - `isIncome`: Whether more of it is money in.
    /// - `label`: What is measured.
    init(_ points: [TrendReport.Point], step: TrendStep, isIncome: Bool, label: String, _ text: ChartText) {
        let words = text.words
        views = ChartSize.allCases.map { size in
            Drawing(points: points, step: step, size: size, text: text).view(isIncome: isIncome, label: label)
        }
        func optional(_ minorUnits: Int64?, _ sign: MoneyText.Sign = .negative) -> String {
            minorUnits.map { text.money($0, sign) } ?? "–"
        }
        table = ChartTable(
            caption: Self.sentence(points[...], step, label, text),
            head: words("Time"),
            columns: [label, words("Moving average"), words("A year before"), words("Change")],
            rows: points.reversed().map { point in
                let cells = [
                    text.money(point.minorUnits), optional(point.average), optional(point.yearBefore),
                    optional(point.change, .change),
                ]
                return (TrendWords.name(point, step, text), cells)
            }
        )
    }

    static func sentence(
        _ points: ArraySlice<TrendReport.Point>,
        _ step: TrendStep,
        _ label: String,
        _ text: ChartText
    ) -> String {
        guard let first = points.first, let last = points.last else { return "" }
        let values = [
            "label": label, "first": TrendWords.name(first, step, text), "last": TrendWords.name(last, step, text),
            "amount": text.amount(last.minorUnits),
        ]
        guard let average = points.last(where: { $0.average != nil })?.average else {
            return text.words("{label}, {first} to {last}. {last}: {amount}.", values)
        }
        return text.words(
            "{label}, {first} to {last}. {last}: {amount}; lately {average} on average.",
            values.merging(["average": text.amount(average)]) { value, _ in value }
        )
    }

    /// The geometry of one view.
    private struct Drawing {
        let points: ArraySlice<TrendReport.Point>
        let step: TrendStep
        let size: ChartSize
        let text: ChartText

        private static let barWidthMaximum = 30.0

        init(points: [TrendReport.Point], step: TrendStep, size: ChartSize, text: ChartText) {
            let room =
                switch size {
                case .narrow: 18
                case .mid: 36
                case .wide: 60
                }
            self.points = points.suffix(room)
            self.step = step
            self.size = size
            self.text = text
        }

        private var height: Double { size == .narrow ? 196 : 232 }

        func view(isIncome: Bool, label: String) -> View {
            let values = points.flatMap { [$0.minorUnits] + ($0.average.map { [$0] } ?? []) }
            let scale = ChartScale(values, top: 12, bottom: height - 28, intervals: 5)
            let axis = ChartAxis(scale, width: size.width, text)
            let pitch = axis.right / Double(max(1, points.count))
            let barWidth = min(Self.barWidthMaximum, pitch * 0.62)
            func middle(_ place: Int) -> Double { pitch * (Double(place) + 0.5) }
            let bars = points.enumerated().compactMap { place, point -> ChartShape? in
                guard point.minorUnits != 0 else { return nil }
                let values = [
                    "time": TrendWords.name(point, step, text), "amount": text.amount(point.minorUnits),
                ]
                return ChartShape(
                    path: Self.bar(
                        x: middle(place) - barWidth / 2,
                        width: barWidth,
                        from: scale.y(0),
                        to: scale.y(point.minorUnits)
                    ),
                    title: text.words("{time}: {amount}", values),
                    isNow: point.isPartial
                )
            }
            let corners = points.enumerated().compactMap { place, point in
                point.average.map { ChartNumber.text(middle(place)) + " " + ChartNumber.text(scale.y($0)) }
            }
            return View(
                size: size.rawValue,
                width: ChartNumber.text(size.width),
                height: ChartNumber.text(height),
                id: "trend-\(text.currency.code)-\(size.rawValue)",
                sentence: TrendChart.sentence(points, step, label, text),
                axis: axis,
                labels: labels(pitch, middle),
                bars: bars,
                isIncome: isIncome,
                line: corners.count > 1 ? "M" + corners.joined(separator: "L") : nil
            )
        }

        /// One unit high at least, or a small amount would not be seen.
        private static func bar(x: Double, width: Double, from zero: Double, to end: Double) -> String {
            let height = max(1, (zero - end).magnitude)
            let top = end <= zero ? zero - height : zero
            let number = ChartNumber.text
            return "M\(number(x)) \(number(top))h\(number(width))v\(number(height))h-\(number(width))z"
        }

        /// As many as have room beside the last, which is always there.
        private func labels(_ pitch: Double, _ middle: (Int) -> Double) -> [ChartLabel] {
            let last = points.count - 1
            let names = points.map(name)
            let width = Double(names.map(\.count).max() ?? 0) * 6.4 + 10
            let stride = max(1, Int((width / max(1, pitch)).rounded(.up)))
            return names.indices.filter { (last - $0) % stride == 0 }.map { place in
                ChartLabel(
                    names[place],
                    x: place == 0 && stride > 1 ? 0 : middle(place),
                    y: height - 6,
                    place == 0 && stride > 1 ? .start : .middle,
                    isNow: place == last
                )
            }
        }

        private func name(_ point: TrendReport.Point) -> String {
            switch step {
            case .week: text.shortDay(point.first)
            case .month: text.shortMonth(point.first)
            case .year: String(point.first.parts.year)
            }
        }
    }
}
