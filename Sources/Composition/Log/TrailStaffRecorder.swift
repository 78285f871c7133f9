package import AuditTrail
package import Primitives
package import Staff
import TransparencyLog

/// Writes acts of the staff into the transparency log, after the start of this process.
package struct TrailStaffRecorder: StaffRecorder {
    private let audit: AuditTrail
    private let now: Now
    private let waitForStart: @Sendable () async throws(StaffError) -> Void

    /// - `waitForStart`: returns when the start of this process is in the log.
    package init(
        audit: AuditTrail,
        now: @escaping Now,
        waitForStart: @escaping @Sendable () async throws(StaffError) -> Void = { () throws(StaffError) in }
    ) {
        self.audit = audit
        self.now = now
        self.waitForStart = waitForStart
    }

    package func record(_ act: StaffAct) async throws(StaffError) {
        let event = StaffEvent(
            act.deed,
            role: act.role,
            concerned: act.concerned,
            given: act.given,
            access: act.access,
            breach: act.breach
        )
        let actor = act.actor.map { LogActorID(high: $0.high, low: $0.low) } ?? .program
        let subject = act.vault.map { LogSubjectID($0) } ?? .staff
        try await waitForStart()
        do {
            try await audit.record(AuditAct(event, of: subject, by: actor, at: now()))
        } catch { throw .unrecorded }
    }
}
