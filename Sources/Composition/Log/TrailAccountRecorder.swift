package import AuditTrail
import Identity
package import Primitives
import TransparencyLog
package import Vault

/// Writes what is done about accounts into the transparency log, after the start of this process.
package struct TrailAccountRecorder: AccountEventRecorder {
    private let audit: AuditTrail
    private let waitForStart: @Sendable () async throws(VaultError) -> Void

    /// - `waitForStart`: returns when the start of this process is in the log.
    package init(
        audit: AuditTrail,
        waitForStart: @escaping @Sendable () async throws(VaultError) -> Void = { () throws(VaultError) in }
    ) {
        self.audit = audit
        self.waitForStart = waitForStart
    }

    package func record(
        _ event: AccountEvent,
        of vault: VaultID,
        by slot: KeySlotID?,
        at time: Timestamp
    ) async throws(VaultError) {
        try await waitForStart()
        let actor = slot.map { LogActorID(high: $0.high, low: $0.low) } ?? .program
        let act = AuditAct(event, of: LogSubjectID(vault), by: actor, at: time)
        do { try await audit.record(act) } catch { throw VaultError(error) }
    }
}
