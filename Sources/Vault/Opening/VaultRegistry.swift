package import Primitives
package import Sealing
import Synchronization

/// The vaults that are open in this process: at most one ``OpenVault`` each, bounded in memory, wiped when locked.
package final class VaultRegistry: Sendable {
    /// What the registry needs from the rest of the program.
    package struct Surroundings: Sendable {
        package let store: any JournalStore
        package let slots: any SlotStore
        package let outerLock: any OuterLock
        package let consents: any ConsentReader
        package let recorder: any OpeningRecorder
        package let witness: any HeadWitness
        package let trackers: [any Tracker.Type]
        package let epochs: (any EpochCalendar)?
        package let files: (any FileStore)?

        /// - `epochs`: without one, tracker keys are replaced only when asked.
        /// - `files`: without one, no files are swept.
        package init(
            store: any JournalStore,
            slots: any SlotStore,
            outerLock: any OuterLock,
            consents: any ConsentReader,
            recorder: any OpeningRecorder,
            witness: any HeadWitness,
            trackers: [any Tracker.Type],
            epochs: (any EpochCalendar)? = nil,
            files: (any FileStore)? = nil
        ) {
            self.store = store
            self.slots = slots
            self.outerLock = outerLock
            self.consents = consents
            self.recorder = recorder
            self.witness = witness
            self.trackers = trackers
            self.epochs = epochs
            self.files = files
        }
    }

    /// One credential that opened a vault here, and what it may do.
    struct Holder {
        let kind: KeySlot.Kind
        /// The slot that let her in: her own name here, but for a guest.
        let credential: KeySlotID
        let held: HeldScope
        var mayChange = true
        var openings: [Purpose: Opening] = [:]
    }

    struct Entry {
        let vault: OpenVault
        var holders: [KeySlotID: Holder] = [:]
        var lastUse: UInt64
        /// When the ages of its keys were last looked at; nil since it was opened.
        var epochsLooked: Timestamp?
        /// When its files were last looked at; nil since it was opened.
        var filesLooked: Timestamp?
    }

    struct State {
        var entries: [VaultID: Entry] = [:]
        var useCount: UInt64 = 0
        /// Who is in other vaults by way of a holder.
        var guests: [Seat: Set<Seat>] = [:]
    }

    package let surroundings: Surroundings
    /// The trackers a new vault gets keys for.
    package let trackers: [TrackerID]
    private let byteCountLimit: Int
    let state = Mutex(State())
    let slotGate = SlotGate()

    /// `byteCountLimit`: about how many bytes of open vaults are kept; the ones not used for longest are locked
    ///   beyond it, and open again by their session's key at the next request.
    package init(_ surroundings: Surroundings, byteCountLimit: Int) {
        self.surroundings = surroundings
        trackers = surroundings.trackers.map { $0.id }
        self.byteCountLimit = byteCountLimit
    }

    /// The hot path: an open vault, a known holder and an opening that still lasts; nil sends the caller to
    /// ``enter(_:holder:purpose:at:)`` or ``open(_:with:purpose:at:)``.
    package func access(_ id: VaultID, holder: KeySlotID, purpose: Purpose, at now: Timestamp) -> VaultAccess? {
        state.withLock { state in
            guard let entry = state.entries[id], let known = entry.holders[holder],
                let opening = known.openings[purpose], now < opening.expiry
            else { return nil }
            state.useCount += 1
            state.entries[id]?.lastUse = state.useCount
            return VaultAccess(
                opening: opening,
                time: now,
                held: known.held,
                mayChange: known.mayChange,
                vault: entry.vault
            )
        }
    }

    /// Opens a vault by a slot, for a purpose.
    ///
    /// - Throws: ``VaultError/doesNotOpen`` for a wrong secret, `.noConsent`, `.rolledBack`, `.damaged`,
    ///   `.keyServiceUnavailable`.
    package func open(
        _ slot: KeySlot,
        with holderKey: borrowing SecretBytes,
        purpose: Purpose,
        at now: Timestamp
    ) async throws(VaultError) -> VaultAccess {
        let keys = try await slot.open(with: holderKey, outerLock: surroundings.outerLock)
        return try await open(slot, keys: keys, purpose: purpose, at: now)
    }

    /// As ``open(_:with:purpose:at:)`` for a slot that was opened already.
    ///
    /// - `guest`: who comes in by way of another vault that she has open; nil for the slot's own holder.
    package func open(
        _ slot: KeySlot,
        keys: VaultKeys,
        purpose: Purpose,
        as guest: VaultGuest? = nil,
        at now: Timestamp
    ) async throws(VaultError) -> VaultAccess {
        let seat = Seat(vault: slot.vault, holder: guest?.name ?? slot.id)
        let holder = Holder(
            kind: slot.kind,
            credential: slot.id,
            held: HeldScope(keys.scope),
            mayChange: guest?.mayChange ?? true
        )
        try await join(slot.vault, seat.holder, holder, keys: keys)
        if let guest { try take(seat, in: guest.host) }
        evictBeyondLimit(sparing: slot.vault)
        do {
            return try await enter(slot.vault, holder: seat.holder, purpose: purpose, at: now)
        } catch .noConsent(let purpose) {
            // The holder stays: other purposes may be open to her. Her key was used, so it is written down.
            try await noteKeyUse(seat, at: now)
            throw .noConsent(purpose)
        } catch {
            leave(slot.vault, holder: seat.holder)  // what could not be written down did not happen
            throw error
        }
    }

    private func noteKeyUse(_ seat: Seat, at now: Timestamp) async throws(VaultError) {
        do { _ = try await enter(seat.vault, holder: seat.holder, purpose: .keyMaintenance, at: now) } catch {
            leave(seat.vault, holder: seat.holder)
            throw error
        }
    }

    /// Begins or renews an opening of a vault that a holder has unlocked: consent is asked, the opening written down.
    ///
    /// - Throws: ``VaultError/locked`` when the vault is not open for this holder (unlock it by its slot),
    ///   `.noConsent`.
    package func enter(
        _ id: VaultID,
        holder: KeySlotID,
        purpose: Purpose,
        at now: Timestamp
    ) async throws(VaultError) -> VaultAccess {
        if let access = access(id, holder: holder, purpose: purpose, at: now) { return access }
        let found = state.withLock { state -> (OpenVault, Holder)? in
            guard let entry = state.entries[id], let known = entry.holders[holder] else { return nil }
            return (entry.vault, known)
        }
        guard let (vault, known) = found else { throw .locked }
        guard try await surroundings.consents.hasConsent(id, for: purpose) else { throw .noConsent(purpose) }
        let opening = Opening(
            vault: id,
            slot: known.credential,
            kind: known.kind,
            purpose: purpose,
            time: now,
            head: vault.durableHead
        )
        try await surroundings.recorder.record(opening)
        // The holder may have left while the opening was written down; then it is over before it began.
        let isStillThere = state.withLock { state in
            guard state.entries[id]?.holders[holder] != nil else { return false }
            state.entries[id]?.holders[holder]?.openings[purpose] = opening
            return true
        }
        guard isStillThere else { throw .locked }
        // Asked again: whoever withdraws ends the openings there are, and this one may have come between.
        guard try await surroundings.consents.hasConsent(id, for: purpose) else {
            endOpenings(of: id, for: purpose)
            throw .noConsent(purpose)
        }
        return VaultAccess(
            opening: opening,
            time: now,
            held: known.held,
            mayChange: known.mayChange,
            vault: vault
        )
    }

    /// Puts a holder to the open vault, loading it first when it is not open.
    ///
    /// Vault and holder come into the registry in one step, so that nobody finds a vault that nobody holds; and a vault
    /// leaves it before it is locked, so that nobody joins a locked one.
    private func join(
        _ id: VaultID,
        _ slot: KeySlotID,
        _ holder: Holder,
        keys: VaultKeys
    ) async throws(VaultError) {
        if add(holder, slot, to: id, opening: nil) { return try await bringKeys(keys, to: id, holder: slot) }
        let loader = VaultLoader(vault: id, store: surroundings.store, trackers: surroundings.trackers)
        let seen = try await surroundings.witness.lastSeenHead(of: id)
        let fresh: OpenVault
        do {
            let contents = try await loader.load(keys: keys, seen: seen)
            fresh = OpenVault(id: id, store: surroundings.store, loader: loader, contents: contents)
        } catch .damaged {
            // Another process may have compacted between the reads; what is damaged shows it again.
            let contents = try await loader.load(keys: keys, seen: seen)
            fresh = OpenVault(id: id, store: surroundings.store, loader: loader, contents: contents)
        }
        let head = fresh.durableHead
        // Another request may have opened it meanwhile: two objects of one vault would fight over its head.
        if !add(holder, slot, to: id, opening: fresh) {
            fresh.lock()
            try await bringKeys(keys, to: id, holder: slot)
        }
        guard head != seen else { return }
        do {
            try await surroundings.witness.note(head, of: id)
        } catch {
            leave(id, holder: slot)
            throw error
        }
    }

    /// Whether the holder joined the vault that is open; otherwise she joins `fresh`, which becomes it.
    ///
    /// - Returns: without `fresh`, whether a vault was open; with it, whether it was taken.
    private func add(_ holder: Holder, _ slot: KeySlotID, to id: VaultID, opening fresh: OpenVault?) -> Bool {
        state.withLock { state in
            state.useCount += 1
            let isOpen = state.entries[id] != nil
            if !isOpen {
                guard let fresh else { return false }
                state.entries[id] = Entry(vault: fresh, lastUse: 0)
            }
            if let known = state.entries[id]?.holders[slot]?.held {
                // The same holder again: her slot may hold more by now. Her other request may have read it later than
                // this one, so nothing is taken from her here.
                known.add(holder.held.trackers)
                state.entries[id]?.holders[slot] = Holder(
                    kind: holder.kind,
                    credential: holder.credential,
                    held: known,
                    mayChange: holder.mayChange
                )
            } else {
                state.entries[id]?.holders[slot] = holder
            }
            state.entries[id]?.lastUse = state.useCount
            return fresh == nil || !isOpen
        }
    }

    /// Locks the vaults not used for longest until the rest fits the limit.
    private func evictBeyondLimit(sparing spared: VaultID) {
        // Sizes are asked for outside the registry's lock: a vault that is busy must not keep the others waiting.
        let entries = state.withLock { $0.entries }
        var total = 0
        let bySize = entries.mapValues { entry in
            let size = entry.vault.byteCountEstimate
            total += size
            return size
        }
        var evicted: [OpenVault] = []
        for (id, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
        where id != spared && total > byteCountLimit {
            total -= bySize[id] ?? 0
            let isStillThere = state.withLock { state in
                guard state.entries[id]?.vault === entry.vault else { return false }
                state.entries[id] = nil
                return true
            }
            if isStillThere { evicted.append(entry.vault) }
        }
        for vault in evicted { vault.lock() }
    }
}
