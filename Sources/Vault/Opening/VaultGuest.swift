package import Primitives
import Sealing
import Synchronization

/// Who is in a vault by way of another one that she has open: a member in a book, by her own vault.
package struct VaultGuest: Sendable {
    /// Her name in the vault that she comes in to; each session has its own.
    package let name: KeySlotID
    let host: Seat
    let mayChange: Bool

    /// - `host`: the holder, and the vault that she holds open herself.
    package init(name: KeySlotID, host: (vault: VaultID, holder: KeySlotID), mayChange: Bool) {
        self.name = name
        self.host = Seat(vault: host.vault, holder: host.holder)
        self.mayChange = mayChange
    }
}

/// One holder in one vault.
struct Seat: Hashable, Sendable {
    let vault: VaultID
    let holder: KeySlotID
}

extension VaultRegistry {
    /// Remembers by whom a guest is in; who is gone already takes her along.
    func take(_ seat: Seat, in host: Seat) throws(VaultError) {
        let isThere = state.withLock { state in
            guard state.entries[host.vault]?.holders[host.holder] != nil else { return false }
            state.guests[host, default: []].insert(seat)
            return true
        }
        guard !isThere else { return }
        depart(seat.vault, holder: seat.holder)
        throw .locked
    }

    /// Everybody who came in to a vault by one slot leaves: the slot is gone.
    package func leave(_ id: VaultID, credential: KeySlotID) {
        let holders = state.withLock { state in
            (state.entries[id]?.holders ?? [:]).filter { $0.value.credential == credential }.map(\.key)
        }
        for holder in holders { depart(id, holder: holder) }
    }

    /// Everybody leaves whom holders of a vault brought in elsewhere.
    package func leaveGuests(of id: VaultID) {
        let left = state.withLock { state in
            let mine = state.guests.filter { $0.key.vault == id }
            for host in mine.keys { state.guests[host] = nil }
            return mine.values.reduce(into: Set<Seat>()) { $0.formUnion($1) }.map { ($0.vault, state.depart($0)) }
        }
        close(left)
    }

    /// Gives a vault a new control key.
    ///
    /// Of the slots that are certified, those named get it, with a new certificate. The others go: whoever had the old
    /// key put them there.
    /// For vaults in which nothing but slots rests on it, and whoever is inside ``withChangingKeys(of:_:)``.
    /// - Throws: ``VaultError/locked`` where the vault is not open here, `.outsideScope`, `.contended`.
    package func replaceControlKey(of id: VaultID, for named: Set<KeySlotID>) async throws(VaultError) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let keys = vault.contents.withLock { $0.keys }
        guard let keys, let (epoch, old) = keys.newest(VaultKeys.control) else { throw .outsideScope }
        let (next, new) = (epoch + 1, SharedSecret(.random(count: 32)))
        let certified = try await surroundings.slots.slots(of: id).filter { $0.isCertified(under: old) }
        var written: [KeySlot] = []
        for slot in certified where named.contains(slot.id) {
            written.append(
                try await slot.certifiedAnew(by: new, epoch: next, outerLock: surroundings.outerLock)
            )
        }
        let planted = certified.map(\.id).filter { !named.contains($0) }
        try await surroundings.slots.update(id, adding: [], replacing: written, removing: planted)
        try await vault.add(new, tracker: VaultKeys.control, epoch: next)
        vault.contents.withLock { $0.keys?.drop(VaultKeys.control, below: next) }
    }
}

extension KeySlot {
    /// The slot under another control key, which it gets where it had the one before.
    fileprivate func certifiedAnew(
        by control: SharedSecret,
        epoch: KeyEpoch,
        outerLock: any OuterLock
    ) async throws(VaultError) -> KeySlot {
        var slot = self
        if scope.contains(VaultKeys.control) {
            let box = try await box(control, tracker: VaultKeys.control, epoch: epoch, outerLock: outerLock)
            slot.trackerBoxes.removeAll { $0.tracker == VaultKeys.control }
            slot.trackerBoxes.append(box)
        }
        slot.certificate = slot.certificateTag(under: control)
        return slot
    }
}
