package import AuditTrail
package import Identity
package import Primitives
import TransparencyLog
package import Vault

/// Writes what is done about accounts into the transparency log, after the start of this process.
package struct TrailAccountRecorder: AccountEventRecorder, HistoryEnder {
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

    package func recordDeletion(
        of vault: VaultID,
        by slot: KeySlotID?,
        asked: Timestamp,
        backupDays: Int,
        at time: Timestamp
    ) async throws(VaultError) -> DeletionLeaf {
        try await waitForStart()
        let particulars = AuditParticulars.accountDeletion(asked: asked, backupDays: UInt32(clamping: backupDays))
        let actor = slot.map { LogActorID(high: $0.high, low: $0.low) } ?? .program
        do {
            let act = try await audit.recordEnd(of: LogSubjectID(vault), particulars, by: actor, at: time)
            return DeletionLeaf(
                opening: act.opening.encoded(),
                index: act.index,
                particulars: particulars.encode()
            )
        } catch { throw VaultError(error) }
    }

    package func destroyHistory(of vault: VaultID) async throws(VaultError) {
        do { try await audit.destroyHistory(of: LogSubjectID(vault)) } catch { throw VaultError(error) }
    }
}
