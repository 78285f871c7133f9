package import Identity
package import Primitives

/// The sessions of the identity service, as routes ask for them.
package struct IdentityGate: SessionGate {
    let identity: IdentityService

    package init(identity: IdentityService) { self.identity = identity }

    package func session(for token: String, purpose: Purpose?) async throws -> WebSession? {
        guard let token = SessionToken(text: token) else { return nil }
        guard let purpose else { return try await known(token) }
        switch try await identity.authenticate(token, purpose: purpose) {
        case .open(let session, let access):
            return WebSession(
                account: session.account,
                token: token,
                access: access,
                isUnlocked: true,
                isProved: identity.isProved(session),
                expiry: session.expiry,
                idleLockSeconds: Int(session.idleLockMinutes) * 60
            )
        case .locked(let session): return locked(session, token)
        case .signedOut: return nil
        }
    }

    package func session(_ session: WebSession, in book: VaultID, purpose: Purpose) async throws -> WebSession {
        guard let token = session.token else {
            if let bearer = session.bearer { try await identity.noteRefusal(of: bearer) }
            throw Problem(.notAllowed, detail: "A token reaches the book of its owner only.")
        }
        let (_, access) = try await identity.openBook(book, for: purpose, token: token)
        return WebSession(
            account: session.account,
            token: token,
            access: access,
            isUnlocked: true,
            isProved: session.isProved,
            expiry: session.expiry,
            idleLockSeconds: session.idleLockSeconds,
            book: book
        )
    }

    /// Without a purpose nothing is opened, so nothing is written down as opened.
    private func known(_ token: SessionToken) async throws -> WebSession? {
        do throws(IdentityError) {
            let session = try await identity.session(token)
            guard !session.isLocked else { return locked(session, token) }
            return WebSession(
                account: session.account,
                token: token,
                access: nil,
                isUnlocked: true,
                isProved: identity.isProved(session),
                expiry: session.expiry,
                idleLockSeconds: Int(session.idleLockMinutes) * 60
            )
        } catch {
            guard error == .signedOut else { throw error }
            return nil
        }
    }

    private func locked(_ session: Session, _ token: SessionToken) -> WebSession {
        WebSession(account: session.account, token: token, access: nil, isUnlocked: false, expiry: session.expiry)
    }
}
