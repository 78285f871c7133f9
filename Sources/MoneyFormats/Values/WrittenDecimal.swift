import Money

/// A decimal of a format that says how it is written: digits, at most one mark, no groups.
enum WrittenDecimal {
    static func read(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        mark: UInt8
    ) throws(RejectedLine.Reason) -> StatementAmount {
        var units: Int64 = 0
        var scale: Int?
        var digitCount = 0
        for index in range {
            let byte = bytes[index]
            if byte == mark, scale == nil, digitCount > 0 {
                scale = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { throw .notAnAmount }
            if let places = scale {
                guard places < StatementAmount.scaleMaximum else { throw .tooManyDecimals }
                scale = places + 1
            }
            digitCount += 1
            let (scaled, overflowed) = units.multipliedReportingOverflow(by: 10)
            let (sum, overflowedAgain) = scaled.addingReportingOverflow(Int64(byte & 0x0F))
            guard !overflowed, !overflowedAgain else { throw .amountTooLarge }
            units = sum
        }
        guard digitCount > 0 else { throw range.isEmpty ? .noAmount : .notAnAmount }
        guard let amount = StatementAmount(units: units, scale: scale ?? 0) else { throw .amountTooLarge }
        return amount
    }
}
