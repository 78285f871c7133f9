import Primitives
import TestSupport
import Testing
import WebAuthn

@testable import Staff

/// Goal: nobody belongs to the staff without two officers who each agreed, and a link is good once.
///
/// Method: the whole way with passkeys of software, over stores in memory.
@Suite("Invitations of the staff")
struct InvitationTests {
    @Test("the first two officers come by the command line, and no third one")
    func firstOfficers() async throws {
        let staff = try await TestStaff()
        await #expect(throws: StaffError.refused(.firstIsOfficer)) {
            try await staff.service.inviteFirst(name: "Asha", role: .support)
        }
        let spare = try await staff.service.inviteFirst(name: "Leela", role: .seniorEngineer)
        _ = try await staff.officers()
        #expect(try await staff.service.roster().officers.count == 2)
        await #expect(throws: StaffError.refused(.officersExist)) {
            try await staff.service.inviteFirst(name: "Third", role: .seniorEngineer)
        }
        // A link that was made while there were fewer is good for nothing now.
        await #expect(throws: StaffError.refused(.officersExist)) { try await staff.join(spare) }
    }

    @Test("an invitation takes two officers, and its link makes one member")
    func invited() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let proposal = try await staff.service.propose(.invitation(name: " Priya ", role: .support), by: asha.id)
        await #expect(throws: StaffError.refused(.agreedAlready)) {
            try await staff.service.approve(proposal, by: asha.id)
        }
        let link = try #require(try await staff.service.approve(proposal, by: meera.id))
        await #expect(throws: StaffError.refused(.unknownProposal)) {
            try await staff.service.approve(proposal, by: meera.id)
        }
        let priya = try await staff.join(link)
        let member = try #require(try await staff.service.roster()[priya.id])
        #expect(member.name == "Priya" && member.role == .support)
        await #expect(throws: StaffError.refused(.unknownLink)) { try await staff.join(link) }
        #expect(
            staff.recorder.deeds.suffix(4) == [.proposed, .approved, .joined, .deviceEnrolled]
        )
    }

    @Test("a link that was used by somebody else meanwhile makes nobody else a member")
    func race() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let link = try await staff.invite("Priya", .support, by: asha, meera)
        let late = try await staff.service.beginJoining(link)
        _ = try await staff.join(link)
        let made = asha.authenticator.register(
            .init(party: TestStaff.party, challenge: late.challenge),
            userHandle: late.member.bytes
        )
        await #expect(throws: StaffError.refused(.unknownLink)) {
            try await staff.service.join(
                link,
                made.response,
                challenge: late.challenge,
                output: nil,
                device: nil,
                label: "Laptop"
            )
        }
    }

    @Test("only officers propose, agree and take back")
    func others() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let change = StaffProposal.Change.invitation(name: "Ravi", role: .auditor)
        for role in StaffRole.allCases where !role.isOfficer {
            let link = try await staff.invite("Somebody \(role.name)", role, by: asha, meera)
            let person = try await staff.join(link)
            await #expect(throws: StaffError.refused(.notOfficer)) {
                try await staff.service.propose(change, by: person.id)
            }
            let proposal = try await staff.service.propose(change, by: asha.id)
            await #expect(throws: StaffError.refused(.notOfficer)) {
                try await staff.service.approve(proposal, by: person.id)
            }
            await #expect(throws: StaffError.refused(.notOfficer)) {
                try await staff.service.withdraw(proposal, by: person.id)
            }
            try await staff.service.withdraw(proposal, by: meera.id)
        }
    }

    @Test("a proposal and a link count for a day")
    func expired() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let proposal = try await staff.service.propose(.invitation(name: "Priya", role: .support), by: asha.id)
        staff.turn(seconds: StaffProposal.lifetimeSeconds)
        await #expect(throws: StaffError.refused(.expired)) {
            try await staff.service.approve(proposal, by: meera.id)
        }
        let link = try await staff.invite("Ravi", .support, by: asha, meera)
        staff.turn(seconds: StaffProposal.lifetimeSeconds - 1)
        let start = try await staff.service.beginJoining(link)
        staff.turn(seconds: 1)
        await #expect(throws: StaffError.refused(.expired)) { try await staff.service.beginJoining(link) }
        let made = asha.authenticator.register(
            .init(party: TestStaff.party, challenge: start.challenge),
            userHandle: start.member.bytes
        )
        await #expect(throws: StaffError.refused(.expired)) {
            try await staff.service.join(
                link,
                made.response,
                challenge: start.challenge,
                output: nil,
                device: nil,
                label: "Laptop"
            )
        }
    }

    @Test("what an officer agreed to ends when she is removed, before and after the second one agreed")
    func rosterChanges() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .seniorEngineer, by: asha, meera))
        let waiting = try await staff.service.propose(.invitation(name: "Priya", role: .support), by: jonas.id)
        let link = try await staff.invite("Ravi", .support, by: asha, jonas)
        let start = try await staff.service.beginJoining(link)
        try await staff.service.remove(jonas.id, by: .member(asha.id))
        await #expect(throws: StaffError.refused(.unknownProposal)) {
            try await staff.service.approve(waiting, by: meera.id)
        }
        let made = asha.authenticator.register(
            .init(party: TestStaff.party, challenge: start.challenge),
            userHandle: start.member.bytes
        )
        await #expect(throws: StaffError.refused(.unknownLink)) {
            try await staff.service.join(
                link,
                made.response,
                challenge: start.challenge,
                output: nil,
                device: nil,
                label: "Laptop"
            )
        }
        #expect(try await staff.service.roster().members.count == 2)
    }

    @Test("agreements of whoever is no officer count for nothing, also where they still stand")
    func officerGone() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        var roster = try await staff.service.roster()
        let gone = StaffMemberID(high: 1, low: 2)
        let id = StaffProposalID(high: 3, low: 4)
        roster.proposals = [
            StaffProposal(id: id, .invitation(name: "Priya", role: .support), made: staff.now, by: gone)
        ]
        #expect(throws: StaffRefusal.officerGone) {
            try roster.approve(id, by: meera.id, secretHash: [1], at: staff.now)
        }
        var proposal = StaffProposal(
            id: id,
            .invitation(name: "Priya", role: .support),
            made: staff.now,
            by: asha.id,
            secretHash: [1]
        )
        proposal.approvals.append(gone)
        roster.proposals = [proposal]
        #expect(throws: StaffRefusal.officerGone) { try roster.invitation(secretHash: [1], at: staff.now) }
        // One agreement is not two.
        roster.proposals[0].approvals = [asha.id]
        #expect(throws: StaffRefusal.unknownLink) { try roster.invitation(secretHash: [1], at: staff.now) }
    }

    @Test("another role takes two officers, neither of them the one it is about")
    func roles() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let jonas = try await staff.join(try await staff.invite("Jonas", .engineer, by: asha, meera))
        let own = StaffProposal.Change.role(asha.id, .security)
        await #expect(throws: StaffError.refused(.own)) { try await staff.service.propose(own, by: asha.id) }
        await #expect(throws: StaffError.refused(.tooFewOfficers)) {
            try await staff.service.propose(own, by: meera.id)
        }
        await #expect(throws: StaffError.refused(.sameRole)) {
            try await staff.service.propose(.role(jonas.id, .engineer), by: asha.id)
        }
        let up = try await staff.service.propose(.role(jonas.id, .seniorEngineer), by: asha.id)
        #expect(try await staff.service.approve(up, by: meera.id) == nil)
        #expect(try await staff.service.roster()[jonas.id]?.role == .seniorEngineer)
        // With three, one may go down: but not by her own agreement.
        let down = try await staff.service.propose(.role(asha.id, .security), by: meera.id)
        await #expect(throws: StaffError.refused(.own)) { try await staff.service.approve(down, by: asha.id) }
        #expect(try await staff.service.approve(down, by: jonas.id) == nil)
        #expect(try await staff.service.roster()[asha.id]?.role == .security)
        #expect(staff.recorder.deeds.suffix(2) == [.approved, .roleChanged])
    }

    @Test("an officer's passkey derives a key, or she is none")
    func officerKey() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        #expect(try await staff.service.roster()[asha.id]?.passkey.escrowKey != nil)
        let link = try await staff.invite("Jonas", .seniorEngineer, by: asha, meera)
        await #expect(throws: StaffError.refused(.passkeyWithoutKey)) { try await staff.join(link, prf: .none) }
        // The link was not used up by the try.
        _ = try await staff.join(link)
        let ravi = try await staff.join(try await staff.invite("Ravi", .engineer, by: asha, meera), prf: .none)
        await #expect(throws: StaffError.refused(.passkeyWithoutKey)) {
            try await staff.service.propose(.role(ravi.id, .seniorEngineer), by: asha.id)
        }
    }

    @Test("an officer does not follow her own invitation: neither on her browser nor with her passkey")
    func ownInvitation() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let link = try await staff.invite("Nobody", .security, by: asha, meera)
        await #expect(throws: StaffError.refused(.deviceTaken)) {
            try await staff.join(link, browser: asha.browser)
        }
        var roster = try await staff.service.roster()
        let passkey = try #require(roster[asha.id]?.passkey)
        let device = StaffDevice(
            id: StaffDeviceID(high: 1, low: 1),
            label: "x",
            secretHash: [1],
            enrolled: staff.now
        )
        #expect(throws: StaffRefusal.passkeyTaken) {
            try roster.join(
                secretHash: link.hash,
                as: StaffMemberID(high: 1, low: 1),
                passkey: passkey,
                device: device,
                ownDeviceSecretHash: nil,
                at: staff.now
            )
        }
    }

    @Test("names are one line, not empty, and nobody else's")
    func names() async throws {
        let staff = try await TestStaff()
        let (asha, _) = try await staff.officers()
        for (name, refusal): (String, StaffRefusal) in [
            ("", .emptyName), (" \t", .emptyName), ("ASHA", .nameTaken), ("a\nb", .name(.controlCharacter)),
            (String(repeating: "a", count: 61), .name(.tooLong)), ("a\u{202E}b", .name(.controlCharacter)),
        ] {
            await #expect(throws: StaffError.refused(refusal), "\(name)") {
                try await staff.service.propose(.invitation(name: name, role: .support), by: asha.id)
            }
        }
        _ = try await staff.service.propose(.invitation(name: "Priya", role: .support), by: asha.id)
        await #expect(throws: StaffError.refused(.nameTaken)) {
            try await staff.service.propose(.invitation(name: "priya", role: .engineer), by: asha.id)
        }
    }

    @Test("the last two officers stay, but for the command line")
    func removal() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        await #expect(throws: StaffError.refused(.own)) {
            try await staff.service.remove(asha.id, by: .member(asha.id))
        }
        await #expect(throws: StaffError.refused(.tooFewOfficers)) {
            try await staff.service.remove(meera.id, by: .member(asha.id))
        }
        let token = try await staff.session(meera)
        try await staff.service.remove(meera.id, by: .operators)
        await #expect(throws: StaffError.notLetIn(.signedOut)) { try await staff.service.admit(token) }
        #expect(try await staff.service.roster().name(of: meera.id) == "Meera")
        #expect(try await staff.service.sessions(of: meera.id) == [])
        _ = try await staff.first("Leela")
        #expect(try await staff.service.roster().officers.count == 2)
    }

    @Test("what cannot be written down is not done")
    func unrecorded() async throws {
        let staff = try await TestStaff()
        let (asha, meera) = try await staff.officers()
        let proposal = try await staff.service.propose(.invitation(name: "Priya", role: .support), by: asha.id)
        let before = try await staff.service.roster()
        staff.recorder.breakDown()
        await #expect(throws: StaffError.unrecorded) { try await staff.service.approve(proposal, by: meera.id) }
        await #expect(throws: StaffError.unrecorded) {
            try await staff.service.propose(.invitation(name: "Ravi", role: .support), by: asha.id)
        }
        await #expect(throws: StaffError.unrecorded) { try await staff.session(asha) }
        await #expect(throws: StaffError.unrecorded) {
            try await staff.service.endSessions(of: asha.id, by: .member(meera.id))
        }
        var after = try await staff.service.roster()
        after.members[0].passkey.signCount = before.members[0].passkey.signCount
        #expect(after == before)
        #expect(try await staff.service.sessions(of: asha.id) == [])
    }
}
