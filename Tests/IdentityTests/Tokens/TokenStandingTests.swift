import KeyService
import Primitives
import Testing
import Vault

@testable import Identity

/// A token is refused while its account lets nobody in (docs/spec/age.md §3, staff.md §10).
@Suite("Tokens of accounts that let nobody in")
struct TokenStandingTests {
    /// The tokens of an account: one that reads and one that only adds.
    private struct Bearers {
        let reader: APIToken
        let adder: APIToken

        init(_ service: IdentityService, _ token: SessionToken) async throws {
            reader = try await service.makeToken(named: "reads", scopes: [.moneyRead], for: token).token
            adder = try await service.makeToken(named: "adds", scopes: [.moneyAdd], for: token).token
        }

        var all: [APIToken] { [reader, adder] }
    }

    @Test("a guardian who withdraws shuts a young person's tokens out; giving the consent again lets them in")
    func guardian() async throws {
        let home = try await FactorHousehold(trackers: TokenHousehold.trackers)
        try await home.addApp()
        let code = try await home.service.makeGuardianCode(home.token).value
        let child = try await home.service.signUp(
            handle: "bina",
            passphrase: .better,
            age: .younger(guardianCode: code),
            client: .browser,
            device: .laptop,
            from: .address(2)
        )
        let bearers = try await Bearers(home.service, child.session.token)
        let inside = try #require(try await home.service.bearer(of: bearers.reader))
        _ = try await home.service.open(inside, purpose: .moneyTracking)
        let ward = try #require(try await home.service.wards(for: home.token).first)
        try await home.service.setConsent(toWard: ward.consent, isGiven: false, token: home.token)
        for token in bearers.all {
            await #expect(throws: IdentityError.guardian(.withdrawn)) { try await home.service.bearer(of: token) }
        }
        let vault = child.session.session.vault
        let slot = try #require(inside.record.slot)
        #expect(
            home.server.registry.access(vault, holder: slot, purpose: .moneyTracking, at: home.clock.time) == nil,
            "who was in by a token is out"
        )
        try await home.service.setConsent(toWard: ward.consent, isGiven: true, token: home.token)
        for token in bearers.all { #expect(try await home.service.bearer(of: token) != nil) }
    }

    @Test("the tokens of an account that is held are refused until it is released, and who was in by one is out")
    func held() async throws {
        let home = try await TokenHousehold()
        let bearers = try await Bearers(home.service, home.token)
        let inside = try #require(try await home.bearer(bearers.reader))
        _ = try await home.service.open(inside, purpose: .moneyTracking)
        let account = home.made.session.session.account
        try await home.service.hold(account)
        for token in bearers.all {
            await #expect(throws: IdentityError.held) { try await home.bearer(token) }
        }
        let slot = try #require(inside.record.slot)
        let time = home.installation.clock.time
        #expect(home.server.registry.access(home.vault, holder: slot, purpose: .moneyTracking, at: time) == nil)
        try await home.service.release(account)
        for token in bearers.all { #expect(try await home.bearer(token) != nil) }
    }
}
