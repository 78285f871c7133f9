import Aggregates
import Cycle
import Glibc
import Primitives

/// Many releases of the same sums: how their figures are spread, against the law and against a neighbour's.
struct NoiseSample: Sendable {
    /// For each figure, how often each value came, without the sum it was added to.
    private var counts: [AggregateFigure: [Int64: Int]] = [:]
    private let sums: FigureSums
    private let count: Int

    /// The farthest that a sample is from its law by chance, but for once in 10⁹ times.
    ///
    /// Dvoretzky, Kiefer, Wolfowitz and Massart: P(sup |Fₙ − F| > d) ≤ 2·e^(−2nd²).
    static func chance(_ count: Int) -> Double { (log(2 / 1e-9) / (2 * Double(count))).squareRoot() }

    /// Accounts that keep money and a diary, were opened and read files in, as often as counts.
    static func sums(accounts: Int64) -> FigureSums {
        var one = WeeklyContribution()
        for purpose in Purpose.allCases { for _ in 0..<60 { _ = one.note(purpose) } }
        var sums = FigureSums()
        for _ in 0..<accounts { sums.add(one) }
        return sums
    }

    /// Releases without and with one account that adds the most to every figure.
    static func neighbours(
        count: Int,
        week: AggregateWeek,
        release: AggregateCheck.Release
    ) -> (without: NoiseSample, with: NoiseSample) {
        // Far above the thresholds and every noise: nothing is left out and nothing is cut at 0.
        let base: Int64 = 2000
        return (
            NoiseSample(sums(accounts: base), count, seed: 1, week, release),
            NoiseSample(sums(accounts: base + 1), count, seed: 2, week, release)
        )
    }

    private init(
        _ sums: FigureSums,
        _ count: Int,
        seed: UInt64,
        _ week: AggregateWeek,
        _ release: AggregateCheck.Release
    ) {
        (self.sums, self.count) = (sums, count)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<count {
            var ledger = BudgetLedger()
            guard let made = try? release(sums, week, &ledger, &generator) else { continue }
            for figure in made.figures {
                guard let value = figure.value else { continue }
                counts[figure.figure, default: [:]][value, default: 0] += 1
            }
        }
    }

    /// How far the sample of a figure is from the law of its noise, 1 where there is none.
    func distance(_ figure: AggregateFigure) -> Double {
        guard let found = counts[figure], !found.isEmpty else { return 1 }
        var (below, worst) = (0, 0.0)
        for (value, times) in found.sorted(by: { $0.key < $1.key }) {
            let noise = value - sums[figure]
            // Both ends of the step: before this value, and at it.
            worst = max(worst, abs(Double(below) / Double(count) - Self.atMost(noise - 1, figure.noise)))
            below += times
            worst = max(worst, abs(Double(below) / Double(count) - Self.atMost(noise, figure.noise)))
        }
        return worst
    }

    /// By how much the worst event {≤ y} or {> y} is likelier here than e^ε times as likely as in the other.
    func excess(over other: NoiseSample, _ figure: AggregateFigure) -> Double {
        let values = Set((counts[figure] ?? [:]).keys).union((other.counts[figure] ?? [:]).keys).sorted()
        let factor = exp(Double(figure.epsilon.thousandths) / 1000)
        var (here, there, worst) = (0, 0, 0.0)
        for value in values {
            here += counts[figure]?[value] ?? 0
            there += other.counts[figure]?[value] ?? 0
            let (one, two) = (Double(here) / Double(count), Double(there) / Double(other.count))
            worst = max(worst, one - factor * two, (1 - one) - factor * (1 - two))
        }
        return worst
    }

    private static func atMost(_ value: Int64, _ noise: DiscreteLaplace) -> Double {
        let ratio = exp(-Double(noise.denominator) / Double(noise.numerator))
        guard value < 0 else { return 1 - pow(ratio, Double(value + 1)) / (1 + ratio) }
        return pow(ratio, Double(-value)) / (1 + ratio)
    }
}
