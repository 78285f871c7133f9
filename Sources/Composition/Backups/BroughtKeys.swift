import Backup
import Keeper
import KeyService
import Primitives

/// What keeper's own backup brings to a restore: the keys that end, and the root key file where it is locked.
///
/// - Source: docs/spec/backup.md §14.
struct BroughtKeys: Sendable {
    static let none = BroughtKeys(backups: [])

    private let backups: [KeeperBackup]

    private init(backups: [KeeperBackup]) { self.backups = backups }

    /// Finds it: where it was said to be, or else beside the backup and where the configuration has it.
    ///
    /// - Parameters:
    ///   - configuration: says which key service, and where.
    ///   - named: the directory that `--keys` names.
    ///   - folder: of the backup.
    ///   - installation: of the backup.
    /// - Returns: what was found, which may be nothing where no place was named.
    /// - Throws: ``RestoreError/noKeeperBackup`` where it was said to be and is not;
    ///   ``BackupError/keeperBackupDamaged`` where no other is whole.
    static func find(
        _ configuration: Configuration,
        named: String?,
        beside folder: String,
        installation: StoreID
    ) throws(RestoreError) -> BroughtKeys {
        guard configuration.keyService.isEmbedded else { return .none }
        var places: [KeeperBackupPlace] = []
        if let named {
            places = [KeeperBackupPlace(named: named, installation: installation)]
        } else {
            let parents = [configuration.keeperBackupDirectory, parent(of: folder), configuration.backupDirectory]
            for case let parent? in parents {
                let place = KeeperBackupPlace(in: parent, installation: installation)
                if !places.contains(place) { places.append(place) }
            }
        }
        let brought: BroughtKeys
        do { brought = try read(places, installation: installation) } catch { throw .backup(error) }
        guard named == nil || !brought.backups.isEmpty else { throw .noKeeperBackup }
        return brought
    }

    /// - Throws: ``BackupError`` where none is whole and one is there.
    static func read(_ places: [KeeperBackupPlace], installation: StoreID) throws(BackupError) -> BroughtKeys {
        var found: [KeeperBackup] = []
        var failure: BackupError?
        for place in places {
            do { if let backup = try place.read() { found.append(backup) } } catch { failure = error }
        }
        if found.isEmpty, let failure { throw failure }
        return BroughtKeys(backups: found.filter { $0.installation == installation })
    }

    /// The locked root key file; nil where none of them has one.
    var rootKey: [UInt8]? { backups.compactMap(\.rootKey).first }

    /// The files of keys that end, of the root key that the backup's own key files are under.
    ///
    /// What a file says is known when keeper opens it; one whose time has come is dropped there.
    func endingFiles(besides files: [BackupKeyFile]) -> [BackupKeyFile] {
        let rootKeys = Set(files.compactMap { KeeperFileFacts.rootKeyID(of: $0.bytes) })
        var names: Set<String> = []
        return backups.flatMap(\.files).filter { file in
            guard KeeperFileFacts.isEnding(file.name), let root = KeeperFileFacts.rootKeyID(of: file.bytes) else {
                return false
            }
            return rootKeys.contains(root) && names.insert(file.name).inserted
        }
    }

    static func parent(of folder: String) -> String {
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
