import Primitives
import Synchronization

/// A clock that the test turns.
final class TestClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_767_225_600_000)  // 2026-01-01T00:00:00Z

    var now: Now { { Timestamp(milliseconds: self.milliseconds.withLock { $0 }) } }

    func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
}
