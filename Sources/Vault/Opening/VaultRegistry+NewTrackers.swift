package import Primitives
import Sealing
import Synchronization

/// A tracker that this version knows and a vault has no key for: the vault is from before there was such a tracker. The
/// inbox is such a one.
///
/// - Source: docs/spec/key-hierarchy.md §8.
extension VaultRegistry {
    /// Makes the first key of every registered tracker that an open vault has none of, and seals it to the slots of its
    /// owner.
    ///
    /// Whether there is a key is decided by all slots of the vault: one that is only out of reach of those who are in
    /// now (a lock of its own) is not made a second time. Nothing happens while nobody is in who holds the control key.
    /// - `withheld`: trackers that are known to have a key elsewhere.
    /// - Throws: ``VaultError``: then nothing was made, and the next look tries again.
    package func addMissingTrackers(
        to id: VaultID,
        but withheld: Set<TrackerID> = [],
        at now: Timestamp
    ) async throws(VaultError) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }),
            !missing(in: vault).subtracting(withheld).isEmpty
        else { return }
        try await withChangingKeys(of: id) { () async throws(VaultError) in
            let missing = try await unkeyed(missing(in: vault).subtracting(withheld), in: id)
            var claimed: [TrackerID] = []
            for tracker in missing where try await claimFirst(tracker, in: id, at: now) { claimed.append(tracker) }
            do throws(VaultError) {
                // Once more: whoever had the claim before may have ended after the first look.
                let trackers = try await unkeyed(Set(claimed), in: id)
                if !trackers.isEmpty { try await makeFirstKeys(of: trackers, for: vault, at: now) }
            } catch {
                for tracker in claimed { try await releaseFirst(tracker, in: id, at: now) }
                throw error
            }
            for tracker in claimed { try await noteFirst(tracker, in: id, at: now) }
        }
    }

    /// Registered trackers that the open vault has no key for.
    private func missing(in vault: OpenVault) -> Set<TrackerID> {
        guard let keys = vault.contents.withLock({ $0.keys }), keys.scope.contains(VaultKeys.control) else { return [] }
        return Set(trackers + VaultKeys.companions).subtracting(keys.scope)
    }

    /// Those that no slot of the vault has a box for, whoever put the slot there: a second key would hide what is under
    /// the first.
    private func unkeyed(_ trackers: Set<TrackerID>, in id: VaultID) async throws(VaultError) -> [TrackerID] {
        guard !trackers.isEmpty else { return [] }
        let present = try await surroundings.slots.slots(of: id).reduce(into: Set()) { $0.formUnion($1.scope) }
        return trackers.subtracting(present).sorted()
    }

    private func makeFirstKeys(
        of trackers: [TrackerID],
        for vault: OpenVault,
        at now: Timestamp
    ) async throws(VaultError) {
        guard let control = vault.contents.withLock({ $0.keys?.newest(VaultKeys.control)?.key }) else { throw .locked }
        try await noteKeyWork(on: vault, at: now)
        let made = trackers.map { (tracker: $0, key: SharedSecret(.random(count: 32))) }
        var written: [KeySlot] = []
        for slot in try await surroundings.slots.slots(of: vault.id)
        where slot.scope.contains(VaultKeys.control) && slot.isCertified(under: control) {
            var changed = slot
            for (tracker, key) in made {
                changed = try await changed.adding(
                    key,
                    tracker: tracker,
                    epoch: 1,
                    certifiedBy: control,
                    outerLock: surroundings.outerLock
                )
            }
            written.append(changed)
        }
        guard !written.isEmpty else { throw .locked }
        try await surroundings.slots.update(vault.id, adding: [], replacing: written, removing: [])
        let holders = Set(written.map(\.id))
        state.withLock { state in
            for (slot, holder) in state.entries[vault.id]?.holders ?? [:] where holders.contains(slot) {
                holder.held.add(Set(trackers))
            }
        }
        for (tracker, key) in made { try await vault.add(key, tracker: tracker, epoch: 1) }
    }

    /// Two instances that made the first key of one tracker would each lose the other's.
    ///
    /// - Returns: false where somebody else is at it, or where there was a key once.
    private func claimFirst(
        _ tracker: TrackerID,
        in id: VaultID,
        at now: Timestamp
    ) async throws(VaultError) -> Bool {
        guard let calendar = surroundings.epochs else { return true }
        let birth = try await calendar.birth(of: tracker, in: id)
        guard birth?.epoch ?? 0 == 0 else { return false }
        if let claimed = birth?.claimed, now < claimed.adding(seconds: Self.epochClaimSeconds) { return false }
        let claim = EpochBirth(epoch: 0, born: now, claimed: now, revision: birth?.revision ?? 0)
        do { try await calendar.note(claim, of: tracker, in: id) } catch .store(.conflict) { return false }
        return true
    }

    private func releaseFirst(_ tracker: TrackerID, in id: VaultID, at now: Timestamp) async throws(VaultError) {
        guard let calendar = surroundings.epochs, let claim = try await calendar.birth(of: tracker, in: id) else {
            return
        }
        try await calendar.note(EpochBirth(epoch: 0, born: now, revision: claim.revision), of: tracker, in: id)
    }

    private func noteFirst(_ tracker: TrackerID, in id: VaultID, at now: Timestamp) async throws(VaultError) {
        guard let calendar = surroundings.epochs, let claim = try await calendar.birth(of: tracker, in: id) else {
            return
        }
        try await calendar.note(EpochBirth(epoch: 1, born: now, revision: claim.revision), of: tracker, in: id)
    }
}
