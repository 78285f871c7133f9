package import Identity
package import Primitives
import Vault

extension IdentityGate {
    package func session(
        bearing token: APIToken,
        scope: TokenScope?,
        purpose: Purpose
    ) async throws -> WebSession? {
        guard let bearer = try await identity.bearer(of: token) else { return nil }
        guard let scope, scope.isGranted(by: bearer.scopes) else {
            try await identity.noteRefusal(of: bearer)
            throw Problem(.notAllowed, detail: "This token is not for that.")
        }
        // Who may write has the keys; who may only add opens nothing.
        let isReader = scope.reads || bearer.scopes.contains { $0.tracker == scope.tracker && $0.isWrite }
        let access = isReader ? try await identity.open(bearer, purpose: purpose) : nil
        return WebSession(
            account: bearer.record.account,
            token: nil,
            access: access,
            isUnlocked: true,
            expiry: bearer.record.expiry,
            bearer: bearer
        )
    }
}

extension TokenScope {
    /// Whether it holds reading and adding, too.
    fileprivate var isWrite: Bool { self == .moneyWrite || self == .diaryWrite }
}
