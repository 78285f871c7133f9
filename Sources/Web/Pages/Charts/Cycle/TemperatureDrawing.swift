import Cycle
import Primitives

/// A temperature chart in one width.
struct TemperatureDrawing {
    private typealias View = TemperatureChart.View

    let days: TemperatureDays
    let size: ChartSize
    let text: BodyText
    private let scale: TemperatureScale

    private static let top = 18.0
    /// Left-out readings within this of the others widen the scale; a fever stands on its edge and is named.
    private static let reach = 40
    private static let usualHundredths = 3650

    init(_ days: TemperatureDays, size: ChartSize, _ text: BodyText) {
        self.days = days
        self.size = size
        self.text = text
        let counted =
            (days.readings.filter(\.counts) + days.previous).map(\.value) + [days.cover?.line].compactMap(\.self)
        var shown = counted.map { text.shown(hundredths: $0.hundredths) }
        let (low, high) = (shown.min(), shown.max())
        for reading in days.readings where !reading.counts {
            let value = text.shown(hundredths: reading.value.hundredths)
            guard let low, let high else {
                shown.append(value)
                continue
            }
            if value >= low - Self.reach, value <= high + Self.reach { shown.append(value) }
        }
        scale = TemperatureScale(
            shown,
            usual: text.shown(hundredths: Self.usualHundredths),
            top: Self.top,
            bottom: size == .narrow ? 226 : 266,
            intervals: size == .narrow ? 5 : 8
        )
    }

    // MARK: Places

    private var left: Double { size == .narrow ? 50 : 58 }
    private var right: Double { size.width - (size == .narrow ? 4 : 8) }
    private var bottom: Double { size == .narrow ? 226 : 266 }
    private var pitch: Double { (right - left) / Double(days.lastDay) }
    private var dayY: Double { bottom + 19 }
    private func x(_ day: Int) -> Double { left + pitch * (Double(day) - 0.5) }
    private func y(_ value: BodyTemperature) -> Double { scale.y(text.shown(hundredths: value.hundredths)) }

    private enum Row: Int, CaseIterable { case flow, mucus, cervix, tests }

    private var rows: [Row] {
        let hasCervix = days.chart.days.contains { $0.cervix != nil }
        return Row.allCases.filter { $0 != .cervix || hasCervix }
    }

    /// The line a row stands on.
    private func base(_ row: Row) -> Double { bottom + 52 + 24 * Double(rows.firstIndex(of: row) ?? 0) }

    private var height: Double { bottom + 52 + 24 * Double(rows.count - 1) + 8 }

    // MARK: Parts

    func view(_ sentence: String) -> TemperatureChart.View {
        let cover = days.cover
        return View(
            size: size.rawValue,
            width: ChartNumber.text(size.width),
            height: ChartNumber.text(height),
            id: "temperature-" + size.rawValue,
            sentence: sentence,
            lines: lines,
            labels: degreeLabels + dayLabels + rowLabels + [previousLabel].compactMap(\.self) + leftOutLabels,
            shift: shift,
            previous: path(days.previous),
            cover: cover.map { line(y($0.line), from: x($0.from)) },
            coverLabel: cover.map { coverLabel($0.line) },
            line: path(days.readings.filter(\.counts)),
            readings: readings,
            leftOut: leftOut,
            latest: latest,
            today: today,
            flow: flow,
            mucus: mucus,
            strokes: dryMucus + cervix + tests
        )
    }

    private func line(_ y: Double, from: Double, isStrong: Bool = false) -> TemperatureChart.Line {
        TemperatureChart.Line(
            x1: ChartNumber.text(from),
            x2: ChartNumber.text(right),
            y: ChartNumber.text(y),
            isStrong: isStrong
        )
    }

    private var lines: [TemperatureChart.Line] {
        scale.ticks.enumerated().map { line(scale.y($0.element), from: left, isStrong: $0.offset == 0) }
            + rows.map { line(base($0), from: left) }
    }

    private var degreeLabels: [ChartLabel] {
        scale.ticks.map { tick in
            ChartLabel(text.degrees(shown: tick, decimals: 1), x: left - 8, y: scale.y(tick) + 4, .end)
        }
    }

    /// Days of the cycle, as many as there is room for.
    private var dayLabels: [ChartLabel] {
        let step = [2, 4, 7, 14, 28, 56].first { Double($0) * pitch >= 24 } ?? 112
        return stride(from: 1, through: days.lastDay, by: step)
            .filter { day in days.today.map { abs(Double(day - $0)) * pitch >= 20 } ?? true }
            .map { ChartLabel(String($0), x: x($0), y: dayY, .middle) }
    }

