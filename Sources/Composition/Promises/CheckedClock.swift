import Primitives
import Synchronization

/// A time that a check turns on.
final class CheckedClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }

    var now: Timestamp { time.withLock { $0 } }

    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}
