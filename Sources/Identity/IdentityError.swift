package import KeyService
package import Vault

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
    case vault(VaultError)
    case records(SealedRecordError)
}
