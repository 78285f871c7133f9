import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault
import WebAuthn

@testable import Identity

/// docs/spec/factors.md §6.
@Suite("Passkeys")
struct PasskeyTests {
    @Test("of every algorithm that is offered, one opens the vault", arguments: COSEAlgorithm.offered)
    func algorithms(_ algorithm: COSEAlgorithm) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(algorithm: algorithm, prf: .always, statement: .selfSigned)
        try await home.addPasskey(key)
        for _ in 0..<2 { #expect(try await home.lines(try await home.signIn(with: key)) == ["rent"]) }
        #expect(try await home.slots(.passkey).count == 1)
    }

    @Test("one that is copied from device to device does not count, and comes in all the same")
    func synced() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always, isSynced: true)
        try await home.addPasskey(key)
        for _ in 0..<3 { try await home.signIn(with: key) }
        #expect(try await home.service.storedPasskeys(of: home.account).map(\.value.counter) == [0])
    }

    @Test("what her page shows of it, and that it was added is told")
    func shown() async throws {
        let home = try await FactorHousehold()
        let added = home.clock.time
        let key = SoftwareAuthenticator(prf: .always, aaguid: [UInt8](repeating: 3, count: 16))
        try await home.addPasskey(key, named: "  Blue \n key ")
        let passkey = try #require(try await home.service.factors(for: home.token).passkeys.first)
        #expect(passkey.name == "Blue key" && passkey.added == added && passkey.lastUse == nil)
        #expect(passkey.transports == ["usb"] && passkey.modelID == [UInt8](repeating: 3, count: 16))
        #expect(home.server.events.events(of: home.vault).contains(AccountEvent(.passkeyAdded, "Blue key")))
        try await home.signIn(with: key)
        #expect(try await home.service.factors(for: home.token).passkeys[0].lastUse == home.clock.time.day())
        let owner = try await home.service.passkeyOwner(home.token)
        #expect(owner.account == home.account && owner.handle == "asha")
        #expect(owner.present.map(\.credentialID) == key.credentialIDs)
    }

    @Test("a registration that does not hold is refused and told", arguments: SoftwareFault.registration)
    func registrationFaults(_ fault: SoftwareFault) async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.self) {
            try await home.addPasskey(SoftwareAuthenticator(prf: .always)) { $0.fault = fault }
        }
        #expect(home.acts == [.passkeyRefused])
        #expect(try await home.marks().isEmpty)
        #expect(try await home.slots(.passkey).isEmpty)
        #expect(try await !home.stored().hasSecondStep)
        try await home.addPasskey(SoftwareAuthenticator(prf: .always))
    }

    @Test("nobody makes one without showing the authenticator who she is")
    func unverifiedRegistration() async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.passkey(.notAccepted(.userVerification))) {
            try await home.addPasskey(SoftwareAuthenticator()) { $0.isUserVerified = false }
        }
        await #expect(throws: IdentityError.passkey(.notAccepted(.userPresence))) {
            try await home.addPasskey(SoftwareAuthenticator()) { $0.isUserPresent = false }
        }
        #expect(try await home.marks().isEmpty)
    }

    @Test(
        "a name is one to sixty characters of one line",
        arguments: ["", " \n ", "a\u{202E}b", String(repeating: "x", count: 61)]
    )
    func names(_ name: String) async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.factor(.name)) {
            try await home.addPasskey(SoftwareAuthenticator(), named: name)
        }
        try await home.addPasskey(SoftwareAuthenticator(), named: String(repeating: "x", count: 60))
        let mark = try await home.marks()[0]
        await #expect(throws: IdentityError.factor(.name)) {
            try await home.service.renamePasskey(mark, to: name, token: home.token)
        }
        try await home.service.renamePasskey(mark, to: "Desk", token: home.token)
        #expect(try await home.service.factors(for: home.token).passkeys.map(\.name) == ["Desk"])
        let other = try await home.server.signUp("usha")
        try await home.service.renamePasskey(mark, to: "Mine", token: other.session.token)
        try await home.service.removePasskey(mark, token: other.session.token)
        #expect(try await home.service.factors(for: home.token).passkeys.map(\.name) == ["Desk"])
    }

    @Test("there are twenty at most")
    func rule1Most() async throws {
        let home = try await FactorHousehold()
        for number in 0..<20 { try await home.addPasskey(SoftwareAuthenticator(), named: "\(number)") }
        await #expect(throws: IdentityError.passkey(.tooMany)) { try await home.addPasskey(SoftwareAuthenticator()) }
        try await home.service.removePasskey(try await home.marks()[7], token: home.token)
        try await home.addPasskey(SoftwareAuthenticator())
    }

    @Test("a credential belongs to one account, once, and a second telling of it is none")
    func exists() async throws {
        let home = try await FactorHousehold()
        var ceremony = SoftwareCeremony(
            party: TestServer.party,
            challenge: try await home.service.challenge(for: .registration(home.token)).bytes
        )
        // The same credential twice: an authenticator that does not heed which are excluded.
        let key = SoftwareAuthenticator()
        let made = key.register(ceremony, userHandle: home.account.bytes)
        let registration = PasskeyRegistration(response: made.response, transports: [], secret: nil)
        _ = try await home.service.addPasskey(registration, name: "Key", token: home.token)
        await #expect(throws: IdentityError.passkey(.challenge)) {
            _ = try await home.service.addPasskey(registration, name: "Key", token: home.token)
        }
        let other = try await home.server.signUp("usha")
        for token in [home.token, other.session.token] {
            ceremony.challenge = try await home.service.challenge(for: .registration(token)).bytes
            let again = PasskeyRegistration(
                response: RegistrationResponse(
                    credentialID: made.response.credentialID,
                    clientDataJSON: ClientDataBytes.make("webauthn.create", ceremony),
                    attestationObject: made.response.attestationObject
                ),
                transports: [],
                secret: nil
            )
            await #expect(throws: IdentityError.passkey(.exists)) {
                _ = try await home.service.addPasskey(again, name: "Again", token: token)
            }
        }
        #expect(home.acts == [.passkeyAdded, .passkeyRefused], "the challenge that was answered twice")
        #expect(home.server.events.acts(of: other.session.session.vault).isEmpty)
    }

    @Test("without a pseudo-random function it is a second step alone, and says so, and is told")
    func rule2Without() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .none)
        try await home.addPasskey(key)
        #expect(try await home.slots(.passkey).isEmpty)
        await #expect(throws: IdentityError.passkey(.opensNothing)) { try await home.signIn(with: key) }
        #expect(home.acts.last == .passkeyRefused)
        let waiting = try await home.begin()
        try await home.finish(waiting, .passkey(try await home.answer(key, for: .secondStep(waiting))))
    }

    @Test("the wrong secret, a short one and none open nothing, and are told")
    func rule2Wrong() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let secrets: [SharedSecret?] = [
            nil, SharedSecret(.random(count: 32)), SharedSecret(.random(count: 31)), SharedSecret(.random(count: 0)),
        ]
        for (number, secret) in secrets.enumerated() {
            let right = try await home.answer(key, for: .signIn)
            await #expect(throws: IdentityError.passkey(.opensNothing)) {
                try await home.signIn(with: PasskeyAnswer(response: right.response, secret: secret))
            }
            #expect(home.acts.count { $0 == .passkeyRefused } == number + 1)
        }
        try await home.signIn(with: key)
    }

    /// Of fewer bytes anybody could have them.
    @Test("a secret that cannot be one makes no slot", arguments: [0, 16, 31, 33, 64])
    func rule2Short(_ count: Int) async throws {
        let home = try await FactorHousehold()
        let ceremony = SoftwareCeremony(
            party: TestServer.party,
            challenge: try await home.service.challenge(for: .registration(home.token)).bytes
        )
        let made = SoftwareAuthenticator().register(ceremony, userHandle: home.account.bytes)
        let secret = SharedSecret(SecretBytes(copying: [UInt8](repeating: 1, count: count)))
        let registration = PasskeyRegistration(response: made.response, transports: [], secret: secret)
        await #expect(throws: IdentityError.passkey(.opensNothing)) {
            _ = try await home.service.addPasskey(registration, name: "Key", token: home.token)
        }
        #expect(try await home.marks().isEmpty)
        #expect(try await home.slots(.passkey).isEmpty)
    }

    @Test("taken away, its slot goes with it, it lets nobody in, and new keys are asked for")
    func rule4() async throws {
        let home = try await FactorHousehold()
        let (blue, red) = (SoftwareAuthenticator(prf: .always), SoftwareAuthenticator(prf: .always))
        _ = await home.server.registry.maintain(at: home.clock.time)
        try await home.addPasskey(blue, named: "Blue")
        let mark = try await home.marks()[0]
        try await home.addPasskey(red, named: "Red")
        let copy = try await home.slots(.passkey)
        home.clock.advance(seconds: 5)
        try await home.service.removePasskey(mark, token: home.token)
        #expect(home.server.events.events(of: home.vault).last == AccountEvent(.passkeyRemoved, "Blue"))
        #expect(try await home.slots(.passkey).count == 1)
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(with: blue) }
        try await home.signIn(with: red)
        #expect(try await home.stored().hasSecondStep)

        let calendar = RecordEpochCalendar(records: home.server.records)
        #expect(try await calendar.renewalDemanded(for: home.vault) == home.clock.time)
        home.clock.advance(seconds: 4000)
        let session = try await home.signIn(with: red)
        _ = await home.server.registry.maintain(at: home.clock.time)
        try await home.server.write("coffee", try #require(session.access))
        home.server.registry.lockAll()
        // Who kept a copy of the store, and has the key, reads nothing that is stored since.
        let left = try await home.slots(.passkey).map(\.id)
        let stolen = try #require(copy.first { !left.contains($0.id) })
        let answer = try await home.answer(blue, for: .signIn)
        let holder = try IdentityService.holderKey(try #require(answer.secret))
        let thief = home.startServer()
        let keys = try await stolen.open(with: holder.bytes, outerLock: KEKOuterLock(ring: thief.ring))
        #expect(keys.scope.contains(Lines.id))
        await #expect(throws: VaultError.self) {
            _ = try await thief.registry.open(stolen, keys: keys, purpose: .moneyTracking, at: home.clock.time)
        }
        #expect(try await home.lines(try await home.signIn(with: red)) == ["rent", "coffee"])
    }

    @Test("with the last one the second step goes, and the backup codes")
    func rule4Last() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addPasskey(SoftwareAuthenticator(prf: .always))
        try await home.service.removePasskey(try await home.marks()[0], token: home.token)
        #expect(try await !home.stored().hasSecondStep)
        try await home.signIn()
        try await home.addApp()
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(codes[0])) }
        // Beside another factor it takes neither with it.
        let more = try await home.service.makeBackupCodes(home.token).map(\.value)
        try await home.addPasskey(SoftwareAuthenticator())
        try await home.service.removePasskey(try await home.marks()[0], token: home.token)
        #expect(try await home.stored().hasSecondStep)
        try await home.signIn(.code(more[0]))
    }

    @Test("what cannot be told is not done")
    func unrecorded() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.addPasskey(key) }
        #expect(try await home.marks().isEmpty)
        home.server.events.refuse(with: nil)
        let other = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(other)
        home.server.events.refuse(with: .unrecorded)
        let mark = try await home.marks()[0]
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            try await home.service.removePasskey(mark, token: home.token)
        }
        home.server.events.refuse(with: nil)
        #expect(try await home.slots(.passkey).count == 1)
        try await home.signIn(with: other)
    }
}
