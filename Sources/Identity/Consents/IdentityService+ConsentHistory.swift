import KeyService
import Primitives
import Vault

/// What was consented to and taken back so far.
///
/// - Source: docs/spec/consents.md §3.
extension IdentityService {
    /// How many changes are kept: the newest.
    ///
    /// All of them stay in the access history.
    package static let consentHistoryMaximum = 200

    /// Every change of a consent that is kept, newest first.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func consentHistory(for token: SessionToken) async throws(IdentityError) -> [ConsentChange] {
        let session = try await unlockedSession(token)
        return try await consentHistory(of: session.vault).map(\.value).reversed()
    }

    private func consentHistory(of vault: VaultID) async throws(IdentityError) -> [OpenRecord<ConsentChange>] {
        do { return try await records.list(.consentHistory, owner: vault.bytes) } catch { throw .records(error) }
    }

    /// What a change writes into the history; the oldest go when there are too many.
    func historyChanges(_ changed: [ConsentChange], of vault: VaultID) async throws(IdentityError) -> [RecordChange] {
        let kept = try await consentHistory(of: vault)
        let excess = max(0, kept.count + changed.count - Self.consentHistoryMaximum)
        return kept.prefix(excess).map { .delete($0.key) } + Self.newHistory(changed, of: vault)
    }

    /// The same for a vault that has no history yet.
    static func newHistory(_ changed: [ConsentChange], of vault: VaultID) -> [RecordChange] {
        changed.map { .put(.consentHistory($0.makeName(), of: vault), $0, expected: 0) }
    }
}
