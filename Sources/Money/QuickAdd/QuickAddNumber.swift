/// An exact fraction of two 128-bit integers; anything beyond is nil.
struct ExactNumber: Hashable {
    private(set) var numerator: Int128
    private(set) var denominator: Int128

    init(_ numerator: Int128, over denominator: Int128 = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }

    func combined(_ other: ExactNumber, by sign: UInt8) -> ExactNumber? {
        switch sign {
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let (left, leftOverflow) = numerator.multipliedReportingOverflow(by: other.denominator)
            let (right, rightOverflow) = other.numerator.multipliedReportingOverflow(by: denominator)
            let (sum, sumOverflow) =
                sign == UInt8(ascii: "+")
                ? left.addingReportingOverflow(right) : left.subtractingReportingOverflow(right)
            let (below, belowOverflow) = denominator.multipliedReportingOverflow(by: other.denominator)
            return leftOverflow || rightOverflow || sumOverflow || belowOverflow
                ? nil : ExactNumber(sum, over: below).reduced
        case UInt8(ascii: "*"): return times(other.numerator, over: other.denominator)
        default:
            guard other.numerator != 0 else { return nil }
            return times(other.denominator, over: other.numerator)
        }
    }

    func times(_ factor: Int128, over divisor: Int128 = 1) -> ExactNumber? {
        let (above, aboveOverflow) = numerator.multipliedReportingOverflow(by: factor)
        let (below, belowOverflow) = denominator.multipliedReportingOverflow(by: divisor)
        guard !aboveOverflow, !belowOverflow else { return nil }
        return ExactNumber(below < 0 ? -above : above, over: below < 0 ? -below : below).reduced
    }

    /// As minor units, and whether that is exact; nil beyond Int64.
    func minorUnits(decimals: Int) -> (value: Int64, isExact: Bool)? {
        var scale: Int128 = 1
        for _ in 0..<decimals { scale *= 10 }
        guard let scaled = times(scale) else { return nil }
        let (quotient, rest) = scaled.numerator.quotientAndRemainder(dividingBy: scaled.denominator)
        let isHalf = rest.magnitude * 2 >= scaled.denominator.magnitude
        let rounded = rest != 0 && isHalf ? quotient + (scaled.numerator < 0 ? -1 : 1) : quotient
        guard let value = Int64(exactly: rounded) else { return nil }
        return (value, rest == 0)
    }

    private var reduced: ExactNumber {
        var (left, right) = (numerator.magnitude, denominator.magnitude)
        while right != 0 { (left, right) = (right, left % right) }
        guard left > 1, let divisor = Int128(exactly: left) else { return self }
        return ExactNumber(numerator / divisor, over: denominator / divisor)
    }
}
