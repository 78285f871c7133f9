package import Primitives
import Sealing
import Synchronization

extension VaultRegistry {
    /// Work on open vaults: replaces keys whose time is up, compacts those whose tail has grown, notes heads with the
    /// witness, and deletes files that nothing names.
    ///
    /// - Returns: how many vaults were compacted. One that cannot be (its store refuses, it was locked meanwhile) is
    ///   left as it is: compaction changes no content, and the next round tries again.
    package func maintain(at now: Timestamp) async -> Int {
        _ = await renewEpochs(at: now)
        var count = 0
        for vault in state.withLock({ $0.entries.values.map(\.vault) }) where vault.isWorthCompacting {
            if await compacted(vault, at: now) { count += 1 }
        }
        _ = await sweepFiles(at: now)
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
    /// - Throws: ``VaultError/contended`` while somebody makes slots of this vault: nothing was changed.
    package func addEpoch(
        to tracker: TrackerID,
        of id: VaultID,
        at now: Timestamp
    ) async throws(VaultError) -> (epoch: KeyEpoch, refusedSlots: Int) {
        guard slotGate.close(id) else { throw .contended }
        defer { slotGate.open(id) }
        return try await replaceKey(of: tracker, in: id, at: now)
    }

    /// As ``addEpoch(to:of:at:)`` for whoever is inside ``withChangingKeys(of:_:)``.
    @discardableResult
    package func replaceKey(
        of tracker: TrackerID,
        in id: VaultID,
        at now: Timestamp
    ) async throws(VaultError) -> (epoch: KeyEpoch, refusedSlots: Int) {
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let keys = vault.contents.withLock { $0.keys }
        guard let keys, let newest = keys.newest(tracker) else { throw .outsideScope }
        // A key that the slots have and this process has not: made elsewhere. One more of its number would lose it.
        let boxes = try await surroundings.slots.slots(of: id).flatMap(\.trackerBoxes)
        guard !boxes.contains(where: { $0.tracker == tracker && $0.epoch > newest.epoch }) else { throw .contended }
        let epoch = newest.epoch + 1
        let key = SharedSecret(.random(count: 32))
        let refused = try await seal(key, tracker, epoch, toSlotsOf: id, keys)
        try await vault.add(key, tracker: tracker, epoch: epoch)
        try await reseal(tracker, epoch, of: vault, at: now)
        return (epoch, refused)
    }

    /// Ends what a process began that died while it made an epoch.
    func finishEpoch(of tracker: TrackerID, of id: VaultID, at now: Timestamp) async throws(VaultError) {
        guard slotGate.close(id) else { throw .contended }
        defer { slotGate.open(id) }
        guard let vault = state.withLock({ $0.entries[id]?.vault }) else { throw .locked }
        let keys = vault.contents.withLock { $0.keys }
        guard let keys, let newest = keys.newest(tracker) else { throw .outsideScope }
        _ = try await seal(newest.key, tracker, newest.epoch, toSlotsOf: id, keys)
        try await reseal(tracker, newest.epoch, of: vault, at: now)
    }

    /// - Returns: how many slots are not certified by the vault's control key and got nothing.
    private func seal(
        _ key: SharedSecret,
        _ tracker: TrackerID,
        _ epoch: KeyEpoch,
        toSlotsOf id: VaultID,
        _ keys: VaultKeys
    ) async throws(VaultError) -> Int {
        guard let control = keys.newest(VaultKeys.control)?.key else { throw .outsideScope }
        var written: [KeySlot] = []
        var refused = 0
        for slot in try await surroundings.slots.slots(of: id) where slot.scope.contains(tracker) {
            guard slot.isCertified(under: control) else {
                refused += 1
                continue
            }
            guard !slot.trackerBoxes.contains(where: { $0.tracker == tracker && $0.epoch == epoch }) else { continue }
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
        return refused
    }

    /// Writes everything under the newest key, and takes the older ones out of the slots that have it.
    private func reseal(
        _ tracker: TrackerID,
        _ epoch: KeyEpoch,
        of vault: OpenVault,
        at now: Timestamp
    ) async throws(VaultError) {
        // What is stored must be under this very key before the slots let go of the others.
        guard try await vault.compact(at: now)[tracker] == epoch else { throw .contended }
        let trimmed = try await surroundings.slots.slots(of: vault.id)
            .filter { slot in slot.trackerBoxes.contains { $0.tracker == tracker && $0.epoch == epoch } }
            .filter { slot in slot.trackerBoxes.contains { $0.tracker == tracker && $0.epoch < epoch } }
            .map { $0.dropping(tracker, below: epoch) }
        try await surroundings.slots.update(vault.id, adding: [], replacing: trimmed, removing: [])
        vault.contents.withLock { $0.keys?.drop(tracker, below: epoch) }
    }
}
