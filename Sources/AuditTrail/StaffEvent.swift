package import KeyService
package import Primitives
import TransparencyLog

/// What somebody of the staff did, as it is kept sealed beside its event.
///
/// - Shape: fields of docs/spec/access-history.md §4.
package struct StaffEvent: Sendable, Hashable, RecordCodable {
    package let deed: StaffDeed
    /// Of who did it; nil for whoever runs the installation.
    package let role: StaffRole?
    /// The member it is about, where it is not the one who did it.
    package let concerned: StaffMemberID?
    /// The role that was proposed or given.
    package let given: StaffRole?
    /// The access to a person's data that it is about.
    package let access: AccessMention?
    /// The breach of personal data that it is about.
    package let breach: BreachMention?

    package init(
        _ deed: StaffDeed,
        role: StaffRole?,
        concerned: StaffMemberID? = nil,
        given: StaffRole? = nil,
        access: AccessMention? = nil,
        breach: BreachMention? = nil
    ) {
        self.deed = deed
        self.role = role
        self.concerned = concerned
        self.given = given
        self.access = access
        self.breach = breach
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, deed.rawValue)
        if let role { fields.append(2, role.rawValue) }
        if let concerned { fields.append(3, concerned) }
        if let given { fields.append(4, given.rawValue) }
        if let access {
            fields.append(5, access.statement)
            for tracker in access.trackers { fields.append(6, tracker) }
            fields.append(7, UInt8(clamping: access.minutes))
            if let page = access.page { fields.append(8, UInt32(clamping: page)) }
        }
        if let breach {
            fields.append(9, breach.breach)
            fields.append(10, breach.noticed)
            if let duty = breach.duty { fields.append(11, duty) }
            if let told = breach.told { fields.append(12, told) }
            fields.append(13, breach.isOwed)
        }
        return fields.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let deed = StaffDeed(rawValue: try fields.uint8(1)) else { throw .value(1) }
        self.deed = deed
        role = try Self.role(2, of: fields)
        given = try Self.role(4, of: fields)
        concerned = try fields.optionalBytes(3) == nil ? nil : try fields.id(3)
        access = try Self.access(of: fields)
        breach = try Self.breach(of: fields)
    }

    private static func access(of fields: FieldReader) throws(RecordDecodingError) -> AccessMention? {
        guard let statement = try fields.optionalBytes(5) else { return nil }
        guard statement.count == LogEvent.digestByteCount else { throw .width(5) }
        var trackers: [UInt16] = []
        for bytes in fields.allBytes(6) {
            guard bytes.count == 2 else { throw .width(6) }
            trackers.append(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        }
        return AccessMention(
            statement: statement,
            trackers: trackers,
            minutes: Int(try fields.uint8(7)),
            page: try fields.optionalBytes(8) == nil ? nil : Int(try fields.uint32(8))
        )
    }

    private static func breach(of fields: FieldReader) throws(RecordDecodingError) -> BreachMention? {
        guard let id = try fields.optionalBytes(9) else { return nil }
        guard id.count == 16 else { throw .width(9) }
        return BreachMention(
            breach: id,
            noticed: try fields.timestamp(10),
            duty: try fields.optionalBytes(11) == nil ? nil : try fields.uint8(11),
            told: try fields.optionalTimestamp(12),
            isOwed: try fields.bool(13)
        )
    }

    private static func role(_ tag: UInt16, of fields: FieldReader) throws(RecordDecodingError) -> StaffRole? {
        guard try fields.optionalBytes(tag) != nil else { return nil }
        guard let role = StaffRole(rawValue: try fields.uint8(tag)) else { throw .value(tag) }
        return role
    }
}
