import Sealing
import TestSupport
import Testing
import WebAuthn

/// Goal: the authenticator that other suites rest on does what real ones do.
@Suite("Software authenticator")
struct SoftwareAuthenticatorTests {
    private let world = Ceremonies()
    private let salt = [UInt8](repeating: 3, count: 32)

    private func ceremony(salt: [UInt8]? = nil) -> SoftwareCeremony {
        SoftwareCeremony(party: world.party, challenge: world.challenge, prfSalt: salt)
    }

    @Test("the same salt gives the same 32 bytes, another salt or credential others")
    func prf() throws {
        let authenticator = SoftwareAuthenticator(prf: .always)
        let made = authenticator.register(ceremony(salt: salt), userHandle: [1])
        #expect(made.isPRFEnabled)
        let first = try #require(made.prf)
        #expect(first.count == 32)
        #expect(try authenticator.assert(ceremony(salt: salt)).prf == first)
        #expect(try authenticator.assert(ceremony(salt: salt + [0])).prf != first)
        #expect(try authenticator.assert(ceremony()).prf == nil)
        let other = authenticator.register(ceremony(salt: salt), userHandle: [1])
        #expect(other.prf != first)
        #expect(try authenticator.assert(ceremony(salt: salt), allowed: [made.response.credentialID]).prf == first)
    }

    @Test("most authenticators evaluate only when a credential is used, and some never")
    func prfSupport() throws {
        let usual = SoftwareAuthenticator()
        let made = usual.register(ceremony(salt: salt), userHandle: [1])
        #expect(made.isPRFEnabled && made.prf == nil)
        #expect(try usual.assert(ceremony(salt: salt)).prf?.count == 32)
        let old = SoftwareAuthenticator(prf: .none)
        let plain = old.register(ceremony(salt: salt), userHandle: [1])
        #expect(!plain.isPRFEnabled && plain.prf == nil)
        #expect(try old.assert(ceremony(salt: salt)).prf == nil)
    }

    @Test("a credential is found by its relying party, the newest first, or by its id")
    func found() throws {
        let authenticator = SoftwareAuthenticator()
        #expect(throws: SoftwareAuthenticator.Failure.noCredential) { try authenticator.assert(ceremony()) }
        let first = authenticator.register(ceremony(), userHandle: [1]).response.credentialID
        let second = authenticator.register(ceremony(), userHandle: [2]).response.credentialID
        #expect(authenticator.credentialIDs == [first, second])
        #expect(try authenticator.assert(ceremony()).response.credentialID == second)
        #expect(try authenticator.assert(ceremony()).response.userHandle == [2])
        #expect(try authenticator.assert(ceremony(), allowed: [first]).response.userHandle == [1])
        #expect(throws: SoftwareAuthenticator.Failure.noCredential) {
            try authenticator.assert(ceremony(), allowed: [[1, 2, 3]])
        }
        let elsewhere = SoftwareCeremony(
            relyingPartyID: "other.example",
            origin: "https://other.example",
            challenge: world.challenge
        )
        #expect(throws: SoftwareAuthenticator.Failure.noCredential) { try authenticator.assert(elsewhere) }
    }

    @Test("a fault that is no fault leaves the answer right")
    func harmless() throws {
        // What goes wrong only when a credential is made does nothing when it is used, and the other way round.
        let authenticator = SoftwareAuthenticator()
        let stored = try world.credential(authenticator)
        for fault in SoftwareFault.allCases where !SoftwareFault.assertion.contains(fault) {
            _ = try world.verify(authenticator.assert(world.ceremony(fault)).response, stored)
            authenticator.setCounters(to: 1)
        }
        for fault in SoftwareFault.allCases where !SoftwareFault.registration.contains(fault) {
            _ = try world.verify(world.register(authenticator, world.ceremony(fault)))
        }
        #expect(Set(SoftwareFault.registration + SoftwareFault.assertion) == Set(SoftwareFault.allCases))
    }
}
