package import Primitives

/// The rule by which a temperature rise was found complete.
///
/// - Source: docs/spec/cycle-evaluation.md §2.3.
package enum TemperatureRule: Int, Hashable, Sendable, CaseIterable {
    /// Three high, the third by 0.20 °C.
    case threeHigh = 0
    /// Four high.
    case fourHigh = 1
    /// Four, of which the second or third is not high, and the fourth is by 0.20 °C.
    case oneLow = 2
}

/// A reading above the six before it, and those six.
package struct TemperatureCandidate: Hashable, Sendable {
    package struct Reading: Hashable, Sendable {
        package let day: CalendarDay
        /// In twentieths of a degree.
        package let value: BodyTemperature
    }

    /// The six before, oldest first.
    package let low: [Reading]
    /// The first high one, then up to three that follow.
    package let high: [Reading]
    /// The highest of the six.
    package let coverLine: BodyTemperature

    package var firstHigh: CalendarDay { high[0].day }
}

/// One step of reading the temperatures.
package enum TemperatureStep: Hashable, Sendable {
    /// Left out: excluded, or on a day whose readings are.
    case dropped(CalendarDay)
    case candidate(TemperatureCandidate)
    /// The readings that follow it fit none of the rules.
    case refuted(CalendarDay)
    /// Days without a reading among the six and those that follow: the result is weaker.
    case gaps([CalendarDay])
    case complete(TemperatureRule, on: CalendarDay)
}

/// Why no temperature rise is found.
package enum TemperatureLack: Hashable, Sendable {
    /// So many readings count; seven are needed for a candidate.
    case tooFewReadings(Int)
    case nothingAboveSix
    /// A candidate that later readings will decide.
    case waiting(firstHigh: CalendarDay)
}

/// The temperatures of a cycle, read by the rules.
///
/// - Source: docs/spec/cycle-evaluation.md §2.
package struct TemperatureEvaluation: Hashable, Sendable {
    package struct Shift: Hashable, Sendable {
        /// With the readings it rests on, and none that came later.
        package let candidate: TemperatureCandidate
        package let rule: TemperatureRule
        /// The day of the reading that completes it.
        package let completeOn: CalendarDay
        /// Days without a reading from the first of the six to ``completeOn``.
        package let gaps: [CalendarDay]
    }

    /// Exactly one of the two is there.
    package let shift: Shift?
    package let lack: TemperatureLack?
    package let steps: [TemperatureStep]

    /// Hundredths of °C that the last high reading must be above the line.
    static let rise = 20
    static let lowReadings = 6

    package init(_ chart: CycleChart) {
        let readings = chart.temperatures.map { TemperatureCandidate.Reading(day: $0.day, value: $0.value) }
        var steps: [TemperatureStep] = chart.days.compactMap { facts in
            facts.temperature != nil && facts.countedTemperature == nil ? .dropped(facts.day) : nil
        }
        guard readings.count > Self.lowReadings else {
            self.init(nil, .tooFewReadings(readings.count), steps)
            return
        }
        for place in Self.lowReadings..<readings.count {
            guard let candidate = Self.candidate(readings, place) else { continue }
            steps.append(.candidate(candidate))
            switch Self.verdict(candidate) {
            case .complete(let rule):
                let shift = Self.shift(candidate, rule)
                if !shift.gaps.isEmpty { steps.append(.gaps(shift.gaps)) }
                self.init(shift, nil, steps + [.complete(rule, on: shift.completeOn)])
                return
            case .undecided:
                // Whatever comes after it needs readings that are not there either.
                self.init(nil, .waiting(firstHigh: candidate.firstHigh), steps)
                return
            case .refuted: steps.append(.refuted(candidate.firstHigh))
            }
        }
        self.init(nil, .nothingAboveSix, steps)
    }

    private init(_ shift: Shift?, _ lack: TemperatureLack?, _ steps: [TemperatureStep]) {
        self.shift = shift
        self.lack = lack
        self.steps = steps
    }

    private static func candidate(
        _ readings: [TemperatureCandidate.Reading],
        _ place: Int
    ) -> TemperatureCandidate? {
        let low = Array(readings[(place - lowReadings)..<place])
        guard let coverLine = low.map(\.value).max(), readings[place].value > coverLine else { return nil }
        return TemperatureCandidate(low: low, high: Array(readings[place...].prefix(4)), coverLine: coverLine)
    }

    private enum Verdict {
        case complete(TemperatureRule)
        case refuted
        case undecided
    }

    /// The rules in their order; each needs its readings to be there.
    private static func verdict(_ candidate: TemperatureCandidate) -> Verdict {
        let line = candidate.coverLine
        let isHigh = candidate.high.map { $0.value > line }
        let isRaised = candidate.high.map { $0.value.hundredths - line.hundredths >= rise }
        guard isHigh.count >= 3 else { return isHigh.count == 2 || isHigh.count == 1 ? .undecided : .refuted }
        if isHigh[1], isHigh[2], isRaised[2] { return .complete(.threeHigh) }
        guard isHigh[1] || isHigh[2] else { return .refuted }
        guard isHigh.count >= 4 else { return .undecided }
        if isHigh[1], isHigh[2] { return isHigh[3] ? .complete(.fourHigh) : .refuted }
        return isRaised[3] ? .complete(.oneLow) : .refuted
    }

    private static func shift(_ candidate: TemperatureCandidate, _ rule: TemperatureRule) -> Shift {
        let high = Array(candidate.high.prefix(rule == .threeHigh ? 3 : 4))
        let days = (candidate.low + high).map(\.day)
        let gaps = zip(days, days.dropFirst()).flatMap { day, next in
            (1..<max(1, next.days(since: day))).map { day.adding(days: $0) }
        }
        return Shift(
            candidate: TemperatureCandidate(low: candidate.low, high: high, coverLine: candidate.coverLine),
            rule: rule,
            completeOn: days[days.count - 1],
            gaps: gaps
        )
    }
}
