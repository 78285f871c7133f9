import Primitives
import Sealing
import Synchronization

/// Challenges that were handed out and not yet answered: each is answered once, within five minutes.
///
/// In memory: after a restart somebody presses once more. Bounded: the oldest go first.
final class StaffChallenges: Sendable {
    /// What a challenge was made for: one for signing in makes no member.
    enum Use: Sendable, Hashable {
        case signIn
        /// For the link with this hash, by the member that its follower will be.
        case joining(link: [UInt8], StaffMemberID)
    }

    static let byteCount = 32
    static let lifetimeSeconds: Int64 = 300
    private static let countMaximum = 2000

    private let waiting = Mutex<[[UInt8]: (use: Use, expiry: Timestamp)]>([:])

    func make(_ use: Use, at now: Timestamp) -> [UInt8] {
        let challenge = SecureRandom.bytes(count: Self.byteCount)
        waiting.withLock { waiting in
            if waiting.count >= Self.countMaximum {
                waiting = waiting.filter { $0.value.expiry > now }
                let surplus = waiting.count - Self.countMaximum / 2
                let oldest = waiting.sorted { $0.value.expiry < $1.value.expiry }.prefix(max(0, surplus))
                for entry in oldest { waiting[entry.key] = nil }
            }
            waiting[challenge] = (use, now.adding(seconds: Self.lifetimeSeconds))
        }
        return challenge
    }

    /// Takes a challenge out; what it was made for, if it was there and still counts.
    func take(_ challenge: [UInt8], at now: Timestamp) -> Use? {
        waiting.withLock { waiting in
            guard let entry = waiting.removeValue(forKey: challenge), now < entry.expiry else { return nil }
            return entry.use
        }
    }
}

/// How often refused sign-ins of one member are written down: whoever knows her passkey's name must not fill the log.
final class RefusalRate: Sendable {
    private static let burst: Int64 = 8
    private static let secondsPerToken: Int64 = 120

    private let buckets = Mutex<[StaffMemberID: (tokens: Int64, updated: Timestamp)]>([:])

    /// Takes a token; nil, or in how many seconds there will be one.
    func attempt(_ member: StaffMemberID, at now: Timestamp) -> Int? {
        buckets.withLock { buckets in
            let full = Self.burst * 1000
            var (tokens, updated) = buckets[member] ?? (full, now)
            tokens = min(full, tokens + max(0, now.milliseconds - updated.milliseconds) / Self.secondsPerToken)
            defer { buckets[member] = (tokens, now) }
            guard tokens >= 1000 else { return max(1, Int((1000 - tokens) * Self.secondsPerToken / 1000)) }
            tokens -= 1000
            return nil
        }
    }
}
