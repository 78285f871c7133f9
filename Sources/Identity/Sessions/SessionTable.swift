import Primitives
import Synchronization

/// The sessions this process has seen, so that most requests need no store.
///
/// Entries hold no secret: a session's record and when it was last used. What another process changed is noticed by the
/// store's stamp, and then everything is read again.
final class SessionTable: Sendable {
    private struct State {
        var entries: [[UInt8]: Session] = [:]
        var stamp: UInt64 = 0
        /// Sessions used since their record was last written.
        var touched: Set<[UInt8]> = []
    }

    private let state = Mutex(State())

    /// The session if it is known and nobody else may have changed it. Marks it as used.
    func use(_ hash: [UInt8], at now: Timestamp, stamp: UInt64) -> Session? {
        state.withLock { state in
            if state.stamp != stamp {
                state.entries.removeAll()
                state.stamp = stamp
            }
            guard var session = state.entries[hash] else { return nil }
            guard !session.isLocked, !session.isIdle(at: now), now < session.expiry else { return session }
            if now.milliseconds - session.lastUse.milliseconds >= 60_000 {
                session.lastUse = now
                state.entries[hash] = session
                state.touched.insert(hash)
            }
            return session
        }
    }

    func put(_ session: Session) { state.withLock { $0.entries[session.hash] = session } }

    func remove(_ hash: [UInt8]) {
        state.withLock { state in
            state.entries[hash] = nil
            state.touched.remove(hash)
        }
    }

    func removeAll(of account: UserAccountID) {
        state.withLock { state in
            state.entries = state.entries.filter { $0.value.account != account }
        }
    }

    /// Sessions whose `lastUse` is newer than their record.
    func takeTouched() -> [Session] {
        state.withLock { state in
            defer { state.touched.removeAll() }
            return state.touched.compactMap { state.entries[$0] }
        }
    }
}
