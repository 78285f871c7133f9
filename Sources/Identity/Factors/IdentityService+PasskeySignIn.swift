import KeyService
import Primitives
import Sealing
import Vault

/// Coming in by a passkey that opens the vault: no passphrase, no second step.
///
/// - Source: docs/spec/factors.md §3, §6.
extension IdentityService {
    /// Begins a session.
    ///
    /// - Throws: `.passkey(.opensNothing)` for one that is a second step alone: the passphrase comes first.
    package func signIn(
        passkey answer: PasskeyAnswer,
        client: Session.Client,
        device: SeenDevice,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        try requireTries(source)
        let (passkey, account) = try await verified(answer, of: nil, for: .signIn, counting: passkeyLimit)
        let signedIn = try await withOpened(passkey, answer, account) { (keys) async throws(IdentityError) in
            try await requireOpen(account)
            let new = try await welcome(device, client, to: account)
            let standing = try await withoutRecoveryWait(account)
            var signedIn = try await beginSession(
                standing,
                client: client,
                keys: keys,
                device: device,
                passkey: passkey.mark
            )
            signedIn.device = new
            return signedIn
        }
        try await requireStanding(passkey.mark, signedIn.session)
        await settle(signedIn)
        return signedIn
    }

    /// Unlocks a session; the old token is over.
    ///
    /// - Throws: as ``signIn(passkey:client:device:from:)``.
    package func unlock(
        _ token: SessionToken,
        passkey answer: PasskeyAnswer,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        let session = try await session(token)
        try requireTries(source)
        let (passkey, account) = try await verified(
            answer,
            of: session.account,
            for: .proof(token),
            counting: passkeyLimit
        )
        let signedIn = try await withOpened(passkey, answer, account) { (keys) async throws(IdentityError) in
            let device = SeenDevice(name: session.deviceName)
            let signedIn = try await beginSession(
                account,
                client: session.client,
                keys: keys,
                device: device,
                passkey: passkey.mark
            )
            try await end(session, for: signedIn.session)
            return signedIn
        }
        try await requireStanding(passkey.mark, signedIn.session)
        await settle(signedIn)
        return signedIn
    }

    /// The passkeys that unlock a session, which may be locked.
    ///
    /// - Throws: `.signedOut`.
    package func unlockingPasskeys(_ token: SessionToken) async throws(IdentityError) -> [PasskeyName] {
        let session = try await session(token)
        return try await storedPasskeys(of: session.account).filter { $0.value.slot != nil }
            .map { PasskeyName($0.value) }
    }

    /// Opens a passkey's slot with the secret that it gave, and goes on while no key changes.
    private func withOpened<Value>(
        _ passkey: Passkey,
        _ answer: PasskeyAnswer,
        _ account: UserAccount,
        _ body: (VaultKeys) async throws(IdentityError) -> Value
    ) async throws(IdentityError) -> Value {
        try await registry.withSteadyKeys(of: account.vault) { () async throws(IdentityError) in
            let keys: VaultKeys
            do throws(IdentityError) { keys = try await self.keys(of: passkey, answer, account) } catch {
                guard case .passkey = error else { throw error }
                try await note(AccountEvent(.passkeyRefused, passkey.name), of: account.vault)
                throw error
            }
            return try await body(keys)
        }
    }

    private func keys(
        of passkey: Passkey,
        _ answer: PasskeyAnswer,
        _ account: UserAccount
    ) async throws(IdentityError) -> VaultKeys {
        guard let id = passkey.slot, let secret = answer.secret else { throw .passkey(.opensNothing) }
        guard let slot = try await slot(id, of: account.vault), slot.kind == .passkey else { throw .passkey(.unknown) }
        return try await opened(slot, with: try Self.holderKey(secret), otherwise: .passkey(.opensNothing))
    }

    /// Either we see here that the passkey was removed meanwhile, or whoever did it sees our session.
    func requireStanding(_ passkey: [UInt8], _ session: Session) async throws(IdentityError) {
        let isThere = try await storedPasskeys(of: session.account).contains { $0.value.mark == passkey }
        guard !isThere else { return }
        try await end(session)
        throw .passkey(.unknown)
    }
}
