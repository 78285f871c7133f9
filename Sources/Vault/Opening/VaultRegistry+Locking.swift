package import Primitives
import Synchronization

extension VaultRegistry {
    /// Whether a vault is open in this process.
    package func isOpen(_ id: VaultID) -> Bool { state.withLock { $0.entries[id] != nil } }

    /// One holder leaves: her session was locked or signed out; from the call on it sees nothing.
    ///
    /// The last to leave locks the vault. Whoever is in another vault by way of her leaves that, too.
    package func leave(_ id: VaultID, holder: KeySlotID) {
        let seat = Seat(vault: id, holder: holder)
        // In one step: who came in by way of her between two would stay.
        let left = state.withLock { state in
            let seats = [seat] + (state.guests.removeValue(forKey: seat) ?? [])
            return seats.map { ($0.vault, state.depart($0)) }
        }
        close(left)
    }

    func depart(_ id: VaultID, holder: KeySlotID) {
        close([(id, state.withLock { $0.depart(Seat(vault: id, holder: holder)) })])
    }

    /// Locks the vaults that nobody holds any more; of the others, forgets what nobody holds.
    func close(_ left: [(id: VaultID, vault: OpenVault?)]) {
        for (id, vault) in left {
            if let vault { vault.lock() } else { dropUnheld(id) }
        }
    }

    /// Leaves a snapshot behind, if the next opening would replay much: call it before the last holder leaves.
    ///
    /// After an import the keys may not be here again before somebody waits for them.
    package func compactBeforeLeaving(_ id: VaultID, at now: Timestamp) async {
        guard let vault = state.withLock({ $0.entries[id]?.vault }), vault.isWorthCompacting else { return }
        _ = await compacted(vault, at: now)
    }

    /// Locks a vault for everyone in this process.
    package func lock(_ id: VaultID) {
        state.withLock { $0.entries.removeValue(forKey: id)?.vault }?.lock()
    }

    package func lockAll() {
        let vaults = state.withLock { state in
            defer {
                state.entries.removeAll()
                state.guests.removeAll()
            }
            return state.entries.values.map(\.vault)
        }
        for vault in vaults { vault.lock() }
    }

    /// Ends the openings for a purpose at once: its consent was withdrawn.
    package func endOpenings(of id: VaultID, for purpose: Purpose) {
        state.withLock { state in
            for holder in state.entries[id]?.holders.keys.map({ $0 }) ?? [] {
                state.entries[id]?.holders[holder]?.openings[purpose] = nil
            }
        }
    }

    /// How many vaults are open and about how many bytes they hold.
    package var occupancy: (vaults: Int, byteCount: Int) {
        let vaults = state.withLock { state in state.entries.values.map(\.vault) }
        return (vaults.count, vaults.reduce(0) { $0 + $1.byteCountEstimate })
    }
}

extension VaultRegistry.State {
    /// Takes a holder out.
    ///
    /// - Returns: the vault where she was the last in it; it is to be locked.
    mutating func depart(_ seat: Seat) -> OpenVault? {
        guard let left = entries[seat.vault]?.holders.removeValue(forKey: seat.holder) else { return nil }
        left.held.end()
        guard let entry = entries[seat.vault], entry.holders.isEmpty else { return nil }
        entries[seat.vault] = nil
        return entry.vault
    }
}
