import Primitives
import Synchronization
import Web

/// A bound on how many requests of one address are worked on in a time: for each a bucket that fills evenly.
///
/// By address, so that whoever sends rubbish does not keep a log from its cosignature; behind a proxy all have one, and
/// the proxy must tell them apart.
final class RequestRate: Sendable {
    private struct Bucket {
        /// In thousandths of a request.
        var level: Int64
        var time: Int64
    }

    /// Addresses kept in mind at once.
    ///
    /// One that has been quiet until its bucket is full again need not be.
    static let addressCountMaximum = 4096

    private let capacity: Int64
    private let perSecond: Int64
    private let now: Now
    private let buckets = Mutex<[PeerAddress: Bucket]>([:])

    /// - Parameters:
    ///   - burst: How many may come at once.
    ///   - perSecond: How many more each second.
    ///   - now: The time.
    init(burst: Int, perSecond: Int, now: @escaping Now) {
        capacity = Int64(burst) * 1000
        self.perSecond = Int64(perSecond)
        self.now = now
    }

    /// Whether one more of this address may be worked on now.
    func admits(_ peer: PeerAddress) -> Bool {
        let time = now().milliseconds
        return buckets.withLock { buckets in
            if buckets[peer] == nil, buckets.count >= Self.addressCountMaximum {
                buckets = buckets.filter { filled($0.value, at: time).level < capacity }
                guard buckets.count < Self.addressCountMaximum else { return false }
            }
            var bucket = filled(buckets[peer] ?? Bucket(level: capacity, time: time), at: time)
            let isAdmitted = bucket.level >= 1000
            if isAdmitted { bucket.level -= 1000 }
            buckets[peer] = bucket
            return isAdmitted
        }
    }

    private func filled(_ bucket: Bucket, at time: Int64) -> Bucket {
        // A clock that was set back gives nothing and takes nothing.
        let passed = min(max(0, time - bucket.time), 3_600_000)
        return Bucket(level: min(capacity, bucket.level + passed * perSecond), time: time)
    }
}
