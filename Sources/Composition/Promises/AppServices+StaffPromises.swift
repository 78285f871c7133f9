import Assurance
import AuditTrail
import Primitives
import Staff
import TransparencyLog
import Web

extension AppServices {
    /// The checks of what is promised of the staff.
    ///
    /// - `staff`: how a stranger reaches its listener; nil where this process serves none.
    func staffPromiseChecks(staff probe: ServerProbe?, promises: PromiseBoard) -> [any PromiseCheck] {
        let service = self.staff
        let hasListener = configuration.staff != nil
        let isStaffed: @Sendable () async throws -> Bool = {
            if hasListener { return true }
            return try await !service.roster().members.isEmpty
        }
        let pages: @Sendable () throws -> StaffSite = { [self] in try staffPages(promises: promises) }
        return [
            StaffRouteCheck(
                isStaffed: isStaffed,
                endpoints: { try pages().endpoints },
                probe: probe,
                now: SystemClock.now
            ),
            StaffSignInCheck(
                isStaffed: isStaffed,
                live: { [self] in try await liveStaffSessions() },
                now: SystemClock.now
            ),
            StaffVaultCheck(isStaffed: isStaffed, site: pages, now: SystemClock.now),
            SupportViewCheck(isStaffed: isStaffed, site: pages, now: SystemClock.now),
            AccessCheck(isStaffed: isStaffed, now: SystemClock.now),
            StaffTrainingCheck(
                roster: { try await service.roster() },
                recorded: RecordedCheck(.pol1, records: promiseRecords, today: SystemClock.today),
                now: SystemClock.now
            ),
            StaffDeviceCheck(
                roster: { try await service.roster() },
                sessions: { [self] in try await openStaffSessions() },
                recorded: RecordedCheck(.pol2, records: promiseRecords, today: SystemClock.today),
                now: SystemClock.now
            ),
            DeployGateCheck(
                gate: configuration.activeDeployGate,
                digest: { try OwnBinary.digest() },
                recorded: RecordedCheck(.pol3, records: promiseRecords, today: SystemClock.today)
            ),
        ]
    }

    private func openStaffSessions() async throws -> [StaffSession] {
        var open: [StaffSession] = []
        let now = SystemClock.now()
        for member in try await staff.roster().members {
            open += try await staff.sessions(of: member.id).filter { !$0.isOver(at: now) }
        }
        return open
    }

    /// How far back sign-ins are looked for: more than a staff of 64 makes in eight hours.
    private static let signInLimit = 1000

    private func liveStaffSessions() async throws -> StaffSignInCheck.Live {
        let open = try await openStaffSessions()
        guard !open.isEmpty else { return .init(sessionCount: 0, unwrittenCount: 0) }
        let acts = try await audit.history(of: .staff, limit: Self.signInLimit)
        let begun = acts.compactMap { act -> (LogActorID, Timestamp)? in
            guard case .staff(let done)? = act.entry.particulars, done.deed == .signedIn else { return nil }
            return (act.entry.event.actor, act.entry.event.time)
        }
        // Written down first, then begun: within the minute.
        let unwritten = open.filter { session in
            !begun.contains { actor, time in
                actor == LogActorID(high: session.member.high, low: session.member.low) && time <= session.begun
                    && session.begun <= time.adding(seconds: 60)
            }
        }
        return .init(sessionCount: open.count, unwrittenCount: unwritten.count)
    }
}
