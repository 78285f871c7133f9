package import Primitives

/// The part of a cycle that a day is in.
///
/// - Source: docs/spec/cycle-figures.md §5.
package enum DayPhase: UInt8, Hashable, Sendable, CaseIterable, Comparable {
    case period = 1
    case follicular = 2
    case ovulation = 3
    case luteal = 4
    case beforePeriod = 5

    package static func < (left: DayPhase, right: DayPhase) -> Bool { left.rawValue < right.rawValue }
}

/// Which phase each day is in, as far as that is known or can be estimated.
///
/// - Source: docs/spec/cycle-figures.md §5.
package struct CyclePhases: Hashable, Sendable {
    /// Days of one cycle in one phase.
    package struct Span: Hashable, Sendable {
        package let phase: DayPhase
        package let days: ClosedRange<CalendarDay>
        /// Ovulation, and so this span, is worked out from the length.
        package let isEstimated: Bool
        /// The start of its cycle.
        package let start: CalendarDay
    }

    /// Days before the next start.
    package static let lastDays = 5
    /// Days before and after ovulation that are around it.
    package static let aroundOvulation = 2

    /// In order; they do not overlap.
    package let spans: [Span]

    package init(_ cycles: FigureCycles) {
        var spans: [Span] = []
        let counted = cycles.counted
        let luteal = LutealPhase(counted.compactMap { figure in figure.ovulation.map { figure.length - $0 } })
        let median = Spread(counted.map(\.length))?.median ?? 0
        for figure in cycles.ended {
            if case .cycle = figure.leftOut { continue }
            var (ovulation, isEstimated) = (figure.ovulation, false)
            if ovulation == nil, figure.leftOut == nil, cycles.mode.givesOvulation,
                figure.cycle.completeness == .whole || Double(figure.length) <= median * 1.25
            {
                (ovulation, isEstimated) = (figure.length - Int(luteal.mean.rounded()), true)
            }
            Self.add(figure.cycle, figure.length, ovulation, isEstimated, to: &spans)
        }
        if let running = cycles.running, running.leftOut == nil {
            Self.add(running, nil, cycles.runningOvulation, false, to: &spans)
        }
        self.spans = spans
    }

    /// Nil where a day is in none.
    package func span(on day: CalendarDay) -> Span? {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].days.upperBound < day { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].days.lowerBound <= day ? spans[low] : nil
    }

    /// - `length`: Nil of the running cycle.
    /// - `ovulation`: Day of the cycle.
    private static func add(
        _ cycle: RecordedCycle,
        _ length: Int?,
        _ ovulation: Int?,
        _ isEstimated: Bool,
        to spans: inout [Span]
    ) {
        var next = 1
        func add(_ phase: DayPhase, through last: Int, isEstimated: Bool) {
            let last = min(last, length ?? last)
            guard last >= next else { return }
            let days = cycle.start.adding(days: next - 1)...cycle.start.adding(days: last - 1)
            spans.append(Span(phase: phase, days: days, isEstimated: isEstimated, start: cycle.start))
            next = last + 1
        }
        add(.period, through: cycle.periodLength, isEstimated: false)
        let end = length.map { $0 - lastDays }
        if let ovulation {
            add(.follicular, through: min(ovulation - aroundOvulation - 1, end ?? .max), isEstimated: isEstimated)
            add(.ovulation, through: min(ovulation + aroundOvulation, end ?? .max), isEstimated: isEstimated)
            if let end { add(.luteal, through: end, isEstimated: isEstimated) }
        }
        guard let length, let end else { return }
        next = max(next, end + 1)
        add(.beforePeriod, through: length, isEstimated: false)
    }
}
