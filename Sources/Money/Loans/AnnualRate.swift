/// Interest for a year, as a part of what is owed.
///
/// - Shape: millionths, 0 to ``maximum``; as text a percentage with at most four decimals, `8.75`.
package struct AnnualRate: Hashable, Sendable {
    package let millionths: Int

    /// 1,000 % a year.
    package static let maximum = 10_000_000

    package init?(millionths: Int) {
        guard (0...Self.maximum).contains(millionths) else { return nil }
        self.millionths = millionths
    }

    /// Reads a percentage: digits, at most four more after a dot.
    package init?(percent text: some StringProtocol) {
        var value = 0
        var (digitCount, fractionCount): (Int, Int?) = (0, nil)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), fractionCount == nil, digitCount > 0 {
                fractionCount = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), digitCount < 12, fractionCount ?? 0 < 4
            else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            digitCount += 1
            fractionCount = fractionCount.map { $0 + 1 }
        }
        guard digitCount > 0, fractionCount != 0 else { return nil }
        for _ in (fractionCount ?? 0)..<4 { value *= 10 }
        self.init(millionths: value)
    }

    /// Without zeros at its end: `8.75`, `12`.
    package var percent: String {
        let fraction = String(millionths % 10_000 + 10_000).dropFirst()
        let digits = fraction.reversed().drop { $0 == "0" }.reversed()
        return String(millionths / 10_000) + (digits.isEmpty ? "" : "." + String(digits))
    }
}
