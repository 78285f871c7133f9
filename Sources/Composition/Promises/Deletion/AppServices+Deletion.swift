import Backup
import Identity
import Primitives

extension AppServices {
    var backupErasureCheck: BackupErasureCheck {
        var oldest: (@Sendable () async throws -> Timestamp?)?
        if let catalogue = backups.target(nil).map(backups.catalogue) {
            oldest = { try await catalogue.entries().compactMap(\.made).min() }
        }
        return BackupErasureCheck(
            oldest: oldest,
            days: configuration.backupDays,
            deletions: { [identity, writtenDeletions] in
                let deletions = try await identity.replayedDeletions().map { $0.encode() }
                return (deletions.count, deletions.isEmpty || writtenDeletions.isWritten(deletions))
            },
            now: SystemClock.now
        )
    }
}
