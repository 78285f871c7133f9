import KeyService
package import Primitives
import Sealing
import Vault

/// What a page shows of an authenticator app that is being set up.
package struct NewAppSecret: Sendable {
    /// 20 bytes.
    package let secret: [UInt8]
    package let handle: String
}

/// Factors as her page of them shows.
package struct FactorStanding: Sendable {
    package let hasSecondStep: Bool
    package let appAdded: Timestamp?
    package let backupCodeCount: Int
    package let backupCodesMade: Timestamp?
    package let passkeys: [Passkey]
}

/// The authenticator app and the backup codes.
///
/// - Source: docs/spec/factors.md §4, §5.
extension IdentityService {
    /// A secret that is not confirmed by then is made anew.
    private static let newAppSeconds: Int64 = 3600

    package func factors(for token: SessionToken) async throws(IdentityError) -> FactorStanding {
        let session = try await unlockedSession(token)
        let factors = try await secondFactors(of: session.account)?.value
        return FactorStanding(
            hasSecondStep: try await account(session.account).value.hasSecondStep,
            appAdded: factors?.app?.added,
            backupCodeCount: factors?.backupCodes.count ?? 0,
            backupCodesMade: factors?.backupCodesMade,
            passkeys: try await storedPasskeys(of: session.account).map(\.value).sorted { $0.added < $1.added }
        )
    }

    /// Makes a secret for an app, which takes the place of a present one when a code of it was typed.
    ///
    /// - Throws: `.proofNeeded`, `.signedOut`, `.sessionLocked`.
    package func makeAppSecret(_ token: SessionToken) async throws(IdentityError) -> NewAppSecret {
        let session = try await unlockedSession(token)
        try requireProof(session)
        let secret = SecureRandom.bytes(count: TimeCode.secretByteCount)
        try await repeating { () async throws(IdentityError) in
            let record = try await secondFactors(of: session.account)
            var changed = record?.value ?? SecondFactors()
            changed.newApp = SecondFactors.NewApp(secret: secret, since: now())
            try await write([.put(.secondFactors(of: session.account), changed, expected: record?.version ?? 0)])
        }
        return NewAppSecret(secret: secret, handle: try await account(session.account).value.handle)
    }

    /// The secret that waits for its first code; nil where none does.
    package func newAppSecret(_ token: SessionToken) async throws(IdentityError) -> NewAppSecret? {
        let session = try await unlockedSession(token)
        try requireProof(session)
        guard let new = try await secondFactors(of: session.account)?.value.newApp, isFresh(new) else { return nil }
        return NewAppSecret(secret: new.secret, handle: try await account(session.account).value.handle)
    }

    private func isFresh(_ new: SecondFactors.NewApp) -> Bool {
        now() < new.since.adding(seconds: Self.newAppSeconds)
    }

    /// Turns the app on, whose secret was made last, by a code that it shows.
    ///
    /// - Returns: backup codes where the account had none: shown once.
    /// - Throws: `.wrongSecondStep`, `.factor(.noApp)`, `.proofNeeded`, `.tooManyTries`.
    package func confirmApp(_ code: String, token: SessionToken) async throws(IdentityError) -> [Redacted<String>] {
        let session = try await unlockedSession(token)
        try requireProof(session)
        if let seconds = factorLimit.attempt(session.account.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        let codes = try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            guard let record = try await secondFactors(of: session.account), let new = record.value.newApp,
                isFresh(new)
            else { throw .factor(.noApp) }
            let app = SecondFactors.App(secret: new.secret, added: now(), lastStep: 0)
            guard case .fits(let step) = TimeCode.check(code, of: app, at: now()) else {
                throw .wrongSecondStep(.wrong)
            }
            try await note(AccountEvent(.authenticatorAdded), of: session.vault, by: session.slot)
            var changed = record.value
            changed.app = SecondFactors.App(secret: new.secret, added: now(), lastStep: step)
            changed.newApp = nil
            let codes = try await addFirstBackupCodes(to: &changed, session.account)
            let change = RecordChange.put(.secondFactors(of: session.account), changed, expected: record.version)
            try await write([change], by: standing) { $0.hasSecondStep = true }
            return codes
        }
        factorLimit.forgive(session.account.bytes)
        return codes
    }

    /// Takes the app away; where it was the last factor, the backup codes go with it.
    ///
    /// - Throws: `.factor(.noApp)`, `.proofNeeded`.
    package func removeApp(_ token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try requireProof(session)
        try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            guard let record = try await secondFactors(of: session.account), record.value.app != nil else {
                throw .factor(.noApp)
            }
            try await note(AccountEvent(.authenticatorRemoved), of: session.vault, by: session.slot)
            var changed = record.value
            changed.app = nil
            let hasOthers = try await !storedPasskeys(of: session.account).isEmpty
            let key = RecordKey.secondFactors(of: session.account)
            let change: RecordChange =
                hasOthers ? .put(key, changed, expected: record.version) : .delete(key, expected: record.version)
            try await write([change], by: standing) { $0.hasSecondStep = hasOthers }
        }
    }

    /// Makes ten new backup codes in place of those that are left.
    ///
    /// - Throws: `.factor(.noSecondStep)`, `.proofNeeded`.
    package func makeBackupCodes(_ token: SessionToken) async throws(IdentityError) -> [Redacted<String>] {
        let session = try await unlockedSession(token)
        try requireProof(session)
        return try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            guard standing.account.value.hasSecondStep else { throw .factor(.noSecondStep) }
            let record = try await secondFactors(of: session.account)
            var changed = record?.value ?? SecondFactors()
            try await note(AccountEvent(.backupCodesMade), of: session.vault, by: session.slot)
            let codes = try await putBackupCodes(in: &changed, session.account)
            let change = RecordChange.put(
                .secondFactors(of: session.account),
                changed,
                expected: record?.version ?? 0
            )
            try await write([change], by: standing) { $0.hasSecondStep = true }
            return codes
        }
    }

    /// Codes for an account that gets its first factor.
    func addFirstBackupCodes(
        to factors: inout SecondFactors,
        _ account: UserAccountID
    ) async throws(IdentityError) -> [Redacted<String>] {
        guard factors.backupCodesMade == nil else { return [] }
        return try await putBackupCodes(in: &factors, account)
    }

    private func putBackupCodes(
        in factors: inout SecondFactors,
        _ account: UserAccountID
    ) async throws(IdentityError) -> [Redacted<String>] {
        var codes: [Redacted<String>] = []
        factors.backupCodes = []
        factors.backupCodesMade = now()
        for _ in 0..<BackupCode.count {
            let code = BackupCode.random()
            guard let canonical = BackupCode.canonical(code) else { continue }
            factors.backupCodes.append(try await BackupCode.mark(canonical, of: account, by: surroundings.index))
            codes.append(Redacted(code))
        }
        return codes
    }
}
