import Primitives
import Synchronization

/// When the calendars of open diaries were last made, and who makes some now.
final class PublishedCalendars: Sendable {
    /// Held by whoever makes calendars.
    let gate = AsyncGate()
    private let days = Mutex<[VaultID: CalendarDay]>([:])

    func note(_ vault: VaultID, published day: CalendarDay) {
        days.withLock { days in
            if days.count >= 10_000 { days.removeAll() }  // then they are made once more
            days[vault] = day
        }
    }

    /// They could not be made: whoever opens the diary next makes them.
    func noteFailure(_ vault: VaultID) { days.withLock { $0[vault] = nil } }

    /// Whether they are of another day, or nobody knows.
    func areStale(_ vault: VaultID, on day: CalendarDay) -> Bool { days.withLock { $0[vault] != day } }
}
