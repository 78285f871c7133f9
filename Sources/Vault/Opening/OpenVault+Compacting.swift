import Primitives
import Sealing
import Synchronization

extension OpenVault {
    /// When an opening would have to read more than this, a snapshot pays: about a tenth of a second of replay.
    static let segmentsWorthCompacting = 256
    static let bytesWorthCompacting = 1 << 20

    var isWorthCompacting: Bool {
        contents.withLock { contents in
            contents.keys != nil && !contents.needsReload
                && (contents.uncompactedSegments >= Self.segmentsWorthCompacting
                    || contents.uncompactedBytes >= Self.bytesWorthCompacting)
        }
    }

    /// Writes snapshots of every tracker under its newest key and deletes the segments they hold.
    ///
    /// Deleted content is gone with them: what a tracker's snapshot drops (undo older than 30 days) exists nowhere
    /// after.
    /// - Returns: the epoch that each tracker is stored under now.
    /// - Throws: ``VaultError/outsideScope`` when not every tracker's key is here: then segments must stay.
    @discardableResult
    func compact(at now: Timestamp) async throws(VaultError) -> [TrackerID: KeyEpoch] {
        try await gate.run { () async throws(VaultError) -> [TrackerID: KeyEpoch] in
            for _ in 0..<Self.attempts {
                await writeWaiting()
                guard let (compaction, epochs) = try snapshots(at: now) else { continue }
                do throws(StoreError) { try await store.compact(compaction) } catch { throw .store(error) }
                contents.withLock { contents in
                    contents.uncompactedSegments = Int(contents.tail.index - compaction.expected.index)
                    contents.uncompactedBytes = 0
                }
                return epochs
            }
            throw .contended
        }
    }

    /// Inside the gate.
    ///
    /// Nil when a change came in since the last write: the state is ahead of the store.
    private func snapshots(at now: Timestamp) throws(VaultError) -> (JournalCompaction, [TrackerID: KeyEpoch])? {
        let result: Result<(JournalCompaction, [TrackerID: KeyEpoch])?, VaultError> = contents.withLock { contents in
            guard let keys = contents.keys else { return .failure(.locked) }
            guard contents.waiting.isEmpty, !contents.needsReload else { return .success(nil) }
            guard loader.trackers.allSatisfy({ contents.cells[$0.id] != nil }) else { return .failure(.outsideScope) }
            let sealer = SnapshotSealer(vault: id)
            var snapshots: [StoredSnapshot] = []
            var removed: [[UInt8]] = []
            var epochs: [TrackerID: KeyEpoch] = [:]
            for tracker in loader.trackers {
                guard let cell = contents.cells[tracker.id], let (epoch, key) = keys.newest(tracker.id) else {
                    continue
                }
                epochs[tracker.id] = epoch
                do throws(VaultError) {
                    let content = SnapshotSealer.Content(
                        head: contents.durable,
                        schema: tracker.schema,
                        idempotency: cell.recentKeys,
                        state: try cell.snapshot(now: now)
                    )
                    snapshots.append(sealer.seal(content, tracker: tracker.id, epoch: epoch, key: key))
                } catch {
                    return .failure(error)
                }
                for (other, otherEpoch, otherKey) in keys.all where other == tracker.id && otherEpoch != epoch {
                    removed.append(sealer.name(of: tracker.id, key: otherKey))
                }
            }
            let compaction = JournalCompaction(
                vault: id,
                expected: contents.durable,
                snapshots: snapshots,
                removedSnapshots: removed,
                removingThrough: contents.durable.index
            )
            return .success((compaction, epochs))
        }
        return try result.get()
    }
}
