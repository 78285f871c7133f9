import Primitives

/// Cuts a batch into segments of at most 1 MiB, the last one marked.
struct BatchSplitter {
    let sealer: SegmentSealer
    let batch: SegmentSealer.Batch

    /// - Throws: ``VaultError/tooManyChanges`` over 256 segments, or when one change alone is over 1 MiB.
    func segments<T: Tracker>(
        of changes: [T.Change],
        as tracker: T.Type,
        after start: JournalHead
    ) throws(VaultError) -> [StoredSegment] {
        guard changes.count <= Int(ChangeID.ordinalMaximum) else { throw .tooManyChanges }
        var segments: [StoredSegment] = []
        var head = start
        var lower = 0
        var step = min(changes.count, SegmentSealer.changeCountMaximum)
        while lower < changes.count {
            let upper = min(lower + step, changes.count)
            let body = try body(of: changes[lower..<upper], as: tracker, start: start, isEnd: upper == changes.count)
            let segment = sealer.seal(body, batch, after: head)
            if segment.bytes.count > SegmentSealer.segmentByteCountMaximum {
                guard step > 1 else { throw .tooManyChanges }
                step = max(1, (upper - lower) / 2)
                continue
            }
            guard segments.count < SegmentSealer.batchSegmentMaximum else { throw .tooManyChanges }
            segments.append(segment)
            head = try JournalChain.head(after: head, appending: [segment], in: sealer.vault)
            lower = upper
        }
        return segments
    }

    private func body<T: Tracker>(
        of changes: ArraySlice<T.Change>,
        as tracker: T.Type,
        start: JournalHead,
        isEnd: Bool
    ) throws(VaultError) -> SegmentBody {
        let payload: [UInt8]
        do { payload = try T.encode(changes) } catch { throw .damaged(start.index + 1) }
        return SegmentBody(
            schema: batch.schema,
            time: batch.time,
            batchStart: start.index + 1,
            firstOrdinal: changes.startIndex,
            changeCount: changes.count,
            isBatchEnd: isEnd,
            idempotencyKey: batch.idempotencyKey,
            payload: payload
        )
    }
}
