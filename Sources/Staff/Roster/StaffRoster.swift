package import KeyService
package import Primitives

/// Everybody of the staff and every change that waits for officers, as one record.
///
/// One record, so that a change is made against the roster as it is or not at all: whoever was removed a moment ago
/// agrees to nothing any more.
///
/// - Shape: record 30 of the metadata store; docs/spec/staff.md §3.
package struct StaffRoster: Sendable, Hashable, RecordCodable {
    /// More are another organisation; the record stays far below what one may hold.
    package static let memberCountMaximum = 64
    package static let proposalCountMaximum = 32
    /// Whose names the history still shows after they left: the newest.
    package static let formerCountMaximum = 64
    /// Officers without whom nothing that takes two can be decided.
    package static let officerCountMinimum = 2

    /// Somebody who left.
    package struct Former: Sendable, Hashable {
        package let id: StaffMemberID
        package let name: String
        package let left: Timestamp
    }

    package internal(set) var members: [StaffMember]
    package internal(set) var proposals: [StaffProposal]
    package internal(set) var former: [Former]

    package static let empty = StaffRoster()

    init() {
        members = []
        proposals = []
        former = []
    }

    package subscript(id: StaffMemberID) -> StaffMember? { members.first { $0.id == id } }

    package func member(credentialID: [UInt8]) -> StaffMember? {
        members.first { $0.passkey.credentialID == credentialID }
    }

    /// The name of a member or of somebody who left; nil for nobody known.
    package func name(of id: StaffMemberID) -> String? {
        self[id]?.name ?? former.first { $0.id == id }?.name
    }

    package var officers: [StaffMember] { members.filter(\.role.isOfficer) }

    package func proposal(_ id: StaffProposalID) -> StaffProposal? { proposals.first { $0.id == id } }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        for member in members { writer.append(1, member.encode()) }
        for proposal in proposals { writer.append(2, proposal.encode()) }
        for former in former {
            var fields = FieldWriter()
            fields.append(1, former.id)
            fields.append(2, former.name)
            fields.append(3, former.left)
            writer.append(3, fields.bytes)
        }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        members = try reader.all(1)
        proposals = try reader.all(2)
        former = []
        for bytes in reader.allBytes(3) {
            let fields = try FieldReader(bytes)
            former.append(
                Former(id: try fields.id(1), name: try fields.string(2), left: try fields.timestamp(3))
            )
        }
    }
}
