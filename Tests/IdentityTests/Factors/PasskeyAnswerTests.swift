import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault
import WebAuthn

@testable import Identity

/// docs/spec/factors.md §6.3 and §6.5: what a passkey answers, and to what.
@Suite("Answers of passkeys")
struct PasskeyAnswerTests {
    /// What each thing that goes wrong is called; nil where several names would do.
    private static func problem(_ fault: SoftwareFault) -> PasskeyProblem? {
        switch fault {
        case .otherType: .notAccepted(.type)
        case .otherChallenge: .challenge
        case .otherOrigin: .notAccepted(.origin)
        case .crossOrigin, .topOrigin: .notAccepted(.crossOrigin)
        case .otherRelyingParty: .notAccepted(.relyingParty)
        case .otherCredentialID: .unknown
        case .badSignature, .otherKey: .notAccepted(.signature)
        case .sameCounter, .lowerCounter: .notAccepted(.counterWentBack)
        case .otherBackupEligibility: .notAccepted(.backupEligibility)
        case .trailingByte: .notAccepted(.trailingAuthenticatorData)
        case .longUserHandle: .notAccepted(.userHandle)
        case .longClientData: .notAccepted(.tooLarge)
        case .brokenClientData, .duplicateMember: .notAccepted(.malformedClientData)
        default: nil
        }
    }

    private func isExpected(_ error: any Error, _ fault: SoftwareFault) -> Bool {
        guard case .passkey(let problem) = error as? IdentityError else { return false }
        guard let expected = Self.problem(fault) else { return true }
        return problem == expected
    }

