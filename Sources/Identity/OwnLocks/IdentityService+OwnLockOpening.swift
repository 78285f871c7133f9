import KeyService
import Primitives
import Sealing
package import Vault

extension IdentityService {
    /// Unlocks a tracker for this session, until it is not used for the lock's idle minutes.
    ///
    /// - Throws: ``IdentityError/wrongCredentials`` for a wrong passphrase, which counts; `.ownLock(.none)`,
    ///   `.tooManyTries`, `.busy`, `.sessionLocked`, `.signedOut`.
    @discardableResult
    package func unlock(
        _ tracker: TrackerID,
        passphrase: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) -> OwnLockStanding {
        let session = try await openSession(token)
        let tried = try await triedOwnLock(of: tracker, session.account, passphrase, from: source)
        let unlocked = try await registry.withChangingKeys(of: session.vault) { () async throws(IdentityError) in
            try await unlock(tried, session, token)
        }
        return standing(of: tracker, in: unlocked)
    }

    private func unlock(
        _ tried: TriedOwnLock,
        _ session: Session,
        _ token: SessionToken
    ) async throws(IdentityError) -> Session {
        let control = try await controlKey(of: try await unlockedRecord(of: session).value, token)
        let (lock, keys) = try await open(tried, control: control)
        try await noteOwnLock(lock.slot, of: session.vault)
        let unlocked = try await repeating { () async throws(IdentityError) in
            let record = try await unlockedRecord(of: session)
            let slot = try await unlockedSlot(lock.tracker, record.value, token, keys, control)
            var changed = record.value
            changed.set(SessionOwnLock(lock, lastUse: now()))
            try await write([.replace(slot, expected: nil), changed.replacing(record)])
            sessions.put(changed)
            return changed
        }
        return try await settle(unlocked, in: token)
    }

    /// Another process, or a request that locks, may change a record between the reading and the writing; then
    /// everything is read again.
    func repeating<Value>(_ change: () async throws(IdentityError) -> Value) async throws(IdentityError) -> Value {
        for _ in 0..<4 {
            do throws(IdentityError) { return try await change() } catch {
                guard error == .records(.store(.conflict)) else { throw error }
            }
        }
        throw .vault(.contended)
    }

    /// Where the vault is open in this process, the tracker comes in now; elsewhere with the next request.
    private func settle(_ session: Session, in token: SessionToken) async throws(IdentityError) -> Session {
        guard let slot = session.slot,
            let access = registry.access(session.vault, holder: slot, purpose: .keyMaintenance, at: now())
        else { return session }
        return try await settle(session, access, token)
    }

    /// A passphrase that was typed for a lock, as a key: derived before anybody has to wait for what follows.
    struct TriedOwnLock {
        let account: UserAccountID
        let lock: OwnLock
        let holderKey: SharedSecret
    }

    /// Counts the try and derives the key, whatever was typed.
    func triedOwnLock(
        of tracker: TrackerID,
        _ account: UserAccountID,
        _ passphrase: String,
        from source: Source
    ) async throws(IdentityError) -> TriedOwnLock {
        let account = try await self.account(account).value
        guard let lock = account.ownLock(of: tracker) else { throw .ownLock(.none) }
        let secret = try secret(passphrase)
        try requireTries(source)
        try requireOwnLockTries(account.id)
        guard let stretching = try await slot(lock.slot, of: account.vault)?.stretching else { throw .wrongCredentials }
        let holderKey = try await surroundings.stretcher.derive(from: secret, stretching)
        return TriedOwnLock(account: account.id, lock: lock, holderKey: holderKey)
    }

    /// The lock as it is now, with the tracker's keys.
    ///
    /// - Throws: ``IdentityError/wrongCredentials``, also where the lock got another passphrase meanwhile.
    func open(
        _ tried: TriedOwnLock,
        control: SharedSecret
    ) async throws(IdentityError) -> (lock: OwnLock, keys: VaultKeys) {
        let account = try await account(tried.account).value
        guard let lock = account.ownLock(of: tried.lock.tracker), lock.slot == tried.lock.slot,
            let slot = try await slot(lock.slot, of: account.vault)
        else { throw .wrongCredentials }
        let keys = try await opened(slot, with: tried.holderKey, otherwise: .wrongCredentials)
        // A lock that somebody else wrote into the store would bring keys that he knows.
        guard slot.kind == .ownLock, slot.scope == [lock.tracker], slot.isCertified(under: control) else {
            throw .vault(.damaged(0))
        }
        ownLockLimit.forgive(account.id.bytes)
        return (lock, keys)
    }

    func requireOwnLockTries(_ account: UserAccountID) throws(IdentityError) {
        if let seconds = ownLockLimit.attempt(account.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
    }

    /// The session of a token with its vault open in this process, for work on its keys.
    func openSession(_ token: SessionToken) async throws(IdentityError) -> Session {
        switch try await authenticate(token, purpose: .keyMaintenance) {
        case .open(let session, _): return session
        case .locked: throw .sessionLocked
        case .signedOut: throw .signedOut
        }
    }

    /// The session as it is stored now.
    func unlockedRecord(of session: Session) async throws(IdentityError) -> OpenRecord<Session> {
        let record: OpenRecord<Session>?
        do { record = try await records.read(.session(session.hash, of: session.account)) } catch {
            throw .records(error)
        }
        guard let record else { throw .signedOut }
        guard !record.value.isLocked else { throw .sessionLocked }
        return record
    }

    /// Everything that the token of a session opens now.
    func keys(of session: Session, _ token: SessionToken) async throws(IdentityError) -> VaultKeys {
        guard let id = session.slot, let slot = try await slot(id, of: session.vault) else { throw .sessionLocked }
        var keys = try await opened(slot, with: token.secret, otherwise: .signedOut)
        for lock in session.ownLocks where !lock.isLocked {
            guard let slot = try await self.slot(.unlocked(lock.tracker, by: id), of: session.vault) else { continue }
            keys = keys.joined(with: try await opened(slot, with: token.secret, otherwise: .signedOut))
        }
        return keys
    }

    func controlKey(of session: Session, _ token: SessionToken) async throws(IdentityError) -> SharedSecret {
        guard let control = try await keys(of: session, token).newest(VaultKeys.control)?.key else {
            throw .vault(.outsideScope)
        }
        return control
    }

    /// The slot in which a session has a tracker's keys while it is unlocked.
    func unlockedSlot(
        _ tracker: TrackerID,
        _ session: Session,
        _ token: SessionToken,
        _ keys: VaultKeys,
        _ control: SharedSecret
    ) async throws(IdentityError) -> KeySlot {
        guard let holder = session.slot else { throw .sessionLocked }
        let id = KeySlotID.unlocked(tracker, by: holder)
        let limited = keys.limited(to: [tracker])
        return try await makeSlot(.session, id, session.vault, token.secret, nil, limited, control: control)
    }

    func noteOwnLock(_ slot: KeySlotID, of vault: VaultID) async throws(IdentityError) {
        do { try await registry.noteOwnLock(slot, of: vault, at: now()) } catch { throw .vault(error) }
    }
}

extension Session {
    /// In the place of what was read.
    func replacing(_ record: OpenRecord<Session>) -> RecordChange {
        .put(.session(hash, of: account), self, unique: hash, expected: record.version)
    }
}
