/// Amounts to heights: zero is always on it, and its ticks are round numbers.
struct ChartScale: Sendable {
    /// Multiples of 1, 2 or 5 times a power of ten, zero among them, from low to high.
    let ticks: [Int64]
    private let low: Double
    private let high: Double
    private let top: Double
    private let bottom: Double

    /// - `values`: In minor units; none or all zero give a scale with the one tick at its foot.
    /// - `top`: Where the highest value stands; heights grow downwards, as in SVG.
    /// - `bottom`: Where the lowest stands.
    /// - `intervals`: How many steps there may be at most, 4 or more.
    init(_ values: [Int64], top: Double, bottom: Double, intervals: Int) {
        let (lowest, highest) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
        let step = Self.step(span: Double(highest) - Double(lowest), intervals: intervals)
        var shown = (lowest / step...highest / step).map { $0 * step }
        // A tick that is nearly reached is drawn as well, so that the highest mark stands below a line.
        var (low, high) = (Double(lowest), Double(highest))
        if Self.isNearlyNext(highest, step), let next = Self.next(shown.last ?? 0, step) {
            shown.append(next)
            high = Double(next)
        }
        if Self.isNearlyNext(lowest, step), let next = Self.next(shown.first ?? 0, -step) {
            shown.insert(next, at: 0)
            low = Double(next)
        }
        ticks = shown
        self.low = low
        self.high = high == low ? low + 1 : high
        self.top = top
        self.bottom = bottom
    }

    func y(_ value: Int64) -> Double { bottom - (Double(value) - low) / (high - low) * (bottom - top) }

    private static func step(span: Double, intervals: Int) -> Int64 {
        var power: Int64 = 1
        while true {
            for factor in [1, 2, 5] as [Int64] {
                let (step, overflow) = power.multipliedReportingOverflow(by: factor)
                if overflow { return .max }
                if Double(step) * Double(intervals) >= span { return step }
            }
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { return .max }
            power = next
        }
    }

    private static func isNearlyNext(_ value: Int64, _ step: Int64) -> Bool {
        Double((value % step).magnitude) > 0.7 * Double(step)
    }

    private static func next(_ tick: Int64, _ step: Int64) -> Int64? {
        let (next, overflow) = tick.addingReportingOverflow(step)
        return overflow ? nil : next
    }
}
