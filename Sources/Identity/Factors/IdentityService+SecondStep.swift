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
    /// By what was shown; a passkey is named by its mark.
    case factor(passkey: [UInt8]?)
}

/// For what a factor is shown: that decides which ones do it, and how a refusal is told.
enum SecondStepUse {
    /// After the passphrase. A passkey does it where the sign-in waits, since its challenge names the sign-in.
    case signIn(SignInToken?)
    /// After the recovery code, which is no second step beside itself.
    case recovery
    /// In a session: by what she has at hand, not by what is kept for bad days.
    case proof(SessionToken)

    /// What a passkey's challenge must have been given out for; nil where no passkey can be shown.
    var challenge: Challenge.Use? {
        switch self {
        case .signIn(let token): token.map { .secondStep($0) }
        case .recovery: nil
        case .proof(let token): .proof(token)
        }
    }

    /// Beside the recovery code a device would take the passphrase's place.
    var takesDevice: Bool { isSignIn }

    var takesBackupCode: Bool { !isProof }

    var takesRecoveryCode: Bool { isSignIn }

    var refusal: AccountEvent.Act { isProof ? .proofRefused : .secondStepRefused }

    private var isSignIn: Bool { if case .signIn = self { true } else { false } }

    private var isProof: Bool { if case .proof = self { true } else { false } }
}

/// The second step: what an account has of it, and whether what was shown does it.
///
/// - Source: docs/spec/factors.md §3.
extension IdentityService {
    /// Requires the second step where the account has one; call it after the passphrase turned out right.
    ///
    /// - Throws: `.secondStepNeeded`, `.wrongSecondStep`, `.passkey`, `.tooManyTries`.
    func requireSecondStep(
        of account: UserAccount,
        _ factor: PresentedFactor?,
        _ device: SeenDevice,
        for use: SecondStepUse
    ) async throws(IdentityError) -> SecondStepDone {
        guard account.hasSecondStep else { return .notNeeded }
        if use.takesDevice, let known = try await knownDevice(device.token, of: account.id)?.value,
            known.isTrusted(at: now())
        {
            return .device
        }
        guard let factor else { throw .secondStepNeeded(try await secondSteps(of: account.id)) }
        if let seconds = factorLimit.attempt(account.id.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        let passkey = try await check(factor, of: account, for: use)
        factorLimit.forgive(account.id.bytes)
        return .factor(passkey: passkey)
    }

    /// Takes what was shown, so that it cannot be shown again.
    ///
    /// - Returns: the mark of a passkey.
    private func check(
        _ factor: PresentedFactor,
        of account: UserAccount,
        for use: SecondStepUse
    ) async throws(IdentityError) -> [UInt8]? {
        switch factor {
        case .passkey(let answer): return try await takePasskey(answer, of: account, for: use)
        case .code(let text) where TimeCode.hasForm(text): try await takeTimeCode(text, of: account, for: use)
        case .code(let text):
            if use.takesBackupCode, let canonical = BackupCode.canonical(text) {
                try await takeBackupCode(canonical, of: account, for: use)
            } else if use.takesRecoveryCode {
                try await checkRecoveryCode(text, of: account, for: use)
            } else {
                try await refuse(.wrong, account, use)
            }
        }
        return nil
    }

    private func takePasskey(
        _ answer: PasskeyAnswer,
        of account: UserAccount,
        for use: SecondStepUse
    ) async throws(IdentityError) -> [UInt8] {
        do throws(IdentityError) {
            guard let challenge = use.challenge else { throw .passkey(.unknown) }
            return try await verified(answer, of: account.id, for: challenge).passkey.mark
        } catch {
            // One that is hers was told where it was found.
            if error == .passkey(.unknown) { try await note(AccountEvent(use.refusal), of: account.vault) }
            throw error
        }
    }

    private func takeTimeCode(
        _ text: String,
        of account: UserAccount,
        for use: SecondStepUse
    ) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await secondFactors(of: account.id), let app = record.value.app else {
                try await refuse(.wrong, account, use)
            }
            switch TimeCode.check(text, of: app, at: now()) {
            case .wrong: try await refuse(.wrong, account, use)
            case .used: try await refuse(.used, account, use)
            case .fits(let step):
                var changed = record.value
                changed.app?.lastStep = step
                // Of two who show it at once, one finds another version.
                try await write([.put(.secondFactors(of: account.id), changed, expected: record.version)])
            }
        }
    }

    private func takeBackupCode(
        _ canonical: [UInt8],
        of account: UserAccount,
        for use: SecondStepUse
    ) async throws(IdentityError) {
        let mark = try await BackupCode.mark(canonical, of: account.id, by: surroundings.index)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await secondFactors(of: account.id),
                let place = record.value.backupCodes.firstIndex(of: mark)
            else { try await refuse(.wrong, account, use) }
            var changed = record.value
            changed.backupCodes.remove(at: place)
            try await note(AccountEvent(.backupCodeUsed), of: account.vault)
            try await write([.put(.secondFactors(of: account.id), changed, expected: record.version)])
        }
    }

    /// The recovery code shows that she has the kit; it is not spent, since the passphrase was shown too.
    private func checkRecoveryCode(
        _ text: String,
        of account: UserAccount,
        for use: SecondStepUse
    ) async throws(IdentityError) {
        let key: SharedSecret
        do { key = try RecoveryCode(text: text).holderKey } catch { try await refuse(.wrong, account, use) }
        guard let slot = try await slot(account.recoverySlot, of: account.vault) else {
            try await refuse(.wrong, account, use)
        }
        do { _ = try await opened(slot, with: key, otherwise: .wrongSecondStep(.wrong)) } catch {
            guard error == .wrongSecondStep(.wrong) else { throw error }
            try await refuse(.wrong, account, use)
        }
        try await note(AccountEvent(.backupCodeUsed), of: account.vault)
    }

    /// Tells her and refuses.
    private func refuse(
        _ refusal: SecondStepRefusal,
        _ account: UserAccount,
        _ use: SecondStepUse
    ) async throws(IdentityError) -> Never {
        try await note(AccountEvent(use.refusal), of: account.vault)
        throw .wrongSecondStep(refusal)
    }

    func secondSteps(of account: UserAccountID) async throws(IdentityError) -> SecondSteps {
        let factors = try await secondFactors(of: account)?.value
        return SecondSteps(
            hasApp: factors?.app != nil,
            backupCodeCount: factors?.backupCodes.count ?? 0,
            passkeys: try await storedPasskeys(of: account).map { PasskeyName($0.value) }
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
