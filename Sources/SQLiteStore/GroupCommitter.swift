import Dispatch
import GRDB
import Primitives
import Synchronization

/// Joins the writes of many callers into one transaction with one sync.
///
/// There is no delay: whatever arrived while the last commit ran forms the next. Runs on GRDB's writer queue, which is
/// the only place that touches `writer`. Source: docs/spec/store-schema.md §4.
final class GroupCommitter: Sendable {
    /// Writes that wait, at most; more are refused rather than kept in memory.
    static let queuedWriteMaximum = 8192
    static let queuedByteMaximum = 256 << 20
    /// Writes in one transaction: enough to share a sync among, few enough that none waits for long.
    private static let batchWriteMaximum = 512
    private static let batchByteMaximum = 16 << 20
    private static let flushDelay = DispatchTimeInterval.seconds(1)
    /// Free pages given back at a time.
    private static let vacuumPages = 1024

    private struct State {
        var queue: [StoreWrite] = []
        var queuedBytes = 0
        var isDraining = false
        var isFlushPlanned = false
        /// Set by an input/output error or by closing; nothing is written any more.
        var isStopped = false
        var commitCount = 0
    }

    private let pool: DatabasePool
    private let writer: Connection
    private let patience: BusyPatience
    private let watch: ForeignChangeWatch
    private let state = Mutex(State())

    init(pool: DatabasePool, writer: Connection, patience: BusyPatience, watch: ForeignChangeWatch) {
        self.pool = pool
        self.writer = writer
        self.patience = patience
        self.watch = watch
    }

    /// Hands in a write and waits until it is durable or refused.
    ///
    /// The place in the order is taken before this function first suspends.
    func write(
        byteCount: Int = 0,
        erasure: StoreWrite.Erasure = .none,
        _ body: @escaping StoreWrite.Body
    ) async throws(StoreError) {
        let failure: StoreError? = await withCheckedContinuation { continuation in
            submit(
                StoreWrite(byteCount: byteCount, erasure: erasure, body: body) { continuation.resume(returning: $0) }
            )
        }
        if let failure { throw failure }
    }

    /// Transactions since opening: beside the number of writes it says how well syncs are shared.
    var commitCount: Int { state.withLock { $0.commitCount } }

    private func submit(_ write: StoreWrite) {
        enum Answer { case refused, queued, queuedAndIdle }
        let answer: Answer = state.withLock { state in
            guard !state.isStopped, state.queue.count < Self.queuedWriteMaximum else { return .refused }
            // One write of any size passes an empty queue: what it may hold is for its caller to limit.
            guard state.queue.isEmpty || state.queuedBytes + write.byteCount <= Self.queuedByteMaximum else {
                return .refused
            }
            state.queue.append(write)
            state.queuedBytes += write.byteCount
            defer { state.isDraining = true }
            return state.isDraining ? .queued : .queuedAndIdle
        }
        switch answer {
        case .refused: write.done(.unavailable)
        case .queued: break
        case .queuedAndIdle: pool.asyncWriteWithoutTransaction { _ in self.drain() }
        }
    }

    private func drain() {
        while let batch = nextBatch() { commit(batch) }
    }

    private func nextBatch() -> [StoreWrite]? {
        state.withLock { state in
            var byteCount = 0
            let end =
                state.queue.prefix(Self.batchWriteMaximum).firstIndex { write in
                    defer { byteCount += write.byteCount }
                    return byteCount > Self.batchByteMaximum
                } ?? min(state.queue.count, Self.batchWriteMaximum)
            guard end > 0 else {
                state.isDraining = false
                return nil
            }
            let batch = Array(state.queue.prefix(end))
            state.queue.removeFirst(end)
            state.queuedBytes -= batch.reduce(0) { $0 + $1.byteCount }
            return batch
        }
    }

    private func commit(_ batch: [StoreWrite]) {
        let outcomes = outcomes(of: batch)
        var erasing: [StoreWrite] = []
        var isFlushWanted = false
        for (write, failure) in zip(batch, outcomes) {
            if failure == nil, write.erasure == .beforeReturn {
                erasing.append(write)
            } else {
                isFlushWanted = isFlushWanted || (failure == nil && write.erasure == .soon)
                write.done(failure)
            }
        }
        if !erasing.isEmpty { isFlushWanted = !flush() }
        for write in erasing { write.done(nil) }
        if isFlushWanted { planFlush() }
    }

