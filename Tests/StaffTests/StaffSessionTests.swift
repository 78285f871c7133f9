import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import WebAuthn

@testable import Staff

/// Goal: a session lasts while it is used, on a device somebody looked at, and with what its member may do now.
///
/// Method: a clock that is turned.
@Suite("Sessions of the staff")
struct StaffSessionTests {
    @Test("a session is over after ten quiet minutes")
    func idle() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        let token = try await staff.session(asha)
        for _ in 0..<5 {
            staff.turn(seconds: StaffSession.idleSeconds - 1)
            _ = try await staff.service.admit(token)
        }
        staff.turn(seconds: StaffSession.idleSeconds)
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(token) }
        // Over is over: its record is gone.
        #expect(try await staff.service.sessions(of: asha.id) == [])
    }

    @Test("a session is over after eight hours, however busy")
    func absolute() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        let token = try await staff.session(asha)
        let step = StaffSession.idleSeconds - 1
        for _ in 0..<Int(StaffSession.lifetimeSeconds / step) {
            staff.turn(seconds: step)
            _ = try await staff.service.admit(token)
        }
        staff.turn(seconds: StaffSession.lifetimeSeconds % step)
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(token) }
    }

    @Test("another process finds the session, and when it was last used")
    func otherProcess() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        let token = try await staff.session(asha)
        staff.turn(seconds: 500)
        _ = try await staff.service.admit(token)
        try await staff.service.sweepSessions()
        let other = StaffService(staff.service.surroundings)
        staff.turn(seconds: 500)
        #expect(try await other.admit(token).member.id == asha.id)
        staff.turn(seconds: 599)
        try await staff.service.sweepSessions()
        #expect(try await staff.service.sessions(of: asha.id).count == 0)
    }

    @Test("signing out, and somebody who may, end sessions at once")
    func ended() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let (one, other) = (try await staff.session(asha), try await staff.session(asha))
        try await staff.service.signOut(one)
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(one) }
        _ = try await staff.service.admit(other)
        try await staff.service.endSessions(of: asha.id, by: .member(meera.id))
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(other) }
        try await staff.service.sweepSessions()
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(other) }
        #expect(staff.recorder.deeds.suffix(2) == [.signedOut, .sessionsEnded])
        let last = try #require(staff.recorder.acts.last)
        #expect(last.actor == meera.id && last.concerned == asha.id)
    }

    @Test("a changed role counts from the next request on")
    func freshPermissions() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .security, by: asha, meera))
        try await staff.makeFit(jonas)
        let token = try await staff.session(jonas)
        #expect(try await staff.permissions(token) == StaffRole.security.permissions)
        let change = try await staff.service.propose(.role(jonas.id, .auditor), by: asha.id)
        _ = try await staff.service.approve(change, by: meera.id)
        #expect(try await staff.permissions(token) == StaffRole.auditor.permissions)
    }

    @Test("lapsed training and the end of duty take production away at once, and nothing else")
    func lapses() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .security, by: asha, meera))
        let all = StaffRole.security.permissions
        for device in try await staff.service.roster()[jonas.id]?.devices ?? [] {
            try await staff.attest(device.id, of: jonas.id, by: .member(asha.id))
        }
        let fresh = try await staff.service.admit(try await staff.session(jonas)).standing
        #expect(fresh.permissions == all.withoutProduction)
        #expect(fresh.lapses == [.neverTrained, .offDuty])
        try await staff.makeFit(jonas, dutyDays: 14)
        #expect(try await staff.permissions(try await staff.session(jonas)) == all)

        staff.turn(days: 14)
        let off = try await staff.service.admit(try await staff.session(jonas)).standing
        #expect(off.permissions == all.withoutProduction && off.lapses == [.offDuty])
        staff.turn(days: 92 - 14)
        try await staff.service.planDuty(
            from: staff.now,
            until: staff.now.adding(seconds: 5 * 86_400),
            of: jonas.id,
            by: .operators
        )
        let token = try await staff.session(jonas)
        let due = staff.today
        let warned = try await staff.service.admit(token).standing
        #expect(warned.permissions == all && warned.warnings == [.training(due: due)])
        // The same session, the first second of the next day.
        let midnight = 86_400 - staff.now.seconds % 86_400
        staff.turn(seconds: min(midnight, StaffSession.idleSeconds - 1))
        if staff.today == due { staff.turn(days: 1) }
        let lapsed = try await staff.service.admit(try await staff.session(jonas)).standing
        #expect(lapsed.permissions == all.withoutProduction && lapsed.lapses == [.training(due: due)])
        try await staff.service.recordTraining(.quarterly, on: staff.today, of: jonas.id, by: .member(meera.id))
        #expect(try await staff.permissions(try await staff.session(jonas)) == all)
    }

    @Test("a running session loses production in the second in which duty ends")
    func endOfDuty() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .engineer, by: asha, meera))
        for device in try await staff.service.roster()[jonas.id]?.devices ?? [] {
            try await staff.attest(device.id, of: jonas.id)
        }
        try await staff.service.recordTraining(.onboarding, on: staff.today, of: jonas.id, by: .operators)
        let until = staff.now.adding(seconds: 300)
        try await staff.service.planDuty(from: staff.now, until: until, of: jonas.id, by: .member(asha.id))
        let token = try await staff.session(jonas)
        #expect(try await staff.service.admit(token).standing.warnings == [.duty(until: until)])
        staff.turn(seconds: 299)
        #expect(try await staff.permissions(token).contains(.readConsole))
        staff.turn(seconds: 1)
        #expect(try await !staff.permissions(token).contains(.readConsole))
        #expect(try await staff.permissions(token).contains(.readRoster))
    }

    @Test("an unattested device has no session: not at the start, and not when the look runs out meanwhile")
    func devices() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .security, by: asha, meera))
        guard case .deviceWaits(nil) = try await staff.signIn(jonas) else {
            Issue.record("let in without a look")
            return
        }
        let device = try #require(try await staff.service.roster()[jonas.id]?.devices.first)
        try await staff.attest(device.id, of: jonas.id, by: .member(asha.id), days: 0)
        let token = try await staff.session(jonas)
        _ = try await staff.service.admit(token)
        let midnight = 86_400 - staff.now.seconds % 86_400
        staff.turn(seconds: midnight - 60)
        let late = try await staff.session(jonas)
        staff.turn(seconds: 60)
        await #expect(throws: StaffError.notLetIn(.unattestedDevice)) { try await staff.service.admit(late) }
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(late) }
        guard case .deviceWaits(nil) = try await staff.signIn(jonas) else {
            Issue.record("let in with a look that ran out")
            return
        }
        #expect(staff.recorder.deeds.last == .signInRefused)
    }

    @Test("a browser that a member did not show before waits for somebody to look at it")
    func newDevice() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        for browser in [nil, meera.browser] as [StaffSecret?] {
            guard case .deviceWaits(let secret?) = try await staff.signIn(asha, browser: .some(browser)) else {
                Issue.record("let in on a browser that is not hers")
                return
            }
            #expect(staff.recorder.deeds.suffix(2) == [.signInRefused, .deviceEnrolled])
            let device = try #require(try await staff.service.roster()[asha.id]?.devices.last)
            #expect(device.secretHash == secret.hash && device.attestation == nil)
            try await staff.attest(device.id, of: asha.id, by: .member(meera.id))
            guard case .letIn = try await staff.signIn(asha, browser: secret) else {
                Issue.record("not let in after the look")
                return
            }
        }
        // Taken away, its session is over.
        guard case .letIn(let token) = try await staff.signIn(asha) else { return }
        let device = try await staff.service.admit(token).device.id
        try await staff.service.withdraw(device, of: asha.id, by: .member(meera.id))
        await #expect(throws: StaffError.notLetIn(.unattestedDevice)) { try await staff.service.admit(token) }
    }

    @Test("somebody else looks, at all three, for at most half a year; nobody for herself")
    func looks() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let device = try #require(try await staff.service.roster()[asha.id]?.devices.first?.id)
        await #expect(throws: StaffError.refused(.own)) {
            try await staff.attest(device, of: asha.id, by: .member(asha.id))
        }
        for days in [-1, StaffDevice.dayCountMaximum + 1] {
            await #expect(throws: StaffError.refused(.attestationDay)) {
                try await staff.attest(device, of: asha.id, by: .member(meera.id), days: days)
            }
        }
        for missing in 0..<3 {
            let look = DeviceLook(
                isDiskEncrypted: missing != 0,
                locksItsScreen: missing != 1,
                canBeWiped: missing != 2
            )
            await #expect(throws: StaffError.refused(.incompleteAttestation)) {
                try await staff.service.attest(
                    device,
                    of: asha.id,
                    look,
                    until: staff.today,
                    by: .member(meera.id)
                )
            }
        }
        await #expect(throws: StaffError.refused(.own)) {
            try await staff.service.recordTraining(.quarterly, on: staff.today, of: asha.id, by: .member(asha.id))
        }
        for days in [1, -TrainingRecord.dayCountMaximum - 1] {
            await #expect(throws: StaffError.refused(.trainingDay)) {
                try await staff.service.recordTraining(
                    .quarterly,
                    on: staff.today.adding(days: days),
                    of: asha.id,
                    by: .member(meera.id)
                )
            }
        }
        await #expect(throws: StaffError.refused(.own)) {
            try await staff.service.planDuty(
                from: staff.now,
                until: staff.now.adding(seconds: 60),
                of: asha.id,
                by: .member(asha.id)
            )
        }
        for (from, until): (Int64, Int64) in [
            (0, 0), (10, 5), (-20, -10), (0, 14 * 86_400 + 1), (93 * 86_400, 94 * 86_400),
        ] {
            await #expect(throws: StaffError.refused(.dutyWindow), "\(from) \(until)") {
                try await staff.service.planDuty(
                    from: staff.now.adding(seconds: from),
                    until: staff.now.adding(seconds: until),
                    of: asha.id,
                    by: .member(meera.id)
                )
            }
        }
    }

    @Test("a challenge is answered once, for what it was made, within five minutes")
    func challenges() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let challenge = staff.service.beginSignIn()
        let used = try asha.authenticator.assert(.init(party: TestStaff.party, challenge: challenge))
        func again() async throws -> StaffSignIn {
            try await staff.service.signIn(used.response, challenge: challenge, device: asha.browser, label: "x")
        }
        _ = try await again()
        await #expect(throws: StaffError.notLetIn(.challenge)) { try await again() }
        let link = try await staff.invite("Priya", .support, by: asha, meera)
        let start = try await staff.service.beginJoining(link)
        let wrong = try asha.authenticator.assert(.init(party: TestStaff.party, challenge: start.challenge))
        await #expect(throws: StaffError.notLetIn(.challenge)) {
            try await staff.service.signIn(
                wrong.response,
                challenge: start.challenge,
                device: asha.browser,
                label: "x"
            )
        }
        let old = staff.service.beginSignIn()
        staff.turn(seconds: StaffChallenges.lifetimeSeconds)
        let late = try asha.authenticator.assert(.init(party: TestStaff.party, challenge: old))
        await #expect(throws: StaffError.notLetIn(.challenge)) {
            try await staff.service.signIn(late.response, challenge: old, device: asha.browser, label: "x")
        }
    }

    @Test("a passkey that is wrong in any way lets nobody in, and that of a member is written down, with a limit")
    func wrongPasskeys() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        _ = try await staff.session(asha)
        let before = staff.recorder.acts.count
        for fault in [SoftwareFault.lowerCounter, .badSignature, .otherKey, .otherRelyingParty] {
            await #expect(throws: StaffError.notLetIn(.passkey), "\(fault)") {
                try await staff.signIn(asha) { $0.fault = fault }
            }
            #expect(staff.recorder.deeds.last == .signInRefused)
        }
        await #expect(throws: StaffError.notLetIn(.passkey)) {
            try await staff.signIn(asha) { $0.isUserVerified = false }
        }
        await #expect(throws: StaffError.notLetIn(.passkey)) {
            try await staff.signIn(asha) { $0.origin = "https://evil.example" }
        }
        #expect(staff.recorder.acts.count == before + 6)
        for _ in 0..<2 {
            await #expect(throws: StaffError.notLetIn(.passkey)) {
                try await staff.signIn(asha) { $0.fault = .badSignature }
            }
        }
        await #expect(throws: StaffError.tooManyTries(retryAfterSeconds: 120)) {
            try await staff.signIn(asha) { $0.fault = .badSignature }
        }
        #expect(staff.recorder.acts.count == before + 8)
        // She herself gets in all the same.
        _ = try await staff.session(asha)
        let stranger = SoftwareAuthenticator()
        _ = stranger.register(.init(party: TestStaff.party, challenge: staff.service.beginSignIn()), userHandle: [1])
        let nobody = TestStaff.Person(authenticator: stranger, id: asha.id, browser: asha.browser)
        await #expect(throws: StaffError.notLetIn(.passkey)) { try await staff.signIn(nobody) }
    }

    /// Each of them is above the counter that stood when it was looked at.
    @Test("of two copies of a passkey that are shown at once one is let in, and the other is written down")
    func twoCopies() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        let other = staff.another()
        staff.recorder.during(.signedIn) {
            asha.authenticator.setCounters(to: 1)
            _ = try await staff.signIn(asha, at: other)
        }
        await #expect(throws: StaffError.notLetIn(.passkey)) { try await staff.signIn(asha) }
        #expect(staff.recorder.deeds.last == .signInRefused)
        #expect(try await staff.service.sessions(of: asha.id).count == 1)
        #expect(try await staff.service.roster()[asha.id]?.passkey.signCount == 2)
    }

    @Test("a token that the store points at another's session is nobody's")
    func swappedIndex() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        let token = try await staff.session(asha)
        let session = try await staff.service.admit(token).session
        let planted = StaffSecret.random(.session)
        let key = RecordKey.staffSession(token.hash, of: asha.id)
        try await staff.records.put(key, session, unique: planted.hash, expected: nil)
        let other = StaffService(staff.service.surroundings)
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await other.admit(planted) }
        // A secret of one kind is none of another.
        let text = token.text()
        let device = try #require(StaffSecret(.device, text: text))
        #expect(device.hash != token.hash)
    }
}
