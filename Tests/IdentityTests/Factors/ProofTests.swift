import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §8.
@Suite("Proofs of who is there")
struct ProofTests {
    /// Every act that takes one.
    private static let acts: [(name: String, act: @Sendable (FactorHousehold) async throws -> Void)] = [
        ("secret", { _ = try await $0.service.makeAppSecret($0.token) }),
        ("secret shown again", { _ = try await $0.service.newAppSecret($0.token) }),
        ("app on", { _ = try await $0.service.confirmApp("000000", token: $0.token) }),
        ("app off", { try await $0.service.removeApp($0.token) }),
        ("backup codes", { _ = try await $0.service.makeBackupCodes($0.token) }),
        ("passkey begun", { _ = try await $0.service.passkeyOwner($0.token) }),
        ("passkey added", { try await $0.addPasskey(SoftwareAuthenticator()) }),
        ("passkey removed", { try await $0.service.removePasskey([], token: $0.token) }),
        ("recovery code", { _ = try await $0.service.makeRecoveryCode($0.token) }),
    ]

    /// Whether an act is refused for want of a proof, whatever else is wrong with it.
    private func needsProof(_ number: Int, _ home: FactorHousehold) async -> Bool {
        do { try await Self.acts[number].act(home) } catch { return error as? IdentityError == .proofNeeded }
        return false
    }

    @Test("ten minutes after signing in each of these takes one, and not before", arguments: Self.acts.indices)
    func sensitive(_ number: Int) async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        home.clock.advance(seconds: 540 - 1)
        #expect(try await home.service.isProved(home.token))
        #expect(await !needsProof(number, home))
        home.clock.advance(seconds: 1)
        #expect(try await !home.service.isProved(home.token))
        #expect(await needsProof(number, home))
    }

    @Test("a locked session takes none of them, and its proof is over", arguments: Self.acts.indices)
    func locked(_ number: Int) async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        try await home.service.lock(home.token)
        await #expect(throws: IdentityError.sessionLocked) { try await Self.acts[number].act(home) }
        await #expect(throws: IdentityError.sessionLocked) { _ = try await home.service.isProved(home.token) }
        await #expect(throws: IdentityError.sessionLocked) {
            try await home.service.prove(.passphrase(.good), token: home.token, from: .address(1))
        }
    }

    @Test("the passphrase, a code of the app and a passkey are proofs, for ten minutes each", arguments: 0..<3)
    func proofs(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let app = try await home.addApp().app
        let key = SoftwareAuthenticator(prf: .none)
        try await home.addPasskey(key)
        home.clock.advance(seconds: 600)
        #expect(try await !home.service.isProved(home.token))
        let proof: IdentityService.Proof =
            switch way {
            case 0: .passphrase(.good)
            case 1: .factor(.code(app.code()))
            default: .factor(.passkey(try await home.answer(key, for: .proof(home.token))))
            }
        try await home.service.prove(proof, token: home.token, from: .address(1))
        #expect(try await home.service.isProved(home.token))
        #expect(try await home.startServer().service.isProved(home.token), "written down")
        home.clock.advance(seconds: 599)
        _ = try await home.service.makeRecoveryCode(home.token)
        home.clock.advance(seconds: 1)
        await #expect(throws: IdentityError.proofNeeded) { _ = try await home.service.makeRecoveryCode(home.token) }
    }

    @Test("signing in and unlocking are proofs; another session's proof is none")
    func sessions() async throws {
        let home = try await FactorHousehold()
        let other = try await home.signIn()
        home.clock.advance(seconds: 600)
        let fresh = try await home.signIn()
        #expect(try await home.service.isProved(fresh.token))
        try await home.service.prove(.passphrase(.good), token: fresh.token, from: .address(1))
        #expect(try await !home.service.isProved(home.token))
        #expect(try await !home.service.isProved(other.token))
        try await home.service.lock(other.token)
        let unlocked = try await home.service.unlock(other.token, passphrase: .good, from: .address(1))
        #expect(try await home.service.isProved(unlocked.token))
    }

    @Test("a backup code, the recovery code and a used code are no proofs, are told, and are not spent")
    func notProofs() async throws {
        let home = try await FactorHousehold()
        let (app, codes) = try await home.addApp()
        let text = app.code()
        try await home.signIn(.code(text))
        home.clock.advance(seconds: 20)
        let before = home.acts.count
        for code in [codes[0], home.made.recoveryCode.value, app.wrongCode, ""] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                try await home.service.prove(.factor(.code(code)), token: home.token, from: .address(1))
            }
        }
        await #expect(throws: IdentityError.wrongSecondStep(.used)) {
            try await home.service.prove(.factor(.code(text)), token: home.token, from: .address(1))
        }
        #expect(Array(home.acts.dropFirst(before)) == [AccountEvent.Act](repeating: .proofRefused, count: 5))
        #expect(try await home.service.factors(for: home.token).backupCodeCount == 10)
        home.clock.advance(seconds: 520)
        #expect(try await !home.service.isProved(home.token))
    }

    @Test("a wrong passphrase is told, counts, and is no proof")
    func wrongPassphrase() async throws {
        let home = try await FactorHousehold()
        home.clock.advance(seconds: 600)
        for number in 0..<8 {
            await #expect(throws: IdentityError.wrongCredentials) {
                try await home.service.prove(.passphrase(.better), token: home.token, from: .address(UInt8(number)))
            }
        }
        #expect(home.acts == [AccountEvent.Act](repeating: .proofRefused, count: 8))
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.service.prove(.passphrase(.good), token: home.token, from: .address(99))
        }
        #expect(try await !home.service.isProved(home.token))
    }

    @Test("where there is no second step only the passphrase is a proof")
    func withoutFactors() async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.wrongCredentials) {
            try await home.service.prove(.factor(.code("000000")), token: home.token, from: .address(1))
        }
    }

    @Test("another account's passphrase or app proves nothing here")
    func otherAccount() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let other = try await home.server.signUp("usha", .better)
        let secret = try await home.service.makeAppSecret(other.session.token).secret
        let app = TestApp(secret: secret, clock: home.clock)
        _ = try await home.service.confirmApp(app.code(), token: other.session.token)
        home.clock.advance(seconds: 600)
        await #expect(throws: IdentityError.wrongCredentials) {
            try await home.service.prove(.passphrase(.better), token: home.token, from: .address(1))
        }
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
            try await home.service.prove(.factor(.code(app.code())), token: home.token, from: .address(1))
        }
    }

    @Test("a faulty passkey proves nothing", arguments: [SoftwareFault.badSignature, .otherOrigin, .sameCounter])
    func faults(_ fault: SoftwareFault) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator()
        try await home.addPasskey(key)
        home.clock.advance(seconds: 600)
        let answer = try await home.answer(key, for: .proof(home.token)) { $0.fault = fault }
        await #expect(throws: IdentityError.self) {
            try await home.service.prove(.factor(.passkey(answer)), token: home.token, from: .address(1))
        }
        #expect(home.acts.last == .passkeyRefused)
        #expect(try await !home.service.isProved(home.token))
    }
}
