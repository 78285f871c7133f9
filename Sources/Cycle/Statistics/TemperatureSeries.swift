package import Primitives

/// The temperatures of one cycle for a chart, read by the rules.
///
/// - Source: docs/spec/cycle-figures.md §7.1.
package struct TemperatureSeries: Hashable, Sendable {
    package enum LeftOut: Hashable, Sendable {
        /// She left it out, with the factors of the day if any.
        case excluded([Factor.Kind])
        /// These factors leave out what was read on the day.
        case factors([Factor.Kind])
    }

    package struct Point: Hashable, Sendable {
        package let day: CalendarDay
        /// 1 on the start.
        package let cycleDay: Int
        package let reading: TemperatureReading
        /// Nil where it counts.
        package let leftOut: LeftOut?
    }

    package let cycle: RecordedCycle
    /// Rising by day.
    package let points: [Point]
    /// With cover line, first high, completing days and phases.
    package let check: DoubleCheck

    /// Reads the cycle at a place of the list.
    package init(_ facts: DiaryFacts, _ list: CycleList, at place: Int) {
        let cycle = list.cycles[place]
        let chart = CycleChart(cycle, facts)
        self.cycle = cycle
        points = chart.days.compactMap { facts in
            facts.temperature.map { reading in
                Point(
                    day: facts.day,
                    cycleDay: cycle.cycleDay(of: facts.day),
                    reading: reading,
                    leftOut: Self.leftOut(reading, facts)
                )
            }
        }
        let previous = Self.previous(list.cycles[..<place]).map { CycleChart($0, facts) }
        check = DoubleCheck(chart, previous: previous, second: facts.secondSign)
    }

    package var coverLine: BodyTemperature? { check.temperature.shift?.candidate.coverLine }
    package var firstHigh: CalendarDay? { check.temperature.shift?.candidate.firstHigh }

    private static func leftOut(_ reading: TemperatureReading, _ facts: DayFacts) -> LeftOut? {
        if reading.isExcluded { return .excluded(facts.factors.map(\.kind)) }
        let disturbing = facts.factors.filter { $0.effect == .reading }.map(\.kind)
        return disturbing.isEmpty ? nil : .factors(disturbing)
    }

    /// Those that follow one another to the end without hormones, a pregnancy or a break between them.
    private static func previous(_ cycles: ArraySlice<RecordedCycle>) -> ArraySlice<RecordedCycle> {
        let last = cycles.lastIndex { cycle in
            cycle.startMode.bleeds != .naturally || cycle.leftOut == .modeChanged || cycle.leftOut == .tooLong
        }
        return last.map { cycles[($0 + 1)...] } ?? cycles
    }
}

extension CycleChart {
    /// The chart of a recorded cycle; one that is several by her word has no length.
    package init(_ cycle: RecordedCycle, _ facts: DiaryFacts) {
        self.init(
            start: cycle.start,
            days: Array(facts.days(from: cycle.start, before: cycle.end)),
            length: cycle.completeness == .incomplete ? nil : cycle.length
        )
    }
}