    @Test("signing in, each fault is refused, told, and leaves nothing behind", arguments: SoftwareFault.assertion)
    func signIn(_ fault: SoftwareFault) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        try await home.signIn(with: key)
        let (before, count) = (home.acts.count, try await home.sessionCount())
        let counters = try await home.service.storedPasskeys(of: home.account).map(\.value.counter)
        let answer = try await home.answer(key, for: .signIn) { $0.fault = fault }
        await #expect { try await home.signIn(with: answer) } throws: { self.isExpected($0, fault) }
        // Of a passkey that nobody has nobody knows whom to tell.
        #expect(Array(home.acts.dropFirst(before)) == (fault == .otherCredentialID ? [] : [.passkeyRefused]))
        #expect(try await home.sessionCount() == count)
        #expect(try await home.service.storedPasskeys(of: home.account).map(\.value.counter) == counters)
        key.setCounters(to: 100)
        try await home.signIn(with: key)
    }

    @Test(
        "as the second step, each fault is refused and told, of nobody's passkey too",
        arguments: SoftwareFault.assertion
    )
    func secondStep(_ fault: SoftwareFault) async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .none)
        try await home.addPasskey(key)
        let waiting = try await home.begin()
        let (before, count) = (home.acts.count, try await home.sessionCount())
        let answer = try await home.answer(key, for: .secondStep(waiting)) { $0.fault = fault }
        await #expect { try await home.finish(waiting, .passkey(answer)) } throws: { self.isExpected($0, fault) }
        let told = Array(home.acts.dropFirst(before))
        #expect(told == [fault == .otherCredentialID ? .secondStepRefused : .passkeyRefused])
        #expect(try await home.sessionCount() == count)
        key.setCounters(to: 100)
        try await home.finish(waiting, .passkey(try await home.answer(key, for: .secondStep(waiting))))
    }

    @Test("one that did not see a finger, a face or a PIN lets nobody in")
    func unverified() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let unseen = try await home.answer(key, for: .signIn) { $0.isUserVerified = false }
        await #expect(throws: IdentityError.passkey(.notAccepted(.userVerification))) {
            try await home.signIn(with: unseen)
        }
        let untouched = try await home.answer(key, for: .signIn) { $0.isUserPresent = false }
        await #expect(throws: IdentityError.passkey(.notAccepted(.userPresence))) {
            try await home.signIn(with: untouched)
        }
        let waiting = try await home.begin()
        let second = try await home.answer(key, for: .secondStep(waiting)) { $0.isUserVerified = false }
        await #expect(throws: IdentityError.passkey(.notAccepted(.userVerification))) {
            try await home.finish(waiting, .passkey(second))
        }
    }

    @Test("an answer counts once, here or in another process, and its second telling is told")
    func replay() async throws {
        let home = try await FactorHousehold()
        // Its counter stands still, so that the challenge alone tells the second from the first.
        let key = SoftwareAuthenticator(prf: .always, isSynced: true)
        try await home.addPasskey(key)
        let answer = try await home.answer(key, for: .signIn)
        try await home.signIn(with: answer)
        for server in [home.server, home.startServer()] {
            await #expect(throws: IdentityError.passkey(.challenge)) { try await home.signIn(with: answer, in: server) }
            #expect(server.events.acts(of: home.vault).last == .passkeyRefused)
        }
    }

    @Test("of many who bring one answer at once, one comes in")
    func replayAtOnce() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always, isSynced: true)
        try await home.addPasskey(key)
        let (answer, other) = (try await home.answer(key, for: .signIn), home.startServer())
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<6 {
                let server = number.isMultiple(of: 2) ? home.server : other
                group.addTask {
                    do { try await home.signIn(with: answer, in: server) } catch { return false }
                    return true
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
    }

    @Test("a challenge is good for five minutes, and not before it was given out")
    func age() async throws {
        let home = try await FactorHousehold()
        let index = home.service.surroundings.index
        let given = home.clock.time
        let bytes = try await home.service.challenge(for: .signIn).bytes
        #expect(bytes.count == 56)
        let ages: [(Int64, Bool)] = [(-1, false), (0, true), (299_999, true), (300_000, false)]
        for (milliseconds, isGood) in ages {
            let time = Timestamp(milliseconds: given.milliseconds + milliseconds)
            #expect(try await Challenge.isOurs(bytes, .signIn, at: time, by: index) == isGood)
        }
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let (first, second) = (
            try await home.answer(key, for: .signIn), try await home.answer(key, for: .signIn)
        )
        home.clock.advance(seconds: 299)
        try await home.signIn(with: first)
        home.clock.advance(seconds: 1)
        await #expect(throws: IdentityError.passkey(.challenge)) { try await home.signIn(with: second) }
    }

    @Test("a challenge is good for its use and binding, and only as it was given out")
    func binding() async throws {
        let home = try await FactorHousehold()
        let (index, time) = (home.service.surroundings.index, home.clock.time)
        let (session, other) = (SessionToken.random(), SessionToken.random())
        let (waiting, otherWaiting) = (SignInToken.random(), SignInToken.random())
        let uses: [Challenge.Use] = [
            .signIn, .secondStep(waiting), .secondStep(otherWaiting), .registration(session), .registration(other),
            .proof(session), .proof(other),
        ]
        for (number, use) in uses.enumerated() {
            let bytes = try await home.service.challenge(for: use).bytes
            for (otherNumber, otherUse) in uses.enumerated() {
                let isOurs = try await Challenge.isOurs(bytes, otherUse, at: time, by: index)
                #expect(isOurs == (number == otherNumber))
            }
            for place in bytes.indices {
                var altered = bytes
                altered[place] ^= 1
                #expect(try await !Challenge.isOurs(altered, use, at: time, by: index))
            }
            #expect(try await !Challenge.isOurs(bytes + [0], use, at: time, by: index))
            #expect(try await !Challenge.isOurs(Array(bytes.dropLast()), use, at: time, by: index))
        }
        let one = try await home.service.challenge(for: .signIn).bytes
        #expect(try await home.service.challenge(for: .signIn).bytes != one)
        let elsewhere = try await TestInstallation().startServer().service.surroundings.index
        #expect(try await !Challenge.isOurs(one, .signIn, at: time, by: elsewhere))
    }

    @Test("an answer for one thing does no other")
    func otherUse() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let (waiting, other) = (try await home.begin(), try await home.begin())
        for use in [Challenge.Use.signIn, .secondStep(other), .proof(home.token), .registration(home.token)] {
            let answer = try await home.answer(key, for: use)
            await #expect(throws: IdentityError.passkey(.challenge)) {
                try await home.finish(waiting, .passkey(answer))
            }
        }
        for use in [Challenge.Use.secondStep(waiting), .proof(home.token), .registration(home.token)] {
            let answer = try await home.answer(key, for: use)
            await #expect(throws: IdentityError.passkey(.challenge)) { try await home.signIn(with: answer) }
        }
        let session = try await home.signIn(with: key)
        let elsewhere = try await home.answer(key, for: .proof(session.token))
        await #expect(throws: IdentityError.passkey(.challenge)) {
            try await home.service.prove(.factor(.passkey(elsewhere)), token: home.token, from: .address(2))
        }
        await #expect(throws: IdentityError.passkey(.challenge)) {
            _ = try await home.service.unlock(home.token, passkey: elsewhere, from: .address(2))
        }
        let given = try await home.service.challenge(for: .proof(home.token)).bytes
        await #expect(throws: IdentityError.passkey(.challenge)) {
            try await home.addPasskey(SoftwareAuthenticator()) { $0.challenge = given }
        }
    }

    @Test("another's passkey does no second step, proves nothing, unlocks nothing")
    func others() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let other = try await home.server.signUp("usha", .better)
        let key = SoftwareAuthenticator(prf: .always)
        let ceremony = SoftwareCeremony(
            party: TestServer.party,
            challenge: try await home.service.challenge(for: .registration(other.session.token)).bytes,
            prfSalt: IdentityService.passkeySalt
        )
        let made = key.register(ceremony, userHandle: other.session.session.account.bytes)
        _ = try await home.service.addPasskey(
            PasskeyRegistration(
                response: made.response,
                transports: [],
                secret: made.prf.map { SharedSecret(SecretBytes(copying: $0)) }
            ),
            name: "Hers",
            token: other.session.token
        )
        let waiting = try await home.begin()
        let step = try await home.answer(key, for: .secondStep(waiting))
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.finish(waiting, .passkey(step)) }
        #expect(home.acts.last == .secondStepRefused)
        let proof = try await home.answer(key, for: .proof(home.token))
        await #expect(throws: IdentityError.passkey(.unknown)) {
            try await home.service.prove(.factor(.passkey(proof)), token: home.token, from: .address(1))
        }
        await #expect(throws: IdentityError.passkey(.unknown)) {
            _ = try await home.service.unlock(home.token, passkey: proof, from: .address(1))
        }
        let theirs = home.server.events.acts(of: other.session.session.vault)
        #expect(theirs == [.passkeyAdded], "nothing of what was tried at another's account")
        let signedIn = try await home.signIn(with: key)
        #expect(signedIn.session.account == other.session.session.account)
    }

    /// Whoever can write to the store points its index of credentials at another's record.
    @Test("a credential pointed at another's by the store's index is nobody's")
    func redirected() async throws {
        let home = try await FactorHousehold()
        let (blue, red) = (SoftwareAuthenticator(prf: .always), SoftwareAuthenticator(prf: .always))
        try await home.addPasskey(blue)
        let blueMark = try await home.marks()[0]
        try await home.addPasskey(red)
        let redMark = try #require(try await home.marks().first { $0 != blueMark })
        let key = RecordKey.passkey(redMark, of: home.account)
        let stored = try #require(try await home.installation.metadata.read(key))
        try await home.installation.metadata.write([
            .delete(.passkey(blueMark, of: home.account), expected: nil),
            .put(key, bytes: stored.bytes, unique: blueMark, expected: nil),
        ])
        await #expect(throws: IdentityError.passkey(.unknown)) { try await home.signIn(with: blue) }
    }

    @Test("one whose user handle is another's is refused and told")
    func userHandle() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let right = try await home.answer(key, for: .signIn)
        var response = right.response
        response.userHandle = UserAccountID.random().bytes
        await #expect(throws: IdentityError.passkey(.notAccepted(.userHandle))) {
            try await home.signIn(with: PasskeyAnswer(response: response, secret: right.secret))
        }
        #expect(home.acts.last == .passkeyRefused)
    }

    @Test("a counter that does not grow is refused and told; the passkey stays")
    func counter() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        key.setCounters(to: 50)
        try await home.signIn(with: key)
        for counter in [3, 49, 50] as [UInt32] {
            key.setCounters(to: counter - 1)
            await #expect(throws: IdentityError.passkey(.notAccepted(.counterWentBack))) {
                try await home.signIn(with: key)
            }
            #expect(home.acts.last == .passkeyRefused)
        }
        key.setCounters(to: 51)
        try await home.signIn(with: key)
    }

    @Test("an answer that cannot be written down as used lets nobody in")
    func unwritten() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let count = try await home.sessionCount()
        for write in [1, 2] {
            let answer = try await home.answer(key, for: .signIn)
            home.installation.metadata.fail(write: write, with: .unavailable)
            await #expect(throws: IdentityError.records(.store(.unavailable))) { try await home.signIn(with: answer) }
        }
        #expect(try await home.sessionCount() == count)
    }

    @Test("unlocks a locked session with a new token; one that opens nothing does not")
    func unlocking() async throws {
        let home = try await FactorHousehold()
        let (blue, plain) = (SoftwareAuthenticator(prf: .always), SoftwareAuthenticator(prf: .none))
        try await home.addPasskey(blue)
        try await home.addPasskey(plain)
        try await home.service.lock(home.token)
        let weak = try await home.answer(plain, for: .proof(home.token))
        await #expect(throws: IdentityError.passkey(.opensNothing)) {
            _ = try await home.service.unlock(home.token, passkey: weak, from: .address(1))
        }
        let answer = try await home.answer(blue, for: .proof(home.token))
        let unlocked = try await home.service.unlock(home.token, passkey: answer, from: .address(1))
        #expect(try await home.lines(unlocked) == ["rent"])
        #expect(try await home.server.standing(home.token) == .signedOut)
        #expect(try await home.server.standing(unlocked.token) == .open)
        await #expect(throws: IdentityError.signedOut) {
            _ = try await home.service.unlock(home.token, passkey: answer, from: .address(1))
        }
    }
}
