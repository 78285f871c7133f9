import Dispatch
import KeyService
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing
import Vault

@testable import Identity

/// Two processes over one store, and two sessions: while the one writes an event down, the other does something.
@Suite("Races of factors")
struct FactorRaceTests {
    @Test("two factors that are removed at once do not leave an account that asks for none there is")
    func bothRemoved() async throws {
        let home = try await FactorHousehold()
        let other = try await home.signIn(device: .local).token
        try await home.addApp()
        try await home.addPasskey(SoftwareAuthenticator())
        let mark = try await home.marks()[0]
        home.server.events.during(.authenticatorRemoved) {
            try await home.startServer().service.removePasskey(mark, token: other)
        }
        try await home.service.removeApp(home.token)
        #expect(try await !home.stored().hasSecondStep)
        #expect(try await home.service.secondFactors(of: home.account) == nil)
        try await home.signIn()
    }

    @Test("the same the other way round, and of two passkeys", arguments: [true, false])
    func bothRemovedPasskeys(_ hasApp: Bool) async throws {
        let home = try await FactorHousehold()
        let session = try await home.signIn(device: .local).token
        try await home.addPasskey(SoftwareAuthenticator())
        let mark = try await home.marks()[0]
        if hasApp { try await home.addApp() } else { try await home.addPasskey(SoftwareAuthenticator()) }
        let other = try await home.marks().first { $0 != mark }
        home.server.events.during(.passkeyRemoved) {
            let service = home.startServer().service
            if let other {
                try await service.removePasskey(other, token: session)
            } else {
                try await service.removeApp(session)
            }
        }
        try await home.service.removePasskey(mark, token: home.token)
        #expect(try await !home.stored().hasSecondStep)
        try await home.signIn()
    }

    @Test("a passkey that is added while the last factor is removed is asked for")
    func addedWhileRemoved() async throws {
        let home = try await FactorHousehold()
        let other = try await home.signIn(device: .local).token
        try await home.addApp()
        home.server.events.during(.passkeyAdded) { try await home.startServer().service.removeApp(other) }
        let codes = try await home.addPasskey(SoftwareAuthenticator())
        #expect(try await home.stored().hasSecondStep)
        #expect(codes.count == 10, "those of before went with the app")
        await #expect(throws: IdentityError.self) { try await home.signIn() }
        try await home.signIn(.code(codes[0]))
    }

    @Test("an app that is turned on while the last passkey is removed is asked for")
    func appWhileRemoved() async throws {
        let home = try await FactorHousehold()
        let other = try await home.signIn(device: .local).token
        try await home.addPasskey(SoftwareAuthenticator())
        let mark = try await home.marks()[0]
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        home.server.events.during(.passkeyRemoved) {
            _ = try await home.startServer().service.confirmApp(app.code(), token: other)
        }
        try await home.service.removePasskey(mark, token: home.token)
        #expect(try await home.stored().hasSecondStep)
        home.clock.advance(seconds: 60)
        try await home.signIn(.code(app.code()))
    }

