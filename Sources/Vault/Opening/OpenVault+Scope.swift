import Primitives
import Sealing
import Synchronization

extension OpenVault {
    /// Takes in the keys of trackers that nobody here had, and reads their states.
    ///
    /// What is being written goes on, and so do questions. Keys of trackers that are here already are passed over.
    func adopt(_ brought: VaultKeys) async throws(VaultError) {
        guard try lacks(brought) else { return }
        try await gate.run { () async throws(VaultError) in
            guard try lacks(brought) else { return }
            await writeWaiting()
            guard let keys = contents.withLock({ $0.keys?.joined(with: brought) }) else { throw .locked }
            // With all keys and not only the new ones: who holds every key sees a segment that none of them opens.
            let fresh = Transfer(try await loader.load(keys: keys, seen: durableHead))
            try contents.withLock { contents -> Result<Void, VaultError> in
                guard let present = contents.keys else { return .failure(.locked) }
                contents.keys = present.joined(with: brought)
                if contents.needsReload || contents.durable != fresh.value.durable {
                    contents.replace(with: fresh.value)
                } else {
                    contents.cells.merge(fresh.value.cells) { mine, _ in mine }
                    contents.limit(to: contents.keys?.scope ?? [])
                    contents.byteCountEstimate = max(contents.byteCountEstimate, fresh.value.byteCountEstimate)
                }
                return .success(())
            }.get()
        }
    }

    private func lacks(_ brought: VaultKeys) throws(VaultError) -> Bool {
        try contents.withLock { contents -> Result<Bool, VaultError> in
            guard let keys = contents.keys else { return .failure(.locked) }
            return .success(!brought.scope.isSubset(of: keys.scope))
        }.get()
    }

    /// Takes in a key that was just made: a tracker's next one, or the first, under which nothing is stored yet.
    func add(_ key: SharedSecret, tracker: TrackerID, epoch: KeyEpoch) async throws(VaultError) {
        // Inside the gate, so that nothing is being read with the keys of before.
        try await gate.run { () async throws(VaultError) in
            try contents.withLock { contents -> Result<Void, VaultError> in
                guard contents.keys != nil else { return .failure(.locked) }
                contents.keys?.add(key, tracker: tracker, epoch: epoch)
                if contents.cells[tracker] == nil, let type = loader.trackers.first(where: { $0.id == tracker }) {
                    contents.cells[tracker] = makeCell(for: type)
                }
                return .success(())
            }.get()
        }
    }

    /// Forgets keys and states of trackers outside of `scope`, which is asked under the vault's lock.
    func limit(_ scope: () -> Set<TrackerID>?) {
        contents.withLock { contents in
            if let scope = scope() { contents.limit(to: scope) }
        }
    }
}
