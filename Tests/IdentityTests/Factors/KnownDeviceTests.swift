import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §7.
@Suite("Known devices")
struct KnownDeviceTests {
    private static let day: Int64 = 86_400

    @Test("a device whose time is up is deleted when the next one comes")
    func deleted() async throws {
        let home = try await FactorHousehold()
        let first = try #require(try await home.signIn(device: .laptop).device)
        home.clock.advance(seconds: 180 * 86_400 - 1)
        let second = try #require(try await home.signIn(device: .laptop).device)
        for token in [first, second] {
            let key = RecordKey.device(token.hash, of: home.account)
            #expect(try await home.installation.metadata.read(key) != nil)
        }
        home.clock.advance(seconds: 1)
        // She comes back with it: it is as good as none, and another takes its place.
        let third = try #require(try await home.signIn(device: .known(first)).device)
        #expect(try await home.installation.metadata.read(.device(first.hash, of: home.account)) == nil)
        let known = try await home.service.devices(of: home.account).map(\.hash)
        #expect(Set(known) == [second.hash, third.hash])
    }

    @Test("a browser gets a token, and is not told again; without it, it is")
    func rule1() async throws {
        let home = try await FactorHousehold()
        let first = try await home.signIn()
        let token = try #require(first.device)
        #expect(home.server.events.events(of: home.vault) == [AccountEvent(.signedInOnNewDevice, "Firefox on Linux")])
        let again = try await home.signIn(device: .known(token))
        #expect(again.device == nil && home.acts.count == 1)
        #expect(try await home.signIn().device != nil)
        #expect(home.acts == [.signedInOnNewDevice, .signedInOnNewDevice])
        let devices = try await home.service.devices(for: home.token)
        #expect(devices.count == 2 && devices.allSatisfy { $0.name == "Firefox on Linux" && $0.trustedUntil == nil })
        let stored = DeviceToken(text: token.text())
        #expect(stored?.hash == token.hash && DeviceToken(text: "x") == nil)
    }

    @Test("at sign-up the browser is known at once, without being told")
    func signUp() async throws {
        let server = try await TestInstallation().startServer()
        let made = try await server.service.signUp(
            handle: "asha",
            passphrase: .good,
            client: .browser,
            device: .laptop,
            from: .address(1)
        )
        #expect(made.session.device != nil)
        #expect(server.events.acts(of: made.session.session.vault).isEmpty)
    }

    @Test("one that is not hers, a program, and the local socket get no token; the last is not told")
    func rule1Shared() async throws {
        let home = try await FactorHousehold()
        #expect(try await home.signIn(device: .library).device == nil)
        #expect(home.acts == [.signedInOnNewDevice])
        #expect(try await home.signIn(device: .local).device == nil)
        #expect(home.acts == [.signedInOnNewDevice])
        let program = try await home.service.signIn(
            handle: "asha",
            passphrase: .good,
            client: .program,
            device: SeenDevice(name: "curl"),
            from: .address(1)
        )
        #expect(program.device == nil && home.acts.count == 2)
        #expect(try await home.service.devices(for: home.token).isEmpty)
    }

