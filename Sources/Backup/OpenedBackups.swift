import Primitives
import Synchronization

/// What the backups say that this process opened lately; their keys are not kept.
///
/// Opening one is a use of the key service and a leaf of the log, which a look at every few minutes shall not be. What
/// is remembered is found by the digest of header and manifest as they lie there now, so one that was changed is opened
/// anew, and all are once a day: that the key service opens a backup is never an old story.
package final class OpenedBackups: Sendable {
    private static let seconds: Int64 = 86_400
    /// More than the days that backups are kept.
    private static let countMaximum = 256

    private struct Opened {
        let manifest: BackupManifest
        let time: Timestamp
    }

    private let opened = Mutex<[[UInt8]: Opened]>([:])

    package init() {}

    func manifest(_ digest: [UInt8], at now: Timestamp) -> BackupManifest? {
        opened.withLock { opened in
            guard let found = opened[digest] else { return nil }
            // A clock that was set back makes nothing young.
            guard found.time <= now, now < found.time.adding(seconds: Self.seconds) else {
                opened[digest] = nil
                return nil
            }
            return found.manifest
        }
    }

    func remember(_ backup: SealedBackup, at now: Timestamp) {
        opened.withLock { opened in
            if opened.count >= Self.countMaximum { opened.removeAll() }
            opened[backup.digest] = Opened(manifest: backup.manifest, time: now)
        }
    }
}
