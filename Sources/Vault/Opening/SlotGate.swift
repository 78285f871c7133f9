import Primitives
import Synchronization

/// Keeps those apart who make key slots of a vault and who changes its keys.
///
/// A slot made from keys that were read before a change, and written after it, would open nothing. Any number may make
/// slots at a time, and they wait for a change. A change that nobody waits for is put off while slots are made; one
/// that a person asked for waits for them.
final class SlotGate: Sendable {
    private struct Place {
        var makerCount = 0
        var isChanging = false
        /// Who wants to make slots, or to begin a change, when this is over.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let places = Mutex<[VaultID: Place]>([:])

    /// Begins to make slots; waits for a change that is under way.
    func enter(_ vault: VaultID) async {
        while true {
            let mayEnter = places.withLock { places in
                guard places[vault]?.isChanging != true else { return false }
                places[vault, default: Place()].makerCount += 1
                return true
            }
            if mayEnter { return }
            await wait(vault) { $0.isChanging }
        }
    }

    func leave(_ vault: VaultID) {
        let waiting = places.withLock { places -> [CheckedContinuation<Void, Never>] in
            places[vault]?.makerCount -= 1
            guard let place = places[vault], place.makerCount == 0, !place.isChanging else { return [] }
            places[vault] = nil
            return place.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Begins a change, unless somebody makes slots or changes already.
    func close(_ vault: VaultID) -> Bool {
        places.withLock { places in
            guard places[vault] == nil else { return false }
            places[vault] = Place(isChanging: true)
            return true
        }
    }

    /// Begins a change as soon as nobody makes slots or changes.
    func closeWhenFree(_ vault: VaultID) async {
        while !close(vault) { await wait(vault) { _ in true } }
    }

    /// Ends a change.
    func open(_ vault: VaultID) {
        let waiting = places.withLock { $0.removeValue(forKey: vault)?.waiting ?? [] }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when the place may have become free; whoever waited looks again.
    private func wait(_ vault: VaultID, while isOccupied: (borrowing Place) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isFree = places.withLock { places in
                guard let place = places[vault], isOccupied(place) else { return true }
                places[vault]?.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }
}
