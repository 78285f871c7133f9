package import Backup
import Foundation
import Keeper
package import Primitives
import Synchronization

/// Keeps keeper's own backup: the keys that end are in no other.
///
/// - Source: docs/spec/backup.md §14.
package struct KeptKeys: Sendable {
    /// How old it becomes before it is written anew although nothing changed: its age shows that it is looked after.
    private static let freshSeconds: Int64 = 86_400

    let directory: DataDirectory
    /// Where it goes; nil for beside the backups.
    let configured: String?
    /// The configured place of backups.
    let backupDirectory: String?
    /// Of keeper; nil where the key service is elsewhere, and there is nothing to keep.
    let rootKeyFile: String?
    let now: Now

    var isNeeded: Bool { rootKeyFile != nil }

    /// Where it lies for backups in a directory; nil where nothing is to be kept, or no place is known.
    package func place(beside target: String?) -> KeeperBackupPlace? {
        guard isNeeded, let parent = configured ?? target ?? backupDirectory else { return nil }
        return KeeperBackupPlace(in: parent, installation: directory.installation)
    }

    /// Writes it before a backup in a directory counts as made, with the key of the epoch in it.
    ///
    /// - Throws: ``BackupError``, also where the key's file is not among keeper's.
    func keep(_ epoch: BackupEpoch, beside target: String) throws(BackupError) {
        guard let place = place(beside: target) else { return }
        try Self.alone { () throws(BackupError) in
            let backup = try current(after: try Self.readable(place))
            let name = KeeperFileFacts.name(ofEndingKey: epoch.keyID)
            guard backup.files.contains(where: { $0.name == name }) else { throw .notRecorded }
            try place.write(backup, outside: directory.path)
            try removeBeside(target)
        }
    }

    /// One at a time in this process, which alone has the data directory: a job and a backup under way both write it.
    private static let gate = Mutex(())

    private static func alone(_ body: () throws(BackupError) -> Void) throws(BackupError) {
        try gate.withLock { _ -> Result<Void, BackupError> in
            do throws(BackupError) { return .success(try body()) } catch { return .failure(error) }
        }.get()
    }

    /// Where it has a place of its own, one that lies beside the backups from before would keep keys for ever.
    private func removeBeside(_ target: String?) throws(BackupError) {
        guard configured != nil, let target else { return }
        let old = KeeperBackupPlace(in: target, installation: directory.installation)
        if old != place(beside: target) { try old.remove() }
    }

    /// Writes it where backups go by themselves, if what lies there is a day old or holds other keys.
    ///
    /// Nothing is made where nobody ever made it: a disk may not be mounted.
    func refresh() throws(BackupError) {
        guard let place = place(beside: nil) else { return }
        try Self.alone { () throws(BackupError) in
            guard let known = try Self.readable(place) else { return }
            try removeBeside(backupDirectory)
            let backup = try current(after: known)
            let isFresh = known.made <= now() && now() < known.made.adding(seconds: Self.freshSeconds)
            guard !isFresh || !known.holdsTheSame(as: backup) else { return }
            try place.write(backup, outside: directory.path)
        }
    }

    /// What it would hold now.
    ///
    /// - `known`: what is kept already; its root key stays in it where the file cannot be read now.
    func current(after known: KeeperBackup? = nil) throws(BackupError) -> KeeperBackup {
        let files: [BackupKeyFile]
        do { files = try KeeperFiles.readAll(directory.keeper) } catch { throw BackupError(wrapping: error) }
        return KeeperBackup(
            made: now(),
            installation: directory.installation,
            files: files,
            rootKey: try lockedRootKey(otherwise: known?.rootKey)
        )
    }

    /// One that is damaged is there, and to be replaced.
    private static func readable(_ place: KeeperBackupPlace) throws(BackupError) -> KeeperBackup? {
        do { return try place.read() } catch .keeperBackupDamaged {
            return KeeperBackup(
                made: Timestamp(milliseconds: 0),
                installation: StoreID(high: 0, low: 0),
                files: [],
                rootKey: nil
            )
        }
    }

    /// A root key that lies open is never in it.
    ///
    /// - `known`: what is kept of it; it stays where the file is gone, damaged or not ours to read: it may be the only
    ///   one that is left.
    private func lockedRootKey(otherwise known: [UInt8]?) throws(BackupError) -> [UInt8]? {
        guard let rootKeyFile, !rootKeyFile.isEmpty else { return known }
        do { return try RootKeyCopy.read(rootKeyFile) } catch {
            guard case .system(let code) = error, code != ENOENT, code != EACCES else { return known }
            throw .system(code)
        }
    }
}

extension KeptKeys {
    /// - Parameters:
    ///   - configuration: says where.
    ///   - environment: of the process, for the root key's default place.
    ///   - directory: with keeper's files.
    ///   - now: the time.
    package init(
        _ configuration: Configuration,
        environment: [String: String],
        directory: DataDirectory,
        now: @escaping Now
    ) {
        var rootKeyFile: String?
        if configuration.keyService.isEmbedded {
            do {
                rootKeyFile = try RootKeyPlace.path(
                    configured: configuration.rootKeyFile,
                    environment: environment,
                    directory: directory
                )
            } catch {
                rootKeyFile = ""  // a process that does not know where it is, where keeper has a user of its own
            }
        }
        self.init(
            directory: directory,
            configured: configuration.keeperBackupDirectory,
            backupDirectory: configuration.backupDirectory,
            rootKeyFile: rootKeyFile,
            now: now
        )
    }
}
