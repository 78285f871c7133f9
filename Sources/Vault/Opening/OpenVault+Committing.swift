package import Primitives
import Sealing
import Synchronization

/// What a plan decided: the changes to make, and what to tell the caller.
package struct Planned<Change: Sendable, Outcome: Sendable>: Sendable {
    package let changes: [Change]
    package let outcome: Outcome

    package init(changes: [Change], outcome: Outcome) {
        self.changes = changes
        self.outcome = outcome
    }
}

/// A durable change.
package struct Committed<Outcome: Sendable>: Sendable {
    /// The journal index the batch began at: identifiers of what it made derive from it (``ChangeID``).
    package let batchStart: JournalIndex
    /// What the plan said; nil when the same idempotency key was done before, and nothing was done now.
    package let outcome: Outcome?
    /// The head that holds the change.
    package let head: JournalHead
}

/// Why a commit did nothing.
package enum CommitError<Refusal: Error>: Error {
    /// The plan itself said no.
    case refused(Refusal)
    case vault(VaultError)
}

extension CommitError: Sendable where Refusal: Sendable {}

extension OpenVault {
    /// Decides on changes, folds them, and returns when they are durable.
    ///
    /// - `plan`: sees the state and the journal index its batch will begin at. Runs under the vault's lock, and again
    ///   when
    ///     another process wrote first: it must be pure.
    /// - Throws: ``CommitError/refused(_:)`` with the plan's own error, or ``CommitError/vault(_:)``.
    package func commit<T: Tracker, Outcome: Sendable, Refusal: Error>(
        _ tracker: T.Type,
        idempotencyKey: IdempotencyKey? = nil,
        at time: Timestamp,
        plan: (borrowing T.State, JournalIndex) throws(Refusal) -> Planned<T.Change, Outcome>
    ) async throws(CommitError<Refusal>) -> Committed<Outcome> {
        for _ in 0..<Self.attempts {
            do { try await refresh() } catch { throw .vault(error) }
            switch try decide(tracker, idempotencyKey, time, plan) {
            case .reload: continue
            case .done(let committed, let pending, let moment):
                await flush()
                guard let pending = pending?.value else {
                    // It rests on what somebody else is writing: a failed append threw that away.
                    if contents.withLock({ $0.isDurable(moment) }) { return committed }
                    continue
                }
                switch contents.withLock({ _ in pending.result }) {
                case .success: return committed
                case .failure(.conflict), nil: continue
                case .failure(let error): throw .vault(.store(error))
                }
            }
        }
        throw .vault(.contended)
    }

    private enum Decision<Outcome: Sendable> {
        case reload
        /// With what is to be written, or nothing, and the moment that was looked at.
        case done(Committed<Outcome>, Handle?, VaultContents.Moment)
    }

    /// @unchecked: the pending append inside is only touched under the vault's lock.
    private struct Handle: @unchecked Sendable {
        let value: PendingAppend
    }

    private func decide<T: Tracker, Outcome: Sendable, Refusal: Error>(
        _ tracker: T.Type,
        _ idempotencyKey: IdempotencyKey?,
        _ time: Timestamp,
        _ plan: (borrowing T.State, JournalIndex) throws(Refusal) -> Planned<T.Change, Outcome>
    ) throws(CommitError<Refusal>) -> Decision<Outcome> {
        let result: Result<Decision<Outcome>, CommitError<Refusal>> = contents.withLock { contents in
            guard let keys = contents.keys else { return .failure(.vault(.locked)) }
            guard !contents.needsReload else { return .success(.reload) }
            guard let cell = contents.cells[T.id] as? TrackerCell<T>, let (epoch, key) = keys.newest(T.id) else {
                return .failure(.vault(.outsideScope))
            }
            if let idempotencyKey, let earlier = cell.recentKeys[idempotencyKey.key] {
                guard earlier.requestDigest == idempotencyKey.requestDigest else {
                    return .failure(.vault(.keyReused))
                }
                let head = contents.tail
                let committed = Committed<Outcome>(batchStart: earlier.batchStart, outcome: nil, head: head)
                return .success(.done(committed, nil, contents.moment))
            }
            let batchStart = contents.tail.index + 1
            let planned: Planned<T.Change, Outcome>
            do throws(Refusal) { planned = try plan(cell.state, batchStart) } catch { return .failure(.refused(error)) }
            let batch = SegmentSealer.Batch(
                tracker: T.id,
                epoch: epoch,
                key: key,
                schema: T.schema,
                time: time,
                idempotencyKey: idempotencyKey
            )
            do throws(VaultError) {
                let pending = try fold(planned.changes, batch, cell: cell, contents: &contents)
                let committed = Committed(
                    batchStart: batchStart,
                    outcome: planned.outcome as Outcome?,
                    head: contents.tail
                )
                return .success(.done(committed, pending.map(Handle.init), contents.moment))
            } catch {
                return .failure(.vault(error))
            }
        }
        return try result.get()
    }

    /// Seals and folds a batch under the lock.
    ///
    /// Nil when there is nothing to change.
    private func fold<T: Tracker>(
        _ changes: [T.Change],
        _ batch: SegmentSealer.Batch,
        cell: TrackerCell<T>,
        contents: inout VaultContents
    ) throws(VaultError) -> PendingAppend? {
        guard !changes.isEmpty else { return nil }
        let expected = contents.tail
        let segments = try BatchSplitter(sealer: SegmentSealer(vault: id), batch: batch)
            .segments(of: changes, as: T.self, after: expected)
        let head = try JournalChain.head(after: expected, appending: segments, in: id)
        do {
            try cell.apply(changes[...], batchStart: expected.index + 1, firstOrdinal: 0, at: batch.time)
        } catch {
            // The plan made a change that its own tracker cannot fold: part of it may be in the state.
            contents.needsReload = true
            throw error
        }
        if let key = batch.idempotencyKey { cell.recentKeys.insert(key, batchStart: expected.index + 1) }
        let pending = PendingAppend(segments: segments, expected: expected, head: head)
        contents.tail = head
        contents.waiting.append(pending)
        contents.uncompactedSegments += segments.count
        let byteCount = segments.reduce(0) { $0 + $1.bytes.count }
        contents.uncompactedBytes += byteCount
        contents.byteCountEstimate += byteCount
        return pending
    }

    /// Makes durable what is folded.
    ///
    /// Whoever gets through the gate first writes for all who wait.
    func flush() async {
        await gate.run { await writeWaiting() }
    }

    /// Inside the gate.
    func writeWaiting() async {
        let batch = contents.withLock { contents -> JournalAppend? in
            guard let first = contents.waiting.first, let last = contents.waiting.last else { return nil }
            return JournalAppend(
                vault: id,
                expected: first.expected,
                segments: contents.waiting.flatMap(\.segments),
                head: last.head
            )
        }
        guard let batch else { return }
        do throws(StoreError) {
            try await store.append(batch)
            contents.withLock { $0.settle(through: batch.head) }
        } catch {
            contents.withLock { $0.fail(error) }
        }
    }
}

extension VaultContents {
    /// What was written up to `head` is durable.
    mutating func settle(through head: JournalHead) {
        durable = head
        while let first = waiting.first, first.head.index <= head.index {
            first.result = .success(())
            waiting.removeFirst()
        }
    }

    /// The store refused: everything folded since `durable` never was, also what was decided on top of it meanwhile.
    mutating func fail(_ error: StoreError) {
        for pending in waiting { pending.result = .failure(error) }
        waiting.removeAll()
        needsReload = true
    }
}
