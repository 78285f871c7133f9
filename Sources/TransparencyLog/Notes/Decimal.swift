/// Numbers as these formats write them: digits only, no leading zero.
enum Decimal {
    /// Nil for anything but the one text of a number below 2^64.
    static func parse(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, first != UInt8(ascii: "0") || text.count == 1 else { return nil }
        var number: UInt64 = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (shifted, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = shifted.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !isOver, !isOverToo else { return nil }
            number = sum
        }
        return number
    }
}