    @Test("a token says nothing of another account")
    func otherAccount() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let waiting = try await home.begin()
        let trusted = try #require(try await home.finish(waiting, .code(app.code()), isTrusted: true).device)
        let other = try await home.server.signUp("usha", .better)
        let secret = try await home.service.makeAppSecret(other.session.token).secret
        let otherApp = TestApp(secret: secret, clock: home.clock)
        _ = try await home.service.confirmApp(otherApp.code(), token: other.session.token)
        await #expect(throws: IdentityError.self) {
            _ = try await home.service.signIn(
                handle: "usha",
                passphrase: .better,
                client: .browser,
                device: .known(trusted),
                from: .address(1)
            )
        }
        // Whoever can write to the store moves the record: it does not open there.
        let stored = try #require(try await home.installation.metadata.read(.device(trusted.hash, of: home.account)))
        try await home.installation.metadata.write([
            .put(
                .device(trusted.hash, of: other.session.session.account),
                bytes: stored.bytes,
                unique: trusted.hash,
                expected: nil
            )
        ])
        await #expect(throws: IdentityError.records(.doesNotOpen(.knownDevice))) {
            _ = try await home.service.signIn(
                handle: "usha",
                passphrase: .better,
                client: .browser,
                device: .known(trusted),
                from: .address(1)
            )
        }
    }

    @Test("a new device that cannot be told gets no session, by passphrase and by passkey")
    func rule2() async throws {
        let home = try await FactorHousehold()
        let count = try await home.sessionCount()
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.signIn() }
        #expect(try await home.sessionCount() == count)
        home.server.events.refuse(with: nil)
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        home.server.events.refuse(with: .unrecorded)
        let answer = try await home.answer(key, for: .signIn)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.signIn(with: answer) }
        let waiting = try await home.begin()
        let step = try await home.answer(key, for: .secondStep(waiting))
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.finish(waiting, .passkey(step)) }
        #expect(try await home.sessionCount() == count)
        #expect(try await home.service.devices(of: home.account).isEmpty)
    }

    @Test("a device is known for 180 days from when it came, however often it comes")
    func known() async throws {
        let home = try await FactorHousehold()
        let token = try #require(try await home.signIn().device)
        home.clock.advance(seconds: 100 * Self.day)
        #expect(try await home.signIn(device: .known(token)).device == nil)
        #expect(try await home.service.devices(of: home.account)[0].lastUse == home.clock.time.day())
        home.clock.advance(seconds: 80 * Self.day - 1)
        #expect(try await home.signIn(device: .known(token)).device == nil)
        home.clock.advance(seconds: 1)
        #expect(try await home.service.devices(of: home.account).isEmpty)
        let next = try #require(try await home.signIn(device: .known(token)).device)
        #expect(next.hash != token.hash)
    }

    @Test("one that she trusts does the second step for thirty days, by passphrase alone")
    func rule3() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let waiting = try await home.begin()
        let signedIn = try await home.finish(waiting, .code(app.code()), isTrusted: true)
        let token = try #require(signedIn.device)
        #expect(home.acts.suffix(2) == [.signedInOnNewDevice, .deviceRemembered])
        let until = home.clock.time.adding(seconds: 30 * Self.day)
        #expect(try await home.service.devices(of: home.account).map(\.trustedUntil) == [until])
        guard case .signedIn = try await home.step(.known(token)) else { throw Unexpected.signedIn }
        await #expect(throws: IdentityError.wrongCredentials) {
            try await home.signIn(passphrase: .better, device: .known(token))
        }
        home.clock.advance(seconds: 30 * Self.day - 1)
        try await home.signIn(device: .known(token))
        home.clock.advance(seconds: 1)
        await #expect(throws: IdentityError.self, "coming by itself it is not trusted for longer") {
            try await home.signIn(device: .known(token))
        }
        // Known it still is, and can be trusted again.
        let again = try await home.begin(.known(token))
        let count = home.acts.count
        #expect(try await home.finish(again, .code(app.code()), device: token, isTrusted: true).device == nil)
        #expect(Array(home.acts.dropFirst(count)) == [.deviceRemembered])
        try await home.signIn(device: .known(token))
    }

    @Test("a device that is known and not trusted does no step")
    func rule3Untrusted() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let token = try #require(try await home.signIn(.code(app.code())).device)
        await #expect(throws: IdentityError.self) { try await home.signIn(device: .known(token)) }
    }

    @Test("a trusted device unlocks nothing, proves nothing and recovers nothing")
    func rule3Limits() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let waiting = try await home.begin()
        let token = try #require(try await home.finish(waiting, .code(app.code()), isTrusted: true).device)
        let steps = SecondSteps(hasApp: true, backupCodeCount: 10, passkeys: [])
        await #expect(throws: IdentityError.secondStepNeeded(steps)) {
            try await home.recover(device: .known(token))
        }
        let session = try await home.signIn(device: .known(token))
        try await home.service.lock(session.token)
        #expect(try await home.server.standing(session.token) == .locked)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.service.prove(.factor(.code(token.text())), token: home.token, from: .address(1))
        }
    }

    @Test("a change of the passphrase, a recovery and forgetting end trust", arguments: 0..<4)
    func trustEnds(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let waiting = try await home.begin()
        let token = try #require(try await home.finish(waiting, .code(app.code()), isTrusted: true).device)
        var passphrase = String.good
        switch way {
        case 0:
            _ = try await home.service.changePassphrase(
                home.token,
                current: .good,
                new: .better,
                from: .address(1)
            )
            passphrase = .better
        case 1:
            _ = try await home.recover(factor: .code(codes[0]))
            passphrase = .better
        case 2: try await home.service.forgetDevices(token: home.token)
        default: try await home.service.forgetDevices(token.hash, token: home.token)
        }
        await #expect(throws: IdentityError.self) {
            try await home.signIn(passphrase: passphrase, device: .known(token))
        }
        let count = home.acts.count
        let signedIn = try await home.signIn(.code(codes[1]), passphrase: passphrase, device: .known(token))
        #expect((signedIn.device != nil) == (way > 1), "it stays known unless it was forgotten")
        #expect(home.acts.dropFirst(count).contains(.signedInOnNewDevice) == (way > 1))
    }

    @Test("forgetting one leaves the others, is told, and does not happen where it cannot be")
    func forgetting() async throws {
        let home = try await FactorHousehold()
        let (one, two) = (try #require(try await home.signIn().device), try #require(try await home.signIn().device))
        let other = try await home.server.signUp("usha")
        try await home.service.forgetDevices(one.hash, token: other.session.token)
        try await home.service.forgetDevices(token: other.session.token)
        #expect(try await home.service.devices(for: home.token).count == 2)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            try await home.service.forgetDevices(one.hash, token: home.token)
        }
        home.server.events.refuse(with: nil)
        try await home.service.forgetDevices(one.hash, token: home.token)
        #expect(home.server.events.events(of: home.vault).last == AccountEvent(.deviceForgotten, "Firefox on Linux"))
        #expect(try await home.service.devices(for: home.token).map(\.hash) == [two.hash])
        try await home.service.lock(home.token)
        await #expect(throws: IdentityError.sessionLocked) { try await home.service.forgetDevices(token: home.token) }
        await #expect(throws: IdentityError.sessionLocked) { _ = try await home.service.devices(for: home.token) }
    }

    /// While its sign-in is being told, she forgets it elsewhere.
    @Test("a device that is forgotten while it signs in stays forgotten")
    func forgottenMeanwhile() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let first = try await home.begin()
        let token = try #require(try await home.finish(first, .code(app.code()), isTrusted: true).device)
        let second = try await home.begin()
        home.clock.advance(seconds: 1)
        home.server.events.during(.deviceRemembered) {
            try await home.startServer().service.forgetDevices(token.hash, token: home.token)
        }
        let signedIn = try await home.finish(second, .code(app.code(1)), device: token, isTrusted: true)
        let new = try #require(signedIn.device, "it is a new one by now")
        #expect(try await home.service.devices(of: home.account).map(\.hash) == [new.hash])
        #expect(home.acts.count { $0 == .signedInOnNewDevice } == 2)
        await #expect(throws: IdentityError.self) { try await home.signIn(device: .known(token)) }
    }

    @Test("fifty are kept, the oldest goes")
    func most() async throws {
        let home = try await FactorHousehold()
        var tokens: [DeviceToken] = []
        for number in 0..<51 {
            home.clock.advance(seconds: 10)
            tokens.append(try #require(try await home.signIn(from: UInt8(number + 1)).device))
        }
        let kept = try await home.service.devices(for: home.token)
        #expect(kept.count == 50 && !kept.map(\.hash).contains(tokens[0].hash))
        #expect(kept.map(\.hash) == tokens.dropFirst().reversed().map(\.hash), "the latest first")
    }

    @Test("its name is cut")
    func name() {
        #expect(SeenDevice(name: String(repeating: "x", count: 100)).name.count == 60)
    }
}