    /// A thief in a session, while she ends it.
    @Test("a session that ends while it adds a factor adds none", arguments: 0..<4)
    func endedWhileAdding(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: way.isMultiple(of: 2) ? .always : .none)
        home.server.events.during(.passkeyAdded) {
            let other = home.startServer()
            if way < 2 {
                try await other.service.signOutEverywhere(home.token)
            } else {
                _ = try await home.recover(in: other)
            }
        }
        await #expect(throws: IdentityError.signedOut) { try await home.addPasskey(key) }
        #expect(try await home.marks().isEmpty)
        #expect(try await home.slots(.passkey).isEmpty)
        #expect(try await !home.stored().hasSecondStep)
    }

    @Test("a session that locks while it changes factors changes none")
    func lockedWhileChanging() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        home.server.events.during(.authenticatorRemoved) { try await home.startServer().service.lock(home.token) }
        await #expect(throws: IdentityError.sessionLocked) { try await home.service.removeApp(home.token) }
        #expect(try await home.stored().hasSecondStep)
    }

    @Test("a passphrase that is changed while a sign-in stops a recovery's wait ends that sign-in")
    func changedWhileStopping() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        await #expect(throws: IdentityError.self) { _ = try await home.recover(isReadyToWait: true) }
        home.server.events.during(.recoveryStopped) {
            _ = try await home.startServer().service.changePassphrase(
                home.token,
                current: .good,
                new: .better,
                from: .address(1)
            )
        }
        await #expect(throws: IdentityError.wrongCredentials) { try await home.signIn(.code(app.code())) }
        #expect(try await home.sessionCount() == 1, "the one that changed it")
        try await home.signIn(.code(codes[0]), passphrase: .better)
    }

    @Test("a passkey that is removed while it signs in leaves no session")
    func removedWhileSigningIn() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let (mark, count) = (try await home.marks()[0], try await home.sessionCount())
        let answer = try await home.answer(key, for: .signIn)
        home.server.events.during(.signedInOnNewDevice) {
            try await home.startServer().service.removePasskey(mark, token: home.token)
        }
        await #expect(throws: IdentityError.self) { try await home.signIn(with: answer) }
        #expect(try await home.sessionCount() == count)
        // Another one stays, so that the account asks for a second step as before.
        try await home.addApp()
        let next = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(next)
        let nextMark = try await home.marks()[0]
        let nextAnswer = try await home.answer(next, for: .signIn)
        home.server.events.during(.signedInOnNewDevice) {
            try await home.startServer().service.removePasskey(nextMark, token: home.token)
        }
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(with: nextAnswer) }
        #expect(try await home.sessionCount() == count)
    }

    @Test("a second step that is turned on while the passphrase signs in ends that sign-in")
    func turnedOnWhileSigningIn() async throws {
        let home = try await FactorHousehold()
        let count = try await home.sessionCount()
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        home.server.events.during(.signedInOnNewDevice) {
            _ = try await home.startServer().service.confirmApp(app.code(), token: home.token)
        }
        await #expect(throws: IdentityError.wrongCredentials) { try await home.signIn() }
        #expect(try await home.sessionCount() == count)
    }

    /// A thief with the passphrase and a session, while its owner recovers.
    @Test("a change of the passphrase does not undo a recovery that came first")
    func changeAfterRecovery() async throws {
        let home = try await FactorHousehold()
        home.server.events.during(.passphraseChanged) { _ = try await home.recover(in: home.startServer()) }
        await #expect(throws: IdentityError.vault(.contended)) {
            _ = try await home.service.changePassphrase(
                home.token,
                current: .good,
                new: "gravel piccolo umber thistle",
                from: .address(1)
            )
        }
        try await home.signIn(passphrase: .better)
    }

    @Test("a recovery code that is made while she recovers does not take the place of hers")
    func codeAfterRecovery() async throws {
        let home = try await FactorHousehold()
        let recovered = Mutex<SignUp?>(nil)
        home.server.events.during(.recoveryCodeMade) {
            let made = try await home.recover(in: home.startServer())
            recovered.withLock { $0 = made }
        }
        await #expect(throws: IdentityError.signedOut) { _ = try await home.service.makeRecoveryCode(home.token) }
        let hers = recovered.withLock(\.self)
        #expect(try await home.slots(.recoveryCode).count == 1)
        _ = try await home.recover(try #require(hers).recoveryCode.value)
    }

    @Test("a token for programs that is made while she recovers is none")
    func tokenAfterRecovery() async throws {
        let home = try await FactorHousehold(trackers: [BookLines.self])
        home.server.events.during(.tokenMade) { _ = try await home.recover(in: home.startServer()) }
        await #expect(throws: IdentityError.signedOut) {
            _ = try await home.service.makeToken(named: "Script", scopes: [.moneyRead], for: home.token)
        }
        #expect(try await home.service.storedTokens(of: home.account).isEmpty)
        #expect(try await home.slots(.apiToken).isEmpty)
    }

    @Test("a wait that is stopped while the code alone comes in stops it")
    func stoppedWhileRecovering() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        await #expect(throws: IdentityError.self) { _ = try await home.recover(isReadyToWait: true) }
        home.clock.advance(seconds: 72 * 3600)
        let other = home.startServer()
        home.server.events.during(.recovered) { try await home.signIn(.code(app.code()), in: other) }
        await #expect(throws: IdentityError.records(.store(.conflict))) { _ = try await home.recover() }
        #expect(try await home.stored().hasSecondStep)
        try await home.signIn(.code(app.code(1)))
    }

    /// A thief with the passphrase and the token of a locked session, and without the second step.
    @Test("a session that is ended while it is unlocked begins no other")
    func endedWhileUnlocking() async throws {
        let (isDeriving, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let stretcher = KeyStretcher(width: 1, queueLimit: 1) {
            isDeriving.signal()
            _ = mayGoOn.wait(timeout: .now() + 30)
        }
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let stolen = try await home.signIn(.code(app.code()))
        try await home.service.lock(stolen.token)
        let slow = home.installation.startServer(stretcher: stretcher)
        let thief = Task { () -> IdentityError? in
            do throws(IdentityError) {
                _ = try await slow.service.unlock(stolen.token, passphrase: .good, from: .address(1))
                return nil
            } catch {
                return error
            }
        }
        await Self.signalled(isDeriving)
        try await home.service.end(sessionHash: stolen.token.hash, of: home.token)
        mayGoOn.signal()
        #expect(await thief.value == .signedOut)
        #expect(try await home.service.sessions(for: home.token).map(\.hash) == [home.token.hash])
        try await stretcher.shutDown()
    }

    /// Waits on a thread of its own: blocked tasks of two tests would leave the pool none to go on with.
    private static func signalled(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = semaphore.wait(timeout: .now() + 30)
                continuation.resume()
            }
        }
    }
}
