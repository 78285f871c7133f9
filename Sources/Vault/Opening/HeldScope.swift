import Primitives
import Synchronization

/// The trackers that one holder may use now, and when she used each last.
///
/// Shared with every access that was handed to her: what is taken from her is gone from requests under way too.
final class HeldScope: Sendable {
    private struct State {
        var trackers: Set<TrackerID>
        var lastUses: [TrackerID: Timestamp] = [:]
        /// She has left.
        var isOver = false
    }

    private let state: Mutex<State>

    init(_ trackers: Set<TrackerID>) { state = Mutex(State(trackers: trackers)) }

    var trackers: Set<TrackerID> { state.withLock { $0.isOver ? [] : $0.trackers } }

    /// Asks whether she may use a tracker, and remembers that she does.
    ///
    /// - Throws: ``VaultError/outsideScope``; `.locked` after she left.
    func use(_ tracker: TrackerID, at now: Timestamp) throws(VaultError) {
        let fault = state.withLock { state -> VaultError? in
            guard !state.isOver else { return .locked }
            guard state.trackers.contains(tracker) else { return .outsideScope }
            state.lastUses[tracker] = max(now, state.lastUses[tracker] ?? now)
            return nil
        }
        if let fault { throw fault }
    }

    func lastUse(of tracker: TrackerID) -> Timestamp? { state.withLock { $0.lastUses[tracker] } }

    func add(_ trackers: Set<TrackerID>) { state.withLock { $0.trackers.formUnion(trackers) } }

    /// When a tracker was used before it was taken away says nothing of a time after that.
    func remove(_ tracker: TrackerID) {
        state.withLock { state in
            state.trackers.remove(tracker)
            state.lastUses[tracker] = nil
        }
    }

    func end() { state.withLock { $0.isOver = true } }
}
