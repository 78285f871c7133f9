package import Primitives
import Sealing
import Synchronization

extension VaultRegistry {
    /// Key work on open vaults: compacts those whose tail has grown, and notes heads with the witness.
    ///
    /// - Returns: how many vaults were compacted. One that cannot be (its store refuses, it was locked meanwhile) is
    ///   left as it is: compaction changes no content, and the next round tries again.
    package func maintain(at now: Timestamp) async -> Int {
        var count = 0
        for vault in state.withLock({ $0.entries.values.map(\.vault) }) where vault.isWorthCompacting {
            if await compacted(vault, at: now) { count += 1 }
        }
        return count
    }

    /// Compacts a vault if that can be done.
    func compacted(_ vault: OpenVault, at now: Timestamp) async -> Bool {
        do {
            try await vault.compact(at: now)
            try await surroundings.witness.note(vault.durableHead, of: vault.id)
            return true
        } catch {
            return false  // nothing was lost by it, and the next round or the next lock tries again
        }
    }

    /// Compacts one open vault now, whatever its size.
    package func compact(_ id: VaultID, at now: Timestamp) async throws(VaultError) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        try await vault.compact(at: now)
        try await surroundings.witness.note(vault.durableHead, of: id)
    }

    /// Gives a tracker a new key, sealed to every slot that holds its present one, and reseals what is stored under it.
    ///
    /// The slots' holders need not be present. Order: slots first (a new key nobody uses yet is harmless), then new
    /// segments use it, then the snapshot replaces everything sealed under older ones, then older keys leave the slots.
    /// - Returns: the new epoch, and how many slots were not certified by the vault's control key and got nothing.
    package func addEpoch(
        to tracker: TrackerID,
        of id: VaultID,
        at now: Timestamp
    ) async throws(VaultError) -> (epoch: KeyEpoch, refusedSlots: Int) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let keys = vault.contents.withLock { $0.keys }
        guard let keys, let control = keys.newest(VaultKeys.control)?.key, let newest = keys.newest(tracker) else {
            throw .outsideScope
        }
        let epoch = newest.epoch + 1
        let key = SharedSecret(.random(count: 32))
        var written: [KeySlot] = []
        var refused = 0
        for slot in try await surroundings.slots.slots(of: id) where slot.scope.contains(tracker) {
            guard slot.isCertified(under: control) else {
                refused += 1
                continue
            }
            written.append(
                try await slot.adding(
                    key,
                    tracker: tracker,
                    epoch: epoch,
                    certifiedBy: control,
                    outerLock: surroundings.outerLock
                )
            )
        }
        try await surroundings.slots.update(id, adding: [], replacing: written, removing: [])
        vault.contents.withLock { $0.keys?.add(key, tracker: tracker, epoch: epoch) }
        try await vault.compact(at: now)
        let trimmed = written.map { $0.dropping(tracker, below: epoch) }
        try await surroundings.slots.update(id, adding: [], replacing: trimmed, removing: [])
        vault.contents.withLock { $0.keys?.drop(tracker, below: epoch) }
        return (epoch, refused)
    }
}
