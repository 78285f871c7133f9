/// A time of day as `06:40`.
package enum TimeText {
    package static func text(_ minuteOfDay: Int) -> String {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        return "\(hour / 10)\(hour % 10):\(minute / 10)\(minute % 10)"
    }

    /// Nil for anything but two digits, a colon and two digits, up to 23:59.
    package static func minute(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }
}

/// A number with two decimals as `36.62`.
package enum HundredthsText {
    package static func text(_ hundredths: Int) -> String {
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(rest / 10)\(rest % 10)"
    }

    /// Nil for anything but 1 to 6 digits, then nothing, or a point and one or two digits.
    package static func hundredths(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...6).contains(parts[0].count),
            parts.count == 1 || (1...2).contains(parts[1].count)
        else { return nil }
        var digits = parts.joined().map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        digits += Array(repeating: 0, count: 2 - (parts.count == 2 ? parts[1].count : 0))
        return digits.reduce(0) { $0 * 10 + $1 }
    }
}
