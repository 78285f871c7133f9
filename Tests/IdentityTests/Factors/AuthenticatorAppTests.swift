import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §4.
@Suite("The authenticator app")
struct AuthenticatorAppTests {
    @Test("a secret has 20 bytes, is made anew each time, and waits until a code of it was typed")
    func rule1() async throws {
        let home = try await FactorHousehold()
        let first = try await home.service.makeAppSecret(home.token)
        let second = try await home.service.makeAppSecret(home.token)
        #expect(first.secret.count == 20 && second.secret.count == 20 && first.secret != second.secret)
        #expect(try await home.service.newAppSecret(home.token)?.secret == second.secret)
        #expect(second.handle == "asha")
        let (old, new) = (
            TestApp(secret: first.secret, clock: home.clock), TestApp(secret: second.secret, clock: home.clock)
        )
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            _ = try await home.service.confirmApp(old.code(), token: home.token)
        }
        #expect(try await !home.stored().hasSecondStep)
        try await home.signIn()
        #expect(try await home.service.confirmApp(new.code(), token: home.token).count == 10)
        #expect(home.acts.contains(.authenticatorAdded))
        let standing = try await home.service.factors(for: home.token)
        #expect(standing.hasSecondStep && standing.appAdded == home.clock.time && standing.backupCodeCount == 10)
        #expect(try await home.service.newAppSecret(home.token) == nil)
        await #expect(throws: IdentityError.factor(.noApp)) {
            _ = try await home.service.confirmApp(new.code(1), token: home.token)
        }
    }

    @Test("the app that is there stays good until the new one has shown a code, and not after")
    func rule1Replaced() async throws {
        let home = try await FactorHousehold()
        let old = try await home.addApp().app
        let new = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        try await home.signIn(.code(old.code()))
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(new.code())) }
        #expect(try await home.service.confirmApp(new.code(), token: home.token).isEmpty, "she has backup codes")
        home.clock.advance(seconds: 60)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(old.code())) }
        try await home.signIn(.code(new.code()))
    }

    @Test("a secret that waits for an hour is no more")
    func rule1Stale() async throws {
        let home = try await FactorHousehold()
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        for _ in 0..<6 {
            home.clock.advance(seconds: 600)
            try await home.service.prove(.passphrase(.good), token: home.token, from: .address(1))
        }
        #expect(try await home.service.newAppSecret(home.token) == nil)
        await #expect(throws: IdentityError.factor(.noApp)) {
            _ = try await home.service.confirmApp(app.code(), token: home.token)
        }
    }

    @Test("the codes of the step before, of this one and of the one after fit; two away do not")
    func rule2() async throws {
        for steps in -1...1 as ClosedRange<Int64> {
            let home = try await FactorHousehold()
            let app = try await home.addApp().app
            home.clock.advance(seconds: 60)
            try await home.signIn(.code(app.code(steps)))
        }
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        home.clock.advance(seconds: 60)
        for steps in [-2, 2] as [Int64] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                try await home.signIn(.code(app.code(steps)))
            }
        }
    }

    /// The clock stands 7.25 s into a step.
    @Test("a step ends at its thirtieth second")
    func stepBorder() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let text = app.code(-1)
        home.clock.advance(seconds: 22)
        #expect(app.code(-1) == text)
        home.clock.advance(seconds: 1)
        #expect(app.code(-2) == text)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(text)) }
    }

    @Test("each code is taken once, and none from before the last one that was")
    func rule3() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let (before, now, after) = (app.code(-1), app.code(), app.code(1))
        try await home.signIn(.code(now))
        await #expect(throws: IdentityError.wrongSecondStep(.used)) { try await home.signIn(.code(now)) }
        await #expect(throws: IdentityError.wrongSecondStep(.used)) { try await home.signIn(.code(before)) }
        try await home.signIn(.code(after))
        home.clock.advance(seconds: 30)
        await #expect(throws: IdentityError.wrongSecondStep(.used)) { try await home.signIn(.code(after)) }
        #expect(home.acts.suffix(3).contains(.secondStepRefused))
    }

    @Test("the code that turned the app on signs nobody in")
    func firstCode() async throws {
        let home = try await FactorHousehold()
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        let text = app.code()
        _ = try await home.service.confirmApp(text, token: home.token)
        await #expect(throws: IdentityError.wrongSecondStep(.used)) { try await home.signIn(.code(text)) }
    }

    @Test("of many who show one code at once, in two processes, one comes in")
    func rule2AtOnce() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let other = home.startServer()
        for _ in 0..<20 {
            home.clock.advance(seconds: 30)
            let text = app.code()
            var waiting: [SignInToken] = []
            for _ in 0..<4 { waiting.append(try await home.begin()) }
            let count = try await home.sessionCount()
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for (number, token) in waiting.enumerated() {
                    let server = number.isMultiple(of: 2) ? home.server : other
                    group.addTask {
                        do { try await home.finish(token, .code(text), in: server, from: UInt8(number)) } catch {
                            return false
                        }
                        return true
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            #expect(try await home.sessionCount() == count + 1)
        }
    }

    @Test("a step that cannot be written down lets nobody in")
    func rule2Unwritten() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        home.installation.metadata.fail(write: 1, with: .unavailable)
        await #expect(throws: IdentityError.records(.store(.unavailable))) { try await home.signIn(.code(app.code())) }
        try await home.signIn(.code(app.code()))
    }

    @Test("spaces between the digits do not matter; other things do")
    func typed() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let text = app.code()
        for wrong in ["\(text)0", String(text.dropLast()), "-\(text.dropFirst())", "٣\(text.dropFirst())", ""] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(wrong)) }
        }
        try await home.signIn(.code(" \(text.prefix(3)) \(text.suffix(3)) "))
    }

    @Test("taken away, the account has no second step, and no backup codes of before")
    func removal() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        try await home.service.removeApp(home.token)
        #expect(home.acts.last == .authenticatorRemoved)
        await #expect(throws: IdentityError.factor(.noApp)) { try await home.service.removeApp(home.token) }
        try await home.signIn()
        let again = try await home.addApp()
        #expect(again.codes.count == 10 && Set(again.codes).isDisjoint(with: codes))
        for text in [codes[0], app.code()] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(text)) }
        }
    }

    @Test("what cannot be told is not done")
    func unrecorded() async throws {
        let home = try await FactorHousehold()
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            _ = try await home.service.confirmApp(app.code(), token: home.token)
        }
        #expect(try await !home.stored().hasSecondStep)
        home.server.events.refuse(with: nil)
        _ = try await home.service.confirmApp(app.code(), token: home.token)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.service.removeApp(home.token) }
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            _ = try await home.service.makeBackupCodes(home.token)
        }
        home.server.events.refuse(with: nil)
        #expect(try await home.stored().hasSecondStep)
        #expect(try await home.service.factors(for: home.token).appAdded != nil)
    }

    @Test("guesses at the first code are counted with those of the second step")
    func confirmationTries() async throws {
        let home = try await FactorHousehold()
        let app = TestApp(secret: try await home.service.makeAppSecret(home.token).secret, clock: home.clock)
        for _ in 0..<8 {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                _ = try await home.service.confirmApp(app.wrongCode, token: home.token)
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            _ = try await home.service.confirmApp(app.code(), token: home.token)
        }
    }
}
