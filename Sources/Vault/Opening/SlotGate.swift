import Primitives
import Synchronization

/// Keeps those apart who make key slots of a vault and who changes its keys.
///
/// A slot made from keys that were read before a change, and written after it, would open nothing. Any number may make
/// slots at a time; a change waits for none of them, it is put off, and they wait for it.
final class SlotGate: Sendable {
    private struct Place {
        var makerCount = 0
        var isChanging = false
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
            await waitForChange(vault)
        }
    }

    func leave(_ vault: VaultID) {
        places.withLock { places in
            places[vault]?.makerCount -= 1
            if let place = places[vault], place.makerCount == 0, !place.isChanging { places[vault] = nil }
        }
    }

    /// Begins a change, unless somebody makes slots or changes already.
    func close(_ vault: VaultID) -> Bool {
        places.withLock { places in
            guard places[vault] == nil else { return false }
            places[vault] = Place(isChanging: true)
            return true
        }
    }

    /// Ends a change.
    func open(_ vault: VaultID) {
        let waiting = places.withLock { $0.removeValue(forKey: vault)?.waiting ?? [] }
        for continuation in waiting { continuation.resume() }
    }

    private func waitForChange(_ vault: VaultID) async {
        await withCheckedContinuation { continuation in
            let isOver = places.withLock { places in
                guard places[vault]?.isChanging == true else { return true }
                places[vault]?.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
