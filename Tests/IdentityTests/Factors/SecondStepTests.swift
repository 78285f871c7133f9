import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault
import WebAuthn

@testable import Identity

/// docs/spec/factors.md §3.
@Suite("The second step")
struct SecondStepTests {
    @Test("the passphrase alone gives no session, and says what is missing")
    func rule1() async throws {
        let home = try await FactorHousehold()
        let (_, codes) = try await home.addApp()
        #expect(codes.count == 10)
        let count = try await home.sessionCount()
        let steps = SecondSteps(hasApp: true, backupCodeCount: 10, passkeys: [])
        await #expect(throws: IdentityError.secondStepNeeded(steps)) { try await home.signIn() }
        guard case .waits(let token, steps) = try await home.step() else { throw Unexpected.signedIn }
        let seen = try await home.service.secondSteps(token)
        #expect(seen.handle == "asha" && seen.steps == steps)
        #expect(try await home.sessionCount() == count)
    }

    @Test("a wrong passphrase with a right code is a wrong passphrase, and the code is not spent")
    func passphraseFirst() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        await #expect(throws: IdentityError.wrongCredentials) {
            try await home.signIn(.code(app.code()), passphrase: .better)
        }
        try await home.signIn(.code(app.code()))
    }

    @Test("where the factors were taken out of the store, the passphrase lets nobody in")
    func rule1Erased() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        try await home.installation.metadata.write([
            .delete(.secondFactors(of: home.account), expected: nil),
            .delete(.passkey(try await home.marks()[0], of: home.account), expected: nil),
        ])
        await #expect(throws: IdentityError.secondStepNeeded(.none)) { try await home.signIn() }
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(app.code())) }
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(with: key) }
    }

    @Test("an app's code, a backup code, a passkey and the recovery code each do it")
    func rule2() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .none)
        try await home.addPasskey(key)
        #expect(try await home.lines(try await home.signIn(.code(app.code()))) == ["rent"])
        #expect(try await home.lines(try await home.signIn(.code(codes[3]))) == ["rent"])
        let waiting = try await home.begin()
        let answer = try await home.answer(key, for: .secondStep(waiting))
        #expect(try await home.lines(try await home.finish(waiting, .passkey(answer))) == ["rent"])
    }

    @Test("the recovery code does the step, again and again, and is told; another's does not")
    func rule2RecoveryCode() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let other = try await home.server.signUp("usha")
        for _ in 0..<2 { try await home.signIn(.code(home.made.recoveryCode.value)) }
        #expect(home.acts.count { $0 == .backupCodeUsed } == 2)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.signIn(.code(other.recoveryCode.value))
        }
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code("")) }
        #expect(home.acts.count { $0 == .secondStepRefused } == 2)
    }

    @Test("one request at a time has no challenge, so no passkey does its second step")
    func noChallenge() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let answer = try await home.answer(key, for: .signIn)
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(.passkey(answer)) }
        #expect(home.acts.last == .secondStepRefused)
    }

    @Test("a passkey that opens the vault needs nothing beside it")
    func rule3() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let count = try await home.sessionCount()
        #expect(try await home.lines(try await home.signIn(with: key)) == ["rent"])
        #expect(try await home.sessionCount() == count + 1)
    }

    @Test("eight tries, from wherever, then one in two minutes; a right passphrase gives none back")
    func rule4() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        for number in 0..<8 {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                try await home.signIn(.code(app.wrongCode), from: UInt8(number + 10))
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.signIn(.code(app.code()), from: 50)
        }
        let waiting = try await home.begin()
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.finish(waiting, .code(app.code()), from: 51)
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.recover(factor: .code(app.code()), from: 52)
        }
        #expect(home.acts.count { $0 == .secondStepRefused } == 8, "what is not looked at is not told")
        home.clock.advance(seconds: 119)
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 1)) {
            try await home.finish(waiting, .code(app.code()), from: 53)
        }
        home.clock.advance(seconds: 2)
        try await home.finish(waiting, .code(app.code()), from: 54)
        // Who had the second step has all tries again.
        for number in 0..<8 {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                try await home.signIn(.code(app.wrongCode), from: UInt8(number + 60))
            }
        }
    }

    @Test("a passkey that does not fit counts as one try, and a proof as one of the same")
    func rule4Passkeys() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let key = SoftwareAuthenticator()
        try await home.addPasskey(key)
        for number in 0..<7 {
            let waiting = try await home.begin()
            let answer = try await home.answer(key, for: .secondStep(waiting)) { $0.fault = .badSignature }
            await #expect(throws: IdentityError.passkey(.notAccepted(.signature))) {
                try await home.finish(waiting, .passkey(answer), from: UInt8(number + 10))
            }
        }
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.service.prove(.factor(.code(app.wrongCode)), token: home.token, from: .address(2))
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.service.prove(.factor(.code(app.code())), token: home.token, from: .address(2))
        }
    }

    @Test("who has none of her secrets does not use up the tries of her second step")
    func strangersTries() async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        for number in 0..<8 {
            let answer = try await home.answer(key, for: .signIn) { $0.fault = .badSignature }
            await #expect(throws: IdentityError.passkey(.notAccepted(.signature))) {
                try await home.signIn(with: answer, from: UInt8(number + 10))
            }
        }
        let answer = try await home.answer(key, for: .signIn) { $0.fault = .badSignature }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.signIn(with: answer, from: 30)
        }
        #expect(home.acts.count { $0 == .passkeyRefused } == 8, "her history is not flooded")
        try await home.signIn(.code(app.code()))
        try await home.signIn(with: key)
    }

    @Test("one address tries thirty times")
    func addressLimit() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let waiting = try await home.begin(.laptop)
        for _ in 0..<22 {
            await #expect(throws: IdentityError.self) { try await home.finish(waiting, .code("x"), from: 9) }
        }
        for _ in 0..<8 {
            await #expect(throws: IdentityError.self) {
                try await home.service.prove(.factor(.code("x")), token: home.token, from: .address(9))
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
            try await home.finish(waiting, .code("x"), from: 9)
        }
        let answer = PasskeyAnswer(
            response: .init(credentialID: [], clientDataJSON: [], authenticatorData: [], signature: []),
            secret: nil
        )
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
            try await home.signIn(with: answer, from: 9)
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
            _ = try await home.service.unlock(home.token, passkey: answer, from: .address(9))
        }
    }

    @Test("a refusal is told, and one that cannot be told is no answer to the guess")
    func rule5() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code("aaaaa-aaaaa")) }
        #expect(home.acts.last == .secondStepRefused)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.signIn(.code(app.wrongCode)) }
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.signIn(.code(codes[0])) }
        home.server.events.refuse(with: nil)
        try await home.signIn(.code(codes[0]))
    }
}
