package import Primitives

/// A moment in words, at a fixed offset from UTC that is said.
package struct TimeText: Sendable, Hashable {
    /// `20:12:07 UTC`, or `20:12:07 UTC+05:30`.
    package let clock: String
    /// `20:12`, where the offset is said elsewhere or does not matter.
    package let short: String
    /// `2026-11-20T20:12:07Z`, or with the offset.
    package let iso: String

    package init(_ moment: Timestamp, utcOffsetMinutes: Int = 0) {
        let local = moment.seconds + Int64(utcOffsetMinutes) * 60
        let second = Int((local % 86_400 + 86_400) % 86_400)
        let time = [second / 3600, second / 60 % 60, second % 60].map(Self.twoDigits).joined(separator: ":")
        short = String(time.prefix(5))
        let offset =
            utcOffsetMinutes == 0
            ? ""
            : (utcOffsetMinutes < 0 ? "-" : "+") + Self.twoDigits(abs(utcOffsetMinutes) / 60) + ":"
                + Self.twoDigits(abs(utcOffsetMinutes) % 60)
        clock = time + " UTC" + offset.replacing("-", with: "\u{2212}")
        iso = moment.day(utcOffsetMinutes: utcOffsetMinutes).iso + "T" + time + (offset.isEmpty ? "Z" : offset)
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
