import Dispatch
import KeyService
import Primitives
import Sealing
import Synchronization
import Testing
import Vault

@testable import Identity

@Suite("Changing the passphrase, and recovering")
struct CredentialTests {
    @Test("after a change the new passphrase works, the old one does not, and the other sessions are over")
    func change() async throws {
        let server = try await TestInstallation().startServer()
        let first = try await server.signUp().session
        try await server.write("rent", try #require(first.access))
        let second = try await server.signIn()
        let changed = try await server.service.changePassphrase(
            second.token,
            current: .good,
            new: .better,
            from: .address(1)
        )
        #expect(try await server.lines(try #require(changed.access)) == ["rent"])
        #expect(try await server.standing(first.token) == .signedOut)
        #expect(try await server.standing(second.token) == .signedOut)
        await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn("asha", .good) }
        try await server.signIn("asha", .better)
    }

    @Test("a change needs the present passphrase and a strong new one, and else changes nothing")
    func changeRefused() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        await #expect(throws: IdentityError.wrongCredentials) {
            _ = try await server.service.changePassphrase(
                session.token,
                current: .better,
                new: "gravel sonnet umbra tiller",
                from: .address(1)
            )
        }
        await #expect(throws: (any Error).self) {
            _ = try await server.service.changePassphrase(
                session.token,
                current: .good,
                new: "Password123!",
                from: .address(1)
            )
        }
        #expect(try await server.standing(session.token) == .open)
        try await server.signIn()
    }

    @Test("the code lets her back in once; everything older is over, and the new code works")
    func recovery() async throws {
        let server = try await TestInstallation().startServer()
        let signUp = try await server.signUp()
        try await server.write("rent", try #require(signUp.session.access))
        let recovered = try await server.recover(signUp.recoveryCode.value)
        #expect(try await server.lines(try #require(recovered.session.access)) == ["rent"])
        #expect(recovered.recoveryCode.value != signUp.recoveryCode.value)
        #expect(try await server.standing(signUp.session.token) == .signedOut)
        await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn("asha", .good) }
        try await server.signIn("asha", .better)

        await #expect(throws: IdentityError.wrongRecoveryCode) {
            _ = try await server.recover(signUp.recoveryCode.value)
        }
        let again = try await server.recover(recovered.recoveryCode.value, newPassphrase: .good)
        #expect(try await server.lines(try #require(again.session.access)) == ["rent"])
    }

    @Test("a recovery stands in the access history, as what the code opened the vault for")
    func recoveryIsRecorded() async throws {
        let server = try await TestInstallation().startServer()
        let signUp = try await server.signUp()
        let recovered = try await server.recover(signUp.recoveryCode.value)
        let openings = server.recorder.openings(of: recovered.session.session.vault)
        #expect(openings.count == 3)
        let kinds = try await server.kinds(of: recovered.session.session.vault)
        #expect(kinds == [.keySlot, .keySlot, .sessionSlot], "a backup leaves out what a sign-out erases")
        #expect(openings.filter { $0.kind == .recoveryCode }.map(\.purpose) == [.keyMaintenance])
        #expect(server.registry.occupancy.vaults == 1)
        try await server.service.signOut(recovered.session.token)
        #expect(server.registry.occupancy.vaults == 0)
    }

    @Test("a wrong code, another's code and a handle nobody has give the same error and change nothing")
    func recoveryRefused() async throws {
        let server = try await TestInstallation().startServer()
        let asha = try await server.signUp("asha")
        let usha = try await server.signUp("usha")
        let attempts = [
            ("asha", usha.recoveryCode.value), ("nobody", asha.recoveryCode.value), ("asha", "no code at all"),
            ("?", asha.recoveryCode.value), ("asha", String(asha.recoveryCode.value.dropLast(5))),
        ]
        for (handle, code) in attempts {
            await #expect(throws: IdentityError.wrongRecoveryCode) { _ = try await server.recover(handle, code) }
        }
        #expect(try await server.standing(asha.session.token) == .open)
        try await server.signIn("asha", .good)
        _ = try await server.recover("asha", asha.recoveryCode.value)
    }

    @Test("a code is read as people type it")
    func typedCode() async throws {
        let server = try await TestInstallation().startServer()
        let code = try await server.signUp().recoveryCode.value
        #expect(code.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4, 4, 4])
        let typed = code.uppercased().replacing("-", with: " ").replacing("0", with: "O").replacing("1", with: "l")
        _ = try await server.recover(typed)
    }

    @Test("a code is shown by its text alone")
    func codeIsRedacted() async throws {
        let signUp = try await TestInstallation().startServer().signUp()
        var dumped = ""
        dump(signUp, to: &dumped)
        #expect(!dumped.contains(signUp.recoveryCode.value))
        #expect(!"\(signUp)".contains(signUp.recoveryCode.value))
    }

    /// A thief whose opening is being written down when its owner signs out everywhere.
    @Test("a sign-in that was under way when all sessions were ended leaves no vault open")
    func signInRacesSignOut() async throws {
        let (isRecording, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let isArmed = Mutex(false)
        let server = try await TestInstallation().startServer {
            guard isArmed.withLock({ $0 }) else { return }
            isRecording.signal()
            _ = mayGoOn.wait(timeout: .now() + 30)
        }
        let signUp = try await server.signUp()
        isArmed.withLock { $0 = true }
        let thief = Task { () -> IdentityError? in
            do throws(IdentityError) {
                try await server.signIn("asha", .good)
                return nil
            } catch {
                return error
            }
        }
        await signalled(isRecording)
        try await server.service.signOutEverywhere(signUp.session.token)
        mayGoOn.signal()
        #expect(await thief.value != nil, "the sign-in must be refused")
        #expect(server.registry.occupancy.vaults == 0)
    }

    /// A thief with the old passphrase who is half-way through signing in when its owner recovers.
    @Test("a sign-in that began before a recovery does not outlive it")
    func signInRacesRecovery() async throws {
        let installation = try await TestInstallation()
        let signUp = try await installation.startServer().signUp()
        let (isDeriving, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let stretcher = KeyStretcher(width: 1, queueLimit: 1) {
            isDeriving.signal()
            _ = mayGoOn.wait(timeout: .now() + 30)
        }
        let slow = installation.startServer(stretcher: stretcher)
        let thief = Task { () -> IdentityError? in
            do throws(IdentityError) {
                try await slow.signIn("asha", .good)
                return nil
            } catch {
                return error
            }
        }
        await signalled(isDeriving)
        let recovered = try await installation.startServer().recover(signUp.recoveryCode.value)
        mayGoOn.signal()
        #expect(await thief.value == .wrongCredentials)
        let left = try await installation.startServer().service.sessions(for: recovered.session.token)
        #expect(left.map(\.hash) == [recovered.session.token.hash])
        try await stretcher.shutDown()
    }
}

/// Waits on a thread of its own: blocked tasks of two tests would leave the pool none to go on with.
private func signalled(_ semaphore: DispatchSemaphore) async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            _ = semaphore.wait(timeout: .now() + 30)
            continuation.resume()
        }
    }
}
