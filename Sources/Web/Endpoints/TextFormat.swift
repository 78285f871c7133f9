import Cycle
import Primitives

/// What a text in a request may look like.
///
/// The pattern is what the OpenAPI document says, the check is what is done; a test holds the two against each other.
package enum TextFormat: String, Sendable, CaseIterable, Hashable {
    /// Any text without control characters other than line breaks and tabs.
    case text
    /// One line.
    case line
    /// A passphrase: as ``text``, and nothing of it is ever kept as it is.
    case secret
    /// ISO 8601 `YYYY-MM-DD`.
    case day
    /// An amount: `-1234.50`. How many decimals fit depends on the currency and is checked later.
    case decimal
    /// ISO 4217.
    case currency
    /// An opaque identifier.
    case id
    /// An entity tag as this server writes it.
    case entityTag
    /// `YYYY-MM`.
    case month
    /// RFC 3339 in UTC, to the second.
    case moment
    /// ASCII without spaces.
    case visible
    /// `hh:mm`.
    case time
    /// One or two of the axes of a report, with a comma.
    case reportAxes

    package var pattern: String? {
        switch self {
        case .text, .secret: #"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"#
        case .line: #"^[^\u0000-\u001f\u007f]*$"#
        case .day: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .decimal: #"^-?[0-9]{1,19}(\.[0-9]{1,4})?$"#
        case .currency: "^[A-Z]{3}$"
        case .id: "^[0-9a-z]{1,64}$"
        case .entityTag: #"^"[0-9a-z]{1,64}"$"#
        case .moment: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
        case .visible: "^[!-~]*$"
        case .month: "^[0-9]{4}-[0-9]{2}$"
        case .time: "^([01][0-9]|2[0-3]):[0-5][0-9]$"
        case .reportAxes: "^(month|category|account|payee|tag|person)(,(month|category|account|payee|tag|person))?$"
        }
    }

    /// OpenAPI's `format`, where there is a registered one.
    package var format: String? {
        switch self {
        case .day: "date"
        case .moment: "date-time"
        default: nil
        }
    }

    /// What is wrong with a text, as a sentence; nil when it fits.
    func fault(in text: String) -> String? {
        switch self {
        case .text: Self.blockFault(text) ?? Self.cardFault(text)
        case .secret: Self.blockFault(text)
        case .line:
            text.unicodeScalars.allSatisfy { !Self.isControl($0) }
                ? Self.cardFault(text) : "It must be one line without control characters."
        case .day: CalendarDay(iso: text) == nil ? "It must be a day such as 2026-11-20." : nil
        case .decimal: Self.isDecimal(text) ? nil : "It must be a decimal such as -1234.50."
        case .currency:
            Currency(code: text)?.code == text ? nil : "It must be an ISO 4217 code such as INR."
        case .id: Self.isID(text.utf8[...]) ? nil : "It is not an identifier of this server."
        case .entityTag:
            text.utf8.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
                && Self.isID(text.utf8.dropFirst().dropLast()) ? nil : "It is not an entity tag of this server."
        case .time: Cycle.TimeText.minute(text) == nil ? "It must be a time such as 06:40." : nil
        case .month: CalendarDay(iso: text + "-01") == nil ? "It must be a month such as 2026-11." : nil
        case .moment: Self.isMoment(text) ? nil : "It must be a moment such as 2026-11-20T18:05:00Z."
        case .visible: text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? nil : "It must be visible ASCII."
        case .reportAxes:
            Self.areAxes(text)
                ? nil : "It must be one or two of month, category, account, payee, tag, person, with a comma."
        }
    }

    private static func blockFault(_ text: String) -> String? {
        text.unicodeScalars.allSatisfy { !isControl($0) || $0 == "\n" || $0 == "\r" || $0 == "\t" }
            ? nil : "It holds a control character."
    }

    /// Whoever declares a text that people write refuses card numbers with it (PAY-2).
    private static func cardFault(_ text: String) -> String? {
        CardNumber.isIn(text) ? "It looks like a card number. Flowkeep keeps none." : nil
    }

    private static func isMoment(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            CalendarDay(iso: text.prefix(10)) != nil
        else { return false }
        let parts = text.dropFirst(11).dropLast().split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 3
            && zip(parts, [24, 60, 60]).allSatisfy { part, limit in
                part.utf8.count == 2 && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (Int(part) ?? limit) < limit
            }
    }

    private static func areAxes(_ text: String) -> Bool {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { ["month", "category", "account", "payee", "tag", "person"].contains($0) }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }

    private static func isID(_ bytes: Substring.UTF8View) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }

    private static func isDecimal(_ text: String) -> Bool {
        let unsigned = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = unsigned.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...19).contains(parts[0].count),
            parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return false }
        return parts.count == 1 || (1...4).contains(parts[1].count)
    }
}
