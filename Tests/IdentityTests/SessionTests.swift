import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("Sessions")
struct SessionTests {
    @Test("the list shows each session, the newest first, and one can be ended from another")
    func list() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let first = try await server.signUp().session
        installation.clock.advance(seconds: 60)
        let second = try await server.service.signIn(
            handle: "asha",
            passphrase: .good,
            client: .program,
            from: .address(2)
        )
        let sessions = try await server.service.sessions(for: first.token)
        #expect(sessions.map(\.hash) == [second.token.hash, first.token.hash])
        #expect(sessions.map(\.client) == [.program, .browser])
        try await server.service.end(sessionHash: second.token.hash, of: first.token)
        #expect(try await server.standing(second.token) == .signedOut)
        #expect(try await server.standing(first.token) == .open)
    }

    @Test("nobody ends another's session")
    func foreignSession() async throws {
        let server = try await TestInstallation().startServer()
        let asha = try await server.signUp("asha").session
        let usha = try await server.signUp("usha").session
        try await server.service.end(sessionHash: asha.token.hash, of: usha.token)
        #expect(try await server.standing(asha.token) == .open)
        #expect(try await server.service.sessions(for: usha.token).map(\.hash) == [usha.token.hash])
    }

    @Test("signing out ends one session, signing out everywhere ends all and locks the vault")
    func signOut() async throws {
        let server = try await TestInstallation().startServer()
        let first = try await server.signUp().session
        let second = try await server.signIn()
        let third = try await server.signIn()
        try await server.service.signOut(second.token)
        #expect(try await server.standing(second.token) == .signedOut)
        #expect(server.registry.occupancy.vaults == 1)
        try await server.service.signOutEverywhere(third.token)
        for token in [first.token, third.token] { #expect(try await server.standing(token) == .signedOut) }
        #expect(server.registry.occupancy.vaults == 0)
        let slots = try await RecordSlotStore(records: server.records).slots(of: first.session.vault)
        #expect(!slots.contains { $0.kind == .session })
    }

    @Test("a lock destroys the session's slot and the vault in memory; only the passphrase opens it again")
    func lockAndUnlock() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        let access = try #require(session.access)
        try await server.write("rent", access)
        try await server.service.lock(session.token)
        #expect(try await server.standing(session.token) == .locked)
        #expect(server.registry.occupancy.vaults == 0)
        await #expect(throws: VaultError.locked) { _ = try await server.lines(access) }
        let slots = try await RecordSlotStore(records: server.records).slots(of: session.session.vault)
        #expect(!slots.contains { $0.kind == .session })

        await #expect(throws: IdentityError.wrongCredentials) {
            _ = try await server.service.unlock(session.token, passphrase: .better, from: .address(1))
        }
        let unlocked = try await server.service.unlock(session.token, passphrase: .good, from: .address(1))
        #expect(unlocked.token.hash != session.token.hash)
        #expect(try await server.lines(try #require(unlocked.access)) == ["rent"])
        #expect(try await server.standing(session.token) == .signedOut)
        #expect(try await server.service.sessions(for: unlocked.token).count == 1)
    }

    @Test("two sessions: locking one leaves the other's vault open")
    func lockOne() async throws {
        let server = try await TestInstallation().startServer()
        let first = try await server.signUp().session
        let second = try await server.signIn()
        try await server.service.lock(first.token)
        #expect(try await server.standing(first.token) == .locked)
        #expect(try await server.standing(second.token) == .open)
    }

    @Test("an idle session locks at its minute and not before, also when nobody asks")
    func idleLock() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        installation.clock.advance(seconds: 30 * 60 - 1)
        #expect(
            server.service.authenticateQuickly(session.token, purpose: .moneyTracking) == nil,
            "a new opening is due"
        )
        #expect(try await server.standing(session.token) == .open)
        installation.clock.advance(seconds: 30 * 60 - 1)
        #expect(try await server.standing(session.token) == .open)
        installation.clock.advance(seconds: 30 * 60)
        try await server.service.sweepSessions()
        #expect(server.registry.occupancy.vaults == 0)
        #expect(try await server.standing(session.token) == .locked)
    }

    @Test("the shortest idle lock counts from the last request, not from the last write")
    func oneMinute() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        try await server.service.setIdleLock(session.token, minutes: 0)
        #expect(try await server.service.session(session.token).idleLockMinutes == 1)
        for _ in 0..<20 {
            installation.clock.advance(seconds: 50)
            #expect(try await server.standing(session.token) == .open)
            try await server.service.sweepSessions()
        }
        installation.clock.advance(seconds: 60)
        #expect(try await server.standing(session.token) == .locked)
    }

    @Test("the chosen idle time holds for the other sessions and for later ones")
    func idleChoice() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let first = try await server.signUp().session
        let second = try await server.signIn()
        try await server.service.setIdleLock(second.token, minutes: 100_000)
        let third = try await server.signIn()
        #expect(try await server.service.sessions(for: third.token).map(\.idleLockMinutes) == [720, 720, 720])
        installation.clock.advance(minutes: 600)
        for token in [first.token, second.token, third.token] { #expect(try await server.standing(token) == .open) }
    }

    @Test("a locked session cannot loosen its lock, and setting it brings no ended session back")
    func idleChoiceRefused() async throws {
        let server = try await TestInstallation().startServer()
        let first = try await server.signUp().session
        let second = try await server.signIn()
        try await server.service.signOut(second.token)
        try await server.service.setIdleLock(first.token, minutes: 10)
        #expect(try await server.service.sessions(for: first.token).map(\.hash) == [first.token.hash])
        try await server.service.lock(first.token)
        await #expect(throws: IdentityError.sessionLocked) {
            try await server.service.setIdleLock(first.token, minutes: 720)
        }
    }

    @Test("a session ends after twelve hours, however busy it is")
    func absoluteEnd() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        for _ in 0..<(12 * 6 - 1) {
            installation.clock.advance(minutes: 10)
            #expect(try await server.standing(session.token) == .open)
        }
        installation.clock.advance(minutes: 10)
        #expect(server.service.authenticateQuickly(session.token, purpose: .moneyTracking) == nil)
        #expect(try await server.standing(session.token) == .signedOut)
        #expect(server.registry.occupancy.vaults == 0)
        #expect(try await server.records.read(.sessionPointer(session.token.hash), as: AccountPointer.self) == nil)
    }

    @Test("after a restart the token opens the vault again, and the sweep meets the sessions of before")
    func restart() async throws {
        let installation = try await TestInstallation()
        let before = installation.startServer()
        let session = try await before.signUp().session
        try await before.write("rent", try #require(session.access))
        let after = installation.startServer()
        let access = try #require(try await after.access(session.token))
        #expect(try await after.lines(access) == ["rent"])

        let later = installation.startServer()
        installation.clock.advance(minutes: 31)
        try await later.service.sweepSessions()
        let slots = try await RecordSlotStore(records: later.records).slots(of: session.session.vault)
        #expect(!slots.contains { $0.kind == .session })
        installation.clock.advance(minutes: 12 * 60)
        try await later.service.sweepSessions()
        #expect(
            try await later.records.read(.session(session.token.hash, of: session.session.account), as: Session.self)
                == nil
        )
    }

    @Test("one damaged record does not keep the other sessions from locking")
    func damagedRecord() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let asha = try await server.signUp("asha").session
        let usha = try await server.signUp("usha").session
        let damaged = [asha, usha].min { $0.token.hash.lexicographicallyPrecedes($1.token.hash) } ?? asha
        let sound = damaged.token.hash == asha.token.hash ? usha : asha
        let key = RecordKey.session(damaged.token.hash, of: damaged.session.account)
        var bytes = try #require(try await installation.metadata.read(key)).bytes
        bytes[bytes.count - 1] ^= 1
        try await installation.metadata.write([.put(key, bytes: bytes, unique: damaged.token.hash, expected: nil)])
        installation.clock.advance(minutes: 31)
        await #expect(throws: IdentityError.self) { try await server.service.sweepSessions() }
        let slots = try await RecordSlotStore(records: server.records).slots(of: sound.session.vault)
        #expect(!slots.contains { $0.kind == .session })
    }

    @Test("the stored time of the last use is to the minute")
    func lastUse() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        installation.clock.advance(seconds: 95)
        _ = try await server.standing(session.token)
        try await server.service.sweepSessions()
        let key = RecordKey.session(session.token.hash, of: session.session.account)
        let stored = try #require(try await server.records.read(key, as: Session.self)).value.lastUse
        #expect(stored.seconds % 60 == 0)
        #expect(stored > session.session.created)
    }

    @Test("text that is no token, and a token nobody has, are signed out")
    func falseTokens() async throws {
        let server = try await TestInstallation().startServer()
        _ = try await server.signUp()
        #expect(SessionToken(text: "") == nil)
        #expect(SessionToken(text: String(repeating: "u", count: 52)) == nil)
        #expect(SessionToken(text: String(repeating: "0", count: 51)) == nil)
        let unknown = SessionToken.random()
        let again = try #require(SessionToken(text: unknown.text()))
        #expect(again.hash == unknown.hash)
        #expect(again.formToken == unknown.formToken)
        #expect(try await server.standing(again) == .signedOut)
        await #expect(throws: IdentityError.signedOut) { _ = try await server.service.session(again) }
        try await server.service.signOut(again)
    }
}

