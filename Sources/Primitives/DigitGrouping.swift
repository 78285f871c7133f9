/// How the digits of a number are grouped for reading, and which mark divides the decimals.
package enum DigitGrouping: UInt8, Sendable, CaseIterable {
    /// 12,34,567.50: the last three, then pairs.
    case indian = 1
    /// 1,234,567.50: threes.
    case western = 2
    /// 1.234.567,50: threes, with the marks the other way round.
    case continental = 3

    /// How it is written in the API and in forms.
    package var name: String {
        switch self {
        case .indian: "indian"
        case .western: "western"
        case .continental: "continental"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package var groupMark: Character { self == .continental ? "." : "," }
    package var decimalMark: Character { self == .continental ? "," : "." }

    /// Groups the whole part of a plain decimal such as `-1234567.50`; the minus becomes U+2212.
    package func grouped(_ decimal: String) -> String {
        let isNegative = decimal.hasPrefix("-")
        let unsigned = isNegative ? decimal.dropFirst() : decimal[...]
        let whole = unsigned.prefix { $0 != "." }
        let fraction = unsigned.dropFirst(whole.count)
        return (isNegative ? "\u{2212}" : "") + groupedWhole(Array(whole)) + marked(fraction)
    }

    /// A plain decimal as it is typed: without groups, with this mark.
    package func typed(_ decimal: String) -> String { marked(decimal[...]) }

    private func marked(_ decimal: Substring) -> String {
        self == .continental ? String(decimal.map { $0 == "." ? decimalMark : $0 }) : String(decimal)
    }

    private func groupedWhole(_ digits: [Character]) -> String {
        var result: [Character] = []
        for (fromRight, digit) in digits.reversed().enumerated() {
            let startsGroup = self == .indian ? fromRight >= 3 && (fromRight - 3) % 2 == 0 : fromRight % 3 == 0
            if startsGroup, fromRight > 0 { result.append(groupMark) }
            result.append(digit)
        }
        return String(result.reversed())
    }
}
