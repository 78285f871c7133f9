import Backup
import Foundation
import Glibc
import Keeper

/// The files of keeper's directory: customer keys and aliases, sealed under the root key.
///
/// The root key is not there.
enum KeeperFiles {
    /// As keeper's own limits: no file of its is near it.
    private static let byteCountMaximum = 4 << 20

    /// Every file that backups take along; none where the key service is elsewhere.
    ///
    /// Keys that end are in no backup: what is under them is to be closed for good when they are gone.
    static func read(_ directory: String) throws -> [BackupKeyFile] {
        try readAll(directory).filter { !KeeperFileFacts.isEnding($0.name) }
    }

    /// The files of keys that end.
    static func ending(_ directory: String) throws(BackupError) -> [BackupKeyFile] {
        do { return try readAll(directory).filter { KeeperFileFacts.isEnding($0.name) } } catch {
            throw BackupError(wrapping: error)
        }
    }

    /// Every file but the lock and what is being written, those of keys that end among them.
    static func readAll(_ directory: String) throws -> [BackupKeyFile] {
        guard try FileFacts(of: directory) != nil else { return [] }
        var files: [BackupKeyFile] = []
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        for name in names where KeeperFileFacts.isOfKeeper(name) {
            // Keeper replaces a file whole, so what is read is one state of it; one that went was a destroyed key.
            guard let bytes = try SmallFile.read("\(directory)/\(name)", byteCountMaximum: byteCountMaximum) else {
                continue
            }
            files.append(BackupKeyFile(name: name, bytes: bytes))
        }
        return files
    }

    /// Empties a directory and puts the files of a backup into it: afterwards it has these and no other.
    static func replace(in directory: String, with files: [BackupKeyFile]) throws(BackupError) {
        try StagedStores.remove(directory)
        guard unsafe mkdir(directory, 0o700) == 0 else { throw .system(errno) }
        do { try write(files, to: directory) } catch { throw .system(error.code) }
    }

    /// Puts the files of a backup into a new directory.
    static func write(_ files: [BackupKeyFile], to directory: String) throws(SystemError) {
        for file in files { try SmallFile.create("\(directory)/\(file.name)", file.bytes) }
    }
}
