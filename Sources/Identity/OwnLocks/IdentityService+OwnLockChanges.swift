import KeyService
import Primitives
import Sealing
import Vault

/// A lock's passphrase before there is a slot behind it.
struct NewOwnLock {
    let id: KeySlotID
    let tracker: TrackerID
    let idleMinutes: UInt32
    let stretching: KeySlot.Stretching
    let holderKey: SharedSecret

    var lock: OwnLock { OwnLock(tracker: tracker, slot: id, idleMinutes: idleMinutes) }
}

/// What each change of a lock writes, in one transaction.
extension IdentityService {
    func newOwnLock(
        _ tracker: TrackerID,
        _ idleMinutes: UInt32,
        _ text: String,
        of account: UserAccount,
        from source: Source
    ) async throws(IdentityError) -> NewOwnLock {
        try Passphrase.requireStrength(text, handle: try Handle(account.handle))
        let passphrase = try secret(text)
        // Whether it is the account's tells something of that one: it counts as a try.
        try requireTries(source)
        try requireTries(account: try await handleIndex(try Handle(account.handle)))
        try await requireOther(than: account.passphraseSlot, of: account.vault, passphrase)
        let stretching = freshStretching()
        return NewOwnLock(
            id: .random(),
            tracker: tracker,
            idleMinutes: idleMinutes.clamped(to: OwnLock.idleMinutesAllowed),
            stretching: stretching,
            holderKey: try await surroundings.stretcher.derive(from: passphrase, stretching)
        )
    }

    /// Tries to open a slot, the only way to know without keeping a passphrase.
    func requireOther(
        than id: KeySlotID,
        of vault: VaultID,
        _ passphrase: SharedSecret
    ) async throws(IdentityError) {
        guard let slot = try await slot(id, of: vault), let stretching = slot.stretching else { return }
        let holderKey = try await surroundings.stretcher.derive(from: passphrase, stretching)
        do { _ = try await slot.open(with: holderKey.bytes, outerLock: surroundings.outerLock) } catch {
            guard error == .doesNotOpen else { throw .vault(error) }
            return
        }
        throw .passphrase(.usedTwice)
    }

    /// One transaction: the lock's slot comes, every other slot but the recovery code's loses the tracker, and the
    /// sessions know of it.
    func turnOn(_ new: NewOwnLock, _ session: Session, _ token: SessionToken) async throws(IdentityError) {
        let account = try await account(session.account)
        guard account.value.ownLock(of: new.tracker) == nil else { throw .ownLock(.exists) }
        let current = try await unlockedRecord(of: session).value
        let keys = try await keys(of: current, token)
        guard let control = keys.newest(VaultKeys.control)?.key, Set(registry.trackers).isSubset(of: keys.scope) else {
            throw .vault(.outsideScope)
        }
        let tracker = new.tracker
        let slots = try await storedSlots(of: session.vault)
        guard let newest = keys.newest(tracker)?.epoch,
            slots.contains(where: { $0.value.slot.isWayBack(to: tracker, newest, account.value, control) })
        else { throw .vault(.damaged(0)) }
        let limited = keys.limited(to: [tracker])
        let slot = try await makeSlot(
            .ownLock,
            new.id,
            session.vault,
            new.holderKey,
            new.stretching,
            limited,
            control: control
        )
        var changed = account.value
        changed.set(new.lock)
        var changes = [try await replacing(account, by: changed), .add(slot)]
        changes.append(.replace(try await unlockedSlot(tracker, current, token, keys, control), expected: nil))
        for stored in slots where stored.value.slot.loses(tracker, control) {
            let narrowed = stored.value.slot.withholding(tracker, certifiedBy: control)
            changes.append(.replace(narrowed, expected: stored.version))
        }
        changes += try await sessionChanges(of: account.value.id) { other in
            other.set(SessionOwnLock(new.lock, lastUse: other.hash == session.hash ? now() : nil))
        }
        changes += try await dueEpochs(of: [tracker], in: session.vault, keys)
        closeEscrows(of: session.vault, with: tracker)
        changes += try await escrowRemoval(of: tracker, account.value.id, in: session.vault)
        try await write(changes)
        closeEscrows(of: session.vault, with: tracker)
        sessions.forgetRecords(of: account.value.id)
    }

    /// Sessions that began at another instance while the lock was turned on: those that are stored by now are found
    /// here, and those that come later see the lock before they last.
    func narrowLateSessions(
        _ new: NewOwnLock,
        _ session: Session,
        _ token: SessionToken
    ) async throws(IdentityError) {
        let control = try await controlKey(of: try await unlockedRecord(of: session).value, token)
        var changes: [RecordChange] = []
        for stored in try await storedSlots(of: session.vault) where stored.value.slot.loses(new.tracker, control) {
            let narrowed = stored.value.slot.withholding(new.tracker, certifiedBy: control)
            changes.append(.replace(narrowed, expected: stored.version))
        }
        guard !changes.isEmpty else { return }
        changes += try await sessionChanges(of: session.account) { other in
            if other.ownLock(of: new.tracker) == nil { other.set(SessionOwnLock(new.lock)) }
        }
        try await write(changes)
        sessions.forgetRecords(of: session.account)
    }

