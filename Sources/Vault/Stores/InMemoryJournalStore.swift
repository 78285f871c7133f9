package import Primitives
import Synchronization

/// A vaults store that keeps everything in memory and forgets it with the process.
///
/// It passes the same contract as the durable stores, durability excepted. Tests may ask it to fail.
package final class InMemoryJournalStore: JournalStore {
    private struct Journal {
        var head = JournalHead.empty
        var segments: [StoredSegment] = []
        var snapshots: [[UInt8]: StoredSnapshot] = [:]
    }

    private struct State {
        var journals: [VaultID: Journal] = [:]
        var changeCount: UInt64 = 0
        var faults = WriteFaults()
        var beforeAppend: (@Sendable () async -> Void)?
        var beforeCompaction: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Makes each append from now on wait for `body`: what a slow disk does, in a test.
    package func beforeAppend(_ body: (@Sendable () async -> Void)?) { state.withLock { $0.beforeAppend = body } }

    /// Makes the next compaction wait for `body`.
    package func beforeNextCompaction(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.beforeCompaction = body }
    }

    /// Makes the write `number` from now on (1 is the next one) throw `error` and change nothing.
    package func fail(write number: Int, with error: StoreError) {
        state.withLock { $0.faults.plan(write: number, error: error) }
    }

    package func head(of vault: VaultID) async throws(StoreError) -> JournalHead? {
        state.withLock { $0.journals[vault]?.head }
    }

    package func create(_ vault: VaultID) async throws(StoreError) {
        try write { (journals: inout [VaultID: Journal]) throws(StoreError) in
            guard journals[vault] == nil else { throw .conflict }
            journals[vault] = Journal()
        }
    }

    package func append(_ append: JournalAppend) async throws(StoreError) {
        await state.withLock { $0.beforeAppend }?()
        try write { (journals: inout [VaultID: Journal]) throws(StoreError) in
            guard append.isWellFormed, journals[append.vault]?.head == append.expected else { throw .conflict }
            journals[append.vault]?.segments += append.segments
            journals[append.vault]?.head = append.head
        }
    }

    package func segments(
        of vault: VaultID,
        after index: JournalIndex,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [StoredSegment] {
        state.withLock { state in
            var result: [StoredSegment] = []
            var byteCount = 0
            for segment in state.journals[vault]?.segments ?? [] where segment.index > index {
                result.append(segment)
                byteCount += segment.bytes.count
                if byteCount >= byteCountMaximum { break }
            }
            return result
        }
    }

    package func snapshots(of vault: VaultID) async throws(StoreError) -> [StoredSnapshot] {
        state.withLock { state in
            (state.journals[vault]?.snapshots.values).map { snapshots in
                snapshots.sorted { $0.name.lexicographicallyPrecedes($1.name) }
            } ?? []
        }
    }

    package func compact(_ compaction: JournalCompaction) async throws(StoreError) {
        await state.withLock { state in
            defer { state.beforeCompaction = nil }
            return state.beforeCompaction
        }?()
        try write { (journals: inout [VaultID: Journal]) throws(StoreError) in
            guard compaction.isWellFormed, var journal = journals[compaction.vault], journal.head == compaction.expected
            else { throw .conflict }
            for name in compaction.removedSnapshots { journal.snapshots[name] = nil }
            for snapshot in compaction.snapshots { journal.snapshots[snapshot.name] = snapshot }
            journal.segments.removeAll { $0.index <= compaction.removingThrough }
            journals[compaction.vault] = journal
        }
    }

    package func delete(_ vault: VaultID) async throws(StoreError) {
        try write { (journals: inout [VaultID: Journal]) throws(StoreError) in
            journals[vault] = nil
        }
    }

    /// Counts every change: two services that share one store see each other's, and now and then look in vain.
    package func foreignChangeStamp() throws(StoreError) -> UInt64 {
        state.withLock { $0.changeCount }
    }

    private func write(_ body: (inout [VaultID: Journal]) throws(StoreError) -> Void) throws(StoreError) {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            try state.faults.countWrite()
            try body(&state.journals)
            state.changeCount += 1
        }
    }
}

/// Failures that a test has planned for an in-memory store.
struct WriteFaults {
    private var writeCount = 0
    private var planned: [Int: StoreError] = [:]

    /// Plans a failure of the write `number` from now on, 1 being the next.
    mutating func plan(write number: Int, error: StoreError) { planned[writeCount + number] = error }

    mutating func countWrite() throws(StoreError) {
        writeCount += 1
        if let error = planned.removeValue(forKey: writeCount) { throw error }
    }
}
