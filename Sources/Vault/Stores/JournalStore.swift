package import Primitives

/// Where a vault's journal ends: the index of its last segment and that segment's hash.
///
/// - Shape: index from 0 (no segment yet), hash 32 bytes of SHA-256 (all zero at index 0).
package struct JournalHead: Hashable, Sendable {
    package let index: JournalIndex
    package let hash: [UInt8]

    package init(index: JournalIndex, hash: [UInt8]) {
        self.index = index
        self.hash = hash
    }

    package static let empty = JournalHead(index: 0, hash: [UInt8](repeating: 0, count: 32))
}

/// A sealed segment as stored: the store sees vault, index and bytes, and nothing else.
package struct StoredSegment: Hashable, Sendable {
    package let index: JournalIndex
    package let bytes: [UInt8]

    package init(index: JournalIndex, bytes: [UInt8]) {
        self.index = index
        self.bytes = bytes
    }
}

/// A sealed snapshot of one tracker as stored.
package struct StoredSnapshot: Hashable, Sendable {
    /// 16 bytes that only a holder of the tracker's key can compute (vault-format §6): the store does not learn which
    /// trackers a person keeps.
    package let name: [UInt8]
    /// The journal index up to which the snapshot holds every change of its tracker.
    package let index: JournalIndex
    package let bytes: [UInt8]

    package init(name: [UInt8], index: JournalIndex, bytes: [UInt8]) {
        self.name = name
        self.index = index
        self.bytes = bytes
    }
}

/// What a compaction changes, in one durable step.
package struct JournalCompaction: Sendable {
    package let vault: VaultID
    package let expected: JournalHead
    /// Written over those of the same name.
    package let snapshots: [StoredSnapshot]
    package let removedSnapshots: [[UInt8]]
    /// Segments up to and including this index are deleted; 0 deletes none.
    package let removingThrough: JournalIndex

    package init(
        vault: VaultID,
        expected: JournalHead,
        snapshots: [StoredSnapshot],
        removedSnapshots: [[UInt8]],
        removingThrough: JournalIndex
    ) {
        self.vault = vault
        self.expected = expected
        self.snapshots = snapshots
        self.removedSnapshots = removedSnapshots
        self.removingThrough = removingThrough
    }
}

/// Segments to add to one vault, all or none.
package struct JournalAppend: Sendable {
    package let vault: VaultID
    package let expected: JournalHead
    /// Not empty; indices follow `expected.index` without a gap.
    package let segments: [StoredSegment]
    /// The head after the last of `segments`.
    package let head: JournalHead

    package init(vault: VaultID, expected: JournalHead, segments: [StoredSegment], head: JournalHead) {
        self.vault = vault
        self.expected = expected
        self.segments = segments
        self.head = head
    }
}

/// The vaults store: journals, heads and snapshots, by vault.
///
/// The contract (every implementation passes `StoreContractTests`):
/// - An append that returns is durable: it survives a killed process and a lost power supply.
/// - `(vault, index)` is unique, and an append succeeds only while the stored head equals `expected`; otherwise it
///   throws ``StoreError/conflict`` and changes nothing.
/// - Appends of different callers may share one durable write (group commit); one that conflicts does not fail the
///   others.
/// - Appends to the same vault handed in without waiting for each other are applied in the order of the calls, so a
///   second may name the first one's head as its `expected`; when the first fails, the second conflicts.
/// - Reads see every append that has returned, from any process.
package protocol JournalStore: Sendable {
    /// The head of a vault, or nil when no such vault exists.
    func head(of vault: VaultID) async throws(StoreError) -> JournalHead?

    /// Makes an empty vault. - Throws: ``StoreError/conflict`` when it exists.
    func create(_ vault: VaultID) async throws(StoreError)

    func append(_ append: JournalAppend) async throws(StoreError)

    /// Segments with an index above `index`, in order, stopping after the one that passes `byteCountMaximum`
    /// (so at least one is returned when there is one).
    func segments(
        of vault: VaultID,
        after index: JournalIndex,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [StoredSegment]

    func snapshots(of vault: VaultID) async throws(StoreError) -> [StoredSnapshot]

    /// Applies a compaction. Deleted bytes are overwritten in the file, not only unlinked. The head does not move.
    /// - Throws: ``StoreError/conflict`` when the stored head is not `expected`.
    func compact(_ compaction: JournalCompaction) async throws(StoreError)

    /// Deletes everything of a vault.
    func delete(_ vault: VaultID) async throws(StoreError)

    /// A number that changes whenever *another* writer (another process) may have changed any head since the last call.
    /// Cheap enough for each request; equal values mean that heads held in memory are still true.
    func foreignChangeStamp() throws(StoreError) -> UInt64
}
