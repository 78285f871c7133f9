package import AuditTrail
import KeyService
package import Primitives
import TransparencyLog

/// Writes what happens to backups into the transparency log, each before it counts as done.
package struct BackupAuditor: Sendable {
    /// A key was asked for, to open a backup.
    let fetched: KeyEncryptionKeyRing.FetchRecorder
    /// A backup is whole; its digest.
    let made: @Sendable ([UInt8]) async throws -> Void
    /// A backup is about to be deleted; its digest.
    let deleted: @Sendable ([UInt8]) async throws -> Void
    /// The checkpoint of the log, as it is signed; empty where there is none.
    let checkpoint: @Sendable () async throws -> [UInt8]

    /// As acts of a log.
    package init(_ audit: AuditTrail, now: @escaping Now = SystemClock.now) {
        fetched = { fetch throws(KeyRingError) in try await audit.record(fetch) }
        made = { digest in try await audit.record(AuditAct(.backup(digest: digest), at: now())) }
        deleted = { digest in try await audit.record(AuditAct(.backupDeletion(digest: digest), at: now())) }
        checkpoint = { try await audit.checkpoint()?.bytes ?? [] }
    }
}
