import Primitives

/// The geometry of a chart of lengths.
struct LengthDrawing {
    let cycles: [LengthChart.Cycle]
    let frame: LengthChart.Frame
    let size: ChartSize
    let text: BodyText

    private static let rowHeight = 26.0
    private static let top = 20.0
    private static let barHeight = 14.0
    /// The scale reaches at least this day.
    private static let leastDays = 35

    private var left: Double { size == .narrow ? 70 : 104 }
    private var right: Double { size.width - (size == .narrow ? 42 : 74) }
    private var bottom: Double { Self.top + Self.rowHeight * Double(cycles.count) + 4 }

    private var lastDay: Int {
        max(Self.leastDays, cycles.compactMap(\.length).max() ?? 0, frame.today ?? 0, frame.estimate?.upperBound ?? 0)
    }

    private var pitch: Double { (right - left) / Double(lastDay) }
    /// Where a day begins.
    private func x(_ day: Int) -> Double { left + pitch * Double(day - 1) }
    private func middle(_ place: Int) -> Double { Self.top + Self.rowHeight * (Double(place) + 0.5) + 2 }

    func view(_ sentence: String) -> LengthChart.View {
        let number = ChartNumber.text
        return LengthChart.View(
            size: size.rawValue,
            width: number(size.width),
            height: number(bottom + 22),
            id: "lengths-" + size.rawValue,
            sentence: sentence,
            band: band,
            bandLabel: frame.usual.map { usual in
                let middle = (x(usual.lowerBound) + x(usual.upperBound + 1)) / 2
                return ChartLabel(text.words("usual range"), x: min(middle, size.width - 36), y: 12, .middle)
            },
            grid: ticks.dropFirst().map {
                LengthChart.Grid(x: number(x($0)), top: number(Self.top), bottom: number(bottom))
            },
            labels: starts + lengths + days,
            bars: bars,
            periods: periods,
            ovulations: ovulations,
            today: frame.today.map {
                ChartPoint(
                    x: number(x($0) + pitch / 2),
                    y: number(middle(0)),
                    title: text.words("today, day {day}", ["day": String($0)])
                )
            },
            estimate: estimate
        )
    }

    private var band: TemperatureChart.Box? {
        frame.usual.map { usual in
            TemperatureChart.Box(
                x: ChartNumber.text(x(usual.lowerBound)),
                y: ChartNumber.text(Self.top - 2),
                width: ChartNumber.text(pitch * Double(usual.count)),
                height: ChartNumber.text(bottom - Self.top + 2),
                title: text.words("Usual: {days} days", ["days": text.span(usual)])
            )
        }
    }

    private var ticks: [Int] {
        let step = [7, 14, 28, 56].first { Double($0) * pitch >= 34 } ?? 112
        // The words of day 1 need room of their own.
        return [1] + stride(from: step, through: lastDay, by: step).filter { Double($0) * pitch >= 48 }
    }

    private var days: [ChartLabel] {
        ticks.map { day in
            day == 1
                ? ChartLabel(text.words("day 1"), x: x(1), y: bottom + 17, .start)
                : ChartLabel(String(day), x: x(day), y: bottom + 17, .middle)
        }
    }

    private var starts: [ChartLabel] {
        cycles.enumerated().map { place, cycle in
            let day = text.short(cycle.start)
            let label =
                cycle.length != nil || frame.today == nil
                ? day : size == .narrow ? text.words("now") : text.words("{day}, now", ["day": day])
            return ChartLabel(label, x: 0, y: middle(place) + 4, .start, isNow: cycle.length == nil)
        }
    }

    private var lengths: [ChartLabel] {
        cycles.enumerated().compactMap { place, cycle in
            guard let length = cycle.length else { return nil }
            let label = size == .narrow ? String(length) : text.days(length)
            return ChartLabel(label, x: x(length + 1) + 7, y: middle(place) + 4, .start, isNow: !cycle.isLeftOut)
        }
    }

    private var bars: [LengthChart.Bar] {
        cycles.enumerated().map { place, cycle in
            let last = cycle.length ?? frame.today ?? cycle.period
            let words =
                cycle.length.map {
                    text.words("{day}: {length}", ["day": text.short(cycle.start), "length": text.days($0)])
                } ?? text.short(cycle.start)
            return LengthChart.Bar(
                x: ChartNumber.text(x(1)),
                y: ChartNumber.text(middle(place) - Self.barHeight / 2),
                width: ChartNumber.text(pitch * Double(last)),
                height: ChartNumber.text(Self.barHeight),
                title: cycle.isLeftOut ? text.words("{value}, left out", ["value": words]) : words,
                isLeftOut: cycle.isLeftOut
            )
        }
    }

    private var periods: [TemperatureChart.Box] {
        cycles.enumerated().map { place, cycle in
            let last = min(cycle.period, cycle.length ?? .max)
            return box(place, 1...max(1, last), text.words("Period: {days}", ["days": text.days(cycle.period)]))
        }
    }

    private func box(_ place: Int, _ days: ClosedRange<Int>, _ title: String) -> TemperatureChart.Box {
        TemperatureChart.Box(
            x: ChartNumber.text(x(days.lowerBound)),
            y: ChartNumber.text(middle(place) - Self.barHeight / 2),
            width: ChartNumber.text(pitch * Double(days.count)),
            height: ChartNumber.text(Self.barHeight),
            title: title
        )
    }

    private var ovulations: [ChartPoint] {
        cycles.enumerated().compactMap { place, cycle in
            cycle.ovulation.map { day in
                ChartPoint(
                    x: ChartNumber.text(x(day) + pitch / 2),
                    y: ChartNumber.text(middle(place)),
                    title: text.words("Ovulation about day {day}", ["day": String(day)])
                )
            }
        }
    }

    private var estimate: TemperatureChart.Box? {
        guard let days = frame.estimate, cycles.first?.length == nil else { return nil }
        return box(0, days, text.words("The next one starts on day {days}, 8 in 10", ["days": text.span(days)]))
    }
}