    private var rowLabels: [ChartLabel] {
        rows.map { row in
            let label =
                switch row {
                case .flow: text.words("flow")
                case .mucus: text.words("mucus")
                case .cervix: text.words("cervix")
                case .tests: text.words("LH")
                }
            return ChartLabel(label, x: left - 8, y: base(row) - 5, .end)
        }
    }

    private func path(_ readings: [TemperatureDays.Reading]) -> String? {
        guard !readings.isEmpty else { return nil }
        let corners = readings.map { ChartNumber.text(x($0.cycleDay)) + " " + ChartNumber.text(y($0.value)) }
        return "M" + corners.joined(separator: "L")
    }

    private var previousLabel: ChartLabel? {
        // Where this cycle's readings have not come yet, so that the words cover nothing.
        let recorded = days.readings.last.map { x($0.cycleDay) } ?? left
        let free = days.previous.filter { x($0.cycleDay) - recorded > (days.today == nil ? 40 : 84) }
        guard let place = free.max(by: { $0.value < $1.value }) else { return nil }
        let end = min(max(x(place.cycleDay), left + 34), right - 34)
        return ChartLabel(text.words("last cycle"), x: end, y: max(12, y(place.value) - 9), .middle)
    }

    private var shift: TemperatureChart.Box? {
        days.shift.map { shift in
            TemperatureChart.Box(
                x: ChartNumber.text(x(shift.lowerBound) - pitch / 2),
                y: ChartNumber.text(Self.top),
                width: ChartNumber.text(pitch * Double(shift.count)),
                height: ChartNumber.text(bottom - Self.top),
                title: text.words("First higher reading: day {day}", ["day": String(shift.lowerBound)])
            )
        }
    }

    private func coverLabel(_ line: BodyTemperature) -> ChartLabel {
        let words = text.words("cover line {degrees}", ["degrees": text.degrees(line)])
        return ChartLabel(words, x: right - 2, y: min(y(line) + 16, bottom - 4), .end)
    }

    private var readings: [TemperatureChart.Reading] {
        let isCrowded = pitch < 11
        return days.readings.filter(\.counts).map { reading in
            let isHigh = days.high.contains(reading.cycleDay)
            let radius = (isHigh ? 4.2 : 3.6) * (isCrowded ? 0.7 : 1)
            return TemperatureChart.Reading(
                x: ChartNumber.text(x(reading.cycleDay)),
                y: ChartNumber.text(y(reading.value)),
                radius: ChartNumber.text(radius),
                title: title(reading),
                isHigh: isHigh
            )
        }
    }

    private func title(_ reading: TemperatureDays.Reading) -> String {
        let facts = days.chart.days.first { days.chart.cycleDay(of: $0.day) == reading.cycleDay }
        let value = facts.map { TemperatureTable.temperature($0, text) } ?? ""
        return titled(reading.cycleDay, value)
    }

    private func titled(_ day: Int, _ value: String) -> String {
        text.words("Day {day}: {value}", ["day": String(day), "value": value])
    }

    private var leftOut: [ChartPoint] {
        days.readings.filter { !$0.counts }.map { reading in
            ChartPoint(
                x: ChartNumber.text(x(reading.cycleDay)),
                y: ChartNumber.text(y(reading.value)),
                title: title(reading)
            )
        }
    }

    /// Hollow readings say that they are left out, as far as there is room.
    private var leftOutLabels: [ChartLabel] {
        var last = -Double.infinity
        return days.readings.filter { !$0.counts }.compactMap { reading in
            let x = x(reading.cycleDay)
            guard x - last >= 62 else { return nil }
            last = x
            let value = text.shown(hundredths: reading.value.hundredths)
            let words = text.words("left out")
            let label = scale.isBeyond(value) ? text.degrees(shown: value) + " " + words : words
            let y = y(reading.value)
            return ChartLabel(label, x: min(max(x, left + 26), right - 30), y: y > 34 ? y - 10 : y + 17, .middle)
        }
    }

    private var latest: ChartLabel? {
        guard days.today != nil, let last = days.readings.last(where: \.counts) else { return nil }
        let isRight = x(last.cycleDay) < right - 60
        return ChartLabel(
            text.degrees(last.measured),
            x: x(last.cycleDay) + (isRight ? 12 : -12),
            y: y(last.value) + 4,
            isRight ? .start : .end
        )
    }

    private var today: TemperatureChart.Today? {
        days.today.map { day in
            TemperatureChart.Today(
                x: ChartNumber.text(x(day)),
                boxX: ChartNumber.text(x(day) - 11),
                boxY: ChartNumber.text(dayY - 13),
                label: ChartLabel(String(day), x: x(day), y: dayY, .middle)
            )
        }
    }
}

