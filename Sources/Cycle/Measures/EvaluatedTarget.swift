/// One cycle that was predicted from those before it, and how it went.
///
/// - Source: docs/spec/cycle-prediction.md §7.
package struct EvaluatedTarget: Hashable, Sendable {
    package let person: String
    package let cycle: String
    package let actual: Int
    package let actualOvulation: Int?
    /// Rows of the person before this one, forgotten starts or not.
    package let earlier: Int
    package let median: Int
    package let interval80: ClosedRange<Int>
    package let interval50: ClosedRange<Int>
    package let crps: Double
    /// Day of the cycle; nil where the table knows of no ovulation.
    package let ovulation: Int?
    package let window: ClosedRange<Int>?
    /// What others would have said, of those that were asked for.
    package let baselines: [Baseline: Baseline.Forecast]
    /// Of the earlier lengths.
    let runningMean: Double
    /// The median on days still waited on, by place in ``waitingDays``; nil where the cycle was over.
    package let waiting: [Int?]
    let windows: CalendarWindows

    package static let waitingDays = [30, 35, 40]

    /// Predicts a row from a history, which has one cycle at least.
    init(
        _ row: CycleTable.Row,
        _ history: CycleHistory,
        earlier: Int,
        withOvulation: Bool,
        baselines: [Baseline]
    ) {
        let lengths = history.lengths
        let posterior = LengthPosterior(history.observed)
        let next = posterior.nextLength
        person = row.person
        cycle = row.cycle
        actual = row.length
        actualOvulation = row.ovulationDay
        self.earlier = earlier
        median = next.median
        interval80 = next.interval(0.8)
        interval50 = next.interval(0.5)
        crps = next.crps(actual: row.length)
        self.baselines = Dictionary(
            baselines.compactMap { baseline in baseline.forecast(lengths).map { (baseline, $0) } },
            uniquingKeysWith: { $1 }
        )
        runningMean = Double(lengths.reduce(0, +)) / Double(max(1, lengths.count))
        waiting = Self.waitingDays.map { day in
            row.length > day ? StartForecast(posterior, waited: day)?.starts.first?.median : nil
        }
        windows = CalendarWindows(lengths)
        let expected = withOvulation ? history.ovulation(posterior).next : nil
        ovulation = expected?.median
        window = expected.map { FertileWindow($0).days }
    }
}

/// Fertile windows that a calendar alone gives.
///
/// - Source: docs/spec/cycle-prediction.md §7.4.
struct CalendarWindows: Hashable, Sendable {
    /// The six days that end on mean length − 14.
    let sixDays: ClosedRange<Int>
    /// Arévalo 1999.
    let standardDays = 8...19
    /// Shortest − 18 to longest − 11.
    let knausOgino: ClosedRange<Int>
    let lengthLess14: Int

    init(_ lengths: [Int]) {
        let mean = Double(lengths.reduce(0, +)) / Double(max(1, lengths.count))
        lengthLess14 = Int((mean - 14).rounded())
        sixDays = (lengthLess14 - 5)...lengthLess14
        let first = max(1, (lengths.min() ?? 28) - 18)
        knausOgino = first...max(first, (lengths.max() ?? 28) - 11)
    }
}
