import Primitives
import Synchronization
import Vault

/// Keys of escrow slots that are open, each of one tracker: in memory alone, until the access ends.
final class EscrowKeys: Sendable {
    private struct Held {
        let slot: KeySlot
        let keys: VaultKeys
        let until: Timestamp
    }

    private let held = Mutex<[KeySlotID: Held]>([:])

    func hold(_ keys: VaultKeys, of slot: KeySlot, until: Timestamp) {
        held.withLock { $0[slot.id] = Held(slot: slot, keys: keys, until: until) }
    }

    func isHeld(_ slot: KeySlotID) -> Bool { held.withLock { $0[slot] != nil } }

    /// Nil where nothing is open, or its time is up.
    func keys(of slot: KeySlotID, at now: Timestamp) -> (slot: KeySlot, keys: VaultKeys)? {
        held.withLock { held in
            guard let found = held[slot] else { return nil }
            guard now < found.until else {
                held[slot] = nil
                return nil
            }
            return (found.slot, found.keys)
        }
    }

    func drop(_ slots: [KeySlotID]) {
        held.withLock { held in
            for slot in slots { held[slot] = nil }
        }
    }
}
