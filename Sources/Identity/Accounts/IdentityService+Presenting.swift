import KeyService
package import Primitives

/// What the head of each of her pages says of an account.
package struct AccountPresence: Sendable, Hashable {
    package let handle: String
    /// Since when somebody waits with the recovery code alone, and from when on it opens; nil where nobody does.
    package let recoveryWait: Range<Timestamp>?
    /// When the staff last opened a part of her data that she has not been told of.
    package let untoldAccess: Timestamp?
    /// When everything is deleted; nil where she did not ask for it.
    package let deletionDue: Timestamp?
}

extension IdentityService {
    /// What the head of the pages of the person a token belongs to says.
    ///
    /// - Throws: ``IdentityError/signedOut``.
    package func presence(_ token: SessionToken) async throws(IdentityError) -> AccountPresence {
        let account = try await account(try await session(token).account).value
        return AccountPresence(
            handle: account.handle,
            recoveryWait: recoveryWait(of: account),
            untoldAccess: account.untoldAccess,
            deletionDue: account.deletionDue
        )
    }

    /// The handle of the person a token belongs to, for the head of her pages.
    ///
    /// - Throws: ``IdentityError/signedOut``.
    package func handle(_ token: SessionToken) async throws(IdentityError) -> String {
        try await account(try await session(token).account).value.handle
    }

    /// Sets after how many idle minutes this one session locks: someone is at a shared device.
    package func shortenIdleLock(_ token: SessionToken, minutes: UInt32) async throws(IdentityError) {
        let session = try await session(token)
        let shortest = max(minutes, 1)
        try await update(session) { $0.idleLockMinutes = min($0.idleLockMinutes, shortest) }
        sessions.forgetRecords(of: session.account)
    }
}
