package import Primitives

/// Where a log is kept.
///
/// - Source: docs/spec/transparency-log.md §10.
package protocol LogStore: TileSource {
    /// What is durable, but for tiles and bundles.
    func storedLog() async throws(StoreError) -> StoredLog

    /// Does `writes` in their order, each whole or not at all, and returns when all are durable.
    ///
    /// - Throws: ``StoreError``, `conflict` where a write's condition does not hold; then none of them is done. After
    ///   any other, and when the process dies, any number of the first may have been; doing all or none at once is as
    ///   good.
    func write(_ writes: [LogWrite]) async throws(StoreError)

    /// As `JournalStore.foreignChangeStamp`: changes when another process may have written.
    func foreignChangeStamp() throws(StoreError) -> UInt64

    /// What was kept of a subject's events, newest first, below an ordinal; at most `limit` (1...1000).
    func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent]
}

/// What opens a leaf, as its store keeps it: sealed.
package struct StoredEvent: Sendable, Hashable {
    package let ordinal: UInt64
    package let bytes: [UInt8]

    package init(ordinal: UInt64, bytes: [UInt8]) {
        self.ordinal = ordinal
        self.bytes = bytes
    }
}

/// What a log's store holds beside tiles and bundles.
package struct StoredLog: Sendable, Hashable {
    /// The checkpoint that is published.
    package var checkpoint: [UInt8]?
    /// The tree head that was signed last or is about to be, as the text of a checkpoint.
    package var intent: [UInt8]?
    /// The index of the first entry in ``entries``; with none of them, the index that the next one gets.
    package var firstIndex: UInt64
    /// Sequenced entries that no durable bundle need hold yet.
    package var entries: [[UInt8]]

    package init(checkpoint: [UInt8]? = nil, intent: [UInt8]? = nil, firstIndex: UInt64 = 0, entries: [[UInt8]] = []) {
        self.checkpoint = checkpoint
        self.intent = intent
        self.firstIndex = firstIndex
        self.entries = entries
    }

    /// The index that the next entry gets.
    package var endIndex: UInt64 {
        // Saturates: a store that was tampered with may say anything.
        let (end, isOver) = firstIndex.addingReportingOverflow(UInt64(entries.count))
        return isOver ? .max : end
    }
}

/// One change of a log's store.
package enum LogWrite: Sendable, Hashable {
    /// Gives entries the next indices. On condition that `firstIndex` is the end index.
    case sequence(firstIndex: UInt64, entries: [[UInt8]])
    /// Keeps a tile or a bundle; a full one takes the place of the partial ones that it begins with. On condition that
    /// there is none at its path, or the same bytes.
    case resource(LogResource, bytes: [UInt8])
    /// Replaces the intent. On condition that `replacing` is there.
    case intent([UInt8], replacing: [UInt8]?)
    /// Replaces the checkpoint. On condition that `replacing` is there.
    case checkpoint([UInt8], replacing: [UInt8]?)
    /// Keeps what opens a leaf. On condition that there is none of this subject and ordinal.
    case event(LogSubjectID, ordinal: UInt64, bytes: [UInt8])
    /// Lets go of entries below an index, which bundles under a published checkpoint hold. The end index stays.
    case forget(below: UInt64)
    /// Deletes what was kept of a subject's events; fine where nothing is.
    case eraseEvents(LogSubjectID)
}
