import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §3, “Sign-in that waits”.
@Suite("Sign-ins that wait")
struct PendingSignInTests {
    @Test("it waits for five minutes, and not a millisecond longer")
    func expiry() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let (first, second) = (try await home.begin(), try await home.begin())
        home.clock.advance(seconds: 299)
        try await home.finish(first, .code(app.code()))
        home.clock.advance(seconds: 1)
        await #expect(throws: IdentityError.signedOut) { try await home.finish(second, .code(app.code(1))) }
        await #expect(throws: IdentityError.signedOut) { _ = try await home.service.secondSteps(second) }
        await #expect(throws: IdentityError.signedOut) { _ = try await home.service.isShared(second) }
        try await home.signIn(.code(app.code(1)))
    }

    @Test("it is finished once, here or in another process")
    func once() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let waiting = try await home.begin()
        let other = home.startServer()
        let signedIn = try await home.finish(waiting, .code(codes[0]), in: other)
        #expect(try await home.lines(signedIn, in: other) == ["rent"])
        for server in [home.server, other] {
            await #expect(throws: IdentityError.signedOut) {
                try await home.finish(waiting, .code(codes[1]), in: server)
            }
        }
        try await home.signIn(.code(codes[1]))
    }

    /// While the one is noting a code the other finishes.
    @Test("of two who finish it at once one comes in")
    func twoAtOnce() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let waiting = try await home.begin()
        let count = try await home.sessionCount()
        home.server.events.during(.backupCodeUsed) {
            try await home.finish(waiting, .code(codes[1]), in: home.startServer())
        }
        await #expect(throws: IdentityError.signedOut) { try await home.finish(waiting, .code(codes[0])) }
        #expect(try await home.sessionCount() == count + 1)
    }

    @Test("a refused code leaves it waiting, and its token is good for nobody else")
    func refused() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let waiting = try await home.begin()
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.finish(waiting, .code(app.wrongCode))
        }
        await #expect(throws: IdentityError.signedOut) {
            try await home.finish(SignInToken.random(), .code(app.code()))
        }
        let session = try #require(SessionToken(text: waiting.text()))
        #expect(try await home.server.standing(session) == .signedOut, "it is no session's token")
        try await home.finish(waiting, .code(app.code()))
    }

    @Test("it does not outlive a change of the passphrase, or a recovery")
    func passphraseChanged() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let first = try await home.begin()
        let session = try await home.service.changePassphrase(
            home.token,
            current: .good,
            new: .better,
            from: .address(1)
        )
        await #expect(throws: IdentityError.signedOut) { try await home.finish(first, .code(codes[0])) }
        let second = try await home.begin(passphrase: .better)
        _ = try await home.recover(factor: .code(codes[1]))
        await #expect(throws: IdentityError.signedOut) { try await home.finish(second, .code(codes[2])) }
        #expect(try await home.server.standing(session.token) == .signedOut)
    }

    /// While the second step is being told the passphrase changes.
    @Test("it does not race a change of the passphrase")
    func racesChange() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let waiting = try await home.begin()
        home.server.events.during(.signedInOnNewDevice) {
            _ = try await home.startServer().service.changePassphrase(
                home.token,
                current: .good,
                new: .better,
                from: .address(1)
            )
        }
        await #expect(throws: IdentityError.wrongCredentials) { try await home.finish(waiting, .code(codes[0])) }
        #expect(try await home.sessionCount() == 1, "the one that changed it")
    }

    @Test("with the record and every key nobody opens it; its token does")
    func sealed() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let waiting = try await home.begin()
        let stored: OpenRecord<PendingSignIn> = try #require(
            try await home.server.records.read(.pendingSignIn(waiting.hash))
        )
        #expect(stored.value.account == home.account && stored.value.deviceName == SeenDevice.laptop.name)
        #expect(throws: IdentityError.signedOut) { _ = try stored.value.holderKey(SignInToken.random()) }
        let key = try stored.value.holderKey(waiting)
        let slot = try #require(try await home.slots(.passphrase).first)
        let opened = try await slot.open(with: key.bytes, outerLock: KEKOuterLock(ring: home.server.ring))
        #expect(opened.scope.contains(Lines.id))
    }

    @Test("what nobody finished is swept away, with spent challenges, and nothing else")
    func sweep() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        func count(_ kind: RecordKind) async throws -> Int {
            try await home.installation.metadata.list(kind, owner: RecordKey.nobody, after: nil, limit: 100).count
        }
        _ = try await home.begin()
        home.clock.advance(seconds: 200)
        let late = try await home.begin()
        try await home.signIn(with: key)
        #expect(try await count(.spentChallenge) == 2, "of the registration and of the sign-in")
        home.clock.advance(seconds: 100)
        try await home.service.sweepSessions()
        #expect(try await count(.pendingSignIn) == 1)
        #expect(try await count(.spentChallenge) == 1)
        try await home.finish(late, .code(app.code()))
        home.clock.advance(seconds: 200)
        try await home.service.sweepSessions()
        #expect(try await count(.pendingSignIn) == 0)
        #expect(try await count(.spentChallenge) == 0)
    }

    @Test("on a device that is not hers it stays that")
    func shared() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let waiting = try await home.begin(.library)
        #expect(try await home.service.isShared(waiting))
        let signedIn = try await home.finish(waiting, .code(app.code()), isTrusted: true)
        #expect(signedIn.device == nil)
        #expect(try await home.service.devices(of: home.account).isEmpty)
        #expect(!home.acts.contains(.deviceRemembered))
    }
}
