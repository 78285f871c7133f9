import Primitives

/// What an open vault holds in memory.
///
/// Lives behind the lock of ``OpenVault``.
struct VaultContents {
    /// Nil once the vault is locked; then everything else is empty too.
    var keys: VaultKeys?
    var cells: [TrackerID: any AnyTrackerCell] = [:]
    /// The head including changes that are folded but not yet durable.
    var tail: JournalHead
    /// The head as stored.
    var durable: JournalHead
    /// Decided and folded, waiting for the store.
    ///
    /// In journal order.
    var waiting: [PendingAppend] = []
    /// The folded state has changes that the store refused, or another process wrote: read everything again.
    var needsReload = false
    /// The store's stamp when `durable` was last known to be true.
    var stamp: UInt64
    /// Segments and sealed bytes since the snapshots: what an opening would have to read.
    var uncompactedSegments = 0
    var uncompactedBytes = 0
    /// Sealed bytes read and written, as an estimate of memory held.
    var byteCountEstimate = 0
    /// Grows with each reload, so that an answer from before one is not taken for one of after.
    var generation = 0

    /// What an answer rested on.
    struct Moment {
        let generation: Int
        let index: JournalIndex
    }

    var moment: Moment { Moment(generation: generation, index: tail.index) }

    func isDurable(_ moment: Moment) -> Bool {
        !needsReload && generation == moment.generation && moment.index <= durable.index
    }

    /// Takes what was read anew in place of everything; whatever was waiting is decided again.
    ///
    /// Keys that left since the reading began, and states under them, are not taken.
    mutating func replace(with fresh: VaultContents) {
        for pending in waiting { pending.result = .failure(.conflict) }
        let (generation, keys) = (generation + 1, keys)
        self = fresh
        self.generation = generation
        self.keys = keys
        limit(to: keys?.scope ?? [])
    }

    /// Forgets the keys and states of all other trackers.
    ///
    /// What was decided for them is sealed already, and becomes durable.
    mutating func limit(to scope: Set<TrackerID>) {
        keys = keys?.limited(to: scope)
        cells = cells.filter { scope.contains($0.key) }
    }
}

/// A batch on its way to the store.
final class PendingAppend {
    let segments: [StoredSegment]
    let expected: JournalHead
    let head: JournalHead
    /// Set once, under the vault's lock.
    var result: Result<Void, StoreError>?

    init(segments: [StoredSegment], expected: JournalHead, head: JournalHead) {
        self.segments = segments
        self.expected = expected
        self.head = head
    }
}
