/// How the digits of a number are grouped for reading.
package enum DigitGrouping: UInt8, Sendable, CaseIterable {
    /// 12,34,567 — the last three, then pairs.
    case indian = 1
    /// 1,234,567 — threes.
    case western = 2

    /// Groups the whole part of a plain decimal such as `-1234567.50`; the minus becomes U+2212.
    package func grouped(_ decimal: String) -> String {
        let isNegative = decimal.hasPrefix("-")
        let unsigned = isNegative ? decimal.dropFirst() : decimal[...]
        let whole = unsigned.prefix { $0 != "." }
        let fraction = unsigned.dropFirst(whole.count)
        return (isNegative ? "\u{2212}" : "") + groupedWhole(Array(whole)) + fraction
    }

    private func groupedWhole(_ digits: [Character]) -> String {
        var result: [Character] = []
        for (fromRight, digit) in digits.reversed().enumerated() {
            let startsGroup = self == .western ? fromRight % 3 == 0 : fromRight >= 3 && (fromRight - 3) % 2 == 0
            if startsGroup, fromRight > 0 { result.append(",") }
            result.append(digit)
        }
        return String(result.reversed())
    }
}
