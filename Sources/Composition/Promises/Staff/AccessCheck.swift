import Assurance
import Cycle
import Identity
import Money
import Primitives
import Staff
import Vault

/// ACC-5: one person's data without two officers, beyond what they agreed to, or longer.
struct AccessCheck: PromiseCheck {
    let promise = PromiseID.acc5
    let method =
        "Makes a person who allows help with her money, a staff, a key service and a log in memory, with the code that "
        + "keeps the real ones. Tries to read her money before anybody agreed, with one officer's agreement, with hers "
        + "twice, with the agreement of who asked, and before the log has published it; then with two: it must open "
        + "for who asked, the money alone, and be over when its minute is. All of it must stand in her own history."
    let isStaffed: @Sendable () async throws -> Bool
    let now: Now
    /// How an officer agrees; a test makes it easier.
    var agree: @Sendable (CheckedAccess, AccessRequest, CheckedStaff.Member) async throws -> Void = {
        try await $0.agree(to: $1, by: $2)
    }
    /// Who reads; a test lets others.
    var reads: @Sendable (CheckedAccess, AccessRequest, TrackerID, StaffMemberID) async -> Bool = {
        await $0.reads($1, $2, by: $3)
    }

    func run() async throws -> PromiseFinding {
        guard try await isStaffed() else { return PromiseFinding(.notInDeployment(.noStaff)) }
        // An access lasts a minute at least.
        let clock = CheckedClock(now())
        let access = try await CheckedAccess(now: { clock.now })
        defer { access.close() }
        guard let engineer = access.staff[.engineer], let support = access.staff[.support],
            case let officers = access.staff.bothOfficers, officers.count == 2
        else { throw StaffError.refused(.unknownMember) }
        // With three, one of them may ask and two others agree.
        let third = try await access.staff.addOfficer("Third")
        let beforeConsent = await asks(access, engineer)
        try await access.identity.allowSupport(with: [MoneyTracker.id], for: access.token)
        let beyond = await asks(access, engineer, [MoneyTracker.id, CycleTracker.id])
        let ownVote = try await withOwnVote(access, third)

        let request = try await access.ask(by: engineer.id)
        var early = 0
        try await access.settle()
        early += await reads(access, request, MoneyTracker.id, engineer.id) ? 1 : 0
        try await agree(access, request, officers[0])
        try await access.settle()
        early += await reads(access, request, MoneyTracker.id, engineer.id) ? 1 : 0
        for _ in 0..<2 { try? await agree(access, request, officers[0]) }
        try await access.settle()
        early += await reads(access, request, MoneyTracker.id, engineer.id) ? 1 : 0
        try await agree(access, request, officers[1])
        try await access.service.settle()
        early += await reads(access, request, MoneyTracker.id, engineer.id) ? 1 : 0

        try await access.settle()
        let opened = await reads(access, request, MoneyTracker.id, engineer.id)
        var others = 0
        for member in [support.id, third.id] + officers.map(\.id) {
            others += await reads(access, request, MoneyTracker.id, member) ? 1 : 0
        }
        let widened = await reads(access, request, CycleTracker.id, engineer.id)
        clock.turn(seconds: 61)
        let late = await reads(access, request, MoneyTracker.id, engineer.id)
        try await access.settle()
        let history = try await access.deeds()
        let told = try await !access.identity.accessNotices(for: access.token).isEmpty
        return PromiseFinding([
            Evidence(
                "Asked for without her consent",
                beforeConsent ? "taken" : "refused",
                isAsPromised: !beforeConsent
            ),
            Evidence("More asked for than she allowed", beyond ? "taken" : "refused", isAsPromised: !beyond),
            Evidence(
                "Read before two officers agreed and the log had it",
                "4 tried, \(early) read",
                isAsPromised: early == 0
            ),
            Evidence("Agreed to by who asked", ownVote ? "taken" : "refused", isAsPromised: !ownVote),
            Evidence("With two officers, by who asked", opened ? "read" : "not read", isAsPromised: opened),
            Evidence("By anybody else of the staff", "4 tried, \(others) read", isAsPromised: others == 0),
            Evidence("Beyond what was agreed to", widened ? "read" : "not read", isAsPromised: !widened),
            Evidence("After its time", late ? "read" : "not read", isAsPromised: !late),
            Evidence(
                "In her own history",
                history.map(\.name).joined(separator: ", "),
                isAsPromised: Self.expected.isSubset(of: Set(history)) && told
            ),
        ])
    }

    private static let expected: Set<StaffDeed> = [
        .accessAsked, .accessAgreed, .accessDenied, .accessOpened, .accessRead, .accessEnded,
    ]

    private func asks(
        _ access: CheckedAccess,
        _ member: CheckedStaff.Member,
        _ scope: [TrackerID] = [MoneyTracker.id]
    ) async -> Bool {
        do {
            _ = try await access.ask(by: member.id, scope: scope)
            return true
        } catch {
            return false
        }
    }

    /// Whether an officer who asked may be one of the two.
    private func withOwnVote(_ access: CheckedAccess, _ officer: CheckedStaff.Member) async throws -> Bool {
        let request = try await access.ask(by: officer.id)
        var isTaken = true
        do { try await agree(access, request, officer) } catch StaffError.refused(.own) { isTaken = false }
        try await access.service.end(request.id, by: officer.id)
        return isTaken
    }
}
