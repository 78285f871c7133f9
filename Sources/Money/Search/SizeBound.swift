/// A bound on the size of an amount, in whole units of whatever currency it is compared with: `>500`, `<=19.90`.
package struct SizeBound: Hashable, Sendable {
    /// The figures without the point.
    let digits: Int64
    /// How many of them stand after the point.
    let decimals: Int
    /// Whether the bound itself is inside.
    let isIncluded: Bool

    static let decimalMaximum = 6

    /// Nil for a negative bound or one with more decimals than any currency has.
    package init?(digits: Int64, decimals: Int, isIncluded: Bool) {
        guard digits >= 0, (0...Self.decimalMaximum).contains(decimals) else { return nil }
        self.digits = digits
        self.decimals = decimals
        self.isIncluded = isIncluded
    }

    /// The smallest size in minor units that is not below the bound; nil when none is.
    func lowest(decimals places: Int) -> UInt64? {
        let (quotient, isExact) = scaled(to: places)
        let lowest = isExact && isIncluded ? quotient : quotient + 1
        return UInt64(exactly: lowest)
    }

    /// The largest size in minor units that is not above the bound; nil when none is.
    func highest(decimals places: Int) -> UInt64? {
        let (quotient, isExact) = scaled(to: places)
        let highest = isExact && !isIncluded ? quotient - 1 : quotient
        return highest < 0 ? nil : UInt64(exactly: highest) ?? .max
    }

    /// The bound in minor units, rounded down, and whether that is exact.
    private func scaled(to places: Int) -> (value: Int128, isExact: Bool) {
        var value = Int128(digits)
        for _ in 0..<max(0, places - decimals) { value *= 10 }
        var divisor: Int128 = 1
        for _ in 0..<max(0, decimals - places) { divisor *= 10 }
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return (quotient, rest == 0)
    }
}