// MARK: The rows below

extension TemperatureDrawing {
    private var flow: [TemperatureChart.Box] {
        days.chart.days.compactMap { facts in
            guard let bleeding = facts.bleeding, bleeding.level > .none, !bleeding.isExcluded else { return nil }
            let height: Double =
                switch bleeding.level {
                case .none, .spotting: 3
                case .light: 6
                case .medium: 11
                case .heavy, .veryHeavy: 16
                }
            let width = min(14, pitch * 0.76)
            let day = days.chart.cycleDay(of: facts.day)
            return TemperatureChart.Box(
                x: ChartNumber.text(x(day) - width / 2),
                y: ChartNumber.text(base(.flow) - 2 - height),
                width: ChartNumber.text(width),
                height: ChartNumber.text(height),
                title: titled(day, text.inline(bleeding.level.label))
            )
        }
    }

    /// One dot for each step of fertile quality.
    private var mucus: [ChartPoint] {
        days.chart.days.flatMap { facts -> [ChartPoint] in
            guard let quality = facts.countedMucus, quality.isFertile else { return [] }
            let day = days.chart.cycleDay(of: facts.day)
            return (0..<Int(quality.rawValue) - 1).map { place in
                ChartPoint(
                    x: ChartNumber.text(x(day)),
                    y: ChartNumber.text(base(.mucus) - 4 - 6 * Double(place)),
                    title: titled(day, text.quality(quality))
                )
            }
        }
    }

    /// Recorded as not fertile, which is not the same as not recorded.
    private var dryMucus: [TemperatureChart.Stroke] {
        days.chart.days.compactMap { facts in
            guard let quality = facts.countedMucus, !quality.isFertile else { return nil }
            return dash(facts, base(.mucus) - 4, text.quality(quality), width: 5)
        }
    }

    private var cervix: [TemperatureChart.Stroke] {
        days.chart.days.compactMap { facts in
            guard let cervix = facts.countedCervix else { return nil }
            if cervix.isOpenOrSoft { return ring(facts, base(.cervix) - 8, text.cervix(cervix)) }
            return dash(facts, base(.cervix) - 8, text.cervix(cervix), width: 5)
        }
    }

    private var tests: [TemperatureChart.Stroke] {
        days.chart.days.compactMap { facts in
            guard let test = facts.lhTests.first(where: \.isPositive) ?? facts.lhTests.first else { return nil }
            let middle = base(.tests) - 10
            let words = text.words("LH {result}", ["result": text.inline(test.result.label)])
            guard test.isPositive else { return dash(facts, middle, words, width: 8) }
            let (x, y) = (x(days.chart.cycleDay(of: facts.day)), middle)
            let reach = min(4.5, pitch * 0.4)
            let path =
                "M\(ChartNumber.text(x - reach)) \(ChartNumber.text(y))h\(ChartNumber.text(2 * reach))"
                + "M\(ChartNumber.text(x)) \(ChartNumber.text(y - reach))v\(ChartNumber.text(2 * reach))"
            return stroke(facts, path, words, isStrong: true)
        }
    }

    private func dash(_ facts: DayFacts, _ y: Double, _ words: String, width: Double) -> TemperatureChart.Stroke {
        let width = min(width, pitch * 0.8)
        let x = x(days.chart.cycleDay(of: facts.day)) - width / 2
        return stroke(facts, "M\(ChartNumber.text(x)) \(ChartNumber.text(y))h\(ChartNumber.text(width))", words)
    }

    private func ring(_ facts: DayFacts, _ y: Double, _ words: String) -> TemperatureChart.Stroke {
        let radius = min(3.5, pitch * 0.35)
        let x = x(days.chart.cycleDay(of: facts.day)) - radius
        let arc = "a\(ChartNumber.text(radius)) \(ChartNumber.text(radius)) 0 1 "
        let (there, back) = (ChartNumber.text(2 * radius), ChartNumber.text(-2 * radius))
        let path = "M\(ChartNumber.text(x)) \(ChartNumber.text(y))" + arc + "0 \(there) 0" + arc + "0 \(back) 0"
        return stroke(facts, path, words, isStrong: true)
    }

    private func stroke(
        _ facts: DayFacts,
        _ path: String,
        _ words: String,
        isStrong: Bool = false
    ) -> TemperatureChart.Stroke {
        let title = titled(days.chart.cycleDay(of: facts.day), words)
        return TemperatureChart.Stroke(path: path, title: title, isStrong: isStrong)
    }
}
