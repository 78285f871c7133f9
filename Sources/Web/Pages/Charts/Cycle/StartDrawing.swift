import Primitives

/// The geometry of a chart of chances.
struct StartDrawing {
    let days: [CalendarDay]
    let chances: [Double]
    let likely: ClosedRange<CalendarDay>

    func view(_ size: String, width: Double, sentence: String) -> StartChart.View {
        let base = size == "narrow" ? 150.0 : 156.0
        let left = 4.0
        let pitch = (width - 2 * left) / Double(max(1, days.count))
        let gap = min(6, pitch * 0.18)
        let highest = max(chances.max() ?? 0, 0.0001)
        func middle(_ place: Int) -> Double { left + pitch * (Double(place) + 0.5) }
        func height(_ place: Int) -> Double { max(2, chances[place] / highest * (base - 26)) }
        let inside = days.indices.filter { likely.contains(days[$0]) }
        let (first, last) = (inside.first ?? 0, inside.last ?? 0)
        let ends = (middle(first) - (pitch - gap) / 2, middle(last) + (pitch - gap) / 2)
        let number = ChartNumber.text
        return StartChart.View(
            size: size,
            width: number(width),
            height: number(base + 42),
            id: "starts-" + size,
            sentence: sentence,
            bars: days.indices.map { place in
                StartChart.Bar(
                    x: number(middle(place) - (pitch - gap) / 2),
                    y: number(base - height(place)),
                    width: number(pitch - gap),
                    height: number(height(place)),
                    isLikely: likely.contains(days[place])
                )
            },
            values: inside.filter { pitch >= 26 || chances[$0] == highest }.map { place in
                ChartLabel(PercentText.text(chances[place]), x: middle(place), y: base - height(place) - 6, .middle)
            },
            labels: days.indices.filter { pitch >= 17 || $0 % (pitch >= 10 ? 2 : 4) == 0 }.map { place in
                ChartLabel(
                    String(days[place].parts.day),
                    x: middle(place),
                    y: base + 16,
                    .middle,
                    isNow: likely.contains(days[place])
                )
            },
            baseline: number(base),
            right: number(width - left),
            bracket: "M\(number(ends.0)) \(number(base + 22))v4h\(number(ends.1 - ends.0))v-4",
            bracketX: number(min(max((ends.0 + ends.1) / 2, 50), width - 50)),
            bracketY: number(base + 39),
            odds: localized("8 in 10 chance")
        )
    }
}
