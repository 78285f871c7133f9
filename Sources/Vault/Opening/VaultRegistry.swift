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

        package init(
            store: any JournalStore,
            slots: any SlotStore,
            outerLock: any OuterLock,
            consents: any ConsentReader,
            recorder: any OpeningRecorder,
            witness: any HeadWitness,
            trackers: [any Tracker.Type]
        ) {
            self.store = store
            self.slots = slots
            self.outerLock = outerLock
            self.consents = consents
            self.recorder = recorder
            self.witness = witness
            self.trackers = trackers
        }
    }

    /// One credential that opened a vault here, and what it may do.
    struct Holder {
        let kind: KeySlot.Kind
        let scope: Set<TrackerID>
        var openings: [Purpose: Opening] = [:]
    }

    struct Entry {
        let vault: OpenVault
        var holders: [KeySlotID: Holder] = [:]
        var lastUse: UInt64
    }

    struct State {
        var entries: [VaultID: Entry] = [:]
        var useCount: UInt64 = 0
    }

    package let surroundings: Surroundings
    private let byteCountLimit: Int
    let state = Mutex(State())

    /// `byteCountLimit`: about how many bytes of open vaults are kept; the ones not used for longest are locked
    ///   beyond it, and open again by their session's key at the next request.
    package init(_ surroundings: Surroundings, byteCountLimit: Int) {
        self.surroundings = surroundings
        self.byteCountLimit = byteCountLimit
    }

    /// The trackers a new vault gets keys for.
    package var trackers: [TrackerID] { surroundings.trackers.map { $0.id } }

    /// The hot path: an open vault, a known holder and an opening that still lasts; nil sends the caller to
    /// ``enter(_:holder:purpose:at:)`` or ``open(_:with:purpose:at:)``.
    package func access(_ id: VaultID, holder: KeySlotID, purpose: Purpose, at now: Timestamp) -> VaultAccess? {
        state.withLock { state in
            guard let entry = state.entries[id], let known = entry.holders[holder],
                let opening = known.openings[purpose], now < opening.expiry
            else { return nil }
            state.useCount += 1
            state.entries[id]?.lastUse = state.useCount
            return VaultAccess(opening: opening, scope: known.scope, vault: entry.vault)
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
    package func open(
        _ slot: KeySlot,
        keys: VaultKeys,
        purpose: Purpose,
        at now: Timestamp
    ) async throws(VaultError) -> VaultAccess {
        let vault = try await openVault(slot.vault, keys: keys)
        let holder = Holder(kind: slot.kind, scope: keys.scope)
        state.withLock { state in
            state.useCount += 1
            state.entries[slot.vault, default: Entry(vault: vault, lastUse: 0)].holders[slot.id] = holder
            state.entries[slot.vault]?.lastUse = state.useCount
        }
        evictBeyondLimit(sparing: slot.vault)
        return try await enter(slot.vault, holder: slot.id, purpose: purpose, at: now)
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
            slot: holder,
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
        return VaultAccess(opening: opening, scope: known.scope, vault: vault)
    }

    private func openVault(_ id: VaultID, keys: VaultKeys) async throws(VaultError) -> OpenVault {
        let existing = state.withLock { $0.entries[id]?.vault }
        if let existing, !existing.isLocked { return existing }
        let loader = VaultLoader(vault: id, store: surroundings.store, trackers: surroundings.trackers)
        let seen = try await surroundings.witness.lastSeenHead(of: id)
        let contents = try await loader.load(keys: keys, seen: seen)
        let fresh = OpenVault(id: id, store: surroundings.store, loader: loader, contents: contents)
        // Another request may have opened it meanwhile: two objects of one vault would fight over its head.
        let vault = state.withLock { state -> OpenVault in
            if let entry = state.entries[id], !entry.vault.isLocked { return entry.vault }
            state.entries[id] = Entry(vault: fresh, lastUse: state.useCount)
            return fresh
        }
        if vault !== fresh { fresh.lock() }
        if vault.durableHead != seen { try await surroundings.witness.note(vault.durableHead, of: id) }
        return vault
    }

    /// Locks the vaults not used for longest until the rest fits the limit.
    private func evictBeyondLimit(sparing spared: VaultID) {
        let evicted = state.withLock { state -> [OpenVault] in
            var sizes = state.entries.mapValues { $0.vault.byteCountEstimate }
            var total = sizes.values.reduce(0, +)
            var result: [OpenVault] = []
            while total > byteCountLimit,
                let oldest = state.entries.filter({ $0.key != spared }).min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                total -= sizes.removeValue(forKey: oldest.key) ?? 0
                state.entries[oldest.key] = nil
                result.append(oldest.value.vault)
            }
            return result
        }
        for vault in evicted { vault.lock() }
    }
}
