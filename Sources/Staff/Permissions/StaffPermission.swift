/// One thing that somebody of the staff may do, from a closed list; every route of the staff names one.
///
/// None of them by itself shows anything of a vault: a staff session holds no key that opens one
/// (docs/spec/break-glass.md says what else it takes).
///
/// - Source: docs/spec/staff.md §2.
package enum StaffPermission: String, Sendable, CaseIterable, Hashable {
    /// See how one stands oneself, and sign out.
    case ownPage = "own-page"
    case readRoster = "read-roster"
    /// Propose an invitation or another role, agree to one, take one back.
    case decideRoster = "decide-roster"
    case removeMember = "remove-member"
    case endSessions = "end-sessions"
    case attestDevice = "attest-device"
    case recordTraining = "record-training"
    case planDuty = "plan-duty"
    /// Read what the staff did.
    case readHistory = "read-history"
    /// See how the installation is doing: promises, never people.
    case readConsole = "read-console"
    /// See whether an account is held and how many sessions it has.
    case findAccount = "find-account"
    case endAccountSessions = "end-account-sessions"
    case holdAccount = "hold-account"
    case releaseAccount = "release-account"
    /// Ask for a part of a person's data who allowed it, and read it once two officers agreed.
    case askAccess = "ask-access"
    /// Agree to another's request with one's own key, or refuse it.
    case decideAccess = "decide-access"
    /// See one's own requests; with ``readHistory`` all there are and were.
    case readAccess = "read-access"
    /// Read and answer what people ask for about their rights, by number.
    case answerRequests = "answer-requests"
    /// Write down a breach of personal data and who was told of it; open whether or not one is on duty, as hours count.
    case handleBreaches = "handle-breaches"

    /// Whether it reaches the running system or people's accounts: gone while training lapsed or nobody is on duty.
    package var isProduction: Bool {
        switch self {
        case .readConsole, .findAccount, .endAccountSessions, .holdAccount, .releaseAccount, .askAccess,
            .decideAccess, .answerRequests:
            true
        case .ownPage, .readRoster, .decideRoster, .removeMember, .endSessions, .attestDevice, .recordTraining,
            .planDuty, .readHistory, .readAccess, .handleBreaches:
            false
        }
    }
}
