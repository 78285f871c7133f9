/// The errors of many predictions, and of the ways of others on the same targets.
///
/// - Source: docs/spec/cycle-prediction.md §7. All in days, coverage as a share.
package struct EvaluationSummary: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let name: String
        package let mae: Double
        package let rmse: Double
        /// Share of targets inside the interval of 80%.
        package let coverage80: Double
        /// Mean of high − low.
        package let width80: Double
    }

    package struct Waiting: Hashable, Sendable {
        package let day: Int
        package let targets: Int
        package let rmse: Double
        /// Of the running mean, or the next day where that is past.
        package let rmseOfMean: Double
    }

    package struct Ovulation: Hashable, Sendable {
        package let targets: Int
        package let mae: Double
        package let maeOfLengthLess14: Double
    }

    package struct Window: Hashable, Sendable {
        package let name: String
        /// Share of targets of whose six days all are inside.
        package let covered: Double
        /// Mean number of days flagged.
        package let days: Double
    }

    /// Earlier cycles that a target needs to measure windows.
    static let windowHistory = 6

    package let targets: Int
    package let own: Row
    package let coverage50: Double
    package let crps: Double
    package let baselines: [Row]
    package let waiting: [Waiting]
    package let ovulation: Ovulation?
    package let windowTargets: Int
    package let windows: [Window]

    package init(_ targets: [EvaluatedTarget]) {
        self.targets = targets.count
        own = Self.row("flowkeep", targets) { target in
            let interval = target.interval80
            let (low, high) = (Double(interval.lowerBound), Double(interval.upperBound))
            return Baseline.Forecast(point: Double(target.median), low: low, high: high)
        }
        coverage50 = Self.mean(targets) { $0.interval50.contains($0.actual) ? 1 : 0 }
        crps = Self.mean(targets) { $0.crps }
        baselines = Baseline.allCases.filter { targets.first?.baselines[$0] != nil }.map { baseline in
            Self.row(baseline.rawValue, targets) { $0.baselines[baseline] }
        }
        waiting = EvaluatedTarget.waitingDays.indices.map { Self.waiting($0, targets) }
        ovulation = Self.ovulation(targets)
        let measured = targets.filter { $0.actualOvulation != nil && $0.earlier >= Self.windowHistory }
        windowTargets = measured.count
        windows =
            measured.isEmpty
            ? []
            : [
                Self.window("flowkeep", measured) { $0.window },
                Self.window("sixDays", measured) { $0.windows.sixDays },
                Self.window("standardDays", measured) { $0.windows.standardDays },
                Self.window("knausOgino", measured) { $0.windows.knausOgino },
            ]
    }

    private static func mean<Element>(_ elements: [Element], _ value: (Element) -> Double) -> Double {
        elements.isEmpty ? 0 : elements.reduce(0) { $0 + value($1) } / Double(elements.count)
    }

    private static func row(
        _ name: String,
        _ targets: [EvaluatedTarget],
        _ forecast: (EvaluatedTarget) -> Baseline.Forecast?
    ) -> Row {
        let pairs = targets.compactMap { target in forecast(target).map { (Double(target.actual), $0) } }
        return Row(
            name: name,
            mae: mean(pairs) { abs($0.0 - $0.1.point) },
            rmse: mean(pairs) { ($0.0 - $0.1.point) * ($0.0 - $0.1.point) }.squareRoot(),
            coverage80: mean(pairs) { $0.0 >= $0.1.low && $0.0 <= $0.1.high ? 1 : 0 },
            width80: mean(pairs) { $0.1.high - $0.1.low }
        )
    }

    private static func waiting(_ place: Int, _ targets: [EvaluatedTarget]) -> Waiting {
        let day = EvaluatedTarget.waitingDays[place]
        let waited = targets.compactMap { target in
            target.waiting[place].map { (Double(target.actual), Double($0), target.runningMean) }
        }
        return Waiting(
            day: day,
            targets: waited.count,
            rmse: mean(waited) { ($0.0 - $0.1) * ($0.0 - $0.1) }.squareRoot(),
            rmseOfMean: mean(waited) { pow2($0.0 - max($0.2, Double(day + 1))) }.squareRoot()
        )
    }

    private static func pow2(_ value: Double) -> Double { value * value }

    private static func ovulation(_ targets: [EvaluatedTarget]) -> Ovulation? {
        let known = targets.compactMap { target -> (Int, Int, Int)? in
            guard let actual = target.actualOvulation, let expected = target.ovulation else { return nil }
            return (actual, expected, target.windows.lengthLess14)
        }
        guard !known.isEmpty else { return nil }
        return Ovulation(
            targets: known.count,
            mae: mean(known) { Double(abs($0.0 - $0.1)) },
            maeOfLengthLess14: mean(known) { Double(abs($0.0 - $0.2)) }
        )
    }

    private static func window(
        _ name: String,
        _ targets: [EvaluatedTarget],
        _ window: (EvaluatedTarget) -> ClosedRange<Int>?
    ) -> Window {
        let pairs = targets.compactMap { target -> (fertile: ClosedRange<Int>, window: ClosedRange<Int>)? in
            guard let day = target.actualOvulation, let window = window(target) else { return nil }
            return (max(1, day - FertileWindow.daysBefore)...day, window)
        }
        return Window(
            name: name,
            covered: mean(pairs) { $0.window.clamped(to: $0.fertile) == $0.fertile ? 1 : 0 },
            days: mean(pairs) { Double($0.window.count) }
        )
    }
}
