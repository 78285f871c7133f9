package import Primitives

/// A moment as signatures write it: `20150830T123600Z`.
package struct SignatureMoment: Hashable, Sendable {
    package let text: String
    package let moment: Timestamp

    package var day: String { String(text.prefix(8)) }

    package init(_ moment: Timestamp) {
        let seconds = Timestamp(seconds: moment.seconds)
        let day = seconds.day()
        let date = day.parts
        let time = seconds.seconds - Int64(day.daysSinceEpoch) * 86_400
        self.moment = seconds
        text =
            Self.padded(date.year, 4) + Self.padded(date.month, 2) + Self.padded(date.day, 2) + "T"
            + Self.padded(Int(time / 3600), 2) + Self.padded(Int(time / 60 % 60), 2) + Self.padded(Int(time % 60), 2)
            + "Z"
    }

    /// Reads exactly that form.
    package init?(_ text: String) {
        self.init(digits: text, separators: [8: UInt8(ascii: "T"), 15: UInt8(ascii: "Z")], count: 16, text: text)
    }

    /// Reads `2015-08-30T12:36:00Z`, as credentials write their end.
    package init?(extended text: String) {
        let separators: [Int: UInt8] = [
            4: UInt8(ascii: "-"), 7: UInt8(ascii: "-"), 10: UInt8(ascii: "T"), 13: UInt8(ascii: ":"),
            16: UInt8(ascii: ":"), 19: UInt8(ascii: "Z"),
        ]
        self.init(digits: text, separators: separators, count: 20, text: nil)
    }

    private init?(digits text: String, separators: [Int: UInt8], count: Int, text original: String?) {
        let bytes = Array(text.utf8)
        guard bytes.count == count else { return nil }
        var digits: [Int] = []
        for (offset, byte) in bytes.enumerated() {
            if let separator = separators[offset] {
                guard byte == separator else { return nil }
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                digits.append(Int(byte) - 48)
            }
        }
        let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + $1 } }
        let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard let day = CalendarDay(year: number(0..<4), month: number(4..<6), day: number(6..<8)),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        moment = Timestamp(seconds: seconds)
        self.text = original ?? SignatureMoment(moment).text
    }

    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
