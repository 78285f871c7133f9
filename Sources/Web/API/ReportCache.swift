import NIOCore
import Primitives
import Synchronization
import Vault

/// Finished answers of reports, kept for as long as nothing changes and somebody asks.
///
/// An answer is of one head of one vault, so it is never stale; it is personal, so it goes when its session is locked
/// or ends, and in any case ``lifetimeSeconds`` after it was last asked for.
final class ReportCache: Sendable {
    struct Key: Hashable {
        let account: UserAccountID
        let query: String
    }

    private struct Entry {
        let head: JournalHead
        let answer: Answer
        var lastUse: Timestamp
    }

    static let lifetimeSeconds: Int64 = 60
    /// Bytes of all answers together; the least recently used go first.
    private static let byteCountMaximum = 32 << 20
    private static let countMaximum = 4096

    private let entries = Mutex<[Key: Entry]>([:])

    func answer(_ key: Key, head: JournalHead, now: Timestamp) -> Answer? {
        entries.withLock { entries in
            guard let entry = entries[key], entry.head == head else { return nil }
            if entry.lastUse < now.adding(seconds: -1) { entries[key]?.lastUse = now }
            return entry.answer
        }
    }

    func keep(_ answer: Answer, for key: Key, head: JournalHead, now: Timestamp) {
        entries.withLock { entries in
            entries[key] = Entry(head: head, answer: answer, lastUse: now)
            while entries.count > Self.countMaximum
                || entries.values.reduce(0, { $0 + $1.answer.body.readableBytes }) > Self.byteCountMaximum,
                let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                entries[oldest] = nil
            }
        }
    }

    func forget(_ account: UserAccountID) {
        entries.withLock { entries in entries = entries.filter { $0.key.account != account } }
    }

    func expire(at now: Timestamp) {
        let horizon = now.adding(seconds: -Self.lifetimeSeconds)
        entries.withLock { entries in entries = entries.filter { $0.value.lastUse >= horizon } }
    }
}
