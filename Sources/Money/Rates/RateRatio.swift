import Primitives

/// An exact fraction above zero: what an amount is multiplied by.
///
/// - Shape: both numbers are below 2^63; a fraction that does not fit loses its lowest bits, and is refused for every
///   amount where nothing is left below its line.
struct RateRatio: Hashable, Sendable {
    let numerator: UInt64
    let denominator: UInt64

    private init(fitting numerator: UInt128, _ denominator: UInt128) {
        let bits = 128 - min(numerator.leadingZeroBitCount, denominator.leadingZeroBitCount)
        let shift = UInt128(max(0, bits - 63))
        guard denominator >> shift > 0 else {
            (self.numerator, self.denominator) = (.max, 1)  // no amount but 0 is worth so much
            return
        }
        self.numerator = max(1, UInt64(numerator >> shift))
        self.denominator = UInt64(denominator >> shift)
    }

    init(_ rate: Rate) {
        self.init(fitting: UInt128(rate.mantissa), UInt128(Self.powerOfTen(rate.decimals)))
    }

    var inverse: RateRatio { RateRatio(fitting: UInt128(denominator), UInt128(numerator)) }

    func times(_ other: RateRatio) -> RateRatio {
        RateRatio(
            fitting: UInt128(numerator) * UInt128(other.numerator),
            UInt128(denominator) * UInt128(other.denominator)
        )
    }

    /// For minor units instead of whole units of the currencies.
    func inMinorUnits(from: Currency, to: Currency) -> RateRatio {
        let step = to.decimals - from.decimals
        return RateRatio(
            fitting: UInt128(numerator) * UInt128(Self.powerOfTen(max(0, step))),
            UInt128(denominator) * UInt128(Self.powerOfTen(max(0, -step)))
        )
    }

    /// An amount times the fraction, rounded half away from zero; nil beyond Int64.
    @inline(__always)
    func applied(to minorUnits: Int64) -> Int64? {
        var (high, low) = minorUnits.magnitude.multipliedFullWidth(by: numerator)
        let (sum, carry) = low.addingReportingOverflow(denominator / 2)
        (high, low) = (high &+ (carry ? 1 : 0), sum)
        guard high < denominator else { return nil }
        let quotient = denominator.dividingFullWidth((high, low)).quotient
        guard quotient <= UInt64(Int64.max) else { return nil }
        return minorUnits < 0 ? -Int64(quotient) : Int64(quotient)
    }

    /// A decimal near the fraction to show: its first eight digits.
    var shown: Rate? {
        var decimals = 0
        let bottom = UInt128(denominator)
        var top = UInt128(numerator)
        while top / bottom < 10_000_000, decimals < Rate.decimalMaximum {
            (top, decimals) = (top * 10, decimals + 1)
        }
        let rounded = (top + bottom / 2) / bottom
        guard let mantissa = Int64(exactly: rounded) else { return nil }
        return Rate(mantissa: mantissa, decimals: decimals)
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
