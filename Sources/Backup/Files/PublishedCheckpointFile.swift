import Glibc

/// The newest published checkpoint of the transparency log, beside the backups.
///
/// - Source: docs/spec/backup.md §15.
package enum PublishedCheckpointFile {
    package static let name = "checkpoint"
    private static let unfinished = "checkpoint.new"
    private static let byteCountMaximum = 65_536

    /// What is in a file of the kind; nil where there is none.
    ///
    /// - Throws: ``BackupError/system(_:)``, also where it is longer than a checkpoint may be.
    package static func read(_ path: String) throws(BackupError) -> [UInt8]? {
        let bytes: [UInt8]
        do {
            bytes = try BackupFile(reading: path, as: .keyFile(name)).read(byteCountMaximum + 1)
        } catch .missing { return nil }
        guard bytes.count <= byteCountMaximum else { throw .system(EFBIG) }
        return bytes
    }

    /// Puts it into a directory where backups were made, in one step; nothing where none was, or a disk is not mounted.
    package static func write(_ bytes: [UInt8], in directory: String) throws(BackupError) {
        guard PrivateFolder.isThere("\(directory)/\(TargetLock.name)") else { return }
        let path = "\(directory)/\(unfinished)"
        if PrivateFolder.isThere(path) {
            guard unsafe unlink(path) == 0 else { throw .system(errno) }
        }
        let file = try BackupFile(making: path)
        try file.write(bytes)
        try file.sync()
        try PrivateFolder.rename(path, to: "\(directory)/\(name)")
        try PrivateFolder.sync(directory)
    }
}
