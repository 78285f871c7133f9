import Primitives
import Synchronization

/// A bound on how many requests are worked on in a time: a bucket that fills evenly.
final class RequestRate: Sendable {
    private struct Bucket {
        /// In thousandths of a request.
        var level: Int64
        var time: Int64
    }

    private let capacity: Int64
    private let perSecond: Int64
    private let now: Now
    private let bucket: Mutex<Bucket>

    /// - Parameters:
    ///   - burst: How many may come at once.
    ///   - perSecond: How many more each second.
    ///   - now: The time.
    init(burst: Int, perSecond: Int, now: @escaping Now) {
        capacity = Int64(burst) * 1000
        self.perSecond = Int64(perSecond)
        self.now = now
        bucket = Mutex(Bucket(level: capacity, time: now().milliseconds))
    }

    /// Whether one more may be worked on now.
    func admits() -> Bool {
        let time = now().milliseconds
        return bucket.withLock { bucket in
            // A clock that was set back gives nothing and takes nothing.
            let passed = min(max(0, time - bucket.time), 3_600_000)
            bucket.level = min(capacity, bucket.level + passed * perSecond)
            bucket.time = time
            guard bucket.level >= 1000 else { return false }
            bucket.level -= 1000
            return true
        }
    }
}
