import KeyService
import Primitives
import Sealing
package import Vault

/// Turning a tracker's own lock on and off, and giving it another passphrase.
///
/// Each is one transaction of the metadata store, so that the lock is on or off and never half; a new key for the
/// tracker follows, and where that is cut off, the next look at the vault's keys does it.
/// - Source: docs/spec/key-hierarchy.md §10.
extension IdentityService {
    /// Puts a tracker behind a passphrase of its own: the account's passphrase and all other sessions lose it.
    ///
    /// This session keeps it unlocked. The recovery code opens it as before.
    ///
    /// - `idleMinutes`: after so long without use it locks, within ``OwnLock/idleMinutesAllowed``.
    /// - Throws: `.passphrase` when it is weak or the account's own, `.ownLock(.exists)`; `.vault(.outsideScope)` for a
    ///   session that has not every tracker at hand.
    package func setOwnLock(
        of tracker: TrackerID,
        passphrase text: String,
        idleMinutes: UInt32 = OwnLock.idleMinutesStandard,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) {
        let session = try await openSession(token)
        guard registry.trackers.contains(tracker) else { throw .vault(.outsideScope) }
        let account = try await account(session.account).value
        guard account.ownLock(of: tracker) == nil else { throw .ownLock(.exists) }
        let new = try await newOwnLock(tracker, idleMinutes, text, of: account, from: source)
        try await registry.withChangingKeys(of: session.vault) { () async throws(IdentityError) in
            try await noteOwnLock(new.id, of: session.vault)
            try await repeating { () async throws(IdentityError) in try await turnOn(new, session, token) }
            try await repeating { () async throws(IdentityError) in try await narrowLateSessions(new, session, token) }
            registry.narrowAll(of: session.vault, but: session.slot, from: tracker)
            await renewKey(of: tracker, in: session.vault)
        }
    }

    /// Gives the tracker back to the account's passphrase and all sessions.
    ///
    /// - Throws: `.ownLock(.locked)` unless it is unlocked in this session, `.wrongCredentials` for a wrong passphrase.
    package func removeOwnLock(
        of tracker: TrackerID,
        passphrase: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) {
        let session = try await openSession(token)
        let tried = try await triedOwnLock(of: tracker, session.account, passphrase, from: source)
        guard session.ownLock(of: tracker)?.isLocked == false else { throw .ownLock(.locked) }
        try await registry.withChangingKeys(of: session.vault) { () async throws(IdentityError) in
            let control = try await controlKey(of: try await unlockedRecord(of: session).value, token)
            let (lock, keys) = try await open(tried, control: control)
            try await noteOwnLock(lock.slot, of: session.vault)
            try await repeating { () async throws(IdentityError) in try await turnOff(lock, keys, session, control) }
            for holder in try await sessions(of: session.account).compactMap(\.slot) {
                // Who is not in here gets it when she comes in.
                do { try await registry.widen(session.vault, holder: holder, with: keys) } catch { continue }
            }
        }
    }

    /// Gives a tracker's lock another passphrase; other sessions that had it unlocked have it locked.
    ///
    /// - Throws: `.wrongCredentials` when `current` is wrong, `.passphrase` when the new one is weak or the account's.
    package func changeOwnLock(
        of tracker: TrackerID,
        current: String,
        new text: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) {
        let session = try await openSession(token)
        let tried = try await triedOwnLock(of: tracker, session.account, current, from: source)
        let account = try await account(session.account).value
        let new = try await newOwnLock(tracker, tried.lock.idleMinutes, text, of: account, from: source)
        try await registry.withChangingKeys(of: session.vault) { () async throws(IdentityError) in
            let control = try await controlKey(of: try await unlockedRecord(of: session).value, token)
            let (lock, keys) = try await open(tried, control: control)
            try await noteOwnLock(new.id, of: session.vault)
            try await repeating { () async throws(IdentityError) in
                try await replace(lock, by: new, keys, session, control)
            }
            registry.narrowAll(of: session.vault, but: session.slot, from: tracker)
            await renewKey(of: tracker, in: session.vault)
        }
    }

    /// Sets after how many minutes without use a tracker locks, in all sessions.
    ///
    /// - Throws: `.ownLock(.locked)`: who finds it locked must not loosen its lock; `.ownLock(.none)`.
    package func setOwnLockIdle(
        of tracker: TrackerID,
        minutes: UInt32,
        token: SessionToken
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let idleMinutes = minutes.clamped(to: OwnLock.idleMinutesAllowed)
        let record = try await account(session.account)
        guard let lock = record.value.ownLock(of: tracker) else { throw .ownLock(.none) }
        guard session.ownLock(of: tracker)?.isLocked == false else { throw .ownLock(.locked) }
        var changed = record.value
        changed.set(OwnLock(tracker: tracker, slot: lock.slot, idleMinutes: idleMinutes))
        try await write([try await replacing(record, by: changed)])
        for other in try await sessions(of: changed.id) {
            try await update(other) { session in
                guard let known = session.ownLock(of: tracker) else { return }
                session.set(SessionOwnLock(tracker: tracker, idleMinutes: idleMinutes, lastUse: known.lastUse))
            }
        }
        sessions.forgetRecords(of: changed.id)
    }

    /// Whether a passphrase is that of a lock: then whoever knows the account's would have both.
    ///
    /// Counted with the tries of the lock, so that changing the account's passphrase is no way to guess at it.
    func requireOtherThanOwnLocks(of account: UserAccount, _ passphrase: SharedSecret) async throws(IdentityError) {
        for lock in account.ownLocks {
            try requireOwnLockTries(account.id)
            try await requireOther(than: lock.slot, of: account.vault, passphrase)
        }
    }

    /// Births of keys that are to be replaced at the next look, as if they were as old as can be.
    func dueEpochs(
        of trackers: [TrackerID],
        in vault: VaultID,
        _ keys: VaultKeys
    ) async throws(IdentityError) -> [RecordChange] {
        var changes: [RecordChange] = []
        for tracker in trackers {
            guard let newest = keys.newest(tracker)?.epoch else { continue }
            let key = RecordKey.epoch(of: tracker, in: vault)
            do {
                let present = try await records.read(key, as: EpochRecord.self)
                let due = EpochRecord(epoch: newest, born: Timestamp(milliseconds: 0), claimed: nil)
                changes.append(.put(key, due, expected: present?.version ?? 0))
            } catch {
                throw .records(error)
            }
        }
        return changes
    }
}
