import Primitives

/// An amount in as few characters as an axis has room for: `₹80k`, `₹8 L`, `₹1.2 Cr`; `$1.2M` where groups are threes.
enum CompactMoney {
    /// At most two decimals are kept, rounded half up; zero is `0`.
    static func text(_ minorUnits: Int64, _ currency: Currency, grouping: DigitGrouping, _ words: Words) -> String {
        guard minorUnits != 0 else { return "0" }
        let perMajor = UInt64(currency.minorUnitsPerMajor)
        let magnitude = minorUnits.magnitude
        let unit = units(grouping).last { $0.major <= magnitude / perMajor } ?? units(grouping)[0]
        let unitMinor = unit.major * perMajor
        let parts: UInt64 = unit.major == 1 ? perMajor : 100
        var (whole, rest) = magnitude.quotientAndRemainder(dividingBy: unitMinor)
        // The largest unit is 10^12 with 10^4 minor units, so this stays below 10^18 + 10^16.
        rest = (rest * parts + unitMinor / 2) / unitMinor
        if rest == parts { (whole, rest) = (whole + 1, 0) }
        var decimals = rest == 0 ? "" : String(String(parts + rest).dropFirst())
        while decimals.last == "0" { decimals.removeLast() }
        let number = grouping.grouped(String(whole) + (decimals.isEmpty ? "" : "." + decimals))
        let sign = minorUnits < 0 ? "\u{2212}" : ""
        return unit.text(words, sign + MoneyText.symbol(of: currency) + number)
    }

    private struct Unit {
        let major: UInt64
        let text: @Sendable (Words, String) -> String
    }

    private static func units(_ grouping: DigitGrouping) -> [Unit] {
        grouping == .indian ? indian : western
    }

    private static let indian = [
        Unit(major: 1) { $1 },
        Unit(major: 1000) { words, amount in words("{amount}k", ["amount": amount]) },
        Unit(major: 100_000) { words, amount in words("{amount} L", ["amount": amount]) },
        Unit(major: 10_000_000) { words, amount in words("{amount} Cr", ["amount": amount]) },
        Unit(major: 1_000_000_000_000) { words, amount in words("{amount} L Cr", ["amount": amount]) },
    ]

    private static let western = [
        Unit(major: 1) { $1 },
        Unit(major: 1000) { words, amount in words("{amount}k", ["amount": amount]) },
        Unit(major: 1_000_000) { words, amount in words("{amount}M", ["amount": amount]) },
        Unit(major: 1_000_000_000) { words, amount in words("{amount}B", ["amount": amount]) },
        Unit(major: 1_000_000_000_000) { words, amount in words("{amount}T", ["amount": amount]) },
    ]
}
