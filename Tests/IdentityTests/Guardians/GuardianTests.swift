import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// The rules of docs/spec/age.md.
@Suite("Guardians")
struct GuardianTests {
    private func child(
        _ home: FactorHousehold,
        _ code: String?,
        handle: String = "bina",
        in server: TestServer? = nil
    ) async throws(IdentityError) -> SignUp {
        try await (server ?? home.server).service.signUp(
            handle: handle,
            passphrase: .better,
            age: .younger(guardianCode: code),
            client: .browser,
            device: .laptop,
            from: .address(2)
        )
    }

    private func code(_ home: FactorHousehold) async throws -> String {
        // Turning the app on waits for its code to be over, which is no ten minutes.
        try await home.service.makeGuardianCode(home.token).value
    }

    private func signIn(_ home: FactorHousehold) async throws(IdentityError) -> SignedIn {
        try await home.service.signIn(
            handle: "bina",
            passphrase: .better,
            client: .browser,
            device: .laptop,
            from: .address(2)
        )
    }

    @Test("3.1: only an adult's account with a second step makes codes, and after a proof")
    func whoConsents() async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.guardian(.notAllowed)) {
            try await home.service.makeGuardianCode(home.token)
        }
        #expect(try await !home.service.canConsent(home.token))
        try await home.addApp()
        #expect(try await home.service.canConsent(home.token))
        home.clock.advance(seconds: 601)
        await #expect(throws: IdentityError.proofNeeded) { try await home.service.makeGuardianCode(home.token) }
    }

    @Test("3.1: a code is good once and for a day; a wrong one and none are refused")
    func codes() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        await #expect(throws: IdentityError.guardian(.needed)) { try await child(home, nil) }
        await #expect(throws: IdentityError.guardian(.needed)) { try await child(home, "") }
        for wrong in ["00000-00000", "not a code", String(repeating: "a", count: 500)] {
            await #expect(throws: IdentityError.guardian(.wrongCode)) { try await child(home, wrong) }
        }
        let code = try await code(home)
        let late = try await self.code(home)
        let made = try await child(home, code.uppercased().replacing("-", with: " "))
        #expect(made.session.access != nil)
        await #expect(throws: IdentityError.guardian(.wrongCode)) { try await child(home, code, handle: "chen") }
        home.clock.advance(seconds: 86_400)
        await #expect(throws: IdentityError.guardian(.wrongCode)) { try await child(home, late, handle: "chen") }
        let wards = try await home.service.wards(for: try await home.signedInAgain())
        #expect(wards.map(\.handle) == ["bina"])
        #expect(home.acts.filter { $0 == .guardianConsented }.count == 2)
        #expect(home.acts.contains(.guardianConsentUsed))
    }

    @Test("3.3: of two who type one code at once, one gets an account")
    func twoAtOnce() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let code = try await code(home)
        let other = home.startServer()
        let made = await withTaskGroup(of: Bool.self) { group in
            for (number, server) in [home.server, other].enumerated() {
                group.addTask { (try? await child(home, code, handle: "child\(number)", in: server)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(made == 1)
        #expect(try await home.service.wards(for: home.token).count == 1)
    }

    @Test("3.4: withdrawing ends sessions and lets nobody in, by any way; giving it again does")
    func withdrawn() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let made = try await child(home, try await code(home))
        let ward = try #require(try await home.service.wards(for: home.token).first)
        try await home.service.setConsent(toWard: ward.consent, isGiven: false, token: home.token)
        await #expect(throws: IdentityError.signedOut) { try await home.service.session(made.session.token) }
        await #expect(throws: IdentityError.guardian(.withdrawn)) { try await signIn(home) }
        await #expect(throws: IdentityError.guardian(.withdrawn)) {
            try await home.service.recover(
                handle: "bina",
                code: made.recoveryCode.value,
                newPassphrase: .good,
                client: .browser,
                device: .laptop,
                from: .address(2)
            )
        }
        #expect(try await home.service.wards(for: home.token).first?.withdrawn != nil)
        try await home.service.setConsent(toWard: ward.consent, isGiven: true, token: home.token)
        #expect(try await signIn(home).access != nil)
        let child = made.session.session.vault
        #expect(home.server.events.acts(of: child).contains(.guardianWithdrew))
    }

    @Test("a consent belongs to who gave it, and a young person consents to nobody")
    func others() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let made = try await child(home, try await code(home))
        let ward = try #require(try await home.service.wards(for: home.token).first)
        try await home.service.setConsent(toWard: ward.consent, isGiven: false, token: made.session.token)
        #expect(try await signIn(home).access != nil)
        #expect(try await home.service.wards(for: made.session.token).isEmpty)
        let app = try await home.service.makeAppSecret(made.session.token)
        let young = TestApp(secret: app.secret, clock: home.clock)
        _ = try await home.service.confirmApp(young.code(), token: made.session.token)
        await #expect(throws: IdentityError.guardian(.notAllowed)) {
            try await home.service.makeGuardianCode(made.session.token)
        }
    }

    @Test("the record and the account's fields are as the specification has them")
    func frozen() throws {
        let time = Timestamp(milliseconds: 1_767_225_600_000)
        var consent = GuardianConsent(given: time)
        consent.child = UserAccountID(high: 0, low: 10)
        let bytes =
            "0001000000080000019b76daa800" + "0002000000080000019b7c010400"
            + "0003000000100000000000000000000000000000000a"
        #expect(Hex.encode(consent.encode()) == bytes)
        #expect(try GuardianConsent(decoding: consent.encode()) == consent)
    }
}

extension FactorHousehold {
    /// A session after all others are over.
    fileprivate func signedInAgain() async throws -> SessionToken {
        try await signIn(.code(made.recoveryCode.value)).token
    }
}
