import Cycle
import Primitives

/// The temperature chart of one cycle and the rule that reads it, in words.
struct CycleTemperatureWords {
    let source: CycleHistorySource
    let text: BodyText

    private var words: Words { text.words }
    private var cycles: [RecordedCycle] { source.list.cycles }

    /// Nil while no cycle is recorded.
    func view(_ statistics: CycleStatistics) -> TemperatureView? {
        let chosen = source.chosen.flatMap { day in cycles.firstIndex { $0.start == day } }
        guard let place = chosen ?? cycles.indices.last,
            let series = statistics.temperatures(from: cycles[place].start)
        else { return nil }
        let cycle = cycles[place]
        let isRunning = cycle.end == nil
        let day = isRunning && cycle.start <= text.today ? cycle.cycleDay(of: text.today) : nil
        let chart = series.check.evaluated.chart
        let hasReadings = chart.days.contains {
            $0.temperature != nil || $0.mucus != nil || !$0.lhTests.isEmpty || $0.cervix != nil
        }
        let previous = place > 0 && isNatural(cycles[place - 1]) ? CycleChart(cycles[place - 1], source.facts) : nil
        return TemperatureView(
            heading: place == cycles.count - 1 && isRunning
                ? words("Waking temperature, this cycle") : words("Waking temperature, an earlier cycle"),
            label: label(cycle, day),
            previousPath: place > 0 ? path(cycles[place - 1]) : nil,
            nextPath: place + 1 < cycles.count ? path(cycles[place + 1]) : nil,
            chart: hasReadings ? TemperatureChart(series.check.evaluated, previous: previous, today: day, text) : nil,
            signs: hasReadings && isNatural(cycle)
                ? TwoSignWords(check: series.check, text: text, isRunning: isRunning).signs() : nil,
            count: words.count(series.points.count, one: "{count} reading", other: "{count} readings")
        )
    }

    /// The rule says nothing of cycles with hormones, nor of a pregnancy.
    private func isNatural(_ cycle: RecordedCycle) -> Bool {
        cycle.startMode != .hormonalContraception && cycle.startMode != .pregnancy
    }

    private func path(_ cycle: RecordedCycle) -> String {
        "\(CycleHistoryPages.path)?cycle=\(cycle.start.iso)#temperature"
    }

    private func label(_ cycle: RecordedCycle, _ day: Int?) -> String {
        let start = text.short(cycle.start)
        if let day { return words("{start}, day {day}", ["start": start, "day": String(day)]) }
        guard let length = cycle.length else { return start }
        return words("{start}, {length}", ["start": start, "length": text.days(length)])
    }
}
