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
        var session = try await session(token)
        session.idleLockMinutes = min(session.idleLockMinutes, max(minutes, 1))
        try await write([
            .put(.session(session.hash, of: session.account), session, unique: session.hash, expected: nil)
        ])
        sessions.put(session)
    }
}
