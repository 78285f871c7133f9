import KeyService
package import Primitives
import Sealing
package import Vault

/// Whether a token lets its bearer in now.
package enum Authentication: Sendable {
    /// The vault is open for this session and purpose.
    case open(Session, VaultAccess)
    /// The session stands and its key is gone, or was never there: ask for the passphrase.
    case locked(Session)
    /// No such session, or it is over.
    case signedOut
}

extension IdentityService {
    /// The hot path: no store, no key service, no waiting.
    ///
    /// Nil when something has to be looked up; then call ``authenticate(_:purpose:)``.
    package func authenticateQuickly(_ token: SessionToken, purpose: Purpose) -> (Session, VaultAccess)? {
        let time = now()
        guard let stamp = try? surroundings.metadataStore.foreignChangeStamp(),  // the slow path reports why not
            let session = sessions.use(token.hash, at: time, stamp: stamp),
            let slot = session.slot, time < session.expiry, !session.isIdle(at: time),
            let access = registry.access(session.vault, holder: slot, purpose: purpose, at: time),
            isSettled(session, access, at: time)
        else { return nil }
        return (session, access)
    }

    /// Who a token belongs to, with the vault open for a purpose when the session is unlocked.
    ///
    /// - Throws: ``IdentityError``; consent withdrawn is `.vault(.noConsent)`.
    package func authenticate(_ token: SessionToken, purpose: Purpose) async throws(IdentityError) -> Authentication {
        if let (session, access) = authenticateQuickly(token, purpose: purpose) { return .open(session, access) }
        guard let session = try await currentSession(token) else { return .signedOut }
        guard let slotID = session.slot else { return .locked(session) }
        let present: VaultAccess?
        do { present = try await registry.enter(session.vault, holder: slotID, purpose: purpose, at: now()) } catch {
            // Not open in this process: after a restart, an eviction, or signed in at another instance.
            guard error == .locked else { throw .vault(error) }
            present = nil
        }
        if let present { return .open(try await settled(session, present, token), present) }
        guard let slot = try await slot(slotID, of: session.vault) else { return .locked(session) }
        let keys = try await opened(slot, with: token.secret, otherwise: .signedOut).without(session.lockedTrackers)
        let opening: Result<VaultAccess, IdentityError>
        do throws(IdentityError) {
            opening = .success(try await open(slot, keys: keys, purpose: purpose))
        } catch {
            opening = .failure(error)  // the holder may be in all the same, where only this purpose has no consent
        }
        // Whoever locked or ended the session meanwhile deleted its slot and may have gone before we came in.
        guard try await self.slot(slotID, of: session.vault) != nil else {
            registry.leave(session.vault, holder: slotID)
            sessions.remove(session.hash)
            return .locked(session)
        }
        let access = try opening.get()
        return .open(try await settled(session, access, token), access)
    }

    /// The session of a token, whether locked or not.
    ///
    /// - Throws: ``IdentityError/signedOut``.
    package func session(_ token: SessionToken) async throws(IdentityError) -> Session {
        guard let session = try await currentSession(token) else { throw .signedOut }
        return session
    }

    /// Reads the session, and first locks or ends it where its time is up.
    private func currentSession(_ token: SessionToken) async throws(IdentityError) -> Session? {
        let time = now()
        let stamp: UInt64
        do { stamp = try surroundings.metadataStore.foreignChangeStamp() } catch { throw .records(.store(error)) }
        var session: Session
        if let known = sessions.use(token.hash, at: time, stamp: stamp) {
            session = known
        } else {
            let record: OpenRecord<Session>?
            do { record = try await records.find(.session, unique: token.hash) } catch { throw .records(error) }
            // The store's index is not sealed: whoever writes to the store could point a token at another's session.
            guard let record, record.value.hash == token.hash else { return nil }
            sessions.put(record.value)
            // It may have ended between the reading and the putting, and then nobody would take it out again.
            guard try await isStored(record.value) else {
                sessions.remove(token.hash)
                return nil
            }
            session = sessions.use(token.hash, at: time, stamp: stamp) ?? record.value
        }
        guard time < session.expiry else {
            try await end(session)
            return nil
        }
        if !session.isLocked, session.isIdle(at: time) { session = try await lock(session) }
        return try await lockIdleTrackers(of: session, at: time)
    }

