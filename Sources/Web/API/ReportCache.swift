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
        let tokenPlaces: [Int]
        var lastUse: Timestamp
    }

    static let lifetimeSeconds: Int64 = 60
    /// Bytes of all answers together; the least recently used go first.
    private static let byteCountMaximum = 32 << 20
    private static let countMaximum = 4096

    private let entries = Mutex<[Key: Entry]>([:])

    func answer(_ key: Key, head: JournalHead, now: Timestamp) -> Answer? {
        entry(key, head: head, now: now)?.answer
    }

    /// A page that was kept, with a form token of this answer in place of the one it was made with.
    func page(_ key: Key, head: JournalHead, now: Timestamp, token: String) -> Answer? {
        guard let entry = entry(key, head: head, now: now) else { return nil }
        var answer = entry.answer
        for place in entry.tokenPlaces { answer.body.setString(token, at: place) }
        return answer
    }

    private func entry(_ key: Key, head: JournalHead, now: Timestamp) -> Entry? {
        entries.withLock { entries in
            guard let entry = entries[key], entry.head == head else { return nil }
            if entry.lastUse < now.adding(seconds: -1) { entries[key]?.lastUse = now }
            return entry
        }
    }

    /// - `tokenPlaces`: where a page holds its form token, which is another on every answer; see
    ///   ``page(_:head:now:token:)``.
    func keep(_ answer: Answer, for key: Key, head: JournalHead, now: Timestamp, tokenPlaces: [Int] = []) {
        entries.withLock { entries in
            entries[key] = Entry(head: head, answer: answer, tokenPlaces: tokenPlaces, lastUse: now)
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
