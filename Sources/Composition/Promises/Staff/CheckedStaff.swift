import KeyService
import Primitives
import Sealing
import Staff
import Synchronization
import WebAuthn

/// A staff in memory with one member of each role: the code that keeps the real one, over stores that end with it.
final class CheckedStaff: Sendable {
    struct Member: Sendable {
        let id: StaffMemberID
        let passkey: ProbePasskey
        let browser: StaffSecret
        /// What the passkey derives of the officers' salt.
        let output: SharedSecret
    }

    let service: StaffService
    let recorder: RecordedActs
    private let now: Now
    private let members = Mutex<[StaffRole: Member]>([:])

    private let officers = Mutex<[Member]>([])

    /// - `log`: where acts are written down as well; nil for nowhere else.
    init(now: @escaping Now, records: SealedRecords? = nil, log: (any StaffRecorder)? = nil) async throws {
        self.now = now
        recorder = RecordedActs(log)
        var kept = records
        if kept == nil { kept = try await CheckedStores(now: now).records }
        guard let kept else { throw StaffError.unrecorded }
        service = StaffService(
            StaffService.Surroundings(
                records: kept,
                recorder: recorder,
                relyingParty: CheckedStores.party,
                now: now
            )
        )
        let first = try await join(try await service.inviteFirst(name: "First", role: .seniorEngineer))
        let second = try await join(try await service.inviteFirst(name: "Second", role: .seniorEngineer))
        members.withLock { $0[.seniorEngineer] = first }
        officers.withLock { $0 = [first, second] }
        for role in StaffRole.allCases where !role.isOfficer {
            let proposal = try await service.propose(.invitation(name: role.name, role: role), by: first.id)
            guard let link = try await service.approve(proposal, by: second.id) else { continue }
            let member = try await join(link)
            members.withLock { $0[role] = member }
        }
    }

    /// Both.
    var bothOfficers: [Member] { officers.withLock { $0 } }

    subscript(role: StaffRole) -> Member? { members.withLock { $0[role] } }

    /// One more officer, whom the first two invite.
    func addOfficer(_ name: String) async throws -> Member {
        let both = bothOfficers
        let proposal = try await service.propose(.invitation(name: name, role: .seniorEngineer), by: both[0].id)
        guard let link = try await service.approve(proposal, by: both[1].id) else { throw StaffError.unrecorded }
        return try await join(link)
    }

    private func join(_ link: StaffSecret) async throws -> Member {
        let passkey = ProbePasskey(party: CheckedStores.party)
        let output = SharedSecret(.random(count: 32))
        let start = try await service.beginJoining(link)
        let browser = try await service.join(
            link,
            passkey.registration(start.challenge),
            challenge: start.challenge,
            output: output.bytes.duplicate(),
            device: nil,
            label: "check"
        )
        return Member(id: start.member, passkey: passkey, browser: browser, output: output)
    }

    /// Lets everything count for a member that a role rests on.
    func makeFit(_ member: Member) async throws {
        let look = DeviceLook(isDiskEncrypted: true, locksItsScreen: true, canBeWiped: true)
        let today = now().day()
        for device in try await service.roster()[member.id]?.devices ?? [] {
            let until = today.adding(days: 1)
            try await service.attest(device.id, of: member.id, look, until: until, by: .operators)
        }
        try await service.recordTraining(.onboarding, on: today, of: member.id, by: .operators)
        let until = now().adding(seconds: 3600)
        try await service.planDuty(from: now(), until: until, of: member.id, by: .operators)
    }

    /// Tries the door; a token where somebody was let in.
    func tryDoor(_ member: Member, _ fault: ProbePasskey.Fault? = nil) async throws -> StaffSecret? {
        let challenge = service.beginSignIn()
        do throws(StaffError) {
            let outcome = try await service.signIn(
                member.passkey.assertion(challenge, fault),
                challenge: challenge,
                device: member.browser,
                label: "check"
            )
            guard case .letIn(let token) = outcome else { return nil }
            return token
        } catch {
            switch error {
            case .notLetIn, .unrecorded: return nil
            default: throw error
            }
        }
    }
}

/// Acts that were written down; or the log is away, and none can be.
final class RecordedActs: StaffRecorder {
    private let state = Mutex<(acts: [StaffAct], isAway: Bool)>(([], false))
    private let log: (any StaffRecorder)?

    init(_ log: (any StaffRecorder)? = nil) { self.log = log }

    var acts: [StaffAct] { state.withLock { $0.acts } }

    func goAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

    func record(_ act: StaffAct) async throws(StaffError) {
        let isWritten = state.withLock { state in
            if !state.isAway { state.acts.append(act) }
            return !state.isAway
        }
        guard isWritten else { throw .unrecorded }
        try await log?.record(act)
    }
}
