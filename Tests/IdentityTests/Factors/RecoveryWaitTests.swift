import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §9.
@Suite("The wait of recovery")
struct RecoveryWaitTests {
    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400

    /// Asks with the recovery code and nothing else.
    private func ask(_ home: FactorHousehold, _ code: String? = nil) async throws -> Timestamp {
        do { _ = try await home.recover(code, isReadyToWait: true) } catch {
            guard case .recoveryWaits(let until) = error else { throw error }
            return until
        }
        throw Unexpected.signedIn
    }

    private func isRefused(_ home: FactorHousehold) async -> Bool {
        do { _ = try await home.recover() } catch {
            guard case .secondStepNeeded = error else { return false }
            return true
        }
        return false
    }

    @Test("with a second step the code comes in at once, and the factors stay", arguments: 0..<2)
    func withStep(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let recovered = try await home.recover(factor: .code(way == 0 ? app.code() : codes[0]))
        #expect(try await home.lines(recovered.session) == ["rent"])
        #expect(home.server.events.events(of: home.vault).contains(AccountEvent(.recovered, "Firefox on Linux")))
        #expect(try await home.server.standing(home.token) == .signedOut)
        await #expect(throws: IdentityError.self) { try await home.signIn(passphrase: .better) }
        try await home.signIn(.code(codes[1]), passphrase: .better)
        #expect(try await home.lines(try await home.signIn(with: key)) == ["rent"])
    }

