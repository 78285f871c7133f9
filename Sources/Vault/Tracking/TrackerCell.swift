import Primitives

/// One tracker's folded state in an open vault, with the tracker's type hidden from the journal code.
protocol AnyTrackerCell: AnyObject {
    var tracker: TrackerID { get }
    /// Idempotency keys of this tracker's last batches.
    var recentKeys: RecentKeys { get set }

    /// Folds a segment; a batch of several segments is folded when its last one is there. One that the snapshot holds
    /// already (another tracker's snapshot may be older) is passed over.
    func fold(_ body: SegmentBody, at index: JournalIndex) throws(VaultError)

    func snapshot(now: Timestamp) throws(VaultError) -> [UInt8]

    func files(now: Timestamp) -> Set<FileID>

    func restore(_ content: SnapshotSealer.Content) throws(VaultError)
}

final class TrackerCell<T: Tracker>: AnyTrackerCell {
    var state = T.emptyState()
    var recentKeys = RecentKeys()
    private var unfinishedBatch: [SegmentBody] = []
    private var restoredIndex: JournalIndex = 0

    var tracker: TrackerID { T.id }

    func fold(_ body: SegmentBody, at index: JournalIndex) throws(VaultError) {
        guard index > restoredIndex else { return }
        guard body.schema <= T.schema else { throw .newerVersion }
        unfinishedBatch.append(body)
        guard body.isBatchEnd else { return }
        let batch = unfinishedBatch
        unfinishedBatch.removeAll()
        for segment in batch {
            let changes: [T.Change]
            do { changes = try T.decode(segment.payload[...], schema: segment.schema) } catch {
                throw .damaged(segment.batchStart)
            }
            guard changes.count == segment.changeCount else { throw .damaged(segment.batchStart) }
            try apply(
                changes[...],
                batchStart: segment.batchStart,
                firstOrdinal: segment.firstOrdinal,
                at: segment.time
            )
        }
        if let key = body.idempotencyKey { recentKeys.insert(key, batchStart: body.batchStart) }
    }

    func apply(
        _ changes: ArraySlice<T.Change>,
        batchStart: JournalIndex,
        firstOrdinal: Int,
        at time: Timestamp
    ) throws(VaultError) {
        for (offset, change) in changes.enumerated() {
            do {
                let id = ChangeID(batchStart: batchStart, ordinal: firstOrdinal + offset)
                try T.apply(change, id: id, at: time, to: &state)
            } catch {
                throw .damaged(batchStart)
            }
        }
    }

    func files(now: Timestamp) -> Set<FileID> { T.files(of: state, now: now) }

    func snapshot(now: Timestamp) throws(VaultError) -> [UInt8] {
        do { return try T.snapshot(of: state, now: now) } catch { throw .damaged(0) }
    }

    func restore(_ content: SnapshotSealer.Content) throws(VaultError) {
        guard content.schema <= T.schema else { throw .newerVersion }
        do { state = try T.restore(content.state) } catch { throw .damaged(0) }
        recentKeys = content.idempotency
        restoredIndex = content.head.index
    }
}

/// Makes the cell for a tracker known only at run time.
func makeCell<T: Tracker>(for tracker: T.Type) -> any AnyTrackerCell { TrackerCell<T>() }
