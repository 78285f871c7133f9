package import Identity
package import Primitives
package import Vault

/// Who is asking, as the session gate found it.
package struct WebSession: Sendable {
    package let account: UserAccountID
    package let token: SessionToken?
    /// The vault, open for the purpose of the route; nil while the session is locked, or when the route asks for none.
    package let access: VaultAccess?
    package let isUnlocked: Bool
    /// Whether it has shown lately who is there.
    package let isProved: Bool
    /// When the session ends, however busy.
    package let expiry: Timestamp
    /// How long after this request the session locks when nothing else is asked; nil where nobody knows.
    package let idleLockSeconds: Int?
    /// Set where an API token is asking, and no person in a session.
    package let bearer: TokenBearer?
    /// The shared book that ``access`` is of; nil where it is her own vault.
    package let book: VaultID?

    package init(
        account: UserAccountID,
        token: SessionToken?,
        access: VaultAccess?,
        isUnlocked: Bool,
        isProved: Bool = false,
        expiry: Timestamp,
        idleLockSeconds: Int? = nil,
        bearer: TokenBearer? = nil,
        book: VaultID? = nil
    ) {
        self.account = account
        self.token = token
        self.access = access
        self.isUnlocked = isUnlocked
        self.isProved = isProved
        self.expiry = expiry
        self.idleLockSeconds = idleLockSeconds
        self.bearer = bearer
        self.book = book
    }
}

/// Where no person has a session.
package struct NoSessions: SessionGate {
    package init() {}

    package func session(for token: String, purpose: Purpose?) async throws -> WebSession? { nil }
}

/// Finds the session a token belongs to.
///
/// Asked on every request, so it must be quick.
package protocol SessionGate: Sendable {
    /// Nil when no session lives under this token, which may be any text.
    ///
    /// With a purpose, the vault is opened for it when the session is unlocked.
    func session(for token: String, purpose: Purpose?) async throws -> WebSession?

    /// Who an API token belongs to, with the vault open as far as the token's scopes go and the route asks for it.
    ///
    /// - `scope`: what the route asks for.
    /// - Returns: nil for a token that is nobody's.
    /// - Throws: ``ProblemKind/notAllowed`` where the token has not the scope, or the route lets none in.
    func session(bearing token: APIToken, scope: TokenScope?, purpose: Purpose) async throws -> WebSession?

    /// An unlocked session with a shared book open in place of its own vault.
    func session(_ session: WebSession, in book: VaultID, purpose: Purpose) async throws -> WebSession
}

extension SessionGate {
    package func session(_ session: WebSession, in book: VaultID, purpose: Purpose) async throws -> WebSession {
        throw Problem(.noBook)
    }

    package func session(bearing token: APIToken, scope: TokenScope?, purpose: Purpose) async throws -> WebSession? {
        nil
    }
}
