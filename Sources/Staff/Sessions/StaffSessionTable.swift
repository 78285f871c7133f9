import Primitives
import Synchronization

/// The sessions that this process met, and when each was last used.
///
/// A record is believed until another process may have written; uses are written down once a minute.
final class StaffSessionTable: Sendable {
    private struct State {
        var stamp: UInt64 = 0
        var entries: [[UInt8]: StaffSession] = [:]
        var lastUses: [[UInt8]: Timestamp] = [:]
    }

    private static let millisecondsBetweenWrites: Int64 = 60_000

    private let state = Mutex(State())

    /// A session with its last use; nil where the record has to be read.
    func known(_ hash: [UInt8], stamp: UInt64) -> StaffSession? {
        state.withLock { state in
            if state.stamp != stamp {
                state.entries = [:]
                state.stamp = stamp
            }
            guard let session = state.entries[hash] else { return nil }
            return Self.withUse(session, state)
        }
    }

    /// A session that was read; with a later use where this process knows of one.
    func put(_ session: StaffSession) -> StaffSession {
        state.withLock { state in
            state.entries[session.hash] = session
            return Self.withUse(session, state)
        }
    }

    /// A session as it was read, with the use that this process knows of; it is not kept.
    func withUse(_ session: StaffSession) -> StaffSession { state.withLock { Self.withUse(session, $0) } }

    func use(_ hash: [UInt8], at now: Timestamp) {
        state.withLock { state in state.lastUses[hash] = max(now, state.lastUses[hash] ?? now) }
    }

    func remove(_ hash: [UInt8]) {
        state.withLock { state in
            state.entries[hash] = nil
            state.lastUses[hash] = nil
        }
    }

    /// Sessions whose record is a minute behind.
    func takeTouched() -> [StaffSession] {
        state.withLock { state in
            var touched: [StaffSession] = []
            for (hash, session) in state.entries {
                guard let use = state.lastUses[hash],
                    use.milliseconds - session.lastUse.milliseconds >= Self.millisecondsBetweenWrites
                else { continue }
                var changed = session
                changed.lastUse = use
                state.entries[hash] = changed
                touched.append(changed)
            }
            return touched
        }
    }

    private static func withUse(_ session: StaffSession, _ state: State) -> StaffSession {
        var session = session
        if let use = state.lastUses[session.hash] { session.lastUse = max(session.lastUse, use) }
        return session
    }
}
