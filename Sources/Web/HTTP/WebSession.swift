package import Primitives

/// Who is asking, as the session gate found it.
package struct WebSession: Hashable, Sendable {
    package let id: SessionID
    package let account: UserAccountID
    package let vault: VaultID
    /// Whether the vault is open for this session. A locked session can do little but unlock and sign out.
    package let isUnlocked: Bool

    package init(id: SessionID, account: UserAccountID, vault: VaultID, isUnlocked: Bool) {
        self.id = id
        self.account = account
        self.vault = vault
        self.isUnlocked = isUnlocked
    }
}

/// Finds the session a token belongs to. Asked on every request, so it must be quick.
package protocol SessionGate: Sendable {
    /// - Parameter token: as it came in the cookie or the `Authorization` header; may be anything.
    /// - Returns: nil when no session lives under this token.
    func session(for token: String) async throws -> WebSession?
}
