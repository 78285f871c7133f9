package import Primitives
import Synchronization

/// Counts tries per source (an address, or a keyed hash of an account) in token buckets.
///
/// In memory: a restart forgives, and with it comes the next start's Argon2id cost. Bounded: when full, the fullest
/// buckets (the least suspicious) go first.
package final class RateLimiter: Sendable {
    /// How many tries at once, and how fast they come back.
    package struct Rule: Sendable, Hashable {
        package let burst: Int
        package let secondsPerToken: Int64

        package init(burst: Int, secondsPerToken: Int64) {
            self.burst = burst
            self.secondsPerToken = secondsPerToken
        }

        /// Sign-ins of one account: 8 at once, then one every two minutes; 30 guesses an hour.
        package static let account = Rule(burst: 8, secondsPerToken: 120)
        /// Sign-ins from one address: a household or an office behind one address must get by.
        package static let address = Rule(burst: 30, secondsPerToken: 10)
        /// Archives of everything that one account asks for.
        package static let archive = Rule(burst: 6, secondsPerToken: 4 * 3600)
        /// New accounts from one address.
        package static let signUp = Rule(burst: 10, secondsPerToken: 360)
    }

    private struct Bucket {
        var tokensMilli: Int64
        var updated: Timestamp
    }

    private static let bucketMaximum = 100_000  // about 10 MB

    private let rule: Rule
    private let buckets = Mutex<[[UInt8]: Bucket]>([:])

    package init(_ rule: Rule) { self.rule = rule }

    /// Takes a token.
    ///
    /// Returns nil, or in how many seconds there will be one.
    package func attempt(_ source: [UInt8], at now: Timestamp) -> Int? {
        buckets.withLock { buckets in
            var bucket = refilled(buckets[source], at: now)
            defer {
                buckets[source] = bucket
                if buckets.count > Self.bucketMaximum { forget(&buckets, at: now) }
            }
            guard bucket.tokensMilli >= 1000 else {
                return max(1, Int((1000 - bucket.tokensMilli) * rule.secondsPerToken / 1000))
            }
            bucket.tokensMilli -= 1000
            return nil
        }
    }

    /// Gives the tokens back: the try succeeded.
    package func forgive(_ source: [UInt8]) { buckets.withLock { $0[source] = nil } }

    private func refilled(_ bucket: Bucket?, at now: Timestamp) -> Bucket {
        let full = Int64(rule.burst) * 1000
        guard let bucket else { return Bucket(tokensMilli: full, updated: now) }
        let elapsed = max(0, now.milliseconds - bucket.updated.milliseconds)
        return Bucket(tokensMilli: min(full, bucket.tokensMilli + elapsed / rule.secondsPerToken), updated: now)
    }

    private func forget(_ buckets: inout [[UInt8]: Bucket], at now: Timestamp) {
        let full = Int64(rule.burst) * 1000
        buckets = buckets.filter { refilled($0.value, at: now).tokensMilli < full }
        guard buckets.count > Self.bucketMaximum else { return }
        let kept = buckets.sorted { $0.value.tokensMilli < $1.value.tokensMilli }.prefix(Self.bucketMaximum / 2)
        buckets = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
