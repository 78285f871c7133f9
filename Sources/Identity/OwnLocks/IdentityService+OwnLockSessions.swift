import KeyService
import Primitives
import Sealing
package import Vault

/// How a session stands with a tracker's own lock, and how it locks.
///
/// What a session has unlocked is a second slot under the same token, with that tracker's keys alone: taking it away
/// needs no key, so that an idle tracker locks while nobody is there.
/// - Source: docs/spec/key-hierarchy.md §10.
extension IdentityService {
    /// Whether a tracker has a lock of its own, and whether it is open to this session.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func ownLock(
        of tracker: TrackerID,
        for token: SessionToken
    ) async throws(IdentityError) -> OwnLockStanding {
        standing(of: tracker, in: try await unlockedSession(token))
    }

    func standing(of tracker: TrackerID, in session: Session) -> OwnLockStanding {
        guard let lock = session.ownLock(of: tracker) else { return .none }
        guard let end = end(of: lock, in: session) else { return .locked }
        return .unlocked(until: end, idleMinutes: lock.idleMinutes)
    }

    /// Locks a tracker for this session at once.
    package func lock(_ tracker: TrackerID, token: SessionToken) async throws(IdentityError) {
        _ = try await lock(tracker, of: try await session(token))
    }

    func lock(_ tracker: TrackerID, of session: Session) async throws(IdentityError) -> Session {
        guard let slot = session.slot, let lock = session.ownLock(of: tracker), !lock.isLocked else { return session }
        var locked = session
        locked.set(lock.used(at: nil))
        // First in this process: from here on no request of this session sees the tracker.
        registry.narrow(session.vault, holder: slot, from: tracker)
        sessions.put(locked)
        let removal = RecordChange.delete(.slot(.unlocked(tracker, by: slot), of: session.vault, isSession: true))
        let isStored = try await update(session, with: [removal]) { session in
            if let lock = session.ownLock(of: tracker) { session.set(lock.used(at: nil)) }
        }
        // Again: a request that read the slot before it was deleted may have brought its keys.
        registry.narrow(session.vault, holder: slot, from: tracker)
        if !isStored { sessions.remove(session.hash) }
        return locked
    }

    /// Locks the trackers that were not used for long enough.
    func lockIdleTrackers(of session: Session, at time: Timestamp) async throws(IdentityError) -> Session {
        var session = session
        for lock in session.ownLocks {
            guard let end = end(of: lock, in: session), time >= end else { continue }
            session = try await self.lock(lock.tracker, of: session)
        }
        return session
    }

    /// As ``lockIdleTrackers(of:at:)``, for sessions that nobody asks for: writes down when the others were used, and
    /// sees that nobody keeps what is locked.
    func sweepOwnLocks(of session: Session, at time: Timestamp) async throws(IdentityError) {
        guard let slot = session.slot, !session.ownLocks.isEmpty else { return }
        let session = try await lockIdleTrackers(of: session, at: time)
        for lock in session.ownLocks {
            guard let written = lock.lastUse else {
                registry.narrow(session.vault, holder: slot, from: lock.tracker)
                continue
            }
            guard let used = registry.lastUse(of: lock.tracker, in: session.vault, holder: slot)?.flooredToMinute,
                used >= written.adding(seconds: 60)
            else { continue }
            try await update(session) { session in
                guard let lock = session.ownLock(of: lock.tracker), let known = lock.lastUse else { return }
                session.set(lock.used(at: max(known, used)))
            }
        }
    }

    /// When an unlocked tracker locks unless it is used.
    private func end(of lock: SessionOwnLock, in session: Session) -> Timestamp? {
        guard let slot = session.slot else { return nil }
        return lock.end(lastUse: registry.lastUse(of: lock.tracker, in: session.vault, holder: slot))
    }

    /// Whether an access shows everything that the session may see now, and nothing else.
    func isSettled(_ session: Session, _ access: VaultAccess, at time: Timestamp) -> Bool {
        isWhole(session, access) && session.ownLocks.allSatisfy { isSettled($0, session, access, at: time) }
    }

    /// Makes an access follow the session's record and slot: what was unlocked or locked at another instance, what a
    /// restart forgot, and trackers that are new.
    func settled(
        _ session: Session,
        _ access: VaultAccess,
        _ token: SessionToken
    ) async throws(IdentityError) -> Session {
        if !isWhole(session, access) {
            await addMissingTrackers(session)
            if !isWhole(session, access) { try await bringMissing(to: session, by: token) }
            // A lock that was turned on meanwhile is in the session's record: read it again.
            if !isWhole(session, access) { sessions.remove(session.hash) }
        }
        return try await settle(session, access, token)
    }

    /// Whether no tracker is missing but those with a lock of their own.
    private func isWhole(_ session: Session, _ access: VaultAccess) -> Bool {
        let scope = access.scope
        return registry.trackers.allSatisfy { scope.contains($0) || session.ownLock(of: $0) != nil }
    }

    /// Brings in what a session's slot got since it was opened.
    private func bringMissing(to session: Session, by token: SessionToken) async throws(IdentityError) {
        guard let id = session.slot, let slot = try await slot(id, of: session.vault) else { return }
        let keys = try await opened(slot, with: token.secret, otherwise: .signedOut)
            .without(Set(session.ownLocks.map(\.tracker)))
        do { try await registry.widen(session.vault, holder: id, with: keys) } catch { throw .vault(error) }
    }

    private func isSettled(
        _ lock: SessionOwnLock,
        _ session: Session,
        _ access: VaultAccess,
        at time: Timestamp
    ) -> Bool {
        let hasTracker = access.scope.contains(lock.tracker)
        guard let end = end(of: lock, in: session) else { return !hasTracker }
        return hasTracker && time < end
    }

    func settle(
        _ session: Session,
        _ access: VaultAccess,
        _ token: SessionToken
    ) async throws(IdentityError) -> Session {
        var session = session
        for lock in session.ownLocks where lock.isLocked == access.scope.contains(lock.tracker) {
            guard let slot = session.slot else { break }
            if lock.isLocked {
                registry.narrow(session.vault, holder: slot, from: lock.tracker)
            } else if try await !bring(lock.tracker, to: session, by: token) {
                session = try await self.lock(lock.tracker, of: session)  // its slot is gone: it was locked
            }
        }
        return session
    }

    /// Brings the keys of an unlocked tracker into the open vault.
    ///
    /// - Returns: whether there is a slot with them.
    private func bring(
        _ tracker: TrackerID,
        to session: Session,
        by token: SessionToken
    ) async throws(IdentityError) -> Bool {
        guard let holder = session.slot else { return false }
        let id = KeySlotID.unlocked(tracker, by: holder)
        guard let slot = try await slot(id, of: session.vault) else { return false }
        let keys = try await opened(slot, with: token.secret, otherwise: .signedOut).limited(to: [tracker])
        do { try await registry.widen(session.vault, holder: holder, with: keys) } catch { throw .vault(error) }
        // Whoever locked it meanwhile deleted the slot and may have gone before the keys came.
        guard try await self.slot(id, of: session.vault) != nil else {
            registry.narrow(session.vault, holder: holder, from: tracker)
            return false
        }
        return true
    }
}
