package import Primitives
import Sealing
import Vault

/// What an entry of the inbox says, once it is open.
///
/// - Source: docs/spec/inbox.md §3.
package struct InboxContent: Sendable, Hashable {
    /// Raw values are in sealed entries: never renumber, never reuse.
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// The one box: what it is of shows when it is read.
        case line = 1
        case moneyLine = 2
        case transaction = 3
        case diaryLine = 4
        case day = 5

        package var name: String {
            switch self {
            case .line: "line"
            case .moneyLine: "money-line"
            case .transaction: "transaction"
            case .diaryLine: "diary-line"
            case .day: "day"
            }
        }
    }

    package static let bodyByteCountMaximum = 3900
    package static let keyByteCounts = 1...64
    private static let version: UInt8 = 1
    private static let paddedByteCounts = [256, 1024, 4096]
    /// 0000-01-01 to 9999-12-31, the days that ISO 8601 writes with four digits of a year.
    private static let daysAllowed: ClosedRange<Int32> = -719_528...2_932_896
    /// 1970 to the end of 9999, in milliseconds.
    private static let timesAllowed: Range<Int64> = 0..<253_402_300_800_000

    package let kind: Kind
    /// By the sender's clock.
    package let made: Timestamp
    /// The sender's today: what a line without a date means.
    package let day: CalendarDay
    /// Under which the sender would send it again.
    package let key: [UInt8]
    /// A line, or JSON.
    package let body: String

    /// - Throws: `.inbox(.tooLarge)`; `.inbox(.malformed)` also for a day or a time that no calendar has.
    package init(
        _ kind: Kind,
        made: Timestamp,
        day: CalendarDay,
        key: [UInt8],
        body: String
    ) throws(IdentityError) {
        guard body.utf8.count <= Self.bodyByteCountMaximum else { throw .inbox(.tooLarge) }
        guard !body.isEmpty, Self.keyByteCounts.contains(key.count), Self.isPossible(made, day) else {
            throw .inbox(.malformed)
        }
        self.kind = kind
        self.made = made
        self.day = day
        self.key = key
        self.body = body
    }

    func padded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: Self.paddedByteCounts[2])
        writer.append(Self.version)
        writer.append(kind.rawValue)
        writer.append(UInt64(bitPattern: made.milliseconds))
        writer.append(UInt32(bitPattern: day.daysSinceEpoch))
        writer.append(counted: key)
        writer.append(counted: body.utf8)
        let count = writer.bytes.count
        let padded = Self.paddedByteCounts.first { count <= $0 } ?? count
        return writer.bytes + [UInt8](repeating: 0, count: padded - count)
    }

    /// Nil for bytes that are no entry's, also where a later version wrote them.
    init?(padded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do {
            guard try reader.read(UInt8.self) == Self.version, let kind = Kind(rawValue: try reader.read()) else {
                return nil
            }
            self.kind = kind
            made = Timestamp(milliseconds: Int64(bitPattern: try reader.read()))
            day = CalendarDay(daysSinceEpoch: Int32(bitPattern: try reader.read()))
            key = Array(try reader.readCounted(maximum: Self.keyByteCounts.upperBound))
            let body = Array(try reader.readCounted(maximum: Self.bodyByteCountMaximum))
            guard !key.isEmpty, !body.isEmpty, Self.isPossible(made, day),
                let text = String(validating: body, as: UTF8.self)
            else { return nil }
            self.body = text
        } catch {
            return nil
        }
    }

    /// Whether a calendar has them: what is sealed says whatever its sender likes, and days are counted from it.
    private static func isPossible(_ made: Timestamp, _ day: CalendarDay) -> Bool {
        timesAllowed.contains(made.milliseconds) && daysAllowed.contains(day.daysSinceEpoch)
    }

    /// Whether a sender with these scopes may send it.
    package func isWithin(_ scopes: Set<TokenScope>) -> Bool {
        switch kind {
        // With one of the two it is read as that.
        case .line: !scopes.isDisjoint(with: [.moneyAdd, .diaryAdd])
        case .moneyLine, .transaction: scopes.contains(.moneyAdd)
        case .diaryLine, .day: scopes.contains(.diaryAdd)
        }
    }

    /// Under which the journal knows that it has been put in.
    func idempotencyKey(of sender: SenderID) -> IdempotencyKey {
        var name = LengthPrefixed()
        name.append("flowkeep/1 inbox key")
        name.append(sender.bytes)
        name.append(key)
        var request = LengthPrefixed()
        request.append(kind.rawValue)
        request.append(UInt32(bitPattern: day.daysSinceEpoch))
        request.append(body)
        let digest = Digest.sha256(request.bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        return IdempotencyKey(key: Array(Digest.sha256(name.bytes).prefix(16)), requestDigest: digest)
    }
}
