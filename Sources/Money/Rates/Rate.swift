/// How much of one currency another is worth: a positive decimal.
///
/// - Shape: ``mantissa`` over ten to the power of ``decimals``, without zeros at the end, so equal rates are equal. At
///   most ``decimalMaximum`` decimals; the mantissa fits Int64. Nothing goes through binary fractions.
/// - Source: docs/spec/money-rates.md §2.
package struct Rate: Hashable, Sendable {
    package let mantissa: Int64
    package let decimals: Int

    package static let decimalMaximum = 12

    /// Nil for a mantissa below 1 or decimals out of range.
    package init?(mantissa: Int64, decimals: Int) {
        guard mantissa > 0, (0...Self.decimalMaximum).contains(decimals) else { return nil }
        var (mantissa, decimals) = (mantissa, decimals)
        while decimals > 0, mantissa % 10 == 0 { (mantissa, decimals) = (mantissa / 10, decimals - 1) }
        self.mantissa = mantissa
        self.decimals = decimals
    }

    /// Reads digits with at most one dot: `84.35`, `0.0118`, `90`.
    ///
    /// Spaces around it do not count.
    ///
    /// - Errors: about the field `rate`: `.missing` for nothing, `.invalid` for what is no number, `.negative` and
    ///   `.zero` for what is not above zero, `.tooManyDecimals`, `.overflow`.
    package init(text: some StringProtocol) throws(MoneyError) {
        var rest = text.unicodeScalars.drop { $0 == " " }[...]
        while rest.last == " " { rest.removeLast() }
        guard !rest.isEmpty else { throw .missing(.rate) }
        let isNegative = rest.first == "-" || rest.first == "\u{2212}"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        let digits = try WrittenRate(rest)
        guard digits.mantissa > 0 else { throw .zero(.rate) }
        guard !isNegative else { throw .negative(.rate) }
        guard let rate = Rate(mantissa: digits.mantissa, decimals: digits.decimals) else { throw .invalid(.rate) }
        self = rate
    }

    /// A plain decimal, as ``init(text:)`` reads it.
    package var text: String {
        let digits = String(mantissa)
        guard decimals > 0 else { return digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}

/// The digits of a rate as they are read; zeros at the end of its decimals do not count.
private struct WrittenRate {
    private(set) var mantissa: Int64 = 0
    private(set) var decimals = 0

    init(_ text: some Collection<Unicode.Scalar>) throws(MoneyError) {
        var zeros = 0
        var digitCount = 0
        var isFraction = false
        for scalar in text {
            if scalar == ".", !isFraction, digitCount > 0 {
                isFraction = true
                continue
            }
            guard ("0"..."9").contains(scalar) else { throw .invalid(.rate) }
            digitCount += 1
            if isFraction, scalar == "0" {
                zeros += 1
                continue
            }
            if isFraction { decimals += zeros + 1 }
            for _ in 0..<zeros { try append(0) }
            zeros = 0
            guard decimals <= Rate.decimalMaximum else {
                throw .tooManyDecimals(.rate, decimals: Rate.decimalMaximum)
            }
            try append(Int64(scalar.value - 48))
        }
        guard digitCount > 0 else { throw .invalid(.rate) }
    }

    private mutating func append(_ digit: Int64) throws(MoneyError) {
        let (scaled, overflowed) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, overflowedAgain) = scaled.addingReportingOverflow(digit)
        guard !overflowed, !overflowedAgain else { throw .overflow(.rate) }
        mantissa = sum
    }
}
