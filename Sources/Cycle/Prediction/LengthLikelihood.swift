import Glibc

/// How likely one length is at a point of the grid, with none or some starts forgotten in it.
struct LengthLikelihood {
    /// A likelihood of skipped starts below this share of the whole one changes nothing.
    private static let negligible = 1e-7

    /// log of the length over its possible numbers of cycles: location if it were one of c.
    private let logs: [Double]
    private let roots: [Double]
    private let completeness: CycleMark.Completeness
    /// More cycles than these would be shorter than any that are known.
    private let counts: Int

    /// Days; a length is not taken for several cycles shorter than this.
    private static let shortestPart = 12

    init(_ observed: ObservedLength, _ grid: LengthGrid) {
        let counts = 1...LengthGrid.cyclesMaximum
        self.counts = observed.days / Self.shortestPart
        logs = counts.map { grid.logs[observed.days] - grid.logs[$0] }
        roots = counts.map { Double($0).squareRoot() }
        completeness = observed.completeness
    }

    /// Density that the length is `count` cycles.
    ///
    /// - `precision`: One over the scale.
    @inline(__always)
    private func density(_ count: Int, _ location: Double, _ precision: Double) -> Double {
        guard count <= max(1, counts) else { return 0 }
        let sharper = roots[count - 1] * precision
        return StudentT.density((logs[count - 1] - location) * sharper) * sharper
    }

    /// Density as one cycle, and as two and more for each chance to forget.
    ///
    /// - `more`: One value for each of ``LengthGrid/forgetting``; written only where `hasMore` is true.
    @inline(__always)
    func densities(_ location: Double, _ precision: Double, more: inout [Double]) -> (one: Double, hasMore: Bool) {
        let one = completeness == .incomplete ? 0 : density(1, location, precision)
        guard completeness != .whole, counts > 1 || completeness == .incomplete else { return (one, false) }
        // Of an incomplete one, two are possible however short it is.
        let two = counts > 1 ? density(2, location, precision) : 1e-12
        let three = density(3, location, precision)
        let rest = density(4, location, precision) + density(5, location, precision)
        guard two + three + rest > one * Self.negligible else { return (one, false) }
        for place in more.indices {
            let forgetting = LengthGrid.forgetting[place]
            more[place] = forgetting * (two + forgetting * (three + forgetting * rest))
        }
        return (one, true)
    }
}
