package import Primitives
import Sealing
import Synchronization

extension VaultRegistry {
    /// The age at which a tracker's key is replaced.
    package static let epochLifetimeSeconds: Int64 = 365 * 86_400
    /// How often an open vault is looked at again; a vault that was just opened is looked at at once.
    private static let epochLookSeconds: Int64 = 3600
    /// After so long somebody who began to make an epoch is taken to be gone.
    static let epochClaimSeconds: Int64 = 3600

    /// Runs what makes key slots from keys that it has read: no epoch changes meanwhile.
    package func withSteadyKeys<Value, Failure: Error>(
        of vault: VaultID,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        await slotGate.enter(vault)
        defer { slotGate.leave(vault) }
        return try await body()
    }

    /// Runs what changes who holds which key: nobody makes slots meanwhile, and no epoch changes.
    ///
    /// Waits for those who do. Must not be called by whoever is inside ``withSteadyKeys(of:_:)``.
    package func withChangingKeys<Value, Failure: Error>(
        of vault: VaultID,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        await slotGate.closeWhenFree(vault)
        defer { slotGate.open(vault) }
        return try await body()
    }

    /// Replaces the tracker keys of open vaults that are a year old, or were asked to be replaced.
    ///
    /// - Returns: how many epochs were made. Where one cannot be (somebody signs in, a store refuses) it is tried again
    ///   at the next look.
    func renewEpochs(at now: Timestamp) async -> Int {
        guard let calendar = surroundings.epochs else { return 0 }
        let due = state.withLock { state in
            var due: [OpenVault] = []
            for (id, entry) in state.entries {
                if let looked = entry.epochsLooked, now < looked.adding(seconds: Self.epochLookSeconds) { continue }
                state.entries[id]?.epochsLooked = now
                due.append(entry.vault)
            }
            return due
        }
        var count = 0
        for vault in due {
            do {
                count += try await renewEpochs(of: vault, calendar, at: now)
            } catch {
                // Somebody makes slots, or a store does not answer: soon again, not in an hour.
                lookAtEpochs(of: vault.id)
            }
        }
        return count
    }

    /// Has an open vault's keys looked at in the next round: something about them has changed.
    package func lookAtEpochs(of id: VaultID) { state.withLock { $0.entries[id]?.epochsLooked = nil } }

    private func renewEpochs(
        of vault: OpenVault,
        _ calendar: any EpochCalendar,
        at now: Timestamp
    ) async throws(VaultError) -> Int {
        var count = 0
        try await addMissingTrackers(to: vault.id, at: now)
        // Only who holds every key can reseal what is stored.
        guard let keys = vault.contents.withLock({ $0.keys }),
            trackers.allSatisfy({ keys.scope.contains($0) }), keys.scope.contains(VaultKeys.control)
        else { return 0 }
        let demanded = try await calendar.renewalDemanded(for: vault.id)
        for tracker in trackers {
            guard let newest = keys.newest(tracker)?.epoch else { continue }
            if keys.epochs(of: tracker).count > 1 { try await finishEpoch(of: tracker, of: vault.id, at: now) }
            var known = try await calendar.birth(of: tracker, in: vault.id)
            if known.map({ $0.epoch < newest }) ?? true {
                try await noteFound(
                    newest,
                    of: tracker,
                    in: vault.id,
                    calendar,
                    at: demanded == nil ? now : Timestamp(milliseconds: 0)
                )
                known = try await calendar.birth(of: tracker, in: vault.id)
            }
            guard let birth = known else { continue }
            let isOld = birth.born.adding(seconds: Self.epochLifetimeSeconds) <= now
            guard isOld || demanded.map({ birth.born < $0 }) == true else { continue }
            if let claimed = birth.claimed, now < claimed.adding(seconds: Self.epochClaimSeconds) { continue }
            try await noteKeyWork(on: vault, at: now)
            try await renew(tracker, of: vault.id, birth, calendar, at: now)
            count += 1
        }
        return count
    }

    /// An epoch nobody noted: of a vault from before there was a calendar, or made by a process that died then.
    ///
    /// - `now`: what counts as its birth where nobody claimed it.
    private func noteFound(
        _ epoch: KeyEpoch,
        of tracker: TrackerID,
        in vault: VaultID,
        _ calendar: any EpochCalendar,
        at now: Timestamp
    ) async throws(VaultError) {
        let known = try await calendar.birth(of: tracker, in: vault)
        let birth = EpochBirth(epoch: epoch, born: known?.claimed ?? now, revision: known?.revision ?? 0)
        try await calendar.note(birth, of: tracker, in: vault)
    }

    /// Writes down that her keys are used to make new ones, as whoever has the vault open; what cannot be written down
    /// does not happen.
    func noteKeyWork(on vault: OpenVault, at now: Timestamp) async throws(VaultError) {
        let owner = state.withLock { state in
            state.entries[vault.id]?.holders.values.first { $0.held.trackers.contains(VaultKeys.control) }
        }
        guard let holder = owner else { throw .locked }
        let opening = Opening(
            vault: vault.id,
            slot: holder.credential,
            kind: holder.kind,
            purpose: .keyMaintenance,
            time: now,
            head: vault.durableHead
        )
        try await surroundings.recorder.record(opening)
    }

    /// - Throws: ``VaultError/contended`` while somebody makes slots: nothing was changed.
    private func renew(
        _ tracker: TrackerID,
        of vault: VaultID,
        _ birth: EpochBirth,
        _ calendar: any EpochCalendar,
        at now: Timestamp
    ) async throws(VaultError) {
        guard slotGate.close(vault) else { throw .contended }
        defer { slotGate.open(vault) }
        try await renewKey(of: tracker, in: vault, birth, calendar, at: now)
    }

    /// Replaces a tracker's key now, for whoever is inside ``withChangingKeys(of:_:)``.
    ///
    /// - Throws: ``VaultError/outsideScope`` unless every tracker's key is here: what is stored could not be resealed.
    package func renewKey(of tracker: TrackerID, in vault: VaultID, at now: Timestamp) async throws(VaultError) {
        guard Set(trackers).isSubset(of: heldTrackers(of: vault)) else { throw .outsideScope }
        guard let calendar = surroundings.epochs, let birth = try await calendar.birth(of: tracker, in: vault) else {
            try await replaceKey(of: tracker, in: vault, at: now)
            return
        }
        try await renewKey(of: tracker, in: vault, birth, calendar, at: now)
    }

    /// Claims first: two instances that made one epoch would each lose the other's key.
    private func renewKey(
        of tracker: TrackerID,
        in vault: VaultID,
        _ birth: EpochBirth,
        _ calendar: any EpochCalendar,
        at now: Timestamp
    ) async throws(VaultError) {
        let claim = EpochBirth(epoch: birth.epoch, born: birth.born, claimed: now, revision: birth.revision)
        try await calendar.note(claim, of: tracker, in: vault)
        let (epoch, _) = try await replaceKey(of: tracker, in: vault, at: now)
        let claimed = try await calendar.birth(of: tracker, in: vault)
        try await calendar.note(
            EpochBirth(epoch: epoch, born: now, revision: claimed?.revision ?? 0),
            of: tracker,
            in: vault
        )
    }
}
