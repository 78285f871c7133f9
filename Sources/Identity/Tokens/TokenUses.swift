import Primitives
import Synchronization
import Vault

/// The tokens that are in a vault in this process, and when each was used last.
final class TokenUses: Sendable {
    struct Use {
        let vault: VaultID
        var last: Timestamp
    }

    private let uses = Mutex<[KeySlotID: Use]>([:])

    func note(_ slot: KeySlotID, in vault: VaultID, at now: Timestamp) {
        uses.withLock { $0[slot] = Use(vault: vault, last: now) }
    }

    func forget(_ slot: KeySlotID) { uses.withLock { $0[slot] = nil } }

    /// Takes those that were not used since a moment.
    func takeIdle(since moment: Timestamp) -> [(slot: KeySlotID, vault: VaultID)] {
        uses.withLock { uses in
            let idle = uses.filter { $0.value.last < moment }
            for slot in idle.keys { uses[slot] = nil }
            return idle.map { (slot: $0.key, vault: $0.value.vault) }
        }
    }
}
