package import KeyService
package import Primitives
package import Vault
package import WebAuthn

/// Why somebody was not let in, or a credential was not changed.
///
/// No case carries a handle, a passphrase or a code: these errors reach diagnostics.
package enum IdentityError: Error, Hashable, Sendable {
    case handle(Handle.Problem)
    case handleTaken
    case passphrase(Passphrase.Problem)
    /// Wrong handle or wrong passphrase. One case on purpose, after the same work.
    case wrongCredentials
    /// Wrong handle or wrong recovery code, likewise.
    case wrongRecoveryCode
    /// Too many tries; answer 429 with Retry-After.
    case tooManyTries(retryAfterSeconds: Int)
    /// More sign-ins at once than the machine can derive keys for; answer 503 with Retry-After.
    case busy(retryAfterSeconds: Int)
    /// No such session, or it has ended.
    case signedOut
    /// The session is there and its key is not: ask for the passphrase.
    case sessionLocked
    case ownLock(OwnLockProblem)
    /// The passphrase is right, and the account has a second step that was not shown.
    case secondStepNeeded(SecondSteps)
    case wrongSecondStep(SecondStepRefusal)
    case passkey(PasskeyProblem)
    /// The session has not shown for a while who is there.
    case proofNeeded
    /// The recovery code is right; without a second step it sets a new passphrase only from then on.
    case recoveryWaits(until: Timestamp)
    case factor(FactorProblem)
    case guardian(GuardianProblem)
    case token(TokenProblem)
    case inbox(InboxProblem)
    case sharing(SharingProblem)
    case support(SupportProblem)
    case deletion(DeletionProblem)
    case rights(RightsProblem)
    case breach(BreachProblem)
    /// The right secret, and the staff holds the account: nobody signs in until it is released.
    case held
    case vault(VaultError)
    case records(SealedRecordError)
}

/// Why a code was not taken as the second step.
package enum SecondStepRefusal: Error, Hashable, Sendable {
    case wrong
    /// Right, and taken before.
    case used
}

/// Why a passkey was not taken.
package enum PasskeyProblem: Error, Hashable, Sendable {
    /// What the browser brought does not hold.
    case notAccepted(WebAuthnError)
    /// Nobody's here.
    case unknown
    /// The challenge is not ours, too old, for something else, or was answered before.
    case challenge
    /// A second step alone: it has no secret that opens a vault.
    case opensNothing
    case tooMany
    case exists
}

/// Why a factor was not changed.
package enum FactorProblem: Error, Hashable, Sendable {
    /// No authenticator app waits for its first code, or none is there.
    case noApp
    /// A name that is empty, too long, or not one line.
    case name
    /// There is no second step that codes could stand in for.
    case noSecondStep
}

/// Why an account of a young person is not made, or not opened.
package enum GuardianProblem: Error, Hashable, Sendable {
    /// Under 18 an account needs a guardian's code.
    case needed
    /// Wrong, used, or too old.
    case wrongCode
    /// The guardian does not consent any more.
    case withdrawn
    /// Only adults with a second step can consent.
    case notAllowed
    case tooMany
}
