package import Primitives

/// The one writer of a log: sequences leaves durably, many in one write, and publishes a checkpoint at its cadence.
///
/// An append returns when its leaf is durable and never before: whatever the leaf records may be acknowledged then.
/// Each write carries all leaves that wait, those of a publication too, so an append waits for at most the write under
/// way and its own.
///
/// Two processes may write one log for a while, as when one takes over from the other: what they write is conditional,
/// so whoever comes second takes the log up anew and tries again.
///
/// - Source: docs/spec/transparency-log.md §10 and §11.
package actor DurableLog {
    /// Leaves that wait for a write, and what came of them.
    private final class Ticket {
        let leaves: [LogLeaf]
        let beside: (UInt64) -> [LogWrite]
        var outcome: Result<UInt64, LogFailure>?

        init(_ leaves: [LogLeaf], beside: @escaping (UInt64) -> [LogWrite]) {
            self.leaves = leaves
            self.beside = beside
        }
    }

    /// Leaves that may wait for a write: at any rate of acts that a machine can have, many seconds of them.
    package static let waitingCountMaximum = 65_536

    /// How often a write is tried while others write the same log; each time one of them got through.
    private static let attemptMaximum = 50

    private let origin: String
    private let signer: NoteSigner
    private let store: any LogStore
    private let cadence: LogCadence
    private let known: [TreeHead]
    /// Nil before the log was taken up, and after a write of unknown outcome.
    private var sequencer: LogSequencer?
    /// The store's stamp before the log was taken up: while it is the same, nobody else has written.
    private var stamp: UInt64?
    private var tickets: [Ticket] = []
    private var waitingCount = 0
    private var isTurnTaken = false
    private var turnWaiters: [CheckedContinuation<Void, Never>] = []
    private var nextDue: Timestamp?

    package init(
        origin: String,
        signer: NoteSigner,
        store: any LogStore,
        cadence: LogCadence,
        known: [TreeHead] = []
    ) {
        self.origin = origin
        self.signer = signer
        self.store = store
        self.cadence = cadence
        self.known = known
    }

    /// The checkpoint that is published; nil before the first.
    ///
    /// - Throws: ``LogFailure/damaged(_:)``.
    package func checkpoint() async throws(LogFailure) -> Checkpoint? {
        if let sequencer, try currentStamp() == stamp { return sequencer.published }
        await takeTurn()
        defer { endTurn() }
        _ = try await write([]) { _ in [] }.get()
        return sequencer?.published
    }

    /// Makes leaves durable in the log and returns the index of the first; the others follow it.
    ///
    /// - Parameters:
    ///   - leaves: In their order.
    ///   - beside: What becomes durable in the same write, given the first index: what opens the leaves.
    /// - Returns: The index of the first leaf.
    /// - Throws: ``LogFailure``. The leaves are then in the log or not, and what they record must not be acknowledged;
    ///   after `.store(.conflict)` they are not, and what was to be kept beside them has its place taken.
    package func append(
        _ leaves: [LogLeaf],
        beside: @escaping @Sendable (UInt64) -> [LogWrite] = { _ in [] }
    ) async throws(LogFailure) -> UInt64 {
        guard leaves.count <= Self.waitingCountMaximum - waitingCount else { throw .busy }
        let ticket = Ticket(leaves, beside: beside)
        tickets.append(ticket)
        waitingCount += leaves.count
        await takeTurn()
        defer { endTurn() }
        // Whoever had the turn before may have written these leaves with its own.
        if ticket.outcome == nil { _ = await writeWaiting { _ in [] } }
        guard let outcome = ticket.outcome else { preconditionFailure("every ticket in a write gets its outcome") }
        return try outcome.get()
    }

    /// Publishes a checkpoint where one is due; call often.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - covers: Makes leaves that stand for nothing, given the index of the first and how many.
    /// - Returns: The checkpoint, or nil when none was due.
    /// - Throws: ``LogFailure``.
    package func publishIfDue(
        now: Timestamp,
        covers: (UInt64, Int) -> [LogLeaf]
    ) async throws(LogFailure) -> Checkpoint? {
        // A clock that was set back must not stop the log until it catches up.
        if let due = nextDue, now < due, due <= cadence.next(after: now) { return nil }
        let isFirst = nextDue == nil
        nextDue = cadence.next(after: now)
        if isFirst { return nil }
        return try await publish(covers: covers)
    }

    /// Publishes a checkpoint now.
    ///
    /// - Throws: ``LogFailure``.
    package func publish(covers: (UInt64, Int) -> [LogLeaf]) async throws(LogFailure) -> Checkpoint? {
        await takeTurn()
        defer { endTurn() }
        var isPrepared = false
        try await writeWaiting { sequencer in
            let count = cadence.coverCount(for: sequencer.unpublishedCount)
            let write = count > 0 ? [sequencer.sequence(covers(sequencer.size, count)).write] : []
            let publication = sequencer.preparePublication()
            isPrepared = publication != nil
            return write + (publication ?? [])
        }.get()
        guard isPrepared, var sequencer else { return nil }
        let head = sequencer.intentIsDurable()
        self.sequencer = sequencer
        return try await finish(head)
    }

    /// Adds witnesses' cosignatures to the published checkpoint.
    ///
    /// - Throws: ``LogFailure``, `cosignature` when a line claims to be of a known witness and is not.
    package func add(_ lines: [NoteSignature], by witnesses: [NoteKey]) async throws(LogFailure) {
        await takeTurn()
        defer { endTurn() }
        var head: TreeHead?
        var failure: NoteError?
        try await writeWaiting { sequencer in
            // They are for the checkpoint that was there at first.
            let published = sequencer.published?.head
            guard let published, head ?? published == published else { return [] }
            head = published
            do throws(NoteError) {
                return try sequencer.cosigned(lines, by: witnesses).map { [$0] } ?? []
            } catch {
                failure = error
                return []
            }
        }.get()
        if let failure { throw .cosignature(failure) }
    }

    // MARK: - Under the turn

    /// Signs a head and publishes it, leaves that wait going along.
    private func finish(_ head: SignableHead) async throws(LogFailure) -> Checkpoint? {
        let note = signer.sign(head)
        var isMine = false
        try await writeWaiting { sequencer in
            // Taken up anew since: then it was published with that, by us or by whoever else writes this log.
            isMine = sequencer.unfinished == head
            return isMine ? sequencer.checkpointWrites(note) : []
        }.get()
        guard var sequencer else { preconditionFailure("a write that succeeded leaves the sequencer") }
        guard isMine else { return sequencer.published }
        let checkpoint = sequencer.checkpointIsDurable()
        self.sequencer = sequencer
        return checkpoint
    }

    /// Writes all leaves that wait and then what `more` asks for, in one go, and settles the tickets.
    ///
    /// `more` is asked again where the log had to be taken up anew.
    private func writeWaiting(
        _ more: (inout LogSequencer) -> [LogWrite]
    ) async -> Result<Void, LogFailure> {
        let taken = tickets
        tickets = []
        waitingCount = 0
        switch await write(taken, more) {
        case .success(let firstIndices):
            for (ticket, index) in zip(taken, firstIndices) { ticket.outcome = .success(index) }
            return .success(())
        case .failure(.store(.conflict)) where !taken.isEmpty:
            // What one of them keeps beside its leaves has its place taken: that must not fail the others.
            for ticket in taken { ticket.outcome = await write([ticket]) { _ in [] }.map { $0[0] } }
            return await write([], more).map { _ in }
        case .failure(let error):
            for ticket in taken { ticket.outcome = .failure(error) }
            return .failure(error)
        }
    }

    /// Writes these leaves and what `more` asks for, again while it is only that somebody else wrote in between.
    ///
    /// - Returns: The index of each ticket's first leaf.
    private func write(
        _ taken: [Ticket],
        _ more: (inout LogSequencer) -> [LogWrite]
    ) async -> Result<[UInt64], LogFailure> {
        var before: (size: UInt64, published: Checkpoint?)?
        for _ in 0..<Self.attemptMaximum {
            do throws(LogFailure) {
                var sequencer = try await takeUp()
                let now = (size: sequencer.size, published: sequencer.published)
                // Nobody has moved the log since the last try: what did not fit then does not fit now.
                if let before, before == now { return .failure(.store(.conflict)) }
                before = now
                var (writes, firstIndices) = Self.writes(of: taken, in: &sequencer)
                writes += more(&sequencer)
                self.sequencer = sequencer
                try await write(writes)
                return .success(firstIndices)
            } catch .store(.conflict) {
                continue
            } catch {
                return .failure(error)
            }
        }
        return .failure(.store(.conflict))
    }

    private static func writes(
        of taken: [Ticket],
        in sequencer: inout LogSequencer
    ) -> (writes: [LogWrite], firstIndices: [UInt64]) {
        let leaves = taken.flatMap(\.leaves)
        guard !leaves.isEmpty else { return ([], taken.map { _ in sequencer.size }) }
        var (index, write) = sequencer.sequence(leaves)
        var writes = [write]
        var firstIndices: [UInt64] = []
        for ticket in taken {
            firstIndices.append(index)
            writes += ticket.beside(index)
            index += UInt64(ticket.leaves.count)
        }
        return (writes, firstIndices)
    }

    private func write(_ writes: [LogWrite]) async throws(LogFailure) {
        guard !writes.isEmpty else { return }
        do {
            try await store.write(writes)
        } catch {
            // What of it is durable is not known: the next one to come reads the store anew.
            sequencer = nil
            throw .store(error)
        }
    }

    private func currentStamp() throws(LogFailure) -> UInt64 {
        do { return try store.foreignChangeStamp() } catch { throw .store(error) }
    }

    /// The sequencer; read from the store where there is none or somebody else wrote, with a publication that was cut
    /// short finished.
    private func takeUp() async throws(LogFailure) -> LogSequencer {
        let current = try currentStamp()
        if let sequencer, stamp == current { return sequencer }
        sequencer = nil
        stamp = current
        var recovered: LogSequencer
        do {
            recovered = try await LogRecovery.sequencer(
                origin: origin,
                logKey: signer.key,
                store: store,
                known: known
            )
        } catch {
            throw .damaged(error)
        }
        if let head = recovered.unfinished {
            let writes = recovered.checkpointWrites(signer.sign(head))
            try await write(writes)
            _ = recovered.checkpointIsDurable()
        }
        sequencer = recovered
        return recovered
    }

    // MARK: - Turns

    /// Waits for the right to write; first come, first served.
    private func takeTurn() async {
        guard isTurnTaken else {
            isTurnTaken = true
            return
        }
        await withCheckedContinuation { turnWaiters.append($0) }
    }

    private func endTurn() {
        guard turnWaiters.isEmpty else { return turnWaiters.removeFirst().resume() }
        isTurnTaken = false
    }
}

/// Why the log did not do what it was asked.
package enum LogFailure: Error, Hashable, Sendable {
    /// The store failed in a write: what of it is durable is not known.
    case store(StoreError)
    /// The log in its store is damaged: nothing is sequenced or signed until it is mended.
    case damaged(LogDamage)
    /// A cosignature claims to be of a known witness and is not.
    case cosignature(NoteError)
    /// Too many leaves wait. Answer 503 with Retry-After; none of the leaves is in the log.
    case busy
}
