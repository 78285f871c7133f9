import KeyService
import Primitives
import Sealing
import Vault

/// Showing again who is there, before what cannot be taken back.
///
/// - Source: docs/spec/factors.md §8.
extension IdentityService {
    /// How long a proof is good for.
    package static let proofSeconds: Int64 = 600

    /// What shows who is there in a session.
    package enum Proof: Sendable {
        case passphrase(String)
        /// A code of the app, or a passkey.
        case factor(PresentedFactor)
    }

    /// Whether a session has shown lately who is there.
    package func isProved(_ session: Session) -> Bool { now() < session.proved.adding(seconds: Self.proofSeconds) }

    /// - Throws: ``IdentityError/proofNeeded``.
    func requireProof(_ session: Session) throws(IdentityError) {
        guard isProved(session) else { throw .proofNeeded }
    }

    /// As ``isProved(_:)``, by token.
    ///
    /// - Throws: `.signedOut`, `.sessionLocked`.
    package func isProved(_ token: SessionToken) async throws(IdentityError) -> Bool {
        isProved(try await unlockedSession(token))
    }

    /// Takes a proof.
    ///
    /// - Throws: `.wrongCredentials`, `.wrongSecondStep`, `.passkey`, `.tooManyTries`; refusals are told.
    package func prove(
        _ proof: Proof,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let account = try await account(session.account).value
        switch proof {
        case .passphrase(let text):
            do throws(IdentityError) {
                _ = try await unlocked(account, passphrase: text, from: source)
            } catch {
                if error == .wrongCredentials {
                    try await note(AccountEvent(.proofRefused), of: session.vault, by: session.slot)
                }
                throw error
            }
        case .factor(let factor):
            try requireTries(source)
            // An account without a second step has nothing to show but the passphrase.
            guard account.hasSecondStep else { throw .wrongCredentials }
            _ = try await requireSecondStep(of: account, factor, .local, for: .proof(token))
        }
        let time = now()
        try await update(session) { $0.proved = time }
        sessions.forgetRecords(of: session.account)
    }
}
