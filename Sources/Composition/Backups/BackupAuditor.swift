package import AuditTrail
import Backup
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
    /// The key of an epoch is gone.
    let ended: @Sendable (EpochKey) async throws -> Void
    /// Of a checkpoint that lies beside backups and the published one, the one that is to lie there.
    let newest: @Sendable (_ known: [UInt8]?) async throws -> [UInt8]?
    /// The checkpoint of the log, as it is signed; empty where there is none.
    let checkpoint: @Sendable () async throws -> [UInt8]

    /// As acts of a log.
    package init(_ audit: AuditTrail, now: @escaping Now = SystemClock.now) {
        fetched = { fetch throws(KeyRingError) in try await audit.record(fetch) }
        made = { digest in try await audit.record(AuditAct(.backup(digest: digest), at: now())) }
        deleted = { digest in try await audit.record(AuditAct(.backupDeletion(digest: digest), at: now())) }
        ended = { key in
            let particulars = AuditParticulars.epochKeyDestruction(key: key.epoch.keyID, began: key.epoch.began)
            try await audit.record(AuditAct(particulars, at: now()))
        }
        newest = { known in
            guard let published = try await audit.checkpoint() else { return nil }
            let key = try audit.signerKey()
            // One of ours that is larger: the log was put back from an older copy. It stays, and shows that.
            if let known, let size = Self.size(of: known, by: key), size > published.head.size { return nil }
            return known == published.bytes ? nil : published.bytes
        }
        checkpoint = { try await audit.checkpoint()?.bytes ?? [] }
    }

    /// The size of a checkpoint of our log; nil for another one's, or what is none.
    private static func size(of note: [UInt8], by key: NoteKey) -> UInt64? {
        do {
            return try UnverifiedCheckpoint(parsing: note).verified(by: key, origin: key.name).head.size
        } catch { return nil }
    }
}