    @Test("the recovery code is no second step beside itself, nor is a passkey")
    func itself() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            _ = try await home.recover(factor: .code(home.made.recoveryCode.value))
        }
        #expect(home.acts.last == .secondStepRefused)
        for use in [Challenge.Use.signIn, .proof(home.token)] {
            let answer = try await home.answer(key, for: use)
            await #expect(throws: IdentityError.passkey(.unknown)) {
                _ = try await home.recover(factor: .passkey(answer))
            }
        }
        #expect(try await home.server.standing(home.token) == .open)
    }

    @Test("a wrong second step with a right code lets nobody in, also after the wait")
    func wrongStep() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            _ = try await home.recover(factor: .code(app.wrongCode), isReadyToWait: true)
        }
        #expect(try await home.stored().recoveryAsked == nil)
        _ = try await ask(home)
        home.clock.advance(seconds: 72 * Self.hour)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            _ = try await home.recover(factor: .code(app.wrongCode))
        }
    }

    @Test("without one, nothing waits unless she says so, and a wrong code begins no wait")
    func asking() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        #expect(await isRefused(home))
        let wrong = RecoveryCode.random().text()
        await #expect(throws: IdentityError.wrongRecoveryCode) {
            _ = try await home.recover(wrong, isReadyToWait: true)
        }
        #expect(try await home.stored().recoveryAsked == nil)
        #expect(home.acts == [.authenticatorAdded])
        #expect(try await home.service.recoveryWait(for: home.token) == nil)
        let asked = home.clock.time
        #expect(try await ask(home) == asked.adding(seconds: 72 * Self.hour))
        #expect(home.acts == [.authenticatorAdded, .recoveryAsked])
        #expect(
            try await home.service.recoveryWait(for: home.token) == asked..<asked.adding(seconds: 72 * Self.hour)
        )
        #expect(try await home.server.standing(home.token) == .open)
    }

    @Test("a wait that cannot be told does not begin")
    func unrecorded() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { _ = try await ask(home) }
        #expect(try await home.stored().recoveryAsked == nil)
    }

    @Test("it opens 72 hours later and not before, and asking again changes nothing of it")
    func opens() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let until = try await ask(home)
        home.clock.advance(seconds: 71 * Self.hour)
        #expect(try await ask(home) == until)
        home.clock.advance(seconds: Self.hour - 1)
        #expect(await isRefused(home))
        home.clock.advance(seconds: 1)
        let recovered = try await home.recover()
        #expect(try await home.lines(recovered.session) == ["rent"])
        #expect(home.acts.count { $0 == .recoveryAsked } == 1)
    }

    @Test("ten days after it was asked it is over, and begins anew")
    func closes() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        _ = try await ask(home)
        home.clock.advance(seconds: 10 * Self.day)
        #expect(await isRefused(home))
        let session = try await home.signIn(.code(home.made.recoveryCode.value), in: home.server)
        #expect(try await home.service.recoveryWait(for: session.token) == nil)
        #expect(try await ask(home) == home.clock.time.adding(seconds: 72 * Self.hour))
        home.clock.advance(seconds: 10 * Self.day - 1)
        _ = try await home.recover()
    }

    @Test("coming in by the code alone takes every factor, passkey slot and device away, and asks for new keys")
    func alone() async throws {
        let home = try await FactorHousehold(trackers: DiaryHousehold.both)
        let (app, codes) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let waiting = try await home.begin()
        let device = try #require(try await home.finish(waiting, .code(app.code()), isTrusted: true).device)
        try await home.service.setOwnLock(
            of: Pages.id,
            passphrase: .diary,
            token: home.token,
            from: .address(1)
        )
        _ = try await ask(home)
        home.clock.advance(seconds: 72 * Self.hour)
        let recovered = try await home.recover(device: .known(device))
        #expect(try await home.server.pages(try #require(recovered.session.access)) == ["day one"])
        let account = try await home.stored()
        #expect(!account.hasSecondStep && account.recoveryAsked == nil && account.ownLocks.isEmpty)
        #expect(try await home.marks().isEmpty)
        #expect(try await home.slots(.passkey).isEmpty)
        #expect(try await home.service.secondFactors(of: home.account) == nil)
        #expect(try await home.service.devices(of: home.account).map(\.hash) == [recovered.session.device?.hash])
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(with: key) }
        try await home.signIn(passphrase: .better)
        let calendar = RecordEpochCalendar(records: home.server.records)
        #expect(try await calendar.renewalDemanded(for: home.vault) == home.clock.time)
        // What was made before does nothing for factors that are made now.
        let token = recovered.session.token
        let secret = try await home.service.makeAppSecret(token).secret
        let next = TestApp(secret: secret, clock: home.clock)
        #expect(try await home.service.confirmApp(next.code(), token: token).count == 10)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.signIn(.code(codes[0]), passphrase: .better)
        }
        await #expect(throws: IdentityError.self) { try await home.signIn(passphrase: .better, device: .known(device)) }
    }

    @Test("it is stopped by who is in, and then it waits anew")
    func stopped() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        _ = try await ask(home)
        try await home.service.stopRecovery(home.token)
        #expect(home.acts.suffix(2) == [.recoveryAsked, .recoveryStopped])
        #expect(try await home.service.recoveryWait(for: home.token) == nil)
        try await home.service.stopRecovery(home.token)
        #expect(home.acts.count { $0 == .recoveryStopped } == 1)
        home.clock.advance(seconds: 72 * Self.hour)
        #expect(await isRefused(home))
        #expect(try await ask(home) == home.clock.time.adding(seconds: 72 * Self.hour))
    }

    @Test("a locked session neither sees nor stops it, and one that cannot be told is not stopped")
    func notStopped() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        _ = try await ask(home)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.service.stopRecovery(home.token) }
        home.server.events.refuse(with: nil)
        #expect(try await home.stored().recoveryAsked != nil)
        try await home.service.lock(home.token)
        await #expect(throws: IdentityError.sessionLocked) { try await home.service.stopRecovery(home.token) }
        await #expect(throws: IdentityError.sessionLocked) {
            _ = try await home.service.recoveryWait(for: home.token)
        }
    }

    @Test("a sign-in with a second step stops it, by code or by passkey; a trusted device does not")
    func stoppedBySignIn() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let waiting = try await home.begin()
        let device = try #require(try await home.finish(waiting, .code(app.code()), isTrusted: true).device)
        _ = try await ask(home)
        try await home.signIn(device: .known(device))
        #expect(try await home.stored().recoveryAsked != nil)
        try await home.signIn(.code(codes[0]))
        #expect(try await home.stored().recoveryAsked == nil)
        _ = try await ask(home)
        try await home.signIn(with: key)
        #expect(try await home.stored().recoveryAsked == nil)
        _ = try await ask(home)
        let next = try await home.begin()
        try await home.finish(next, .passkey(try await home.answer(key, for: .secondStep(next))))
        #expect(try await home.stored().recoveryAsked == nil)
        #expect(home.acts.count { $0 == .recoveryStopped } == 3)
    }

    @Test("a new recovery code ends the wait of who has the old one, and of who gets the new")
    func newCode() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        _ = try await ask(home)
        let code = try await home.service.makeRecoveryCode(home.token).value
        #expect(home.acts.suffix(2) == [.recoveryCodeMade, .recoveryStopped])
        home.clock.advance(seconds: 72 * Self.hour)
        await #expect(throws: IdentityError.wrongRecoveryCode) { _ = try await home.recover() }
        await #expect(throws: IdentityError.self) { _ = try await home.recover(code) }
        #expect(try await home.stored().hasSecondStep)
        _ = try await ask(home, code)
        home.clock.advance(seconds: 72 * Self.hour)
        _ = try await home.recover(code)
    }

    @Test("a recovery code is not made while a tracker is locked, nor where it cannot be told")
    func newCodeRefused() async throws {
        let home = try await FactorHousehold(trackers: DiaryHousehold.both)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            _ = try await home.service.makeRecoveryCode(home.token)
        }
        home.server.events.refuse(with: nil)
        try await home.service.setOwnLock(
            of: Pages.id,
            passphrase: .diary,
            token: home.token,
            from: .address(1)
        )
        try await home.service.lock(Pages.id, token: home.token)
        await #expect(throws: IdentityError.ownLock(.locked)) {
            _ = try await home.service.makeRecoveryCode(home.token)
        }
        _ = try await home.recover()
    }

    @Test("a made one opens everything, and the one before nothing")
    func madeCode() async throws {
        let home = try await FactorHousehold(trackers: DiaryHousehold.both)
        let code = try await home.service.makeRecoveryCode(home.token).value
        #expect(try await home.slots(.recoveryCode).count == 1)
        await #expect(throws: IdentityError.wrongRecoveryCode) { _ = try await home.recover() }
        let recovered = try await home.recover(code)
        #expect(try await home.server.pages(try #require(recovered.session.access)) == ["day one"])
    }

    @Test("where the factors were taken out of the store, the wait is the way back")
    func erasedFactors() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        try await home.installation.metadata.write([
            .delete(.secondFactors(of: home.account), expected: nil)
        ])
        #expect(await isRefused(home))
        _ = try await ask(home)
        home.clock.advance(seconds: 72 * Self.hour)
        _ = try await home.recover()
        try await home.signIn(passphrase: .better)
    }
}