    /// Locks a session: its slot is destroyed, so that nothing on the server opens the vault for it any more.
    package func lock(_ token: SessionToken) async throws(IdentityError) {
        _ = try await lock(try await session(token))
    }

    func lock(_ session: Session) async throws(IdentityError) -> Session {
        guard let slot = session.slot else { return session }
        var locked = session
        locked.lockEverything()
        // First in this process: from here on no request of this session sees anything.
        registry.leave(session.vault, holder: slot)
        sessions.put(locked)
        try await write(session.slotRemoval)
        // Again: a request that read the slot before it was deleted may have come in by it.
        registry.leave(session.vault, holder: slot)
        // And what it unlocked between the two.
        if try await !update(locked, with: session.slotRemoval, { $0.lockEverything() }) {
            sessions.remove(locked.hash)
        }  // it ended meanwhile
        return locked
    }

    /// Unlocks a session with the passphrase.
    ///
    /// The token is new: a secret seen before the lock opens nothing after it.
    package func unlock(
        _ token: SessionToken,
        passphrase: String,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        let session = try await session(token)
        let account = try await account(session.account).value
        let signedIn = try await registry.withSteadyKeys(of: account.vault) { () async throws(IdentityError) in
            let keys = try await unlocked(account, passphrase: passphrase, from: source).keys
            let signedIn = try await beginSession(
                account,
                client: session.client,
                keys: keys,
                device: SeenDevice(name: session.deviceName),
                passkey: session.passkey
            )
            try await end(session, for: signedIn.session)
            return signedIn
        }
        await settle(signedIn)
        return signedIn
    }

    /// Ends a session that another takes the place of.
    ///
    /// - Throws: `.signedOut` where it has ended: whoever did that meant both, and the new one, which no second step
    ///   was done for, does not last.
    func end(_ session: Session, for new: Session) async throws(IdentityError) {
        guard try await isStored(session) else {
            try await end(new)
            throw .signedOut
        }
        try await end(session)
    }

    package func signOut(_ token: SessionToken) async throws(IdentityError) {
        guard let session = try await currentSession(token) else { return }
        if session.slot != nil { await registry.compactBeforeLeaving(session.vault, at: now()) }
        try await end(session)
    }

    /// Ends every session of an account.
    package func signOutEverywhere(_ token: SessionToken) async throws(IdentityError) {
        try await signOutEverywhere(try await session(token).account)
    }

    /// Ends every session of an account but the one of a hash.
    func signOutEverywhere(_ account: UserAccountID, but kept: [UInt8]? = nil) async throws(IdentityError) {
        while true {
            let page = try await sessions(of: account).filter { $0.hash != kept }
            for session in page { try await end(session) }
            if page.isEmpty { return }
        }
    }

    /// The sessions of the account that a token belongs to, newest first.
    package func sessions(for token: SessionToken) async throws(IdentityError) -> [Session] {
        try await sessions(of: try await session(token).account).sorted { $0.created > $1.created }
    }

    /// At most 1,000 of them: a page of the store.
    func sessions(of account: UserAccountID) async throws(IdentityError) -> [Session] {
        do { return try await records.list(.session, owner: account.bytes, as: Session.self).map(\.value) } catch {
            throw .records(error)
        }
    }

    /// Ends another session of the same account, named by its hash.
    package func end(sessionHash hash: [UInt8], of token: SessionToken) async throws(IdentityError) {
        let own = try await session(token)
        guard let other = try await sessions(of: own.account).first(where: { $0.hash == hash }) else { return }
        try await end(other)
    }

    func end(_ session: Session) async throws(IdentityError) {
        forget(session)
        try await write(session.removal)
        // Again: what read the records before they were deleted may have come in by them. Whatever comes in later
        // looks for them once more and does not find them.
        forget(session)
    }

    func isStored(_ session: Session) async throws(IdentityError) -> Bool {
        do {
            return try await records.read(.session(session.hash, of: session.account), as: Session.self) != nil
        } catch {
            throw .records(error)
        }
    }

