package import Primitives

/// A set of permissions as bits, so that asking costs next to nothing.
package struct StaffPermissions: Sendable, Hashable {
    private var bits: UInt32

    package static let none = StaffPermissions([])

    package init(_ permissions: some Sequence<StaffPermission>) {
        bits = permissions.reduce(0) { $0 | Self.bit($1) }
    }

    package func contains(_ permission: StaffPermission) -> Bool { bits & Self.bit(permission) != 0 }

    /// Those that do not reach production.
    package var withoutProduction: StaffPermissions { StaffPermissions(all.filter { !$0.isProduction }) }

    /// In the order of the list.
    package var all: [StaffPermission] { StaffPermission.allCases.filter(contains) }

    private static func bit(_ permission: StaffPermission) -> UInt32 {
        switch permission {
        case .ownPage: 1 << 0
        case .readRoster: 1 << 1
        case .decideRoster: 1 << 2
        case .removeMember: 1 << 3
        case .endSessions: 1 << 4
        case .attestDevice: 1 << 5
        case .recordTraining: 1 << 6
        case .planDuty: 1 << 7
        case .readHistory: 1 << 8
        case .readConsole: 1 << 9
        case .findAccount: 1 << 10
        case .endAccountSessions: 1 << 11
        case .holdAccount: 1 << 12
        case .releaseAccount: 1 << 13
        case .askAccess: 1 << 14
        case .decideAccess: 1 << 15
        case .readAccess: 1 << 16
        case .answerRequests: 1 << 17
        case .handleBreaches: 1 << 18
        }
    }
}

extension StaffRole {
    /// What the role may do while nothing of it has lapsed.
    ///
    /// - Source: the table of docs/spec/staff.md §2; a test compares the two.
    package var permissions: StaffPermissions {
        switch self {
        case .support:
            StaffPermissions([
                .ownPage, .readConsole, .findAccount, .endAccountSessions, .holdAccount, .askAccess, .readAccess,
                .answerRequests,
            ])
        case .engineer: StaffPermissions([.ownPage, .readRoster, .readConsole, .askAccess, .readAccess])
        case .seniorEngineer: StaffPermissions(StaffPermission.allCases)
        case .security:
            StaffPermissions([
                .ownPage, .readRoster, .endSessions, .attestDevice, .recordTraining, .readHistory, .readConsole,
                .findAccount, .endAccountSessions, .holdAccount, .releaseAccount, .readAccess,
                .answerRequests, .handleBreaches,
            ])
        case .auditor: StaffPermissions([.ownPage, .readRoster, .readHistory, .readAccess])
        }
    }
}
