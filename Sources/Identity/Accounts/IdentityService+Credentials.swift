import KeyService
import Primitives
import Sealing
import Vault

extension IdentityService {
    /// Changes the passphrase and signs out every other session.
    ///
    /// - Returns: a session to go on with; the old token is over.
    /// - Throws: ``IdentityError/wrongCredentials`` when `current` is wrong, `.passphrase` when the new one is weak.
    package func changePassphrase(
        _ token: SessionToken,
        current: String,
        new: String,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        let session = try await session(token)
        let account = try await account(session.account).value
        let handle = try Handle(account.handle)
        try Passphrase.requireStrength(new, handle: handle)
        return try await registry.withSteadyKeys(of: account.vault) { () async throws(IdentityError) in
            let (slot, keys) = try await unlocked(account, passphrase: current, from: source)
            try await requireOtherThanOwnLocks(of: account, try secret(new))
            return try await maintaining(slot, keys) { () async throws(IdentityError) in
                let device = SeenDevice(name: session.deviceName)
                let begun = try await makeSession(
                    account,
                    client: session.client,
                    keys: keys,
                    device: device,
                    passkey: session.passkey
                )
                let ended = try await sessions(of: account.id)
                let others =
                    begun.records + ended.flatMap(\.removal) + (try await distrustingDevices(of: account.id))
                guard try await isStored(session) else { throw .signedOut }
                try await note(AccountEvent(.passphraseChanged), of: account.vault, by: slot.id)
                try await replacePassphrase(of: account, with: try secret(new), keys: keys, adding: others)
                return await begin(begun, inPlaceOf: ended)
            }
        }
    }

    /// Changes who may open a vault, by a slot that opened it.
    ///
    /// Written into the access history before: a change that cannot be written down does not happen.
    func maintaining<Value>(
        _ slot: KeySlot,
        _ keys: VaultKeys,
        _ change: () async throws(IdentityError) -> Value
    ) async throws(IdentityError) -> Value {
        _ = try await open(slot, keys: keys, purpose: .keyMaintenance)
        // The slot's holder goes last, so that its vault is not loaded a second time for the new session.
        defer { registry.leave(slot.vault, holder: slot.id) }
        return try await change()
    }

    /// The passphrase's slot and the vault's keys by it, within the rate limits.
    func unlocked(
        _ account: UserAccount,
        passphrase text: String,
        from source: Source
    ) async throws(IdentityError) -> (slot: KeySlot, keys: VaultKeys) {
        try requireTries(source)
        let index = try await handleIndex(try Handle(account.handle))
        try requireTries(account: index)
        guard let slot = try await slot(account.passphraseSlot, of: account.vault), let stretching = slot.stretching
        else {
            throw .wrongCredentials
        }
        let holderKey = try await surroundings.stretcher.derive(from: try secret(text), stretching)
        let keys = try await opened(slot, with: holderKey, otherwise: .wrongCredentials)
        accountLimit.forgive(index)
        return (slot, keys)
    }

    /// Puts a new passphrase slot in place of the old one, in one transaction with `others`.
    ///
    /// Returns what it is with it.
    @discardableResult
    func replacePassphrase(
        of account: UserAccount,
        with passphrase: SharedSecret,
        keys: VaultKeys,
        adding others: [RecordChange] = []
    ) async throws(IdentityError) -> ProvedPassphrase {
        let stretching = freshStretching()
        let holderKey = try await surroundings.stretcher.derive(from: passphrase, stretching)
        let opened = keys.without(Set(account.ownLocks.map(\.tracker)))
        let slot = try await makeSlot(.passphrase, account.vault, holderKey, stretching, opened)
        let record = try await self.account(account.id)
        // A lock that was turned on or off meanwhile: these keys are no longer what the passphrase is to open. And who
        // knew the passphrase of before does not undo a change or a recovery that came first.
        guard record.value.ownLocks == account.ownLocks, record.value.passphraseSlot == account.passphraseSlot else {
            throw .vault(.contended)
        }
        var changed = record.value
        changed.passphraseSlot = slot.id
        let index = try await handleIndex(try Handle(account.handle))
        let replacing: [RecordChange] = [
            .put(.account(account.id), changed, unique: index, expected: record.version), .add(slot),
            .delete(.slot(record.value.passphraseSlot, of: account.vault, isSession: false)),
        ]
        try await write(replacing + others)
        return ProvedPassphrase(account: changed, slot: slot, keys: keys, holderKey: holderKey)
    }
}
