import Primitives
import Synchronization
package import TransparencyLog

/// Writes acts into the transparency log before they are done, and keeps what opens their leaves.
///
/// ``record(_:)`` returns when the leaf and what opens it are durable, in one write: neither is ever without the other.
/// Acts of one subject come one after another, so that their ordinals have no gap.
///
/// - Source: docs/spec/access-history.md.
package final class AuditTrail: Sendable {
    /// The log once it is open.
    struct Running: Sendable {
        let log: DurableLog
        let signerKey: NoteKey
        let origin: String
        let keys: LogKeys
        let installation: LogKey
        let heads: HistoryHeads
    }

    private enum State {
        /// Acts that happened before the log could be opened: the fetch of the log's own key is one.
        case starting([AuditAct])
        case running(Running)
    }

    /// Before the log is open there are the fetches of a start; more are a fault.
    private static let pendingMaximum = 1000
    private static let gateCount = 256
    /// How often an act is tried whose ordinal another process took; each time it wrote an act.
    private static let attemptMaximum = 20

    let store: any LogStore
    let failures = FetchFailures()
    let cache = TileCache(lowerTileCount: 64, upperTileCount: 32)
    private let state = Mutex(State.starting([]))
    private let gates: [AsyncGate]

    /// `store`: where the log is kept.
    package init(store: any LogStore) {
        self.store = store
        gates = (0..<Self.gateCount).map { _ in AsyncGate() }
    }

    /// Opens the log, and writes down what happened before.
    ///
    /// - Parameters:
    ///   - keys: Its keys.
    ///   - making: Whether it may be made.
    ///   - heads: What another store remembers of each history.
    ///   - cadence: How often it publishes.
    ///   - known: Heads of the log that are known from elsewhere.
    /// - Throws: ``AuditError``; `.log(.damaged)` when it cannot be taken up, `missingIdentity` when it was lost.
    package func open(
        keys: LogKeys,
        making: LogMaking,
        heads: HistoryHeads,
        cadence: LogCadence,
        known: [TreeHead]
    ) async throws(AuditError) {
        let (origin, signer) = try await keys.signer(making)
        try await heads.open()
        let installation = try await keys.key(of: .installation) { () async throws(AuditError) in
            try await hasHistory(.installation, heads)
        }
        let log = DurableLog(origin: origin, signer: signer, store: store, cadence: cadence, known: known)
        do { _ = try await log.checkpoint() } catch { throw .log(error) }
        let running = Running(
            log: log,
            signerKey: signer.key,
            origin: origin,
            keys: keys,
            installation: installation,
            heads: heads
        )
        while let pending = takePending(openingWith: running) {
            for act in pending { try await record(act, in: running) }
        }
    }

    /// The acts that wait; nil when there are none and the log is open from now on.
    private func takePending(openingWith running: Running) -> [AuditAct]? {
        state.withLock { state in
            if case .starting(let pending) = state, !pending.isEmpty {
                state = .starting([])
                return pending
            }
            state = .running(running)
            return nil
        }
    }

    /// Puts an act before all that wait for the log to be opened.
    func putFirst(_ act: AuditAct) {
        state.withLock { state in
            guard case .starting(let pending) = state else { preconditionFailure("the log is not open yet") }
            state = .starting([act] + pending)
        }
    }

    /// Makes an act's leaf durable.
    ///
    /// - Throws: ``AuditError``. The act must then not be done.
    package func record(_ act: AuditAct) async throws(AuditError) {
        let running = state.withLock { state -> Result<Running?, AuditError> in
            switch state {
            case .running(let running): return .success(running)
            case .starting(let pending):
                // A person's act has time to wait for the log; the key service's use for opening it has not.
                guard act.subject == .installation, pending.count < Self.pendingMaximum else {
                    return .failure(.starting)
                }
                state = .starting(pending + [act])
                return .success(nil)
            }
        }
        guard let running = try running.get() else { return }
        try await record(act, in: running)
    }

    /// An act as it was written, where, and whether so many newest ordinals wait that they should be written now.
    struct Written: Sendable {
        let event: LogEvent
        let index: UInt64
        let isFull: Bool
    }

    @discardableResult
    func record(_ act: AuditAct, in running: Running) async throws(AuditError) -> Written {
        // Fetched outside the gate: either may take a call of the key service, which is an act itself.
        let key = try await key(of: act.subject, in: running)
        let remembered = try await running.heads.newest(of: act.subject)
        let written = try await gate(of: act.subject).run { () async throws(AuditError) -> Written in
            for _ in 1..<Self.attemptMaximum {
                // Another process may write acts of the same subject: then this one is the next.
                do throws(AuditError) {
                    return try await append(act, under: key, in: running, after: remembered)
                } catch .log(.store(.conflict)) {
                    continue
                }
            }
            return try await append(act, under: key, in: running, after: remembered)
        }
        guard written.isFull else { return written }
        do {
            try await running.heads.write()
        } catch {
            // The act is durable all the same; the next checkpoint tries again.
        }
        return written
    }

    private func append(
        _ act: AuditAct,
        under key: LogKey,
        in running: Running,
        after remembered: UInt64?
    ) async throws(AuditError) -> Written {
        let newest = try await newestOrdinal(of: act.subject)
        try Self.require(newest, reaches: remembered)
        let event = act.event(ordinal: newest.map { $0 + 1 } ?? 0)
        let index: UInt64
        do throws(LogFailure) {
            index = try await running.log.append([LogLeaf(event, logKey: key.bytes)]) { index in
                let entry = AuditEntry(index: index, event: event, particulars: act.particulars)
                return [.event(event.subject, ordinal: event.ordinal, bytes: key.seal(entry))]
            }
        } catch {
            throw .log(error)
        }
        return Written(event: event, index: index, isFull: running.heads.note(event.ordinal, of: act.subject))
    }

    /// A history MUST NOT end below what another store remembers of it: its newest entries were taken out.
    ///
    /// - Throws: ``AuditError/damagedEvent(ordinal:)`` with the first that is missing.
    static func require(_ newest: UInt64?, reaches remembered: UInt64?) throws(AuditError) {
        guard let remembered else { return }
        let next = newest.map { $0 + 1 } ?? 0
        guard next > remembered else { throw .damagedEvent(ordinal: next) }
    }

    /// The log key of a subject; made where the subject has no history yet.
    func key(of subject: LogSubjectID, in running: Running) async throws(AuditError) -> LogKey {
        guard subject != .installation else { return running.installation }
        return try await running.keys.key(of: subject) { () async throws(AuditError) in
            try await hasHistory(subject, running.heads)
        }
    }

    private func hasHistory(_ subject: LogSubjectID, _ heads: HistoryHeads) async throws(AuditError) -> Bool {
        if try await heads.newest(of: subject) != nil { return true }
        return try await newestOrdinal(of: subject) != nil
    }

    /// Writes down in the metadata store how far each history went: after each checkpoint, and before an end in order.
    ///
    /// - Throws: ``AuditError``; what was not written is tried again the next time.
    package func rememberHistories() async throws(AuditError) { try await running().heads.write() }

    /// The ordinal of the last act of a subject; nil when there is none.
    package func newestOrdinal(of subject: LogSubjectID) async throws(AuditError) -> UInt64? {
        do {
            return try await store.events(of: subject, below: nil, limit: 1).first?.ordinal
        } catch {
            throw .store(error)
        }
    }

    func gate(of subject: LogSubjectID) -> AsyncGate {
        gates[Int(truncatingIfNeeded: (subject.high ^ subject.low) % UInt64(Self.gateCount))]
    }

    /// The open log.
    ///
    /// - Throws: ``AuditError/starting``.
    func running() throws(AuditError) -> Running {
        guard case .running(let running) = state.withLock({ $0 }) else { throw .starting }
        return running
    }
}
