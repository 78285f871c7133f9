import Cycle

/// The temperatures of one cycle as they are printed: small, in one width, in ink.
struct PaperChart: Sendable {
    let title: String
    let id: String
    let height: String
    let lines: [TemperatureChart.Line]
    let labels: [ChartLabel]
    let cover: TemperatureChart.Line?
    let line: String?
    let readings: [ChartPoint]
    let leftOut: [ChartPoint]

    private static let width = 640.0
    private static let (left, top, bottom) = (64.0, 10.0, 130.0)

    /// - `id`: Of its title, unlike any other on the page.
    init(_ chart: ReportBlock.Chart, id: String, _ text: BodyText) {
        let (low, high) = (chart.marks.first?.value ?? 3600, chart.marks.last?.value ?? 3700)
        let pitch = (Self.width - 8 - Self.left) / Double(max(1, chart.length))
        func x(_ day: Int) -> Double { Self.left + pitch * (Double(day) - 0.5) }
        func y(_ value: Int) -> Double {
            let inside = Double(min(max(value, low), high) - low) / Double(max(1, high - low))
            return Self.bottom - inside * (Self.bottom - Self.top)
        }
        func across(_ value: Int) -> TemperatureChart.Line {
            TemperatureChart.Line(
                x1: ChartNumber.text(Self.left),
                x2: ChartNumber.text(Self.width - 8),
                y: ChartNumber.text(y(value)),
                isStrong: false
            )
        }
        func point(_ point: ReportBlock.Chart.Point) -> ChartPoint {
            let value = text.degrees(shown: text.shown(hundredths: point.value))
            let words = text.words("Day {day}: {value}", ["day": String(point.day), "value": value])
            return ChartPoint(
                x: ChartNumber.text(x(point.day)),
                y: ChartNumber.text(y(point.value)),
                title: point.isLeftOut ? text.words("{value}, left out", ["value": words]) : words
            )
        }
        title = chart.title
        self.id = id
        height = ChartNumber.text(Self.bottom + 22)
        lines = chart.marks.map { across($0.value) }
        let days = stride(from: 1, through: chart.length, by: chart.length > 60 ? 14 : 7)
        labels =
            chart.marks.map { ChartLabel($0.text, x: Self.left - 8, y: y($0.value) + 4, .end) }
            + days.map { ChartLabel(String($0), x: x($0), y: Self.bottom + 18, .middle) }
        cover = chart.coverLine.map(across)
        let counted = chart.points.filter { !$0.isLeftOut }
        let corners = counted.map { ChartNumber.text(x($0.day)) + " " + ChartNumber.text(y($0.value)) }
        line = corners.isEmpty ? nil : "M" + corners.joined(separator: "L")
        readings = counted.map(point)
        leftOut = chart.points.filter(\.isLeftOut).map(point)
    }
}
