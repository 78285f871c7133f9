package import Primitives

/// A decimal exactly as a statement writes it, before its currency is known.
///
/// - Shape: `units × 10^-scale`, scale 0 to 18, in lowest terms (12.50 is 125 at scale 1), so equal decimals are equal
///   values. `units` is never `Int64.min`, so every amount can be negated.
package struct StatementAmount: Hashable, Sendable {
    package static let scaleMaximum = 18
    package static let zero = StatementAmount(lowest: 0, scale: 0)

    package let units: Int64
    private let storedScale: UInt8

    package var scale: Int { Int(storedScale) }

    /// Nil when the scale is out of range or `units` is `Int64.min`.
    package init?(units: Int64, scale: Int) {
        guard (0...Self.scaleMaximum).contains(scale), units != .min else { return nil }
        var (units, scale) = (units, scale)
        while scale > 0, units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        self.init(lowest: units, scale: UInt8(scale))
    }

    private init(lowest units: Int64, scale: UInt8) {
        self.units = units
        storedScale = scale
    }

    package var isZero: Bool { units == 0 }
    package var isNegative: Bool { units < 0 }
    package var negated: StatementAmount { StatementAmount(lowest: -units, scale: storedScale) }
    package var magnitude: StatementAmount { units < 0 ? negated : self }

    /// Minor units of a currency with so many decimals.
    ///
    /// Exact: nothing is rounded.
    ///
    /// - Throws: ``AmountError/tooManyDecimals(_:)`` or ``AmountError/overflow``.
    package func minorUnits(decimals: Int) throws(AmountError) -> Int64 {
        guard scale <= decimals else { throw .tooManyDecimals(decimals) }
        var value = units
        for _ in scale..<decimals {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { throw .overflow }
            value = scaled
        }
        return value
    }

    package func minorUnits(in currency: Currency) throws(AmountError) -> Int64 {
        try minorUnits(decimals: currency.decimals)
    }

    /// The sum; nil when it leaves Int64 at the finer of the two scales.
    package func adding(_ other: StatementAmount) -> StatementAmount? {
        let common = max(scale, other.scale)
        guard let left = try? minorUnits(decimals: common), let right = try? other.minorUnits(decimals: common) else {
            return nil  // overflow is the only way to fail here, and nil says so
        }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : StatementAmount(units: sum, scale: common)
    }

    /// Plain decimal text, as `-12.5`.
    package var decimal: String { Amount.decimal(minorUnits: units, decimals: scale) }
}
