import KeyService
import Primitives
import Testing

@testable import Identity

@Suite("Limits on tries")
struct LimitTests {
    @Test("eight wrong passphrases, from wherever, and the account waits two minutes a try")
    func account() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        _ = try await server.signUp()
        for address in 0..<8 {
            await #expect(throws: IdentityError.wrongCredentials) {
                try await server.signIn("asha", .better, from: UInt8(100 + address))
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await server.signIn("asha", .good, from: 50)
        }
        installation.clock.advance(seconds: 30)
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 90)) {
            try await server.signIn("asha", .good, from: 50)
        }
        installation.clock.advance(seconds: 90)
        try await server.signIn("asha", .good, from: 50)
        // She was let in: the tries of others no longer count against her.
        for _ in 0..<7 {
            await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn("asha", .better, from: 51) }
        }
        try await server.signIn("asha", .good, from: 52)
    }

    @Test("recovery and unlocking draw on the same tries")
    func recovery() async throws {
        let server = try await TestInstallation().startServer()
        let signUp = try await server.signUp()
        for _ in 0..<4 {
            await #expect(throws: IdentityError.wrongRecoveryCode) { _ = try await server.recover("no code") }
            await #expect(throws: IdentityError.wrongCredentials) {
                _ = try await server.service.unlock(signUp.session.token, passphrase: .better, from: .address(2))
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            _ = try await server.recover(signUp.recoveryCode.value)
        }
    }

    @Test("one address tries thirty handles, then waits; another address does not")
    func address() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        _ = try await server.signUp()
        for number in 0..<30 {
            await #expect(throws: IdentityError.wrongCredentials) {
                try await server.signIn("nobody\(number)", .better, from: 66)
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
            try await server.signIn("asha", .good, from: 66)
        }
        try await server.signIn("asha", .good, from: 67)
        installation.clock.advance(seconds: 10)
        try await server.signIn("asha", .good, from: 66)
    }

    @Test("one address asks the key service thirty times for what is not in memory, and then no more")
    func keyServiceAway() async throws {
        let installation = try await TestInstallation()
        try installation.keyService.setEnabled(false, keyID: installation.customerKey)
        let server = installation.startServer()
        for number in 0..<15 {
            await #expect(throws: IdentityError.records(.key(.keyService(.disabled)))) {
                try await server.signIn("nobody\(number)", .better, from: 66)
            }
            await #expect(throws: IdentityError.records(.key(.keyService(.disabled)))) {
                _ = try await server.recover("nobody", "no code", from: 66)
            }
        }
        for _ in 0..<3 {
            await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
                try await server.signIn("nobody", .better, from: 66)
            }
            await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 10)) {
                _ = try await server.recover("nobody", "no code", from: 66)
            }
        }
    }

    @Test("one address makes ten accounts, then waits six minutes")
    func signUps() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        for number in 0..<10 { _ = try await server.signUp("person\(number)", from: 9) }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 360)) {
            _ = try await server.signUp("person10", from: 9)
        }
        _ = try await server.signUp("person10", from: 10)
    }

    @Test("tries are refused before any key is derived")
    func limitsFirst() async throws {
        let counter = Counter()
        let stretcher = KeyStretcher(width: 1, queueLimit: 10, onDerivation: { counter.add() })
        let server = try await TestInstallation().startServer(stretcher: stretcher)
        for _ in 0..<20 { await #expect(throws: IdentityError.self) { try await server.signIn("asha", .better) } }
        #expect(counter.value == 8)
        try await stretcher.shutDown()
    }

    @Test("a full limiter forgets those who tried least, and stays bounded")
    func bounded() {
        let limiter = RateLimiter(RateLimiter.Rule(burst: 2, secondsPerToken: 1000))
        let time = Timestamp(seconds: 1_000_000)
        let suspect: [UInt8] = [255, 255, 255, 255]
        #expect(limiter.attempt(suspect, at: time) == nil)
        #expect(limiter.attempt(suspect, at: time) == nil)
        for number in 0..<100_100 as Range<UInt32> {
            let source = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
            #expect(limiter.attempt(source, at: time) == nil)
        }
        #expect(limiter.attempt(suspect, at: time) == 1000)
    }
}
