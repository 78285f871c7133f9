import NIOCore
import Primitives
import Sealing
import Synchronization
import Vault

/// Finished answers of reports, kept for as long as nothing changes and somebody asks.
///
/// An answer is of one head of one vault, so it is never stale; it is personal, so it goes when its session is locked
/// or ends, and in any case ``lifetimeSeconds`` after it was last asked for.
final class ReportCache: Sendable {
    struct Key: Hashable {
        let account: UserAccountID
        /// Of what was asked: a form can be a mebibyte, and nothing personal needs to stay here.
        private let digest: [UInt8]

        init(account: UserAccountID, query: String) {
            self.account = account
            digest = Digest.sha256(Array(query.utf8))
        }
    }

    /// How many sessions had ended when an answer was begun; see ``mark()``.
    struct Mark: Hashable {
        fileprivate let forgotten: Int
    }

    private struct Contents {
        var entries: [Key: Entry] = [:]
        var forgotten = 0
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

    private let contents = Mutex(Contents())

    /// Taken before a vault is read: what is made after a session was locked meanwhile is not kept.
    func mark() -> Mark { contents.withLock { Mark(forgotten: $0.forgotten) } }

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
        contents.withLock { contents in
            guard let entry = contents.entries[key], entry.head == head else { return nil }
            if entry.lastUse < now.adding(seconds: -1) { contents.entries[key]?.lastUse = now }
            return entry
        }
    }

    /// - `mark`: of before the vault was read.
    /// - `tokenPlaces`: where a page holds its form token, which is another on every answer; see
    ///   ``page(_:head:now:token:)``.
    func keep(
        _ answer: Answer,
        for key: Key,
        since mark: Mark,
        head: JournalHead,
        now: Timestamp,
        tokenPlaces: [Int] = []
    ) {
        contents.withLock { contents in
            guard mark.forgotten == contents.forgotten else { return }
            contents.entries[key] = Entry(head: head, answer: answer, tokenPlaces: tokenPlaces, lastUse: now)
            while contents.entries.count > Self.countMaximum
                || contents.entries.values.reduce(0, { $0 + $1.answer.body.readableBytes }) > Self.byteCountMaximum,
                let oldest = contents.entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                contents.entries[oldest] = nil
            }
        }
    }

    func forget(_ account: UserAccountID) {
        contents.withLock { contents in
            contents.forgotten += 1
            contents.entries = contents.entries.filter { $0.key.account != account }
        }
    }

    func expire(at now: Timestamp) {
        let horizon = now.adding(seconds: -Self.lifetimeSeconds)
        contents.withLock { contents in contents.entries = contents.entries.filter { $0.value.lastUse >= horizon } }
    }
}