    func turnOff(
        _ lock: OwnLock,
        _ lockKeys: VaultKeys,
        _ session: Session,
        _ control: SharedSecret
    ) async throws(IdentityError) {
        let tracker = lock.tracker
        let account = try await account(session.account)
        var changed = account.value
        changed.ownLocks.removeAll { $0.tracker == tracker }
        var changes = [try await replacing(account, by: changed)]
        changes.append(.delete(.slot(lock.slot, of: session.vault, isSession: false)))
        for stored in try await storedSlots(of: session.vault) where stored.value.slot.gains(tracker, control) {
            let widened = try await adding(lockKeys, to: stored.value.slot, control)
            changes.append(.replace(widened, expected: stored.version))
        }
        changes += try await unlockedRemoval(of: tracker, account.value.id) { _ in true }
        changes += try await sessionChanges(of: account.value.id) { session in
            session.ownLocks.removeAll { $0.tracker == tracker }
        }
        try await write(changes)
        sessions.forgetRecords(of: account.value.id)
    }

    func replace(
        _ lock: OwnLock,
        by new: NewOwnLock,
        _ lockKeys: VaultKeys,
        _ session: Session,
        _ control: SharedSecret
    ) async throws(IdentityError) {
        let account = try await account(session.account)
        let slot = try await makeSlot(
            .ownLock,
            new.id,
            session.vault,
            new.holderKey,
            new.stretching,
            lockKeys,
            control: control
        )
        var changed = account.value
        changed.set(new.lock)
        var changes = [
            try await replacing(account, by: changed), .add(slot),
            .delete(.slot(lock.slot, of: session.vault, isSession: false)),
        ]
        changes += try await unlockedRemoval(of: lock.tracker, account.value.id) { $0.hash != session.hash }
        changes += try await sessionChanges(of: account.value.id) { other in
            if other.hash != session.hash { other.set(SessionOwnLock(new.lock)) }
        }
        changes += try await dueEpochs(of: [lock.tracker], in: session.vault, lockKeys)
        try await write(changes)
        sessions.forgetRecords(of: account.value.id)
    }

    /// As ``renewKey(of:in:)``, after a lock was turned off by whoever makes slots.
    func renewKey(afterLock tracker: TrackerID, in vault: VaultID) async {
        await registry.withChangingKeys(of: vault) { await renewKey(of: tracker, in: vault) }
    }

    /// Where it cannot be done now, the record of the key's birth says that it is due.
    func renewKey(of tracker: TrackerID, in vault: VaultID) async {
        do { try await registry.renewKey(of: tracker, in: vault, at: now()) } catch {}
    }

    func storedSlots(of vault: VaultID) async throws(IdentityError) -> [OpenRecord<SlotRecord>] {
        do { return try await slots.stored(of: vault) } catch { throw .records(error) }
    }

    func replacing(
        _ record: OpenRecord<UserAccount>,
        by account: UserAccount
    ) async throws(IdentityError) -> RecordChange {
        let index = try await handleIndex(try Handle(account.handle))
        return .put(.account(account.id), account, unique: index, expected: record.version)
    }

    func adding(
        _ keys: VaultKeys,
        to slot: KeySlot,
        _ control: SharedSecret
    ) async throws(IdentityError) -> KeySlot {
        do { return try await slot.adding(keys, certifiedBy: control, outerLock: surroundings.outerLock) } catch {
            throw .vault(error)
        }
    }

    /// The slots in which sessions have a tracker unlocked.
    func unlockedRemoval(
        of tracker: TrackerID,
        _ account: UserAccountID,
        where isMeant: (Session) -> Bool
    ) async throws(IdentityError) -> [RecordChange] {
        try await sessions(of: account).filter(isMeant).compactMap { session in
            session.slot.map { .delete(.slot(.unlocked(tracker, by: $0), of: session.vault, isSession: true)) }
        }
    }

    func sessionChanges(
        of account: UserAccountID,
        _ change: (inout Session) -> Void
    ) async throws(IdentityError) -> [RecordChange] {
        let stored: [OpenRecord<Session>]
        do { stored = try await records.list(.session, owner: account.bytes, as: Session.self) } catch {
            throw .records(error)
        }
        return stored.map { record in
            var changed = record.value
            change(&changed)
            return changed.replacing(record)
        }
    }
}

extension KeySlot {
    /// Whether a slot is the account's recovery slot with a tracker's newest key: without it nobody may be put in front
    /// of a second passphrase.
    fileprivate func isWayBack(
        to tracker: TrackerID,
        _ epoch: KeyEpoch,
        _ account: UserAccount,
        _ control: SharedSecret
    ) -> Bool {
        id == account.recoverySlot && isCertified(under: control)
            && trackerBoxes.contains { $0.tracker == tracker && $0.epoch == epoch }
    }

    /// Slots of the owner, and any that nobody certified; the recovery code's keeps everything.
    fileprivate func loses(_ tracker: TrackerID, _ control: SharedSecret) -> Bool {
        guard scope.contains(tracker) else { return false }
        guard isCertified(under: control) else { return true }
        return scope.contains(VaultKeys.control) && kind != .recoveryCode
    }

    /// Slots of the owner that lack the tracker.
    func gains(_ tracker: TrackerID, _ control: SharedSecret) -> Bool {
        scope.contains(VaultKeys.control) && !scope.contains(tracker) && isCertified(under: control)
    }
}

extension UserAccount {
    mutating func set(_ lock: OwnLock) {
        ownLocks = (ownLocks.filter { $0.tracker != lock.tracker } + [lock]).sorted { $0.tracker < $1.tracker }
    }
}
