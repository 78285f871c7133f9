package import KeyService
package import Primitives

/// A signed-in browser of the staff, as stored (sealed) in the metadata store.
///
/// It names a member and a device and says nothing of what they may do: that is read anew at each request.
///
/// - Shape: record 31; docs/spec/staff.md §5.
package struct StaffSession: Sendable, Hashable, RecordCodable {
    /// Without a request for so long, a session is over.
    package static let idleSeconds: Int64 = 600
    /// However busy, a session is over after eight hours.
    package static let lifetimeSeconds: Int64 = 8 * 3600

    /// Of the token.
    package let hash: [UInt8]
    package let member: StaffMemberID
    package let device: StaffDeviceID
    package let begun: Timestamp
    package internal(set) var lastUse: Timestamp

    package var expiry: Timestamp { begun.adding(seconds: Self.lifetimeSeconds) }

    package func isOver(at now: Timestamp) -> Bool {
        now >= expiry || now >= lastUse.adding(seconds: Self.idleSeconds)
    }

    init(hash: [UInt8], member: StaffMemberID, device: StaffDeviceID, begun: Timestamp) {
        self.hash = hash
        self.member = member
        self.device = device
        self.begun = begun
        lastUse = begun
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, hash)
        writer.append(2, member)
        writer.append(3, device)
        writer.append(4, begun)
        writer.append(5, lastUse)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        hash = try reader.bytes(1)
        member = try reader.id(2)
        device = try reader.id(3)
        begun = try reader.timestamp(4)
        lastUse = try reader.timestamp(5)
    }
}

extension RecordKey {
    static let staffRoster = RecordKey(kind: .staffRoster, name: [])

    static func staffSession(_ hash: [UInt8], of member: StaffMemberID) -> RecordKey {
        RecordKey(kind: .staffSession, owner: member.bytes, name: hash)
    }
}
