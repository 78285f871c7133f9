import Primitives
import Sealing

/// Seals batches of changes into segments and opens them again, for one vault.
///
/// - Source: docs/spec/vault-format.md §4.
struct SegmentSealer: Sendable {
    /// A sealed segment is at most 1 MiB, so that one damaged or slow read never concerns more.
    static let segmentByteCountMaximum = 1 << 20
    static let changeCountMaximum = 32_768
    static let batchSegmentMaximum = 256

    let vault: VaultID

    /// What a batch is before it is sealed.
    struct Batch {
        let tracker: TrackerID
        let epoch: KeyEpoch
        let key: SharedSecret
        let schema: UInt16
        let time: Timestamp
        let idempotencyKey: IdempotencyKey?
    }

    /// Seals one piece of a batch as the segment after `head`.
    func seal(_ body: SegmentBody, _ batch: Batch, after head: JournalHead) -> StoredSegment {
        let index = head.index + 1
        let context = context(tracker: batch.tracker, index: index, previous: head.hash)
        let bytes = SealedBox.seal(body.encoded(), under: batch.key.bytes, keyVersion: batch.epoch, context: context)
        return StoredSegment(index: index, bytes: bytes)
    }

    /// Opens a segment with the one key of `keys` that it commits to.
    ///
    /// Nil when it belongs to a tracker whose key is not among them: the segment itself does not say which tracker it
    /// is of.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` when the right key does not open it.
    func open(
        _ segment: StoredSegment,
        after previous: [UInt8],
        keys: VaultKeys
    ) throws(VaultError) -> (tracker: TrackerID, body: SegmentBody)? {
        do {
            let epoch = try SealedBox.keyVersion(of: segment.bytes[...])
            for tracker in keys.scope.sorted() where tracker != VaultKeys.control {
                guard let key = keys.key(tracker, epoch: epoch) else { continue }
                let context = context(tracker: tracker, index: segment.index, previous: previous)
                guard try SealedBox.commits(segment.bytes[...], to: key.bytes, context: context) else { continue }
                let opened = try SealedBox.open(segment.bytes, with: key.bytes, context: context)
                return (tracker, try SegmentBody(decoding: opened))
            }
            return nil
        } catch {
            throw .damaged(segment.index)
        }
    }

    private func context(tracker: TrackerID, index: JournalIndex, previous: [UInt8]) -> SealingContext {
        var place = LengthPrefixed()
        place.append("vaults")
        place.append(tracker.rawValue)
        place.append(index)
        place.append(previous)
        return SealingContext(.segment, vault: vault, place: place.bytes)
    }
}
