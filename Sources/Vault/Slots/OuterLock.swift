package import Primitives

/// The lock around a slot's boxes, held by the key service: without it a stolen database cannot even be guessed at.
///
/// Vault declares what it needs; the composition joins it with the KEK ring (`vaults` for lasting slots, `session` for
/// session slots).
package protocol OuterLock: Sendable {
    /// `place`: canonical bytes of where the box belongs; the same must be given to unlock.
    func lock(
        _ box: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8]

    func unlock(
        _ locked: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8]
}

/// Where slots are kept: the metadata store, sealed under its own KEK.
package protocol SlotStore: Sendable {
    func slot(_ id: KeySlotID, of vault: VaultID) async throws(VaultError) -> KeySlot?

    func slots(of vault: VaultID) async throws(VaultError) -> [KeySlot]

    /// Adds slots, replaces those of `replacing` that still exist, and removes others: all or none, durably.
    ///
    /// A slot of `replacing` that is gone stays gone: its holder signed out meanwhile.
    func update(
        _ vault: VaultID,
        adding: [KeySlot],
        replacing: [KeySlot],
        removing: [KeySlotID]
    ) async throws(VaultError)
}
