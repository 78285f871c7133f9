package import Cycle
package import Primitives

/// Writes events as an iCalendar.
///
/// - Source: RFC 5545; docs/spec/diary-export.md §6.
package struct CalendarWriter {
    /// Octets of a line, without its end.
    private static let lineByteCount = 75

    private let ids: StableID
    private let stamp: String
    private var bytes: [UInt8] = []

    private init(_ ids: StableID, _ time: Timestamp) {
        self.ids = ids
        // `20261120T180500Z`
        stamp = String(time.iso.filter { $0 != "-" && $0 != ":" })
    }

    /// - `title`: Of the calendar.
    /// - `time`: When it was made.
    package static func bytes(
        _ events: [CalendarEvent],
        title: String,
        ids: StableID,
        time: Timestamp
    ) -> [UInt8] {
        var writer = CalendarWriter(ids, time)
        writer.line("BEGIN", "VCALENDAR")
        writer.line("VERSION", "2.0")
        // Says nothing of what made it: a calendar is read by programs and people who need not know.
        writer.line("PRODID", "-//Calendar//EN")
        writer.line("CALSCALE", "GREGORIAN")
        writer.line("METHOD", "PUBLISH")
        writer.line("X-WR-CALNAME", escaped: title)
        for event in events { writer.write(event) }
        writer.line("END", "VCALENDAR")
        return writer.bytes
    }

    private mutating func write(_ event: CalendarEvent) {
        line("BEGIN", "VEVENT")
        line("UID", ids.uuid("event " + event.key))
        line("DTSTAMP", stamp)
        if let minute = event.minuteOfDay {
            // Without a zone: at that hour wherever she is.
            let time = TimeText.text(minute).filter { $0 != ":" }
            line("DTSTART", day(event.days.lowerBound) + "T" + time + "00")
        } else {
            line("DTSTART;VALUE=DATE", day(event.days.lowerBound))
            line("DTEND;VALUE=DATE", day(event.days.upperBound.adding(days: 1)))
        }
        line("SUMMARY", escaped: event.title)
        if let note = event.note { line("DESCRIPTION", escaped: note) }
        line("CLASS", "PRIVATE")
        line("TRANSP", "TRANSPARENT")
        if let days = event.reminderDays { alarm(days, event.title) }
        line("END", "VEVENT")
    }

    private mutating func alarm(_ days: Int, _ title: String) {
        line("BEGIN", "VALARM")
        line("ACTION", "DISPLAY")
        line("DESCRIPTION", escaped: title)
        line("TRIGGER", days == 0 ? "PT0S" : "-P\(days)D")
        line("END", "VALARM")
    }

    private func day(_ day: CalendarDay) -> String { String(day.iso.filter { $0 != "-" }) }

    /// A text that may hold anything.
    private mutating func line(_ name: String, escaped text: String) {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped.append("\\")
                escaped.append(scalar)
            case "\n":
                escaped.append("\\")
                escaped.append("n")
            // The other controls have no place in a text (RFC 5545 §3.1).
            case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: break
            default: escaped.append(scalar)
            }
        }
        line(name, String(escaped))
    }

    /// Folded so that no line is longer than 75 octets and no character is cut.
    private mutating func line(_ name: String, _ value: String) {
        var room = Self.lineByteCount
        for scalar in "\(name):\(value)".unicodeScalars {
            let length = UTF8.width(scalar)
            if length > room {
                bytes += [0x0D, 0x0A, 0x20]
                room = Self.lineByteCount - 1
            }
            bytes += Array(String(scalar).utf8)
            room -= length
        }
        bytes += [0x0D, 0x0A]
    }
}
