import AuditTrail
import Backup

/// What an operator says of a restore beside the backup and the root key.
package struct RestoreOptions: Sendable {
    /// The directory of keeper's own backup; nil to look beside the backup and where it is configured.
    package var keys: String?
    /// Files with published checkpoints, besides those that lie beside backups.
    package var published: [String]
    /// Whether the restored log may leave out what was published.
    package var mayLeaveOut: Bool

    package init(keys: String? = nil, published: [String] = [], mayLeaveOut: Bool = false) {
        self.keys = keys
        self.published = published
        self.mayLeaveOut = mayLeaveOut
    }

    /// What was published, as far as it is known here.
    ///
    /// - Throws: ``RestoreError/noPublished``, ``BackupError/system(_:)``.
    func notes(beside folder: String, _ configuration: Configuration) throws(RestoreError) -> PublishedNotes {
        var notes: [[UInt8]] = []
        do throws(BackupError) {
            for directory in [BroughtKeys.parent(of: folder), configuration.backupDirectory] {
                guard let directory else { continue }
                let path = "\(directory)/\(PublishedCheckpointFile.name)"
                guard let note = try PublishedCheckpointFile.read(path), !notes.contains(note) else { continue }
                notes.append(note)
            }
        } catch { throw .backup(error) }
        for path in published {
            let note: [UInt8]?
            do { note = try PublishedCheckpointFile.read(path) } catch { throw .backup(error) }
            guard let note else { throw .noPublished }
            notes.append(note)
        }
        return PublishedNotes(notes, mayLeaveOut: mayLeaveOut)
    }
}
