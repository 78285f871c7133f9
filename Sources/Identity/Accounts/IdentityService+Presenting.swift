import KeyService

extension IdentityService {
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
