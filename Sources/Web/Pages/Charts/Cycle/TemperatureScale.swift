/// Degrees to heights: hundredths of the unit that is shown.
struct TemperatureScale {
    /// Multiples of a round step, from low to high.
    let ticks: [Int]
    let step: Int
    private let top: Double
    private let bottom: Double

    /// A scale is never narrower than this, or a tenth of a degree would look like a shift.
    private static let leastSpan = 60

    /// - `values`: Those that must fit; none gives a scale around a usual waking temperature.
    /// - `usual`: In the middle where there is none.
    init(_ values: [Int], usual: Int, top: Double, bottom: Double, intervals: Int) {
        var (low, high) = (values.min() ?? usual - 30, values.max() ?? usual + 30)
        if high - low < Self.leastSpan {
            let missing = Self.leastSpan - (high - low)
            low -= missing / 2
            high += missing - missing / 2
        }
        let step = [10, 20, 50, 100, 200].first { Self.count(low, high, $0) <= intervals } ?? 500
        let first = Self.floor(low - 5, step)
        let last = -Self.floor(-(high + 5), step)
        self.step = step
        ticks = Array(stride(from: first, through: last, by: step))
        self.top = top
        self.bottom = bottom
    }

    private static func count(_ low: Int, _ high: Int, _ step: Int) -> Int {
        (-floor(-(high + 5), step) - floor(low - 5, step)) / step
    }

    private static func floor(_ value: Int, _ step: Int) -> Int {
        value >= 0 ? value / step * step : -((-value + step - 1) / step * step)
    }

    private var low: Int { ticks.first ?? 0 }
    private var high: Int { ticks.last ?? 1 }

    /// A value beyond either end stands on it.
    func y(_ value: Int) -> Double {
        let inside = min(max(value, low), high)
        return bottom - Double(inside - low) / Double(max(1, high - low)) * (bottom - top)
    }

    func isBeyond(_ value: Int) -> Bool { value < low || value > high }
}
