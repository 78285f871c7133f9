import Primitives
import Staff

/// Roles, permissions and deeds of the staff in words, for its own pages.
enum StaffWords {
    static func role(_ role: StaffRole) -> String {
        switch role {
        case .support: localized("Support")
        case .engineer: localized("Engineer")
        case .seniorEngineer: localized("Senior engineer, officer")
        case .security: localized("Security")
        case .auditor: localized("Auditor")
        }
    }

    static var roles: [Choice] { StaffRole.allCases.map { Choice(value: $0.name, label: role($0)) } }

    static func permission(_ permission: StaffPermission) -> String {
        switch permission {
        case .ownPage: localized("See how you stand")
        case .readRoster: localized("See who belongs to the staff")
        case .decideRoster: localized("Decide with another officer who joins, and roles")
        case .removeMember: localized("Remove a member")
        case .endSessions: localized("End a colleague’s sessions")
        case .attestDevice: localized("Attest a colleague’s device")
        case .recordTraining: localized("Record a colleague’s training")
        case .planDuty: localized("Plan who is on call")
        case .readHistory: localized("Read what the staff did")
        case .readConsole: localized("See how the installation is doing")
        case .findAccount: localized("See whether an account is held")
        case .endAccountSessions: localized("End an account’s sessions")
        case .holdAccount: localized("Hold an account")
        case .releaseAccount: localized("Release an account")
        case .askAccess: localized("Ask to see a part of somebody’s data who allowed it")
        case .decideAccess: localized("Agree to such a request with your own key")
        case .readAccess: localized("See which requests there are and were")
        case .answerRequests: localized("Answer what people ask for about their rights")
        case .handleBreaches: localized("Write down a breach, and who was told")
        }
    }

    static func deed(_ deed: StaffDeed) -> String {
        switch deed {
        case .signedIn: localized("Signed in")
        case .signInRefused: localized("Was not let in")
        case .signedOut: localized("Signed out")
        case .sessionsEnded: localized("Ended a colleague’s sessions")
        case .proposed: localized("Proposed a change of the staff")
        case .approved: localized("Agreed to a change of the staff")
        case .withdrawn: localized("Took a proposal back")
        case .joined: localized("Joined the staff")
        case .roleChanged: localized("Changed a colleague’s role")
        case .removed: localized("Removed a colleague")
        case .deviceEnrolled: localized("Showed a new device")
        case .deviceAttested: localized("Attested a colleague’s device")
        case .deviceWithdrawn: localized("Took a device away")
        case .trainingRecorded: localized("Recorded a colleague’s training")
        case .dutyPlanned: localized("Planned a duty")
        case .dutyCancelled: localized("Cancelled a duty")
        case .accountLookedUp: localized("Looked up how an account stands")
        case .accountSessionsEnded: localized("Ended an account’s sessions")
        case .accountHeld: localized("Held an account")
        case .accountReleased: localized("Released an account")
        case .accessAsked: localized("Asked for access to a person’s data")
        case .accessAgreed: localized("Agreed to an access with a passkey")
        case .accessRefused: localized("Refused an access")
        case .accessWithdrawn: localized("Took a request for access back")
        case .accessOpened: localized("Access was opened")
        case .accessRead: localized("Read a page of a person’s data")
        case .accessEnded: localized("Access ended")
        case .accessDenied: localized("Tried an access that was not theirs to give or have")
        case .requestAcknowledged: localized("Looks at a person’s request")
        case .requestExtended: localized("Extended a person’s request")
        case .requestAnswered: localized("Answered a person’s request")
        case .nomineeAgreed: localized("Agreed to read a nominee")
        case .breachNoted: localized("Wrote down a breach, or who was told of it")
        }
    }

    static func training(_ kind: TrainingRecord.Kind) -> String {
        switch kind {
        case .onboarding: localized("Introduction")
        case .quarterly: localized("Quarterly training")
        }
    }

    static func lapse(_ lapse: StaffStanding.Lapse, _ day: (CalendarDay) -> String) -> String {
        switch lapse {
        case .neverTrained:
            localized("Your introduction is not on record.") + " "
                + localized("Until a colleague records it, nothing of production is open.")
        case .training(let due):
            localized("Your training counted until {day}.", ["day": day(due)]) + " "
                + localized("Until a colleague records the next one, nothing of production is open.")
        case .offDuty: localized("You are not on duty now, so nothing of production is open.")
        }
    }

    static func warning(
        _ warning: StaffStanding.Warning,
        _ day: (CalendarDay) -> String,
        _ time: (Timestamp) -> String
    ) -> String {
        switch warning {
        case .training(let due): localized("Your training counts until {day}.", ["day": day(due)])
        case .device(let until):
            localized("This device counts until {day}.", ["day": day(until)]) + " "
                + localized("After that it starts no session before somebody has looked at it again.")
        case .duty(let until): localized("Your duty ends at {time}.", ["time": time(until)])
        }
    }
}