    /// What became of each write, in order; nil is success, and durable.
    private func outcomes(of batch: [StoreWrite]) -> [StoreError?] {
        guard !isStopped else { return batch.map { _ in .unavailable } }
        do {
            return try transaction(batch)
        } catch {
            // One bad write must not fail its neighbours: each gets a transaction of its own.
            guard batch.count > 1, !isStopped, error != .unavailable else { return batch.map { _ in error } }
            return batch.map(outcomeAlone)
        }
    }

    private func outcomeAlone(_ write: StoreWrite) -> StoreError? {
        guard !isStopped else { return .unavailable }
        do {
            return try transaction([write])[0]
        } catch {
            return error
        }
    }

    private func transaction(_ batch: [StoreWrite]) throws(StoreError) -> [StoreError?] {
        guard try writer.statement("BEGIN IMMEDIATE").runUnlessBusy() else { throw .unavailable }
        var outcomes: [StoreError?] = []
        outcomes.reserveCapacity(batch.count)
        do throws(StoreError) {
            for write in batch {
                do throws(StoreError) {
                    try write.body(writer)
                    outcomes.append(nil)
                } catch .conflict {
                    outcomes.append(.conflict)
                } catch .notUnique {
                    outcomes.append(.notUnique)
                }
            }
            try writer.statement("COMMIT").run()
        } catch {
            // What the disk kept is unknown: never write again on top of it.
            if error == .unavailable { stop() }
            rollBack()
            throw error
        }
        state.withLock { $0.commitCount += 1 }
        absorbOwnCommit()
        return outcomes
    }

    private func rollBack() {
        guard writer.isInTransaction else { return }
        do {
            try writer.execute("ROLLBACK")
        } catch {
            stop()  // a transaction that neither ends nor can be undone
        }
    }

    private func absorbOwnCommit() {
        do {
            try watch.absorbOwnCommit { () throws(StoreError) in try Self.foreignVersion(seenBy: writer) }
        } catch {
            // The stamp then moves once more than it had to, which costs a look and misses nothing.
        }
    }

    /// Moves only with commits of other connections than this one.
    static func foreignVersion(seenBy writer: Connection) throws(StoreError) -> Int64 {
        try writer.integer("PRAGMA data_version") ?? 0
    }
}

// MARK: - Erasing and stopping

extension GroupCommitter {
    /// Gives back free pages and empties the WAL, so that no deleted byte is left in any file.
    ///
    /// - Returns: false when somebody was in the way; the write itself is durable all the same.
    private func flush() -> Bool {
        patience.set(BusyPatience.flushing)
        defer { patience.set(BusyPatience.writing) }
        do throws(StoreError) {
            if let free = try writer.integer("PRAGMA freelist_count"), free > 0 {
                try writer.execute("PRAGMA incremental_vacuum(\(Self.vacuumPages))")
            }
            let isFlushed = try writer.flushWriteAheadLog()
            absorbOwnCommit()
            return isFlushed
        } catch {
            // Full disk, busy neighbour: tried again by the plan. A dying disk shows itself at the next commit.
            return false
        }
    }

    /// Tries a flush in a second, once, however many ask for it.
    private func planFlush() {
        let isFirst = state.withLock { state in
            defer { state.isFlushPlanned = true }
            return !state.isFlushPlanned && !state.isStopped
        }
        guard isFirst else { return }
        // Ends by itself: the timer holds the committer for a second at most, and does nothing once it is stopped.
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + Self.flushDelay) {
            self.state.withLock { $0.isFlushPlanned = false }
            self.submit(StoreWrite(byteCount: 0, erasure: .beforeReturn, body: { _ in }, done: { _ in }))
        }
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private func stop() { state.withLock { $0.isStopped = true } }

    /// Lets what is queued finish, refuses the rest, empties the WAL and forgets the prepared statements.
    func close() async {
        await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { _ in
                self.drain()
                self.stop()
                self.drain()
                _ = self.flush()
                self.writer.forgetStatements()
                continuation.resume()
            }
        }
    }
}
