/// What somebody of the staff is there for, chosen from this closed list.
///
/// Which permissions a role has is the business of `Staff`; the name alone stands in access histories.
///
/// Raw values are in sealed records and events of the log: never renumber, never reuse.
package enum StaffRole: UInt8, Sendable, CaseIterable, Hashable {
    /// Answers people, and acts on accounts where that needs no data.
    case support = 1
    /// Keeps the program running.
    case engineer = 2
    /// As an engineer, and an officer: decides who belongs to the staff, two at a time.
    case seniorEngineer = 3
    /// Watches over devices, training and the staff's own acts.
    case security = 4
    /// Reads who may do what and what they did, and does nothing.
    case auditor = 5

    /// A name for addresses, forms and JSON, lower case with hyphens.
    package var name: String {
        switch self {
        case .support: "support"
        case .engineer: "engineer"
        case .seniorEngineer: "senior-engineer"
        case .security: "security"
        case .auditor: "auditor"
        }
    }

    package init?(name: some StringProtocol) {
        guard let role = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }

    /// Whether two of them together may do what nobody may alone.
    package var isOfficer: Bool { self == .seniorEngineer }
}

package enum StaffMemberTag: Sendable {}

/// Somebody of the staff; says nothing of who it is.
package typealias StaffMemberID = ID<StaffMemberTag>
