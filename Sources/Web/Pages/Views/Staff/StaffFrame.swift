import Staff

/// What stands around a page of the staff for whoever is signed in.
package struct StaffFrame: Sendable {
    let role: String
    let tabs: [Place.StaffTab]

    package init(role: String, tabs: [Place.StaffTab]) {
        self.role = role
        self.tabs = tabs
    }
}

extension Place {
    /// The pages of the staff.
    package enum StaffTab: String, Hashable, Sendable, CaseIterable {
        case own
        case console
        case numbers
        case accounts
        case access
        case requests
        case breaches
        case members
        case decisions
        case history

        var label: String {
            switch self {
            case .own: localized("How you stand")
            case .console: localized("How it is doing")
            case .numbers: localized("Numbers")
            case .accounts: localized("Accounts")
            case .access: localized("Access of two")
            case .requests: localized("Requests of people")
            case .breaches: localized("Breaches")
            case .members: localized("Members")
            case .decisions: localized("Decisions of two")
            case .history: localized("What the staff did")
            }
        }

        var path: String {
            switch self {
            case .own: StaffOwnPages.path
            case .console: StaffConsolePages.path
            case .numbers: StaffNumbersPages.path
            case .accounts: StaffAccountPages.path
            case .access: StaffAccessPages.path
            case .requests: StaffRightsPages.path
            case .breaches: StaffBreachPages.path
            case .members: StaffMemberPages.path
            case .decisions: StaffDecisionPages.path
            case .history: StaffHistoryPages.path
            }
        }

        var icon: String {
            switch self {
            case .own: "key"
            case .console: "seal"
            case .numbers: "chart"
            case .accounts: "lock"
            case .access: "eye"
            case .requests: "note"
            case .breaches: "warn"
            case .members: "people"
            case .decisions: "staff"
            case .history: "list"
            }
        }

        /// What it takes to see it.
        var permission: StaffPermission {
            switch self {
            case .own: .ownPage
            case .console, .numbers: .readConsole
            case .accounts: .findAccount
            case .access: .readAccess
            case .requests: .answerRequests
            case .breaches: .handleBreaches
            case .members: .readRoster
            case .decisions: .decideRoster
            case .history: .readHistory
            }
        }
    }
}
