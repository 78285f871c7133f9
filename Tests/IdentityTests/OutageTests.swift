import Dispatch
import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("When a part does not answer")
struct OutageTests {
    @Test("without the key service nobody signs in, and open vaults go on")
    func keyServiceAway() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let signUp = try await server.signUp()
        let access = try #require(signUp.session.access)
        try await server.write("rent", access)
        #expect(try await server.standing(signUp.session.token) == .open)

        try installation.keyService.setEnabled(false, keyID: installation.customerKey)
        installation.clock.advance(seconds: KeyEncryptionKeyRing.cacheSeconds)
        #expect(await away { try await server.signIn() })
        #expect(await away { try await server.signIn("nobody") })
        #expect(await away { _ = try await server.recover(signUp.recoveryCode.value) })
        #expect(await away { _ = try await server.signUp("usha") })
        let (_, open) = try #require(server.service.authenticateQuickly(signUp.session.token, purpose: .moneyTracking))
        try await server.write("coffee", open)
        #expect(try await server.lines(open) == ["rent", "coffee"])

        let restarted = installation.startServer()
        #expect(await away { _ = try await restarted.standing(signUp.session.token) })

        try installation.keyService.setEnabled(true, keyID: installation.customerKey)
        #expect(try await server.lines(try #require(try await server.signIn().access)) == ["rent", "coffee"])
        #expect(try await restarted.standing(signUp.session.token) == .open)
    }

    @Test("more sign-ins than the queue holds are told to come back, and the others are served")
    func busy() async throws {
        let mayGoOn = DispatchSemaphore(value: 0)
        let stretcher = KeyStretcher(width: 1, queueLimit: 2) { _ = mayGoOn.wait(timeout: .now() + 30) }
        let secret = SharedSecret(.random(count: 8))
        let salt = [UInt8](repeating: 7, count: Argon2id.saltByteCount)
        let stretching = KeySlot.Stretching(parameters: .light, salt: salt)
        let outcomes = await withTaskGroup(of: IdentityError?.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do throws(IdentityError) {
                        _ = try await stretcher.derive(from: secret, stretching)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var outcomes: [IdentityError?] = []
            // One derives and two wait: the seven others come back while nothing moves.
            for await outcome in group {
                outcomes.append(outcome)
                if outcomes.count == 7 { for _ in 0..<3 { mayGoOn.signal() } }
            }
            return outcomes
        }
        #expect(outcomes.prefix(7).allSatisfy { $0 == .busy(retryAfterSeconds: 2) })
        #expect(outcomes.suffix(3).allSatisfy { $0 == nil })
        try await stretcher.shutDown()
    }

    @Test("a metadata store that is full refuses a sign-in, and it leaves no session")
    func storeFull() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        installation.metadata.fail(write: 1, with: .full)
        await #expect(throws: IdentityError.records(.store(.full))) { try await server.signIn() }
        #expect(try await server.service.sessions(for: session.token).count == 1)
    }

    @Test("a sign-up that the store refuses leaves the handle free")
    func signUpRefused() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        installation.metadata.fail(write: 1, with: .readOnly)
        await #expect(throws: IdentityError.records(.store(.readOnly))) { _ = try await server.signUp() }
        _ = try await server.signUp()
    }

    @Test("while nothing can be written down no secret changes, and nothing that was shown once is lost")
    func unrecorded() async throws {
        let server = try await TestInstallation().startServer()
        let signUp = try await server.signUp()
        server.recorder.refuse(with: .unrecorded)
        let refused = IdentityError.vault(.unrecorded)
        await #expect(throws: refused) {
            _ = try await server.service.changePassphrase(
                signUp.session.token,
                current: .good,
                new: .better,
                from: .address(1)
            )
        }
        await #expect(throws: refused) { _ = try await server.recover(signUp.recoveryCode.value) }
        await #expect(throws: refused) { try await server.signIn() }
        // A new vault was opened by nobody: its owner gets her code, and comes in when it can be written down.
        let late = try await server.signUp("usha")
        #expect(late.session.access == nil && !late.recoveryCode.value.isEmpty)
        await #expect(throws: refused) { _ = try await server.standing(late.session.token) }

        server.recorder.refuse(with: nil)
        #expect(try await server.standing(signUp.session.token) == .open)
        #expect(try await server.standing(late.session.token) == .open)
        try await server.signIn()
        _ = try await server.recover(signUp.recoveryCode.value)
        _ = try await server.recover("usha", late.recoveryCode.value)
    }

    private func away(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return false
        } catch {
            return (error as? IdentityError)?.isKeyServiceAway ?? false
        }
    }
}
