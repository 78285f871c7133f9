import KeyService
import Primitives
import Sealing
import Vault
import WebAuthn

/// How the second step was done.
enum SecondStepDone: Hashable {
    /// The account has none.
    case notNeeded
    /// By a device that she trusts.
    case device
    case factor
}

/// The second step: what an account has of it, and whether what was shown does it.
///
/// - Source: docs/spec/factors.md §3.
extension IdentityService {
    /// Requires the second step where the account has one; call it after the passphrase turned out right.
    ///
    /// - `use`: what a passkey's challenge must have been given out for; nil where no passkey can be shown.
    /// - Throws: `.secondStepNeeded`, `.wrongSecondStep`, `.passkey`, `.tooManyTries`.
    func requireSecondStep(
        of account: UserAccount,
        _ factor: PresentedFactor?,
        _ device: SeenDevice,
        for use: Challenge.Use? = nil
    ) async throws(IdentityError) -> SecondStepDone {
        guard account.hasSecondStep else { return .notNeeded }
        if let known = try await knownDevice(device.token, of: account.id), known.isTrusted(at: now()) {
            return .device
        }
        guard let factor else { throw .secondStepNeeded(try await secondSteps(of: account.id)) }
        if let seconds = factorLimit.attempt(account.id.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        try await check(factor, of: account, for: use)
        factorLimit.forgive(account.id.bytes)
        return .factor
    }

    /// Takes what was shown, so that it cannot be shown again.
    private func check(
        _ factor: PresentedFactor,
        of account: UserAccount,
        for use: Challenge.Use?
    ) async throws(IdentityError) {
        switch factor {
        case .passkey(let answer):
            guard let use else { throw .passkey(.challenge) }
            _ = try await verified(answer, of: account.id, for: use)
        case .code(let text) where TimeCode.hasForm(text): try await takeTimeCode(text, of: account)
        case .code(let text):
            if let canonical = BackupCode.canonical(text) {
                try await takeBackupCode(canonical, of: account)
            } else {
                try await checkRecoveryCode(text, of: account)
            }
        }
    }

    private func takeTimeCode(_ text: String, of account: UserAccount) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await secondFactors(of: account.id), let app = record.value.app else {
                try await refuse(.wrong, account)
            }
            switch TimeCode.check(text, of: app, at: now()) {
            case .wrong: try await refuse(.wrong, account)
            case .used: try await refuse(.used, account)
            case .fits(let step):
                var changed = record.value
                changed.app?.lastStep = step
                // Of two who show it at once, one finds another version.
                try await write([.put(.secondFactors(of: account.id), changed, expected: record.version)])
            }
        }
    }

    private func takeBackupCode(_ canonical: [UInt8], of account: UserAccount) async throws(IdentityError) {
        let mark = try await BackupCode.mark(canonical, of: account.id, by: surroundings.index)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await secondFactors(of: account.id),
                let place = record.value.backupCodes.firstIndex(of: mark)
            else { try await refuse(.wrong, account) }
            var changed = record.value
            changed.backupCodes.remove(at: place)
            try await note(AccountEvent(.backupCodeUsed), of: account.vault)
            try await write([.put(.secondFactors(of: account.id), changed, expected: record.version)])
        }
    }

    /// The recovery code shows that she has the kit; it is not spent, since the passphrase was shown too.
    private func checkRecoveryCode(_ text: String, of account: UserAccount) async throws(IdentityError) {
        let key: SharedSecret
        do { key = try RecoveryCode(text: text).holderKey } catch { try await refuse(.wrong, account) }
        guard let slot = try await slot(account.recoverySlot, of: account.vault) else {
            try await refuse(.wrong, account)
        }
        do { _ = try await opened(slot, with: key, otherwise: .wrongSecondStep(.wrong)) } catch {
            guard error == .wrongSecondStep(.wrong) else { throw error }
            try await refuse(.wrong, account)
        }
        try await note(AccountEvent(.backupCodeUsed), of: account.vault)
    }

    /// Tells her and refuses.
    private func refuse(
        _ refusal: SecondStepRefusal,
        _ account: UserAccount
    ) async throws(IdentityError) -> Never {
        try await note(AccountEvent(.secondStepRefused), of: account.vault)
        throw .wrongSecondStep(refusal)
    }

    func secondSteps(of account: UserAccountID) async throws(IdentityError) -> SecondSteps {
        let factors = try await secondFactors(of: account)?.value
        return SecondSteps(
            hasApp: factors?.app != nil,
            backupCodeCount: factors?.backupCodes.count ?? 0,
            passkeys: try await storedPasskeys(of: account).map {
                PasskeyName(credentialID: $0.value.credentialID, transports: $0.value.transports)
            }
        )
    }

    func secondFactors(of account: UserAccountID) async throws(IdentityError) -> OpenRecord<SecondFactors>? {
        do { return try await records.read(.secondFactors(of: account)) } catch { throw .records(error) }
    }

    /// Writes an event into a person's history before what it tells is done.
    func note(
        _ event: AccountEvent,
        of vault: VaultID,
        by slot: KeySlotID? = nil
    ) async throws(IdentityError) {
        do { try await surroundings.events.record(event, of: vault, by: slot, at: now()) } catch {
            throw .vault(error)
        }
    }
}
