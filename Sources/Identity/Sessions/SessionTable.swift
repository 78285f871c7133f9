import Primitives
import Synchronization

/// The sessions this process has seen, so that most requests need no store.
///
/// Entries hold no secret: a session's record and when it was last used. What another process changed is noticed by the
/// store's stamp, and then every record is read again; when a session was used here stays known.
final class SessionTable: Sendable {
    private struct State {
        var entries: [[UInt8]: Session] = [:]
        var stamp: UInt64 = 0
        /// When each session was last used in this process, later than its record says.
        var lastUses: [[UInt8]: Timestamp] = [:]
        /// Sessions used since their record was last written.
        var touched: Set<[UInt8]> = []
    }

    private static let millisecondsBetweenWrites: Int64 = 60_000

    private let state = Mutex(State())

    /// The session if it is known and nobody else may have changed it.
    ///
    /// Marks it as used.
    func use(_ hash: [UInt8], at now: Timestamp, stamp: UInt64) -> Session? {
        state.withLock { state in
            if state.stamp != stamp {
                state.entries.removeAll()
                state.stamp = stamp
            }
            guard var session = state.entries[hash] else { return nil }
            let stored = session.lastUse
            if let lastUse = state.lastUses[hash] { session.lastUse = max(stored, lastUse) }
            guard !session.isLocked, !session.isIdle(at: now), now < session.expiry else { return session }
            session.lastUse = max(session.lastUse, now)
            state.lastUses[hash] = session.lastUse
            if now.milliseconds - stored.milliseconds >= Self.millisecondsBetweenWrites { state.touched.insert(hash) }
            return session
        }
    }

    func put(_ session: Session) { state.withLock { $0.entries[session.hash] = session } }

    func remove(_ hash: [UInt8]) {
        state.withLock { state in
            state.entries[hash] = nil
            state.lastUses[hash] = nil
            state.touched.remove(hash)
        }
    }

    /// The records of an account's sessions have changed: read them again.
    func forgetRecords(of account: UserAccountID) {
        state.withLock { state in
            state.entries = state.entries.filter { $0.value.account != account }
        }
    }

    func lastUse(of hash: [UInt8]) -> Timestamp? { state.withLock { $0.lastUses[hash] } }

    /// Sessions used for a minute or longer since their record was written, with the last use.
    func takeTouched() -> [Session] {
        state.withLock { state in
            defer { state.touched.removeAll() }
            return state.touched.compactMap { hash in
                guard var session = state.entries[hash], let lastUse = state.lastUses[hash] else { return nil }
                session.lastUse = lastUse
                state.entries[hash]?.lastUse = lastUse
                return session
            }
        }
    }

    /// Forgets when sessions were used that can be over only: their time is up.
    func forgetUses(before moment: Timestamp) {
        state.withLock { state in state.lastUses = state.lastUses.filter { $0.value >= moment } }
    }
}
