import KeyService
package import Primitives
import Sealing
import Vault

/// Accounts of young people, which stand while a guardian consents.
///
/// - Source: docs/spec/age.md.
extension IdentityService {
    private static let label = Array("flowkeep/1 guardian".utf8)

    /// Makes a code by which one young person may make an account.
    ///
    /// - Throws: `.proofNeeded`; `.guardian(.notAllowed)` for a young person herself, and without a second step;
    ///   `.guardian(.tooMany)`.
    package func makeGuardianCode(_ token: SessionToken) async throws(IdentityError) -> Redacted<String> {
        let session = try await unlockedSession(token)
        try requireProof(session)
        let account = try await account(session.account).value
        guard account.guardianConsent == nil, account.hasSecondStep else { throw .guardian(.notAllowed) }
        let present = try await consents(of: account.id)
        let stale = present.filter { $0.value.child == nil && now() >= $0.value.expiry }
        guard present.count - stale.count < GuardianConsent.countMaximum else { throw .guardian(.tooMany) }
        let code = BackupCode.random()
        guard let name = try await Self.name(of: code, by: surroundings.index) else { throw .guardian(.wrongCode) }
        try await note(AccountEvent(.guardianConsented), of: session.vault, by: session.slot)
        let consent = GuardianConsent(given: now())
        let id = GuardianConsentID(guardian: account.id, name: name)
        try await write(
            [.put(id.key, consent, unique: name, expected: 0)] + stale.map { .delete($0.key, expected: $0.version) }
        )
        return Redacted(code)
    }

    /// Whether the owner of a session may consent to an account of somebody younger.
    package func canConsent(_ token: SessionToken) async throws(IdentityError) -> Bool {
        let account = try await account(try await unlockedSession(token).account).value
        return account.guardianConsent == nil && account.hasSecondStep
    }

    /// The accounts that the owner of a session consented to, the latest first.
    package func wards(for token: SessionToken) async throws(IdentityError) -> [Ward] {
        let session = try await unlockedSession(token)
        var wards: [Ward] = []
        for record in try await consents(of: session.account).sorted(by: { $0.value.given > $1.value.given }) {
            guard let child = record.value.child else { continue }
            let found: OpenRecord<UserAccount>?
            do { found = try await records.read(.account(child)) } catch { throw .records(error) }
            guard let handle = found?.value.handle else { continue }
            wards.append(
                Ward(
                    consent: record.key.name,
                    handle: handle,
                    given: record.value.given,
                    withdrawn: record.value.withdrawn
                )
            )
        }
        return wards
    }

    /// Withdraws a consent, ends the young person's sessions and shuts her tokens out; or gives it again.
    ///
    /// - `name`: ``Ward/consent``. Nothing happens where there is none.
    package func setConsent(
        toWard name: [UInt8],
        isGiven: Bool,
        token: SessionToken
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let key = GuardianConsentID(guardian: session.account, name: name).key
        let child = try await repeating { () async throws(IdentityError) -> UserAccountID? in
            guard let record = try await consent(at: key), let child = record.value.child,
                isGiven == (record.value.withdrawn != nil)
            else {
                return nil
            }
            let event = AccountEvent(isGiven ? .guardianConsented : .guardianWithdrew)
            try await note(event, of: session.vault, by: session.slot)
            try await note(event, of: try await account(child).value.vault)
            var changed = record.value
            changed.withdrawn = isGiven ? nil : now()
            try await write([.put(key, changed, unique: name, expected: record.version)])
            return child
        }
        guard let child, !isGiven else { return }
        // Tokens are refused from here on; what they had open goes.
        for token in try await storedTokens(of: child) { leave(token.value) }
        try await signOutEverywhere(child)
    }

    /// The consent that a code stands for, and what uses it up for an account.
    ///
    /// - Throws: `.guardian(.needed)` without a code, `.guardian(.wrongCode)` for one that is wrong, used or too old.
    func consent(
        _ code: String?,
        for child: UserAccountID
    ) async throws(IdentityError) -> (id: GuardianConsentID, change: RecordChange) {
        guard let code, !code.isEmpty else { throw .guardian(.needed) }
        guard let name = try await Self.name(of: code, by: surroundings.index) else { throw .guardian(.wrongCode) }
        let record: OpenRecord<GuardianConsent>?
        do { record = try await records.find(.guardianConsent, unique: name) } catch { throw .records(error) }
        guard let record, record.key.name == name, record.value.child == nil, record.value.withdrawn == nil,
            now() < record.value.expiry, let guardian = UserAccountID(bytes: record.key.owner)
        else { throw .guardian(.wrongCode) }
        try await note(AccountEvent(.guardianConsentUsed), of: try await account(guardian).value.vault)
        var used = record.value
        used.child = child
        let id = GuardianConsentID(guardian: guardian, name: name)
        return (id, .put(id.key, used, unique: name, expected: record.version))
    }

    /// Requires that the guardian of a young person's account still consents.
    func requireGuardian(of account: UserAccount) async throws(IdentityError) {
        guard let id = account.guardianConsent else { return }
        guard let record = try await consent(at: id.key), record.value.child == account.id,
            record.value.withdrawn == nil
        else {
            throw .guardian(.withdrawn)
        }
    }

    private func consent(at key: RecordKey) async throws(IdentityError) -> OpenRecord<GuardianConsent>? {
        do { return try await records.read(key) } catch { throw .records(error) }
    }

    private func consents(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<GuardianConsent>] {
        do { return try await records.list(.guardianConsent, owner: account.bytes) } catch { throw .records(error) }
    }

    private static func name(of code: String, by index: BlindIndex) async throws(IdentityError) -> [UInt8]? {
        guard let canonical = BackupCode.canonical(code) else { return nil }
        do { return Digest.sha256(label, try await index.value(.guardian, of: canonical)) } catch {
            throw .records(.key(error))
        }
    }
}
