import Backup
import Foundation

/// The files of keeper's directory: customer keys and aliases, sealed under the root key.
///
/// The root key is not there.
enum KeeperFiles {
    /// As keeper's own limits: no file of its is near it.
    private static let byteCountMaximum = 4 << 20

    /// Every file but the lock and what is being written; none where the key service is elsewhere.
    static func read(_ directory: String) throws -> [BackupKeyFile] {
        guard try FileFacts(of: directory) != nil else { return [] }
        var files: [BackupKeyFile] = []
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        for name in names where name.hasSuffix(".key") || name == "aliases" {
            // Keeper replaces a file whole, so what is read is one state of it; one that went was a destroyed key.
            guard let bytes = try SmallFile.read("\(directory)/\(name)", byteCountMaximum: byteCountMaximum) else {
                continue
            }
            files.append(BackupKeyFile(name: name, bytes: bytes))
        }
        return files
    }

    /// Puts the files of a backup into a new directory.
    static func write(_ files: [BackupKeyFile], to directory: String) throws(SystemError) {
        for file in files { try SmallFile.create("\(directory)/\(file.name)", file.bytes) }
    }
}
