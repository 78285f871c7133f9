package import KeyService
package import Primitives
import Sealing

/// Somebody of the staff, with everything on which her permissions rest.
///
/// - Shape: fields of docs/spec/staff.md §3.
package struct StaffMember: Sendable, Hashable, RecordCodable {
    package static let nameCharacterCountMaximum = 60
    package static let deviceCountMaximum = 4
    package static let trainingCountMaximum = 8
    package static let dutyCountMaximum = 32

    package let id: StaffMemberID
    /// As colleagues call her; seen on the staff's own pages and nowhere else.
    package let name: String
    package internal(set) var role: StaffRole
    package let joined: Timestamp
    package internal(set) var passkey: StaffPasskey
    package internal(set) var devices: [StaffDevice]
    package internal(set) var training: [TrainingRecord]
    package internal(set) var duty: [DutyWindow]

    init(id: StaffMemberID, name: String, role: StaffRole, joined: Timestamp, passkey: StaffPasskey) {
        self.id = id
        self.name = name
        self.role = role
        self.joined = joined
        self.passkey = passkey
        devices = []
        training = []
        duty = []
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, name)
        writer.append(3, role.rawValue)
        writer.append(4, joined)
        writer.append(5, passkey.encode())
        for device in devices { writer.append(6, device.encode()) }
        for record in training { writer.append(7, record.encode()) }
        for window in duty { writer.append(8, window.encode()) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        name = try reader.string(2)
        guard let role = StaffRole(rawValue: try reader.uint8(3)) else { throw .value(3) }
        self.role = role
        joined = try reader.timestamp(4)
        passkey = try StaffPasskey(decoding: try reader.bytes(5))
        devices = try reader.all(6)
        training = try reader.all(7)
        duty = try reader.all(8)
    }
}

extension FieldReader {
    /// A list of values that are records themselves.
    func all<Value: RecordCodable>(_ tag: UInt16) throws(RecordDecodingError) -> [Value] {
        var values: [Value] = []
        for bytes in allBytes(tag) { values.append(try Value(decoding: bytes)) }
        return values
    }
}
