/// The lines of a scale and the amounts at its right edge.
struct ChartAxis: Sendable {
    let lines: [ChartLine]
    let labels: [ChartLabel]
    /// Where the marks end and the amounts begin.
    let right: Double

    init(_ scale: ChartScale, width: Double, _ text: ChartText) {
        let amounts = scale.ticks.map(text.compact)
        // Digits are the widest of what stands there; an average of 6.7 units and a gap before them.
        let room = max(40, 12 + 6.7 * Double(amounts.map(\.count).max() ?? 0))
        let right = width - room
        lines = scale.ticks.map {
            ChartLine(y: ChartNumber.text(scale.y($0)), x2: ChartNumber.text(right), isZero: $0 == 0)
        }
        labels = zip(scale.ticks, amounts).map { tick, amount in
            ChartLabel(amount, x: width, y: scale.y(tick) + 4, .end, isMoney: true)
        }
        self.right = right
    }
}
