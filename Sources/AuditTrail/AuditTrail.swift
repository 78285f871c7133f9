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

        func key(of subject: LogSubjectID) async throws(AuditError) -> LogKey {
            subject == .installation ? installation : try await keys.key(of: subject)
        }
    }

    private enum State {
        /// Acts that happened before the log could be opened: the fetch of the log's own key is one.
        case starting([AuditAct])
        case running(Running)
    }

    /// Before the log is open there are the fetches of a start; more are a fault.
    private static let pendingMaximum = 1000
    private static let gateCount = 64

    let store: any LogStore
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
    ///   - cadence: How often it publishes.
    ///   - known: Heads of the log that are known from elsewhere.
    /// - Throws: ``AuditError``; `.log(.damaged)` when it cannot be taken up, `missingIdentity` when it was lost.
    package func open(
        keys: LogKeys,
        making: LogMaking,
        cadence: LogCadence,
        known: [TreeHead]
    ) async throws(AuditError) {
        let (origin, signer) = try await keys.signer(making)
        let installation = try await keys.key(of: .installation)
        let log = DurableLog(origin: origin, signer: signer, store: store, cadence: cadence, known: known)
        do { _ = try await log.checkpoint() } catch { throw .log(error) }
        let running = Running(log: log, signerKey: signer.key, origin: origin, keys: keys, installation: installation)
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

    private func record(_ act: AuditAct, in running: Running) async throws(AuditError) {
        // Fetched outside the gate: it may take a call of the key service, which is an act itself.
        let key = try await running.key(of: act.subject)
        try await gate(of: act.subject).run { () async throws(AuditError) in
            let event = act.event(ordinal: try await nextOrdinal(of: act.subject))
            do throws(LogFailure) {
                _ = try await running.log.append([LogLeaf(event, logKey: key.bytes)]) { index in
                    let entry = AuditEntry(index: index, event: event, particulars: act.particulars)
                    return [.event(event.subject, ordinal: event.ordinal, bytes: key.seal(entry))]
                }
            } catch {
                throw .log(error)
            }
        }
    }

    private func nextOrdinal(of subject: LogSubjectID) async throws(AuditError) -> UInt64 {
        try await newestOrdinal(of: subject).map { $0 + 1 } ?? 0
    }

    /// The ordinal of the last act of a subject; nil when there is none.
    package func newestOrdinal(of subject: LogSubjectID) async throws(AuditError) -> UInt64? {
        do {
            return try await store.events(of: subject, below: nil, limit: 1).first?.ordinal
        } catch {
            throw .store(error)
        }
    }

    private func gate(of subject: LogSubjectID) -> AsyncGate {
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
