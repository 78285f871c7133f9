import Assurance
import Primitives
import Staff

/// POL-1: training that lapsed.
struct StaffTrainingCheck: PromiseCheck {
    let promise = PromiseID.pol1
    let method =
        "Reads when each member of the staff was introduced and trained last: it counts for a quarter. Whoever's "
        + "training lapsed must have no permission of production at this moment."
    let roster: @Sendable () async throws -> StaffRoster
    /// What is known where there is no staff: a record that somebody made of it.
    let recorded: RecordedCheck
    let now: Now
    /// What a member may do now.
    var standing: @Sendable (StaffMember, Timestamp) -> StaffStanding = { StaffStanding($0, on: nil, at: $1) }

    func run() async throws -> PromiseFinding {
        let members = try await roster().members
        guard !members.isEmpty else { return try await recorded.withoutStaff() }
        let now = now()
        let today = now.day()
        let dues = members.map(StaffStanding.trainingDue)
        let lapsed = zip(members, dues).filter { ($0.1 ?? .distantPast) < today }.map(\.0)
        let stillOpen = lapsed.filter { !standing($0, now).permissions.isWithoutProduction }
        let next = dues.compactMap(\.self).min()
        let evidence = [
            Evidence(
                "Members whose training counts",
                "\(members.count - lapsed.count) of \(members.count)",
                isAsPromised: lapsed.isEmpty
            ),
            Evidence(
                "Members without it who still have production",
                "\(stillOpen.count)",
                isAsPromised: stillOpen.isEmpty
            ),
        ]
        return Self.finding(evidence, isBroken: !stillOpen.isEmpty, isOverdue: !lapsed.isEmpty, next, today)
    }

    static func finding(
        _ evidence: [Evidence],
        isBroken: Bool,
        isOverdue: Bool,
        _ due: CalendarDay?,
        _ today: CalendarDay
    ) -> PromiseFinding {
        let verdict: Verdict = isBroken ? .broken : isOverdue ? .overdue : .kept
        var warning: String?
        if !isOverdue, let due, due <= today.adding(days: TrainingRecord.warningDayCount) {
            warning = "The first of them counts until \(due.iso)."
        }
        return PromiseFinding(verdict, evidence, due: due, warning: warning)
    }
}

/// POL-2: devices that nobody looked at.
struct StaffDeviceCheck: PromiseCheck {
    let promise = PromiseID.pol2
    let method =
        "Reads which devices of the staff somebody else looked at (disk encryption, screen lock, remote wipe), and "
        + "until when that counts. No session may be open on another, and a staff in memory tries to begin one there."
    let roster: @Sendable () async throws -> StaffRoster
    /// The sessions that are open now.
    let sessions: @Sendable () async throws -> [StaffSession]
    let recorded: RecordedCheck
    let now: Now
    /// Whether a session begins on a device that nobody looked at.
    var beginsUnattested: @Sendable (CheckedStaff) async throws -> Bool = { staff in
        guard let member = staff[.engineer] else { throw StaffError.refused(.unknownMember) }
        return try await staff.tryDoor(member) != nil
    }

    func run() async throws -> PromiseFinding {
        let members = try await roster().members
        guard !members.isEmpty else { return try await recorded.withoutStaff() }
        let today = now().day()
        let looked = members.flatMap(\.devices).filter { $0.attestation != nil }
        let lapsed = looked.filter { !$0.isAttested(on: today) }
        let counting = Set(looked.filter { $0.isAttested(on: today) }.map(\.id))
        let open = try await sessions()
        let wrong = open.filter { !counting.contains($0.device) }
        let begins = try await beginsUnattested(try await CheckedStaff(now: now))
        let evidence = [
            Evidence(
                "Devices that somebody looked at",
                "\(looked.count), \(lapsed.count) of them too long ago",
                isAsPromised: lapsed.isEmpty
            ),
            Evidence(
                "Sessions open on a device that does not count",
                "\(wrong.count) of \(open.count)",
                isAsPromised: wrong.isEmpty
            ),
            Evidence(
                "A session on a device that nobody looked at",
                begins ? "began" : "refused",
                isAsPromised: !begins
            ),
        ]
        let due = looked.compactMap { $0.attestation?.until }.min()
        return StaffTrainingCheck.finding(
            evidence,
            isBroken: begins || !wrong.isEmpty,
            isOverdue: !lapsed.isEmpty,
            due,
            today
        )
    }
}

extension RecordedCheck {
    /// What a record says; without one, that there is nobody it could be about.
    fileprivate func withoutStaff() async throws -> PromiseFinding {
        let finding = try await run()
        guard case .notInDeployment(.noRecord) = finding.verdict else { return finding }
        return PromiseFinding(.notInDeployment(.noStaff))
    }
}

extension CalendarDay {
    fileprivate static var distantPast: CalendarDay { CalendarDay(daysSinceEpoch: .min) }
}

extension StaffPermissions {
    fileprivate var isWithoutProduction: Bool { self == withoutProduction }
}
