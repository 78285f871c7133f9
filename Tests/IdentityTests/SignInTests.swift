import KeyService
import Primitives
import Sealing
import Synchronization
import Testing
import Vault

@testable import Identity

@Suite("Signing up and in")
struct SignInTests {
    @Test("who signs up keeps what she writes, and finds it after signing in")
    func signUpAndIn() async throws {
        let server = try await TestInstallation().startServer()
        let signUp = try await server.signUp("Asha")
        #expect(signUp.handle == "asha")
        try await server.write("rent", try #require(signUp.session.access))
        let signedIn = try await server.signIn(" ASHA ")
        #expect(signedIn.token.hash != signUp.session.token.hash)
        #expect(try await server.lines(try #require(signedIn.access)) == ["rent"])
    }

    @Test("a wrong passphrase, a handle nobody has and text that is no handle give the same error")
    func sameError() async throws {
        let server = try await TestInstallation().startServer()
        _ = try await server.signUp()
        for (handle, passphrase) in [("asha", String.better), ("usha", .good), ("?", .good), ("", .good), ("-", .good)]
        {
            await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn(handle, passphrase) }
        }
    }

    @Test("every failure derives one key, with the account there or not")
    func sameWork() async throws {
        let counter = Counter()
        let stretcher = KeyStretcher(width: 1, queueLimit: 10, onDerivation: { counter.add() })
        let server = try await TestInstallation().startServer(stretcher: stretcher)
        let signUp = try await server.signUp()
        var counts: [Int] = []
        for attempt in 0..<6 {
            let before = counter.value
            do {
                switch attempt {
                case 0: try await server.signIn("asha", .better)
                case 1: try await server.signIn("usha", .better)
                case 2: try await server.signIn("!", .better)
                case 3: _ = try await server.recover("asha", "0000-0000-0000-0000-0000-0000-0000-0000")
                case 4: _ = try await server.recover("usha", signUp.recoveryCode.value)
                default: _ = try await server.recover("asha", "not a code")
                }
                Issue.record("attempt \(attempt) was let in")
            } catch {}
            counts.append(counter.value - before)
        }
        #expect(counts == [1, 1, 1, 1, 1, 1])
        try await stretcher.shutDown()
    }

    @Test("a handle is taken in any case and in any compatible spelling")
    func handleTaken() async throws {
        let server = try await TestInstallation().startServer()
        _ = try await server.signUp("Zoë.1")
        for spelling in ["zoë.1", "ZOE\u{308}.1", "zoë.\u{FF11}", " Zoë.1 "] {
            await #expect(throws: IdentityError.handleTaken) { _ = try await server.signUp(spelling) }
        }
        _ = try await server.signUp("zoe.1")
    }

    @Test("two who ask for one handle at the same time: one gets it, the other is told")
    func handleRace() async throws {
        let installation = try await TestInstallation()
        let servers = [installation.startServer(), installation.startServer()]
        let outcomes = await withTaskGroup(of: IdentityError?.self) { group in
            for server in servers {
                group.addTask {
                    do {
                        _ = try await server.signUp()
                        return nil
                    } catch {
                        return error as? IdentityError
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(nil))
        #expect(outcomes.contains(.handleTaken))
    }

    @Test("a weak passphrase is refused with its reason before anything is written")
    func weakPassphrase() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let stamp = try installation.metadata.foreignChangeStamp()
        do {
            _ = try await server.signUp("asha", "asha2026")
            Issue.record("it was accepted")
        } catch IdentityError.passphrase(.weak(let weakness, let guesses)) {
            #expect(weakness == .containsHandle)
            #expect(guesses < 10)
        }
        #expect(try installation.metadata.foreignChangeStamp() == stamp)
        let long = String(repeating: "walrus plinth ", count: 74)
        await #expect(throws: IdentityError.passphrase(.tooLong)) { _ = try await server.signUp("asha", long) }
    }

    @Test("the same characters typed on two keyboards are the same passphrase")
    func normalisation() async throws {
        let server = try await TestInstallation().startServer()
        _ = try await server.signUp("asha", "caf\u{E9} plinth ochre gantry")
        try await server.signIn("asha", "cafe\u{301} plinth ochre gantry")
        await #expect(throws: IdentityError.wrongCredentials) {
            try await server.signIn("asha", "cafe plinth ochre gantry")
        }
    }

    @Test("a slot with lighter parameters gets today's at the next sign-in")
    func parametersRise() async throws {
        let installation = try await TestInstallation()
        let signUp = try await installation.startServer().signUp()
        let heavier = Argon2id.Parameters(memoryKibibytes: 16, passes: 2, lanes: 1)
        let server = installation.startServer(stretching: heavier)
        let before = try await server.service.account(signUp.session.session.account).value
        try await server.signIn()
        let after = try await server.service.account(signUp.session.session.account).value
        let slots = RecordSlotStore(records: server.records)
        #expect(try await slots.slot(after.passphraseSlot, of: after.vault)?.stretching?.parameters == heavier)
        #expect(try await slots.slot(before.passphraseSlot, of: after.vault) == nil)
        try await server.signIn()
        #expect(try await server.service.account(signUp.session.session.account).value == after)
    }

    @Test("production derives with the parameters of RFC 9106, not with the tests'")
    func productionParameters() {
        #expect(Argon2id.Parameters.standard.memoryKibibytes == 65_536)
        #expect(Argon2id.Parameters.standard.passes == 3)
    }
}

/// Counts what happens on any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}
