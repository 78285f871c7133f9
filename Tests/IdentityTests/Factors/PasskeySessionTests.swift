import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §6, rule 4: what a passkey began ends with it.
@Suite("Sessions of a passkey that is removed")
struct PasskeySessionTests {
    /// As a way in, or as the second step; with the function and without it.
    private func begin(_ home: FactorHousehold, _ key: SoftwareAuthenticator, _ way: Int) async throws -> SessionToken {
        if way == 0 { return try await home.signIn(with: key).token }
        let waiting = try await home.begin()
        return try await home.finish(waiting, .passkey(try await home.answer(key, for: .secondStep(waiting)))).token
    }

    @Test(
        "those that it began end at once, in every process; others and the one that removes it stay",
        arguments: 0..<2
    )
    func ended(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let (blue, red) = (SoftwareAuthenticator(prf: .always), SoftwareAuthenticator(prf: .always))
        try await home.addPasskey(blue)
        let mark = try await home.marks()[0]
        try await home.addPasskey(red, named: "Red")
        let (begun, other) = (try await begin(home, blue, way), try await begin(home, red, way))
        let elsewhere = home.startServer()
        #expect(try await elsewhere.standing(begun) == .open)
        try await home.service.removePasskey(mark, token: home.token)
        #expect(try await home.server.standing(begun) == .signedOut)
        #expect(try await elsewhere.standing(begun) == .signedOut)
        #expect(try await home.server.standing(other) == .open)
        #expect(try await home.server.standing(home.token) == .open)
        #expect(try await home.slots(.session).count == 2, "the ended one left nothing that opens")
    }

    @Test("who removes the passkey that she came in by goes on, and her other sessions by it do not")
    func own() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let mark = try await home.marks()[0]
        let (own, other) = (try await begin(home, key, 0), try await begin(home, key, 1))
        try await home.service.removePasskey(mark, token: own)
        #expect(try await home.server.standing(own) == .open)
        #expect(try await home.server.standing(other) == .signedOut)
    }

    @Test("a session that is unlocked or whose passphrase was changed rests on it still", arguments: 0..<3)
    func carried(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let mark = try await home.marks()[0]
        let begun = try await begin(home, key, 1)
        let later: SessionToken
        switch way {
        case 0:
            try await home.service.lock(begun)
            later = try await home.service.unlock(begun, passphrase: .good, from: .address(1)).token
        case 1:
            try await home.service.lock(home.token)
            let answer = try await home.answer(key, for: .proof(home.token))
            later = try await home.service.unlock(home.token, passkey: answer, from: .address(1)).token
        default:
            later = try await home.service.changePassphrase(
                begun,
                current: .good,
                new: .better,
                from: .address(1)
            ).token
        }
        let code = home.made.recoveryCode.value
        let remover = try await home.signIn(.code(code), passphrase: way == 2 ? .better : .good).token
        try await home.service.removePasskey(mark, token: remover)
        #expect(try await home.server.standing(later) == .signedOut)
        #expect(try await home.server.standing(remover) == .open)
    }

    @Test("one that begins while its passkey is removed does not last", arguments: 0..<2)
    func race(_ way: Int) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let mark = try await home.marks()[0]
        // The account goes on asking for a second step, so that nothing else refuses.
        try await home.addPasskey(SoftwareAuthenticator(), named: "Red")
        let elsewhere = home.startServer()
        home.server.events.during(.signedInOnNewDevice) {
            try await elsewhere.service.removePasskey(mark, token: home.token)
        }
        await #expect(throws: IdentityError.self) { _ = try await begin(home, key, way) }
        #expect(try await home.sessionCount() == 1)
    }
}
