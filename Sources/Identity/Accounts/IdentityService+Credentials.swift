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
                let begun = try await makeSession(account, client: session.client, keys: keys)
                let ended = try await sessions(of: account.id)
                let others = begun.records + ended.flatMap(\.removal)
                try await replacePassphrase(of: account, with: try secret(new), keys: keys, adding: others)
                return await begin(begun, inPlaceOf: ended)
            }
        }
    }

    /// Lets somebody back in by her recovery code, with a new passphrase; the code is spent and a new one made.
    ///
    /// Locks that trackers had of their own are off afterwards.
    /// - Throws: ``IdentityError/wrongRecoveryCode`` for a wrong handle or code, after the same work.
    package func recover(
        handle handleText: String,
        code codeText: String,
        newPassphrase: String,
        client: Session.Client,
        from source: Source
    ) async throws(IdentityError) -> SignUp {
        let handle: Handle
        do { handle = try Handle(handleText) } catch { handle = Handle.nobody }
        try Passphrase.requireStrength(newPassphrase, handle: handle)
        try requireTries(source)
        let index = try await handleIndex(handle)
        try requireTries(account: index)
        // The new passphrase's key is derived first in any case: it is the slow part, and takes as long for nobody.
        let stretching = freshStretching()
        let holderKey = try await surroundings.stretcher.derive(from: try secret(newPassphrase), stretching)
        let codeKey = try RecoveryCode(text: codeText).holderKey
        guard let record = try await account(index: index) else { throw .wrongRecoveryCode }
        let made = try await registry.withSteadyKeys(of: record.value.vault) { () async throws(IdentityError) in
            try await recover(record, codeKey, holderKey, stretching, index: index, client: client)
        }
        await addMissingTrackers(made.session.session)
        for lock in record.value.ownLocks { await renewKey(afterLock: lock.tracker, in: record.value.vault) }
        return made
    }

    private func recover(
        _ record: OpenRecord<UserAccount>,
        _ codeKey: SharedSecret,
        _ holderKey: SharedSecret,
        _ stretching: KeySlot.Stretching,
        index: [UInt8],
        client: Session.Client
    ) async throws(IdentityError) -> SignUp {
        guard let slot = try await slot(record.value.recoverySlot, of: record.value.vault) else {
            throw .wrongRecoveryCode
        }
        let keys = try await opened(slot, with: codeKey, otherwise: .wrongRecoveryCode)
        return try await maintaining(slot, keys) { () async throws(IdentityError) in
            let passphraseSlot = try await makeSlot(.passphrase, slot.vault, holderKey, stretching, keys)
            return try await replaceSlots(of: record, with: passphraseSlot, index: index, keys: keys, client: client)
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

    /// Puts the new passphrase and a new recovery code in place of both old slots, ends all sessions and begins one.
    private func replaceSlots(
        of record: OpenRecord<UserAccount>,
        with passphraseSlot: KeySlot,
        index: [UInt8],
        keys: VaultKeys,
        client: Session.Client
    ) async throws(IdentityError) -> SignUp {
        var account = record.value
        let newCode = RecoveryCode.random()
        let recoverySlot = try await makeSlot(.recoveryCode, account.vault, newCode.holderKey, nil, keys)
        let spent = [account.passphraseSlot, account.recoverySlot] + account.ownLocks.map(\.slot)
        // The code gives everything back: a second passphrase may be what was forgotten.
        let opened = account.ownLocks.map(\.tracker)
        account.ownLocks = []
        account.passphraseSlot = passphraseSlot.id
        account.recoverySlot = recoverySlot.id
        let begun = try await makeSession(account, client: client, keys: keys)
        let ended = try await sessions(of: account.id)
        let due = try await dueEpochs(of: opened, in: account.vault, keys)
        try await write(
            [.put(.account(account.id), account, unique: index, expected: record.version)] + due
                + [passphraseSlot, recoverySlot].map { .add($0) } + begun.records + ended.flatMap(\.removal)
                + spent.map { .delete(.slot($0, of: account.vault, isSession: false)) }
        )
        accountLimit.forgive(index)
        let signedIn = await begin(begun, inPlaceOf: ended)
        return SignUp(handle: account.handle, recoveryCode: Redacted(newCode.text()), session: signedIn)
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
    /// Returns the account with it.
    @discardableResult
    func replacePassphrase(
        of account: UserAccount,
        with passphrase: SharedSecret,
        keys: VaultKeys,
        adding others: [RecordChange] = []
    ) async throws(IdentityError) -> UserAccount {
        let stretching = freshStretching()
        let holderKey = try await surroundings.stretcher.derive(from: passphrase, stretching)
        let opened = keys.without(Set(account.ownLocks.map(\.tracker)))
        let slot = try await makeSlot(.passphrase, account.vault, holderKey, stretching, opened)
        let record = try await self.account(account.id)
        // A lock that was turned on or off meanwhile: these keys are no longer what the passphrase is to open.
        guard record.value.ownLocks == account.ownLocks else { throw .vault(.contended) }
        var changed = record.value
        changed.passphraseSlot = slot.id
        let index = try await handleIndex(try Handle(account.handle))
        let replacing: [RecordChange] = [
            .put(.account(account.id), changed, unique: index, expected: record.version), .add(slot),
            .delete(.slot(record.value.passphraseSlot, of: account.vault, isSession: false)),
        ]
        try await write(replacing + others)
        return changed
    }
}