    /// Takes a session out of this process.
    func forget(_ session: Session) {
        if let slot = session.slot { registry.leave(session.vault, holder: slot) }
        sessions.remove(session.hash)
    }

    /// Changes the stored session, not a copy of it: one that was locked meanwhile, here or elsewhere, stays locked,
    /// and one that ended stays ended.
    ///
    /// - `others`: written in the same step, also where the session is gone.
    /// - Returns: whether the session is still stored.
    @discardableResult
    func update(
        _ session: Session,
        with others: [RecordChange] = [],
        _ change: (inout Session) -> Void
    ) async throws(IdentityError) -> Bool {
        let key = RecordKey.session(session.hash, of: session.account)
        for _ in 0..<4 {
            do {
                let present = try await records.read(key, as: Session.self)
                var changes = others
                if let present {
                    var changed = present.value
                    change(&changed)
                    if changed != present.value {
                        changes.append(.put(key, changed, unique: session.hash, expected: present.version))
                    }
                }
                if !changes.isEmpty { try await records.transaction(changes) }
                return present != nil
            } catch .store(.conflict) {
                continue
            } catch {
                throw .records(error)
            }
        }
        throw .records(.store(.conflict))
    }

    /// Sets after how many idle minutes the sessions of an account lock, this one and later ones.
    ///
    /// - Throws: ``IdentityError/sessionLocked``: who finds a locked browser must not loosen its lock.
    package func setIdleLock(_ token: SessionToken, minutes: UInt32) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let record = try await account(session.account)
        var changed = record.value
        changed.idleLockMinutes = minutes.clamped(to: UserAccount.idleLockMinutesAllowed)
        let index = try await handleIndex(try Handle(changed.handle))
        try await write([.put(.account(changed.id), changed, unique: index, expected: record.version)])
        for other in try await sessions(of: changed.id) {
            try await update(other) { $0.idleLockMinutes = changed.idleLockMinutes }
        }
        sessions.forgetRecords(of: changed.id)
    }

    /// The session of a token, unlocked.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    func unlockedSession(_ token: SessionToken) async throws(IdentityError) -> Session {
        let session = try await session(token)
        guard !session.isLocked else { throw .sessionLocked }
        return session
    }

    /// Locks idle sessions, ends those whose time is up, and writes down when the others were last used.
    ///
    /// Called every few seconds; it also meets the sessions that were there before this process started.
    /// - Throws: the first error, after all the other sessions were looked at: one damaged record keeps none of them
    ///   open.
    package func sweepSessions() async throws(IdentityError) {
        let time = now()
        for session in sessions.takeTouched() {
            try await update(session) { $0.lastUse = max($0.lastUse, session.lastUse.flooredToMinute) }
        }
        sessions.forgetUses(before: time.adding(seconds: -Self.sessionSeconds))
        var failure: IdentityError?
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<AccountPointer>]
            do { page = try await records.list(.session, owner: RecordKey.nobody, after: after, limit: 500) } catch {
                throw .records(error)
            }
            guard let last = page.last else { break }
            after = last.key.name
            for pointer in page {
                do { try await sweep(pointer, at: time) } catch { failure = failure ?? error }
            }
        }
        do { try await sweepSignIns(at: time) } catch { failure = failure ?? error }
        if let failure { throw failure }
    }

    private func sweep(_ pointer: OpenRecord<AccountPointer>, at time: Timestamp) async throws(IdentityError) {
        let record: OpenRecord<Session>?
        let key = RecordKey.session(pointer.key.name, of: pointer.value.account)
        do { record = try await records.read(key) } catch { throw .records(error) }
        guard var session = record?.value else { return }
        if let lastUse = sessions.lastUse(of: session.hash) { session.lastUse = max(session.lastUse, lastUse) }
        if time >= session.expiry {
            try await end(session)
        } else if !session.isLocked, session.isIdle(at: time) {
            _ = try await lock(session)
        } else {
            try await sweepOwnLocks(of: session, at: time)
        }
    }
}

extension Timestamp {
    var flooredToMinute: Timestamp {
        Timestamp(milliseconds: milliseconds.quotientFloored(by: 60_000) * 60_000)
    }
}

extension UInt32 {
    func clamped(to range: ClosedRange<UInt32>) -> UInt32 {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
