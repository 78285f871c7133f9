import Primitives
import Sealing

/// Reads a vault from its store: snapshots, then every segment since, each verified against the chain.
struct VaultLoader: Sendable {
    let vault: VaultID
    let store: any JournalStore
    let trackers: [any Tracker.Type]

    /// How much is read at a time, so that memory stays bounded however long the tail is.
    private static let readByteCount = 4 << 20

    /// - Throws: ``VaultError``; `.rolledBack` when `seen` (the head some other place remembers) is ahead of the store.
    func load(keys: VaultKeys, seen: JournalHead?) async throws(VaultError) -> sending VaultContents {
        // The stamp is read first: what another process writes during the load then counts as unseen.
        let stamp = try stamped()
        guard let head = try await stored({ () async throws(StoreError) in try await store.head(of: vault) }) else {
            throw .notFound
        }
        var (contents, start) = try await restoreSnapshots(keys: keys, head: head, stamp: stamp)
        try await readTail(into: &contents, from: start, keys: keys, seen: seen)
        guard contents.tail == head || contents.tail.index > head.index else { throw .damaged(head.index) }
        if let seen, seen.index > contents.tail.index { throw .rolledBack }
        contents.durable = contents.tail
        return contents
    }

    private func stamped() throws(VaultError) -> UInt64 {
        do { return try store.foreignChangeStamp() } catch { throw .store(error) }
    }

    private func stored<Result>(
        _ body: () async throws(StoreError) -> Result
    ) async throws(VaultError) -> Result {
        do { return try await body() } catch { throw .store(error) }
    }

    /// Restores each tracker from its snapshot.
    ///
    /// Returns the oldest of their heads: the tail starts there.
    private func restoreSnapshots(
        keys: VaultKeys,
        head: JournalHead,
        stamp: UInt64
    ) async throws(VaultError) -> (VaultContents, JournalHead) {
        var contents = VaultContents(keys: keys, tail: .empty, durable: .empty, stamp: stamp)
        let snapshots = try await stored { () async throws(StoreError) in try await store.snapshots(of: vault) }
        let sealer = SnapshotSealer(vault: vault)
        var start: JournalHead?
        for tracker in trackers where keys.scope.contains(tracker.id) {
            let cell = makeCell(for: tracker)
            contents.cells[tracker.id] = cell
            guard let (snapshot, key) = newest(snapshots, of: tracker.id, keys: keys, sealer: sealer) else {
                start = .empty
                continue
            }
            let content = try sealer.open(snapshot, tracker: tracker.id, key: key)
            guard content.head.index <= head.index else { throw .rolledBack }
            try cell.restore(content)
            contents.byteCountEstimate += content.state.count
            if content.head.index < start?.index ?? .max { start = content.head }
        }
        return (contents, start ?? .empty)
    }

    private func newest(
        _ snapshots: [StoredSnapshot],
        of tracker: TrackerID,
        keys: VaultKeys,
        sealer: SnapshotSealer
    ) -> (StoredSnapshot, SharedSecret)? {
        for (trackerOfKey, _, key) in keys.all.reversed() where trackerOfKey == tracker {
            let name = sealer.name(of: tracker, key: key)
            if let snapshot = snapshots.first(where: { $0.name == name }) { return (snapshot, key) }
        }
        return nil
    }

    private func readTail(
        into contents: inout VaultContents,
        from start: JournalHead,
        keys: VaultKeys,
        seen: JournalHead?
    ) async throws(VaultError) {
        let sealer = SegmentSealer(vault: vault)
        let isComplete = trackers.allSatisfy { keys.scope.contains($0.id) }
        contents.tail = start
        while true {
            let position = contents.tail.index
            let segments = try await stored { () async throws(StoreError) in
                try await store.segments(of: vault, after: position, byteCountMaximum: Self.readByteCount)
            }
            if segments.isEmpty { return }
            for segment in segments {
                let previous = contents.tail
                contents.tail = try JournalChain.head(after: previous, appending: [segment], in: vault)
                if let seen, seen.index == segment.index, seen.hash != contents.tail.hash { throw .rolledBack }
                contents.uncompactedSegments += 1
                contents.uncompactedBytes += segment.bytes.count
                contents.byteCountEstimate += segment.bytes.count
                guard let opened = try sealer.open(segment, after: previous.hash, keys: keys) else {
                    // With every key at hand, a segment that none of them opens is not another tracker's but a false
                    // one.
                    if isComplete { throw .damaged(segment.index) }
                    continue
                }
                try contents.cells[opened.tracker]?.fold(opened.body, at: segment.index)
            }
        }
    }
}