@Suite("Two servers over one set of stores")
struct TwoServerTests {
    @Test("a session begun at one works at the other, and signing out there ends it here at once")
    func signOut() async throws {
        let installation = try await TestInstallation()
        let (one, other) = (installation.startServer(), installation.startServer())
        let session = try await one.signUp().session
        try await one.write("rent", try #require(session.access))
        #expect(try await other.lines(try #require(try await other.access(session.token))) == ["rent"])
        #expect(try await other.standing(session.token) == .open)
        #expect(other.service.authenticateQuickly(session.token, purpose: .moneyTracking) != nil)
        try await one.service.signOutEverywhere(session.token)
        #expect(other.service.authenticateQuickly(session.token, purpose: .moneyTracking) == nil)
        #expect(try await other.standing(session.token) == .signedOut)
    }

    @Test("a session locked at one stays locked though the other has just used it")
    func lockAgainstUse() async throws {
        let installation = try await TestInstallation()
        let (one, other) = (installation.startServer(), installation.startServer())
        let session = try await one.signUp().session
        #expect(try await other.standing(session.token) == .open)
        installation.clock.advance(seconds: 70)
        #expect(other.service.authenticateQuickly(session.token, purpose: .moneyTracking) != nil)
        try await one.service.lock(session.token)
        try await other.service.sweepSessions()
        #expect(try await other.standing(session.token) == .locked)
        #expect(try await one.standing(session.token) == .locked)
    }
}
