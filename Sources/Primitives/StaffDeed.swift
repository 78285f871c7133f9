/// What an act of the staff was, from a closed list.
///
/// Raw values are in events of the log: never renumber, never reuse.
package enum StaffDeed: UInt8, Sendable, CaseIterable, Hashable {
    case signedIn = 1
    /// A member showed her passkey and was not let in.
    case signInRefused = 2
    case signedOut = 3
    /// Sessions of a member were ended by somebody else.
    case sessionsEnded = 4
    /// An invitation or another role was proposed.
    case proposed = 5
    case approved = 6
    /// A proposal was taken back or refused.
    case withdrawn = 7
    /// Somebody followed her invitation and belongs to the staff.
    case joined = 8
    case roleChanged = 9
    case removed = 10
    /// A device was shown by its owner and waits for somebody to look at it.
    case deviceEnrolled = 11
    case deviceAttested = 12
    case deviceWithdrawn = 13
    case trainingRecorded = 14
    case dutyPlanned = 15
    case dutyCancelled = 16
    /// How a person's account stands was looked up: no data of hers.
    case accountLookedUp = 17
    case accountSessionsEnded = 18
    /// Nobody signs in to the account until it is released.
    case accountHeld = 19
    case accountReleased = 20
    /// A part of a person's data was asked for.
    case accessAsked = 21
    /// An officer agreed to it with her passkey.
    case accessAgreed = 22
    case accessRefused = 23
    case accessWithdrawn = 24
    /// The key service let go of the keys that were asked for.
    case accessOpened = 25
    /// A page of it was shown.
    case accessRead = 26
    case accessEnded = 27
    /// Somebody tried what she may not: agreed twice, to her own request, too late.
    case accessDenied = 28
    /// Somebody looks at what a person asked for about her rights.
    case requestAcknowledged = 31
    case requestExtended = 32
    case requestAnswered = 33
    /// One of two agreed that a person’s nominee is read.
    case nomineeAgreed = 34
    /// A breach of personal data was written down, or somebody was told of it.
    case breachNoted = 35

    /// Whether it concerns a person with an account, in whose own history it then stands.
    package var concernsAccount: Bool {
        switch self {
        case .accountLookedUp, .accountSessionsEnded, .accountHeld, .accountReleased, .accessAsked, .accessAgreed,
            .accessRefused, .accessWithdrawn, .accessOpened, .accessRead, .accessEnded, .accessDenied,
            .requestAcknowledged, .requestExtended, .requestAnswered, .nomineeAgreed:
            true
        default: false
        }
    }

    /// A name for JSON, lower case with hyphens.
    package var name: String {
        switch self {
        case .signedIn: "signed-in"
        case .signInRefused: "sign-in-refused"
        case .signedOut: "signed-out"
        case .sessionsEnded: "sessions-ended"
        case .proposed: "proposed"
        case .approved: "approved"
        case .withdrawn: "withdrawn"
        case .joined: "joined"
        case .roleChanged: "role-changed"
        case .removed: "removed"
        case .deviceEnrolled: "device-enrolled"
        case .deviceAttested: "device-attested"
        case .deviceWithdrawn: "device-withdrawn"
        case .trainingRecorded: "training-recorded"
        case .dutyPlanned: "duty-planned"
        case .dutyCancelled: "duty-cancelled"
        case .accountLookedUp: "account-looked-up"
        case .accountSessionsEnded: "account-sessions-ended"
        case .accountHeld: "account-held"
        case .accountReleased: "account-released"
        case .accessAsked: "access-asked"
        case .accessAgreed: "access-agreed"
        case .accessRefused: "access-refused"
        case .accessWithdrawn: "access-withdrawn"
        case .accessOpened: "access-opened"
        case .accessRead: "access-read"
        case .accessEnded: "access-ended"
        case .accessDenied: "access-denied"
        case .requestAcknowledged: "request-acknowledged"
        case .requestExtended: "request-extended"
        case .requestAnswered: "request-answered"
        case .nomineeAgreed: "nominee-agreed"
        case .breachNoted: "breach-noted"
        }
    }
}
