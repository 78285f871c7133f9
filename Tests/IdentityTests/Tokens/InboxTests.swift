import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// What comes in while nobody is there, and what is made of it.
///
/// - Source: docs/spec/inbox.md.
@Suite("Inbox")
struct InboxTests {
    @Test("what a token and a browser add waits sealed, and is put in once, in the order of each")
    func journey() async throws {
        let home = try await TokenHousehold()
        let token = try await home.makeToken([.moneyAdd]).token
        let phone = try await home.addBrowser()
        try await home.service.lock(home.token)
        try await home.add("tea 10", by: token)
        home.installation.clock.advance(seconds: 1)
        try await home.send([try phone.next(try home.content("milk 20")), try phone.next(try home.content("rice 30"))])
        home.installation.clock.advance(seconds: 1)
        try await home.add("bus 40", by: token)
        #expect(try await home.service.waitingCount(in: home.vault) == 4)
        let back = try await home.service.unlock(home.token, passphrase: .good, from: .address(1)).token
        try await home.fold(back)
        #expect(try await home.book(back) == ["rent", "tea 10", "milk 20", "rice 30", "bus 40"])
        #expect(try await home.service.waitingCount(in: home.vault) == 0)
        try await home.fold(back)
        #expect(try await home.book(back).count == 5)
    }

    @Test("an entry that was taken before is passed over; one out of order, forged or of a stranger is not taken")
    func taking() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let first = try phone.next(try home.content("one"))
        let second = try phone.next(try home.content("two"))
        await #expect(throws: IdentityError.inbox(.outOfOrder(0))) { try await home.send([second]) }
        #expect(try await home.send([first]) == 1)
        #expect(try await home.send([first, second]) == 2)
        #expect(try await home.send([first]) == 2)
        let stranger = BrowserSender(
            RegisteredSender(id: phone.id, inbox: try #require(try await home.service.inboxKey(of: home.vault))),
            .random()
        )
        let forged = try stranger.entry(try home.content("three"), after: second.position)
        await #expect(throws: IdentityError.inbox(.malformed)) { try await home.send([forged]) }
        let unknown = try phone.entry(try home.content("four"), after: .start, as: .random())
        await #expect(throws: IdentityError.inbox(.unknownSender)) { try await home.send([unknown]) }
        let fork = try phone.entry(
            try home.content("five"),
            after: InboxPosition(sequence: 2, hash: first.position.hash)
        )
        await #expect(throws: IdentityError.inbox(.outOfOrder(2))) { try await home.send([fork]) }
        await #expect(throws: IdentityError.inbox(.malformed)) { try await home.send([]) }
        #expect(try await home.service.waitingCount(in: home.vault) == 2)
    }

    @Test("wrong entries cost tries of their address")
    func limited() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        let unknown = try phone.entry(try home.content("x"), after: .start, as: .random())
        for _ in 0..<30 {
            await #expect(throws: IdentityError.inbox(.unknownSender)) { try await home.send([unknown]) }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) { try await home.send([unknown]) }
    }

    @Test("the inbox is full at its bound, says so, and takes more when it was emptied")
    func full() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        for _ in 0..<10 {
            let entries = try (0..<50).map { _ in try phone.next(try home.content("x")) }
            try await home.send(entries)
        }
        let more = try phone.next(try home.content("one more"))
        await #expect(throws: IdentityError.inbox(.full)) { try await home.send([more]) }
        try await home.fold()
        #expect(try await home.send([more]) == 501)
    }

    @Test("what is more than an entry may hold is refused, also by bytes that say so")
    func bounds() throws {
        let day = CalendarDay(daysSinceEpoch: 0)
        let made = Timestamp(seconds: 0)
        #expect(throws: IdentityError.inbox(.tooLarge)) {
            try InboxContent(.line, made: made, day: day, key: [1], body: String(repeating: "x", count: 3901))
        }
        for key in [[], [UInt8](repeating: 1, count: 65)] {
            #expect(throws: IdentityError.inbox(.malformed)) {
                try InboxContent(.line, made: made, day: day, key: key, body: "x")
            }
        }
        let content = try InboxContent(.line, made: made, day: day, key: [1], body: String(repeating: "x", count: 3900))
        #expect(content.padded().count == 4096)
        #expect(InboxContent(padded: content.padded()) == content)
        for count in 0..<40 { #expect(InboxContent(padded: Array(content.padded().prefix(count))) == nil) }
        var unknown = content.padded()
        unknown[1] = 6
        #expect(InboxContent(padded: unknown) == nil)
    }

    @Test("an ended browser's late entries wait for their owner; an ended token adds nothing")
    func ended() async throws {
        let home = try await TokenHousehold()
        let phone = try await home.addBrowser()
        try await home.send([try phone.next(try home.content("before"))])
        try await home.service.endSender(phone.id, for: home.token)
        try await home.send([try phone.next(try home.content("after"))])
        try await home.fold()
        #expect(try await home.book() == ["rent", "before"])
        #expect(try await home.states() == [.senderEnded])
        let made = try await home.makeToken([.moneyAdd])
        let bearer = try #require(try await home.bearer(made.token))
        try await home.service.endToken(made.record.hash, for: home.token)
        await #expect(throws: IdentityError.inbox(.unknownSender)) {
            try await home.service.add(try home.content("late"), by: bearer)
        }
        home.installation.clock.advance(seconds: 31 * 86_400)
        let late = try phone.next(try home.content("much later"))
        await #expect(throws: IdentityError.inbox(.unknownSender)) { try await home.send([late]) }
    }

    @Test("an add-only token sends only what it is for")
    func beyondScope() async throws {
        let home = try await TokenHousehold()
        let money = try await home.makeToken([.moneyAdd]).token
        for kind in [InboxContent.Kind.diaryLine, .day] {
            await #expect(throws: IdentityError.inbox(.unknownSender)) { try await home.add("x", by: money, kind) }
        }
        let reader = try await home.makeToken([.moneyRead, .diaryWrite]).token
        await #expect(throws: IdentityError.inbox(.unknownSender)) { try await home.add("x", by: reader, .line) }
    }

    @Test("a vault from before there were inboxes gets its key at the next sign-in")
    func olderVault() async throws {
        let home = try await TokenHousehold()
        for slot in try await home.slots() {
            var older = slot
            older = older.withholding(VaultKeys.inbox, certifiedBy: try await control(home))
            try await RecordSlotStore(records: home.server.records).update(
                home.vault,
                adding: [],
                replacing: [older],
                removing: []
            )
        }
        try await home.service.signOut(home.token)
        let server = home.startServer()
        let token = try await server.signIn().token
        #expect(try await home.access(token, in: server).holdsInbox)
        let made = try await server.service.makeToken(named: "later", scopes: [.moneyAdd], for: token)
        let bearer = try #require(try await server.service.bearer(of: made.token))
        try await server.service.add(try home.content("tea 10"), by: bearer)
        try await home.fold(in: server, token)
        #expect(try await home.book(in: server, token) == ["rent", "tea 10"])
    }

    private func control(_ home: TokenHousehold) async throws -> SharedSecret {
        let session = try #require(try await home.slots().first { $0.kind == .session })
        let lock = KEKOuterLock(ring: home.server.ring)
        let keys = try await session.open(with: home.token.secret.bytes, outerLock: lock)
        return try #require(keys.newest(VaultKeys.control)?.key)
    }
}

extension TokenHousehold {
    func fold(_ token: SessionToken) async throws { try await fold(in: nil, token) }
    func book(_ token: SessionToken) async throws -> [String] { try await book(in: nil, token) }
}
