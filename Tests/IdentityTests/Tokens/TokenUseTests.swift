import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

/// What is kept of the use of tokens, and of those that ended (docs/spec/api-tokens.md §4 and §6).
@Suite("Uses and ends of tokens")
struct TokenUseTests {
    private static let day: Int64 = 86_400

    private func shown(_ home: TokenHousehold, in server: TestServer? = nil) async throws -> TokenRecord {
        try #require(try await (server ?? home.server).service.tokens(for: home.token).first)
    }

    private func ended(_ home: TokenHousehold) async throws -> [EndedToken] {
        try await home.service.endedTokens(for: home.token)
    }

    /// A session of today: that of the household ends after twelve hours.
    private func ended(_ home: TokenHousehold, after seconds: Int64) async throws -> [EndedToken] {
        home.installation.clock.advance(seconds: seconds)
        try await home.service.sweepTokens()
        return try await home.service.endedTokens(for: try await home.server.signIn().token)
    }

    @Test("every use of a day is counted, also before the sweep writes it down, and in the next process after it")
    func counted() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd])
        let unused = try await shown(home)
        #expect(unused.lastUse == nil && unused.useCount == 0)
        for count in 1...3 {
            _ = try await home.bearer(made.token)
            #expect(try await shown(home).useCount == UInt32(count))
        }
        #expect(try await shown(home).lastUse == home.installation.clock.time.day())
        #expect(try await shown(home, in: home.startServer()).useCount == 1, "the first of a day is written at once")
        try await home.service.sweepTokens()
        #expect(try await shown(home, in: home.startServer()).useCount == 3)
        try await home.service.sweepTokens()
        #expect(try await shown(home).useCount == 3, "written once")
    }

    @Test("two processes add up what each of them saw")
    func twoProcesses() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd])
        let other = home.startServer()
        for _ in 0..<4 {
            _ = try await home.bearer(made.token)
            _ = try await home.bearer(made.token, in: other)
        }
        try await home.service.sweepTokens()
        try await other.service.sweepTokens()
        #expect(try await shown(home).useCount == 8)
    }

    @Test("a new day begins at one; of a day that is over nothing comes later")
    func newDay() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd])
        for _ in 0..<3 { _ = try await home.bearer(made.token) }
        let before = home.installation.clock.time.day()
        home.installation.clock.advance(seconds: Self.day)
        _ = try await home.bearer(made.token)
        try await home.service.sweepTokens()
        let session = try await home.server.signIn().token
        let token = try #require(try await home.service.tokens(for: session).first)
        #expect(token.useCount == 1)
        #expect(token.lastUse == before.adding(days: 1))
    }

    @Test("a use that the store refuses is let in, and counted by the sweep")
    func storeAway() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyAdd])
        home.installation.metadata.fail(write: 1, with: .unavailable)
        #expect(try await home.bearer(made.token) != nil)
        _ = try await home.bearer(made.token)
        home.installation.metadata.forgetFailures()
        home.installation.metadata.fail(write: 1, with: .unavailable)
        await home.service.writeTokenUses()
        await home.service.writeTokenUses()
        let shown = try await shown(home, in: home.startServer())
        #expect(shown.useCount == 2 && shown.lastUse == home.installation.clock.time.day())
    }

    @Test("a token that ended is listed for thirty days without anything that opens, then nothing is left")
    func kept() async throws {
        let home = try await TokenHousehold()
        let made = try await home.makeToken([.moneyRead, .diaryAdd], named: "Dashboard")
        try await home.service.endToken(made.record.hash, for: home.token)
        let left = try #require(try await ended(home).first)
        #expect(left.name == "Dashboard" && left.scopes == [.moneyRead, .diaryAdd] && left.reason == .revoked)
        #expect(left.ended == home.installation.clock.time.day())
        #expect(try await home.bearer(made.token) == nil)
        #expect(try EndedToken(decoding: left.encode()) == left)
        #expect(try await ended(home, after: 29 * Self.day).count == 1)
        #expect(try await ended(home, after: Self.day).isEmpty)
        let account = home.made.session.session.account
        #expect(try await home.installation.metadata.read(.endedToken(made.record.hash, of: account)) == nil)
        for key in [RecordKey.apiTokenPointer(made.record.hash), .endedTokenPointer(made.record.hash)] {
            #expect(try await home.installation.metadata.read(key) == nil)
        }
    }

    @Test("it says whether its time was up or a recovery took it")
    func reasons() async throws {
        let home = try await TokenHousehold()
        _ = try await home.makeToken([.moneyAdd], days: 1, named: "short")
        #expect(try await ended(home, after: Self.day).map(\.reason) == [.expired])
        let session = try await home.server.signIn().token
        _ = try await home.service.makeToken(named: "long", scopes: [.moneyAdd], for: session)
        let recovered = try await home.service.recover(
            handle: "asha",
            code: home.made.recoveryCode.value,
            newPassphrase: .better,
            client: .browser,
            from: .address(3)
        )
        let left = try await home.service.endedTokens(for: recovered.session.token)
        #expect(left.map(\.name) == ["long", "short"] && left.map(\.reason) == [.recovered, .expired])
    }

    @Test("of many that end, the latest hundred are kept")
    func many() async throws {
        let home = try await TokenHousehold()
        for number in 0..<EndedToken.countMaximum + 3 {
            let made = try await home.makeToken([.moneyAdd], named: "\(number)")
            try await home.service.endToken(made.record.hash, for: home.token)
        }
        #expect(try await ended(home).count == EndedToken.countMaximum)
    }

    @Test("making a token takes a proof, whoever asks")
    func proof() async throws {
        let home = try await TokenHousehold()
        home.installation.clock.advance(seconds: 601)
        await #expect(throws: IdentityError.proofNeeded) { try await home.makeToken([.moneyAdd]) }
    }

    @Test("only the browsers of her own vault are renamed, and by a name")
    func renamed() async throws {
        let home = try await TokenHousehold()
        let sender = try await home.addBrowser()
        for name in ["", "  ", String(repeating: "x", count: 61), "a\nb"] {
            await #expect(throws: IdentityError.inbox(.name)) {
                try await home.service.renameSender(sender.id, to: name, for: home.token)
            }
        }
        let other = try await home.server.signUp("usha").session.token
        try await home.service.renameSender(sender.id, to: "Mine", for: other)
        #expect(try await home.service.senders(for: home.token).map(\.name) == ["phone"])
        try await home.service.renameSender(sender.id, to: "Kitchen tablet", for: home.token)
        #expect(try await home.service.senders(for: home.token).map(\.name) == ["Kitchen tablet"])
        // The name is under no certificate: what it sent goes in as before.
        try await home.send([try sender.next(try home.content("tea"))])
        try await home.fold()
        #expect(try await home.book() == ["rent", "tea"])
        try await home.service.lock(home.token)
        await #expect(throws: IdentityError.sessionLocked) {
            try await home.service.renameSender(sender.id, to: "Later", for: home.token)
        }
    }
}
