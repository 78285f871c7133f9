package import KeyService
package import Primitives

package enum DeviceTokenUse: TokenUse { package static let label = "flowkeep/1 device" }

/// Shows that somebody signed in with this browser before.
///
/// By itself it opens nothing.
package typealias DeviceToken = OpaqueToken<DeviceTokenUse>

/// A browser that an account knows, as stored (sealed).
///
/// - Source: docs/spec/factors.md §7.
package struct KnownDevice: Sendable, Hashable, RecordCodable {
    package static let nameCharacterMaximum = 60
    static let knownSeconds: Int64 = 180 * 86_400
    package static let trustSeconds: Int64 = 30 * 86_400

    package let hash: [UInt8]
    package let account: UserAccountID
    package let created: Timestamp
    package let expiry: Timestamp
    /// Until when it does the second step; nil where it never does.
    package var trustedUntil: Timestamp?
    /// `Firefox on Linux`, in the language of the day.
    package let name: String
    package var lastUse: CalendarDay

    private enum Tag {
        static let hash: UInt16 = 1
        static let account: UInt16 = 2
        static let created: UInt16 = 3
        static let expiry: UInt16 = 4
        static let trustedUntil: UInt16 = 5
        static let name: UInt16 = 6
        static let lastUse: UInt16 = 7
    }

    init(_ token: DeviceToken, of account: UserAccountID, name: String, isTrusted: Bool, at time: Timestamp) {
        hash = token.hash
        self.account = account
        created = time
        expiry = time.adding(seconds: Self.knownSeconds)
        trustedUntil = isTrusted ? time.adding(seconds: Self.trustSeconds) : nil
        self.name = name
        lastUse = time.day()
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        hash = try reader.bytes(Tag.hash)
        account = try reader.id(Tag.account)
        created = try reader.timestamp(Tag.created)
        expiry = try reader.timestamp(Tag.expiry)
        trustedUntil = try reader.optionalTimestamp(Tag.trustedUntil)
        name = try reader.string(Tag.name)
        lastUse = CalendarDay(daysSinceEpoch: Int32(bitPattern: try reader.uint32(Tag.lastUse)))
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.hash, hash)
        writer.append(Tag.account, account)
        writer.append(Tag.created, created)
        writer.append(Tag.expiry, expiry)
        if let trustedUntil { writer.append(Tag.trustedUntil, trustedUntil) }
        writer.append(Tag.name, name)
        writer.append(Tag.lastUse, UInt32(bitPattern: lastUse.daysSinceEpoch))
        return writer.bytes
    }

    func isTrusted(at time: Timestamp) -> Bool { trustedUntil.map { time < $0 } ?? false }
}

extension RecordKey {
    static func device(_ hash: [UInt8], of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .knownDevice, owner: account.bytes, name: hash)
    }
}
