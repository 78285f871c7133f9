import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// What tokens open and what ends them.
///
/// - Source: docs/spec/api-tokens.md §3 to §7.
@Suite("API tokens")
struct TokenTests {
    @Test("a reading token has its tracker's keys and no others, also after a restart")
    func reads() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        let slot = try #require(try await home.slots().first { $0.kind == .apiToken })
        #expect(slot.scope == [BookLines.id])
        #expect(try await home.lines(BookLines.self, by: made.token) == ["rent"])
        await #expect(throws: VaultError.outsideScope) { try await home.lines(DiaryLines.self, by: made.token) }
        #expect(try await home.lines(BookLines.self, by: made.token, in: home.startServer()) == ["rent"])
        let openings = home.server.recorder.openings(of: home.vault)
        #expect(openings.last?.kind == .apiToken)
        #expect(openings.last?.slot == slot.id)
        #expect(home.server.events.events(of: home.vault).contains(AccountEvent(.tokenMade, "shortcut")))
    }

    @Test("a token that only adds has no slot, and opens nothing")
    func addsOnly() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd, .diaryAdd])
        #expect(made.record.slot == nil)
        #expect(try await home.slots().allSatisfy { $0.kind != .apiToken })
        let bearer = try #require(try await home.bearer(made.token))
        await #expect(throws: IdentityError.vault(.outsideScope)) {
            try await home.service.open(bearer, purpose: .moneyTracking)
        }
    }

    @Test("a token may read one tracker and add to the other, and holds the one's keys only")
    func mixed() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.diaryRead, .moneyAdd])
        let slot = try #require(try await home.slots().first { $0.kind == .apiToken })
        #expect(slot.scope == [DiaryLines.id])
        try await home.add("tea 10", by: made.token)
        #expect(try await home.fold().map(\.content?.body) == ["tea 10"])
    }

    @Test("a session that is locked, and a tracker that is, give no token")
    func refusals() async throws {
        let home = try await TokenHousehold()
        await #expect(throws: IdentityError.token(.name)) { try await home.makeToken([.moneyRead], named: "  ") }
        await #expect(throws: IdentityError.token(.name)) {
            try await home.makeToken([.moneyRead], named: String(repeating: "n", count: 61))
        }
        await #expect(throws: IdentityError.token(.noScope)) { try await home.makeToken([]) }
        for days in [0, 366, -1] {
            await #expect(throws: IdentityError.token(.days)) { try await home.makeToken([.moneyRead], days: days) }
        }
        try await home.service.setOwnLock(
            of: DiaryLines.id,
            passphrase: .diary,
            token: home.token,
            from: .address(1)
        )
        _ = try await home.makeToken([.diaryRead])
        try await home.service.lock(DiaryLines.id, token: home.token)
        await #expect(throws: IdentityError.vault(.outsideScope)) { try await home.makeToken([.diaryRead]) }
        try await home.service.lock(home.token)
        await #expect(throws: IdentityError.sessionLocked) { try await home.makeToken([.moneyRead]) }
    }

    @Test("there is an end to how many")
    func tooMany() async throws {
        let home = try await TokenHousehold()
        for number in 0..<IdentityService.tokenMaximum {
            _ = try await home.makeToken([.moneyAdd], named: "token \(number)")
        }
        await #expect(throws: IdentityError.token(.tooMany)) { try await home.makeToken([.moneyRead]) }
        try await home.service.endTokens(for: home.token)
        #expect(try await home.service.tokens(for: home.token).isEmpty)
        _ = try await home.makeToken([.moneyRead])
    }

    @Test("what cannot be written into the access history is not made, and not ended")
    func unrecorded() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.makeToken([.moneyRead]) }
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            try await home.service.endToken(made.record.hash, for: home.token)
        }
        #expect(try await home.service.tokens(for: home.token).count == 1)
    }

    @Test("a revoked token is out at once, and its tracker has another key; the other tracker keeps its own")
    func revoked() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        #expect(try await home.lines(BookLines.self, by: made.token) == ["rent"])
        let bearer = try #require(try await home.bearer(made.token))
        let access = try await home.service.open(bearer, purpose: .moneyTracking)
        let stolen = try #require(try await home.slots().first { $0.kind == .apiToken })
        try await home.service.endToken(made.record.hash, for: home.token)
        #expect(try await home.bearer(made.token) == nil)
        await #expect(throws: VaultError.locked) { try await access.read(BookLines.self) { state, _ in state } }
        await #expect(throws: IdentityError.signedOut) {
            try await home.service.open(bearer, purpose: .moneyTracking)
        }
        #expect(home.server.events.acts(of: home.vault).last == .tokenEnded)
        // The copy of its slot holds a key that nothing is sealed under any more.
        let old = try await stolen.open(with: made.token.secret.bytes, outerLock: KEKOuterLock(ring: home.server.ring))
        let present = try await home.slots().filter { $0.kind == .session }.flatMap(\.trackerBoxes)
        #expect(old.newest(BookLines.id)?.epoch == 1)
        #expect(present.filter { $0.tracker == BookLines.id }.map(\.epoch) == [2])
        #expect(present.filter { $0.tracker == DiaryLines.id }.map(\.epoch) == [1])
        #expect(try await home.book() == ["rent"])
    }

    @Test("where the key cannot be replaced at once, it is at the next opening")
    func replacedLater() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        try await home.service.setOwnLock(
            of: DiaryLines.id,
            passphrase: .diary,
            token: home.token,
            from: .address(1)
        )
        try await home.service.lock(DiaryLines.id, token: home.token)
        try await home.service.endToken(made.record.hash, for: home.token)
        let before = try await home.slots().filter { $0.kind == .passphrase }.flatMap(\.trackerBoxes)
        #expect(before.filter { $0.tracker == BookLines.id }.map(\.epoch) == [1], "the diary is away")
        try await home.service.unlock(DiaryLines.id, passphrase: .diary, token: home.token, from: .address(1))
        home.installation.clock.advance(seconds: 3601)
        _ = await home.server.registry.maintain(at: home.installation.clock.time)
        let after = try await home.slots().filter { $0.kind == .passphrase }.flatMap(\.trackerBoxes)
        #expect(after.filter { $0.tracker == BookLines.id }.map(\.epoch) == [2])
    }

    @Test("a new epoch reaches a token whose bearer is away")
    func newEpoch() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        _ = try await home.server.registry.addEpoch(to: BookLines.id, of: home.vault, at: home.installation.clock.time)
        try await home.write("after", BookLines.self)
        #expect(try await home.lines(BookLines.self, by: made.token, in: home.startServer()) == ["rent", "after"])
    }

    @Test("a token ends by itself, whoever has swept or not; then the sweep takes it away")
    func expires() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead], days: 1)
        home.installation.clock.advance(seconds: 86_399)
        #expect(try await home.bearer(made.token) != nil)
        home.installation.clock.advance(seconds: 1)
        #expect(try await home.bearer(made.token) == nil)
        #expect(try await home.slots().contains { $0.kind == .apiToken })
        try await home.service.sweepTokens()
        #expect(try await home.slots().allSatisfy { $0.kind != .apiToken })
        #expect(home.server.events.acts(of: home.vault).last == .tokenEnded)
    }

    @Test("recovery ends every token and sender; a changed passphrase ends none")
    func recovery() async throws {
        let home = try await TokenHousehold()
        let reader = try await home.makeToken([.moneyRead])
        let adder = try await home.makeToken([.moneyAdd])
        _ = try await home.addBrowser()
        _ = try await home.service.changePassphrase(
            home.token,
            current: .good,
            new: .better,
            from: .address(1)
        )
        #expect(try await home.lines(BookLines.self, by: reader.token) == ["rent"])
        let back = try await home.server.recover(home.made.recoveryCode.value, newPassphrase: .good)
        for made in [reader, adder] { #expect(try await home.bearer(made.token) == nil) }
        #expect(try await home.service.tokens(for: back.session.token).isEmpty)
        #expect(try await home.service.senders(for: back.session.token).isEmpty)
    }

    @Test("a lock, a sign-out and a lock of the diary's own end no token")
    func outlives() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.diaryRead])
        try await home.service.setOwnLock(
            of: DiaryLines.id,
            passphrase: .diary,
            token: home.token,
            from: .address(1)
        )
        try await home.service.signOut(home.token)
        #expect(try await home.lines(DiaryLines.self, by: made.token) == ["day one"])
        await #expect(throws: VaultError.outsideScope) { try await home.lines(BookLines.self, by: made.token) }
    }

    @Test("of its use a day is kept, and its bearer leaves when nothing was asked for a while")
    func uses() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        #expect(try await home.service.tokens(for: home.token).first?.lastUse == nil)
        _ = try await home.lines(BookLines.self, by: made.token)
        #expect(try await home.service.tokens(for: home.token).first?.lastUse == home.installation.clock.time.day())
        try await home.service.signOut(home.token)
        #expect(home.server.registry.isOpen(home.vault))
        home.installation.clock.advance(minutes: 16)
        try await home.service.sweepTokens()
        #expect(!home.server.registry.isOpen(home.vault))
    }

    @Test("withdrawn consent keeps a token out, too")
    func consent() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        try await home.service.setConsent(.moneyTracking, for: home.token, given: false)
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) {
            try await home.lines(BookLines.self, by: made.token)
        }
    }

    @Test("a slot that somebody widened in the store gives its token no more")
    func widened() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead])
        let slot = try #require(try await home.slots().first { $0.kind == .apiToken })
        // Whoever has the diary's key could do this; she does not need the token for it, but nobody else may gain.
        let session = try #require(try await home.slots().first { $0.kind == .session })
        let lock = KEKOuterLock(ring: home.server.ring)
        let keys = try await session.open(with: home.token.secret.bytes, outerLock: lock)
        let control = try #require(keys.newest(VaultKeys.control)?.key)
        let wide = try await slot.adding(keys.limited(to: [DiaryLines.id]), certifiedBy: control, outerLock: lock)
        try await RecordSlotStore(records: home.server.records).update(
            home.vault,
            adding: [],
            replacing: [wide],
            removing: []
        )
        await #expect(throws: VaultError.outsideScope) {
            try await home.lines(DiaryLines.self, by: made.token, in: home.startServer())
        }
    }

    @Test("a token pointed at another's record by the store's index is nobody's")
    func redirected() async throws {
        let home = try await TokenHousehold()
        let mine = try await home.makeToken([.moneyRead])
        let other = APIToken.random()
        let key = RecordKey.apiToken(mine.record.hash, of: mine.record.account)
        let stored = try #require(try await home.installation.metadata.read(key))
        try await home.installation.metadata.write([
            .put(key, bytes: stored.bytes, unique: other.hash, expected: nil)
        ])
        #expect(try await home.bearer(other) == nil)
    }
}
