import Cycle

/// Temperatures of a cycle, drawn with lines.
struct PaperChart {
    private static let plotHeight = 110.0
    private static let titleHeight = 16.0
    private static let axisHeight = 14.0
    private static let markWidth = 48.0

    private let chart: ReportBlock.Chart

    init(_ chart: ReportBlock.Chart) { self.chart = chart }

    var piece: Piece {
        Piece(height: Self.titleHeight + Self.plotHeight + Self.axisHeight) { canvas, y in draw(canvas, y) }
    }

    private var left: Double { Paper.margin + Self.markWidth }
    private var right: Double { Paper.width - Paper.margin }

    private func x(_ day: Int) -> Double {
        left + (right - left) * (Double(day) - 0.5) / Double(max(chart.length, 1))
    }

    private func y(_ value: Int, _ top: Double) -> Double {
        let low = chart.marks.first?.value ?? 3600
        let high = max(chart.marks.last?.value ?? 3700, low + 1)
        return top + Self.plotHeight * (1 - Double(value - low) / Double(high - low))
    }

    private func draw(_ canvas: Canvas, _ y: Double) {
        canvas.tagged("P") {
            canvas.draw(chart.title, .columnHead, x: Paper.margin, y: y, width: Paper.textWidth)
        }
        let top = y + Self.titleHeight
        drawAxes(canvas, top)
        if let line = chart.coverLine {
            let height = self.y(line, top)
            canvas.stroke([(left, height), (right, height)], width: 0.7, gray: 0.3, dash: [4, 3])
        }
        // A day without a reading that counts parts the line.
        var run: [(x: Double, y: Double)] = []
        var last: Int?
        for point in chart.points where !point.isLeftOut {
            if let last, point.day != last + 1 {
                canvas.stroke(run, width: 0.9, gray: 0.25)
                run = []
            }
            run.append((x(point.day), self.y(point.value, top)))
            last = point.day
        }
        canvas.stroke(run, width: 0.9, gray: 0.25)
        for point in chart.points {
            canvas.dot(x: x(point.day), y: self.y(point.value, top), radius: 1.9, isHollow: point.isLeftOut)
        }
    }

    private func drawAxes(_ canvas: Canvas, _ top: Double) {
        let bottom = top + Self.plotHeight
        for mark in chart.marks {
            let height = y(mark.value, top)
            canvas.stroke([(left, height), (right, height)], width: 0.3, gray: 0.85)
            canvas.tagged("P") {
                canvas.draw(
                    mark.text,
                    .small,
                    x: Paper.margin,
                    y: height - 5.5,
                    width: Self.markWidth - 6,
                    atRight: true
                )
            }
        }
        canvas.stroke([(left, top), (left, bottom), (right, bottom)], width: 0.5, gray: 0.5)
        let step = chart.length > 60 ? 10 : 5
        for day in stride(from: 1, through: chart.length, by: 1) where day == 1 || day % step == 0 {
            canvas.stroke([(x(day), bottom), (x(day), bottom + 3)], width: 0.5, gray: 0.5)
            canvas.tagged("P") { canvas.draw("\(day)", .small, x: x(day) - 3, y: bottom + 3, width: 30) }
        }
    }
}
