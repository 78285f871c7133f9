package import KeyService
package import Primitives

package enum StaffProposalTag: Sendable {}
package typealias StaffProposalID = ID<StaffProposalTag>

/// A change of the roster that takes two officers: an invitation, or another role.
///
/// An invitation that both agreed to has a link; who follows it belongs to the staff.
package struct StaffProposal: Sendable, Hashable, RecordCodable {
    /// How long officers have to agree, and after that the invited one to come.
    package static let lifetimeSeconds: Int64 = 24 * 3600

    package enum Change: Sendable, Hashable {
        case invitation(name: String, role: StaffRole)
        case role(StaffMemberID, StaffRole)
    }

    package let id: StaffProposalID
    package let change: Change
    package let made: Timestamp
    /// Officers who agreed, the first of whom proposed it; none for one made on the command line.
    package internal(set) var approvals: [StaffMemberID]
    /// Whether whoever runs the installation made it on the command line, for one of the first two officers.
    package let isOperators: Bool
    /// SHA-256 of the link's secret, once there is one.
    package internal(set) var secretHash: [UInt8]?
    /// From when on the proposal, or its link, counts for nothing.
    package internal(set) var expiry: Timestamp

    package var isLink: Bool { secretHash != nil }

    package init(
        id: StaffProposalID,
        _ change: Change,
        made: Timestamp,
        by officer: StaffMemberID?,
        secretHash: [UInt8]? = nil
    ) {
        self.id = id
        self.change = change
        self.made = made
        approvals = officer.map { [$0] } ?? []
        isOperators = officer == nil
        self.secretHash = secretHash
        expiry = made.adding(seconds: Self.lifetimeSeconds)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, made)
        writer.append(3, expiry)
        switch change {
        case .invitation(let name, let role):
            writer.append(4, role.rawValue)
            writer.append(5, name)
        case .role(let member, let role):
            writer.append(4, role.rawValue)
            writer.append(6, member)
        }
        for officer in approvals { writer.append(7, officer) }
        writer.append(8, isOperators)
        if let secretHash { writer.append(9, secretHash) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        made = try reader.timestamp(2)
        expiry = try reader.timestamp(3)
        guard let role = StaffRole(rawValue: try reader.uint8(4)) else { throw .value(4) }
        if let member: StaffMemberID = try reader.optionalID(6) {
            change = .role(member, role)
        } else {
            change = .invitation(name: try reader.string(5), role: role)
        }
        var officers: [StaffMemberID] = []
        for bytes in reader.allBytes(7) {
            guard let officer = StaffMemberID(bytes: bytes) else { throw .width(7) }
            officers.append(officer)
        }
        approvals = officers
        isOperators = try reader.bool(8)
        secretHash = try reader.optionalBytes(9)
    }
}
