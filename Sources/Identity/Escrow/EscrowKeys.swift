import Escrow
import Primitives
import Synchronization
import Vault

/// What the staff has open: keys of escrow slots, each of one tracker, in memory alone until the access ends.
///
/// By access and by vault, not by what is stored: her next coming in replaces the slots, and what was opened of the old
/// ones is open all the same.
final class EscrowKeys: Sendable {
    struct Held: Sendable {
        let slot: KeySlot
        let keys: VaultKeys
    }

    /// Where a slot's holder sits in the registry.
    struct Seat: Sendable, Hashable {
        let vault: VaultID
        let slot: KeySlotID
    }

    private struct Access {
        let vault: VaultID
        let trackers: Set<TrackerID>
        /// Until when it may be opened; once it is, until when it is open.
        var until: Timestamp
        var held: [TrackerID: Held] = [:]

        var seats: [Seat] { held.values.map { Seat(vault: vault, slot: $0.slot.id) } }
    }

    private let accesses = Mutex<[AccessRequestID: Access]>([:])

    /// Announces what two officers agreed to: whatever ends it from now on, before, while or after it is opened, holds.
    func announce(_ id: AccessRequestID, of vault: VaultID, _ trackers: Set<TrackerID>, until: Timestamp) {
        accesses.withLock { $0[id] = Access(vault: vault, trackers: trackers, until: until) }
    }

    /// Begins to open what was announced; false where it ended meanwhile.
    func begin(_ id: AccessRequestID, until: Timestamp) -> Bool {
        accesses.withLock { accesses in
            guard accesses[id] != nil else { return false }
            accesses[id]?.until = until
            return true
        }
    }

    func isAnnounced(_ id: AccessRequestID) -> Bool { accesses.withLock { $0[id] != nil } }

    /// What could not be opened now and is tried again: announced as before, with nothing open.
    func putBack(_ id: AccessRequestID) -> [Seat] {
        accesses.withLock { accesses in
            let seats = accesses[id]?.seats ?? []
            accesses[id]?.held = [:]
            return seats
        }
    }

    /// Whether the keys were taken; they are not where the access ended meanwhile.
    func hold(_ keys: VaultKeys, of slot: KeySlot, _ tracker: TrackerID, for id: AccessRequestID) -> Bool {
        accesses.withLock { accesses in
            guard accesses[id]?.vault == slot.vault else { return false }
            accesses[id]?.held[tracker] = Held(slot: slot, keys: keys)
            return true
        }
    }

    /// Nil where nothing is open, or its time is up.
    func keys(of id: AccessRequestID, _ tracker: TrackerID, at now: Timestamp) -> Held? {
        accesses.withLock { accesses in
            guard let access = accesses[id], now < access.until else { return nil }
            return access.held[tracker]
        }
    }

    /// Whether all of an access is open.
    func isOpen(_ id: AccessRequestID, at now: Timestamp) -> Bool {
        accesses.withLock { accesses in
            guard let access = accesses[id], now < access.until else { return false }
            return Set(access.held.keys) == access.trackers
        }
    }

    /// Takes away an access, open or about to be; the seats that are to be left.
    func close(_ id: AccessRequestID) -> [Seat] {
        accesses.withLock { $0.removeValue(forKey: id)?.seats ?? [] }
    }

    /// The same for all of a vault, or those that a tracker is of; nil where there are none.
    func close(of vault: VaultID, with tracker: TrackerID?) -> [Seat]? {
        takeAway { $0.vault == vault && (tracker.map($0.trackers.contains) ?? true) }
    }

    /// The same for those whose time is up.
    func sweep(at now: Timestamp) -> [Seat] { takeAway { $0.until <= now } ?? [] }

    private func takeAway(_ isOver: (borrowing Access) -> Bool) -> [Seat]? {
        accesses.withLock { accesses in
            let over = accesses.filter { isOver($0.value) }
            guard !over.isEmpty else { return nil }
            for id in over.keys { accesses[id] = nil }
            return over.values.flatMap(\.seats)
        }
    }
}
