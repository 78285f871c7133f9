import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/staff.md §10: nobody comes in to an account that is held, and nothing is told as if somebody had.
@Suite("Accounts that are held")
struct HoldTests {
    @Test("no way lets anybody in, each right secret is told so, and her history says nothing that did not happen")
    func everyWay() async throws {
        let home = try await FactorHousehold()
        let (app, _) = try await home.addApp()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let open = try await home.begin()
        try await home.service.hold(home.account)
        let before = home.acts
        await #expect(throws: IdentityError.held) { try await home.signIn(.code(app.code())) }
        await #expect(throws: IdentityError.held) { try await home.signIn(with: key) }
        home.clock.advance(seconds: 60)
        await #expect(throws: IdentityError.held) { try await home.finish(open, .code(app.code())) }
        home.clock.advance(seconds: 60)
        await #expect(throws: IdentityError.held) { try await home.recover(factor: .code(app.code())) }
        #expect(home.acts == before)
        #expect(try await home.sessionCount() == 0)
        try await home.service.release(home.account)
        home.clock.advance(seconds: 60)
        #expect(try await home.lines(try await home.signIn(.code(app.code()))) == ["rent"], "nothing was changed")
    }

    @Test("who does not know the passphrase does not learn that it is held")
    func strangers() async throws {
        let home = try await FactorHousehold()
        try await home.service.hold(home.account)
        await #expect(throws: IdentityError.wrongCredentials) { try await home.signIn(passphrase: .better) }
        await #expect(throws: IdentityError.wrongRecoveryCode) {
            try await home.recover("000g-40r4-0m30-e209-185g-r38e-1w81-24gk")
        }
    }
}
