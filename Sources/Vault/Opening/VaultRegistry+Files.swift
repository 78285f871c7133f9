package import Primitives
import Synchronization

extension VaultRegistry {
    /// How long a file is left alone that nothing names: its upload may not be in the journal yet.
    static let fileRestSeconds: Int64 = 86_400
    /// How often the files of an open vault are looked at; those of one that was just opened are looked at at once.
    private static let fileLookSeconds: Int64 = 86_400
    /// Files of one vault that are deleted in one round; the rest goes in the next ones.
    static let filesPerRound = 256

    /// Deletes files of open vaults that neither their content nor what undo brings back names.
    ///
    /// Only an open vault says which files it has: the server cannot read the journal of another.
    ///
    /// - Returns: How many files were deleted. A vault that cannot be swept now (locked meanwhile, its store does not
    ///   answer) is tried again in the next round.
    package func sweepFiles(at now: Timestamp) async -> Int {
        guard let files = surroundings.files else { return 0 }
        let due = state.withLock { state in
            var due: [OpenVault] = []
            for (id, entry) in state.entries {
                if let looked = entry.filesLooked, now < looked.adding(seconds: Self.fileLookSeconds) { continue }
                state.entries[id]?.filesLooked = now
                due.append(entry.vault)
            }
            return due
        }
        var count = 0
        for vault in due {
            do {
                let deleted = try await vault.sweepFiles(in: files, at: now)
                count += deleted
                if deleted < Self.filesPerRound { continue }
            } catch {
                // Locked meanwhile, or a store does not answer: soon again, not tomorrow.
            }
            state.withLock { $0.entries[vault.id]?.filesLooked = nil }
        }
        return count
    }
}

extension OpenVault {
    /// Deletes at most ``VaultRegistry/filesPerRound`` files that nothing names.
    ///
    /// Order: first the files that are old enough, then what is named. What is named afterwards was put afterwards, or
    /// comes back by undo and was named all the time.
    func sweepFiles(in store: any FileStore, at now: Timestamp) async throws(VaultError) -> Int {
        let rest = now.adding(seconds: -VaultRegistry.fileRestSeconds)
        let old: [FileID]
        do { old = try await store.list(of: id, putBefore: rest) } catch { throw .store(error) }
        guard !old.isEmpty, let named = try await namedFiles(at: now) else { return 0 }
        let unnamed = old.filter { !named.contains($0) }.prefix(VaultRegistry.filesPerRound)
        for file in unnamed {
            do { try await store.delete(file, of: id) } catch { throw .store(error) }
        }
        return unnamed.count
    }

    /// The files that the trackers' states name, after everything in those is durable.
    ///
    /// Nil where not every tracker's key is here: then nobody can say what a file is of.
    private func namedFiles(at now: Timestamp) async throws(VaultError) -> Set<FileID>? {
        for _ in 0..<Self.attempts {
            try await refresh()
            let found = contents.withLock { contents -> Result<(Set<FileID>, VaultContents.Moment)?, VaultError> in
                guard contents.keys != nil else { return .failure(.locked) }
                guard !contents.needsReload else { return .success(nil) }
                guard loader.trackers.allSatisfy({ contents.cells[$0.id] != nil }) else {
                    return .failure(.outsideScope)
                }
                let files = contents.cells.values.reduce(into: Set<FileID>()) { $0.formUnion($1.files(now: now)) }
                return .success((files, contents.moment))
            }
            switch found {
            case .failure(.outsideScope): return nil
            case .failure(let error): throw error
            case .success(nil): continue
            case .success(let (files, moment)?):
                if contents.withLock({ $0.isDurable(moment) }) { return files }
                await flush()
                if contents.withLock({ $0.isDurable(moment) }) { return files }
            }
        }
        throw .contended
    }
}
