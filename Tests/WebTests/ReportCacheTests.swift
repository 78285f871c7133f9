import Identity
import Primitives
import Testing
import Vault

@testable import Web

@Suite("Kept answers")
struct ReportCacheTests {
    private let account = UserAccountID(high: 1, low: 2)
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func key(_ query: String) -> ReportCache.Key { ReportCache.Key(account: account, query: query) }

    @Test("an answer is of one question and one head, and goes with its session")
    func lifetime() {
        let cache = ReportCache()
        cache.keep(.json([1]), for: key("a"), since: cache.mark(), head: .empty, now: now)
        #expect(cache.answer(key("a"), head: .empty, now: now) != nil)
        #expect(cache.answer(key("b"), head: .empty, now: now) == nil)
        let next = JournalHead(index: 1, hash: [UInt8](repeating: 1, count: 32))
        #expect(cache.answer(key("a"), head: next, now: now) == nil)
        cache.forget(UserAccountID(high: 1, low: 3))
        #expect(cache.answer(key("a"), head: .empty, now: now) != nil)
        cache.forget(account)
        #expect(cache.answer(key("a"), head: .empty, now: now) == nil)
    }

    @Test("what was read before a lock and made after it is not kept")
    func lockedMeanwhile() {
        let cache = ReportCache()
        let mark = cache.mark()
        cache.forget(account)
        cache.keep(.json([1]), for: key("a"), since: mark, head: .empty, now: now)
        #expect(cache.answer(key("a"), head: .empty, now: now) == nil)
    }

    @Test("an answer that nobody asks for goes after a minute")
    func expiry() {
        let cache = ReportCache()
        cache.keep(.json([1]), for: key("a"), since: cache.mark(), head: .empty, now: now)
        cache.expire(at: now.adding(seconds: ReportCache.lifetimeSeconds + 1))
        #expect(cache.answer(key("a"), head: .empty, now: now) == nil)
    }
}
