package import Primitives
import Synchronization

/// One open vault serves holders of different scope: it has the keys of all of them together, and each sees her own.
extension VaultRegistry {
    /// Gives a holder who is in a vault the keys of more trackers.
    ///
    /// - Throws: ``VaultError/locked`` when she is not in it; whatever reading the trackers' states throws, and then
    ///   she has what she had.
    package func widen(_ id: VaultID, holder: KeySlotID, with keys: VaultKeys) async throws(VaultError) {
        guard let held = held(id, holder) else { throw .locked }
        let added = keys.scope.subtracting(held.trackers)
        // First she has the trackers and then the vault their keys: what no holder has is dropped at once.
        held.add(added)
        do { try await adopt(keys, in: id) } catch {
            for tracker in added { narrow(id, holder: holder, from: tracker) }
            throw error
        }
    }

    /// Takes a tracker from a holder, from requests under way too.
    ///
    /// When nobody else has it, its key and state leave memory.
    package func narrow(_ id: VaultID, holder: KeySlotID, from tracker: TrackerID) {
        held(id, holder)?.remove(tracker)
        dropUnheld(id)
    }

    /// Takes a tracker from every holder but one.
    package func narrowAll(of id: VaultID, but spared: KeySlotID?, from tracker: TrackerID) {
        let others = state.withLock { state in (state.entries[id]?.holders ?? [:]).filter { $0.key != spared } }
        for holder in others.values { holder.held.remove(tracker) }
        dropUnheld(id)
    }

    /// Writes down that a tracker's own lock is used: opened, turned on or off, or given another passphrase.
    ///
    /// - `slot`: the lock's own.
    /// - Throws: ``VaultError/locked`` where the vault is not open here; whatever the recorder throws. What cannot be
    ///   written down does not happen.
    package func noteOwnLock(_ slot: KeySlotID, of id: VaultID, at now: Timestamp) async throws(VaultError) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let opening = Opening(
            vault: id,
            slot: slot,
            kind: .ownLock,
            purpose: .keyMaintenance,
            time: now,
            head: vault.durableHead
        )
        try await surroundings.recorder.record(opening)
    }

    /// When a holder used a tracker last, in this process.
    package func lastUse(of tracker: TrackerID, in id: VaultID, holder: KeySlotID) -> Timestamp? {
        held(id, holder)?.lastUse(of: tracker)
    }

    /// Which trackers the open vault has keys for in this process; empty when it is not open.
    package func heldTrackers(of id: VaultID) -> Set<TrackerID> {
        state.withLock { $0.entries[id]?.vault }?.contents.withLock { $0.keys?.scope } ?? []
    }

    /// The keys of a holder who has just come in to a vault that was open.
    func bringKeys(_ keys: VaultKeys, to id: VaultID, holder: KeySlotID) async throws(VaultError) {
        do { try await adopt(keys, in: id) } catch {
            leave(id, holder: holder)
            throw error
        }
    }

    private func adopt(_ keys: VaultKeys, in id: VaultID) async throws(VaultError) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let before = vault.contents.withLock { $0.keys?.scope ?? [] }
        try await vault.adopt(keys)
        // What could not be replaced for want of a key may be now.
        if !keys.scope.isSubset(of: before) { lookAtEpochs(of: id) }
        dropUnheld(id)  // whoever brought them may have left meanwhile
    }

    /// Forgets keys and states of trackers that no holder has.
    func dropUnheld(_ id: VaultID) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { return }
        // Asked under the vault's lock, under which keys come in too: a holder has a tracker before the vault has it,
        // so what was just brought for somebody is not dropped.
        vault.limit { [self] in
            state.withLock { state in
                guard let entry = state.entries[id], entry.vault === vault else { return nil }
                return entry.holders.values.reduce(into: Set<TrackerID>()) { $0.formUnion($1.held.trackers) }
            }
        }
    }

    private func held(_ id: VaultID, _ holder: KeySlotID) -> HeldScope? {
        state.withLock { $0.entries[id]?.holders[holder]?.held }
    }
}
