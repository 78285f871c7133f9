import Glibc
package import Primitives

/// Where keeper's own backup lies: a folder for one installation, with one file, which is replaced in place.
///
/// - Source: docs/spec/backup.md §14.
package struct KeeperBackupPlace: Hashable, Sendable {
    private static let prefix = "keys-"
    private static let fileName = "keeper"
    private static let unfinished = ".new"

    /// The folder.
    package let path: String

    /// Of an installation below a directory.
    package init(in directory: String, installation: StoreID) {
        path = "\(directory)/\(Self.prefix)\(installation.text)"
    }

    /// A directory that an operator named: the folder itself, or the one that it lies in.
    package init(named directory: String, installation: StoreID) {
        let isFolder = PrivateFolder.isThere("\(directory)/\(Self.fileName)")
        self = isFolder ? Self(path: directory) : Self(in: directory, installation: installation)
    }

    private init(path: String) { self.path = path }

    private var file: String { "\(path)/\(Self.fileName)" }

    /// What lies there; nil where nothing does.
    ///
    /// - Throws: ``BackupError/keeperBackupDamaged``, ``BackupError/unknownFormat``, ``BackupError/system(_:)``.
    package func read() throws(BackupError) -> KeeperBackup? {
        let bytes: [UInt8]
        do {
            bytes = try BackupFile(reading: file, as: .keyFile(Self.fileName))
                .read(KeeperBackup.byteCountMaximum + 1)
        } catch .missing { return nil }
        guard bytes.count <= KeeperBackup.byteCountMaximum else { throw .keeperBackupDamaged }
        return try KeeperBackup(decoding: bytes)
    }

    /// Puts a new one in the place of the one before, whose bytes are overwritten with zeros.
    ///
    /// A crash leaves the old one or the new one, each whole. (What a file system keeps of the old one is sealed under
    /// the root key.)
    ///
    /// - Parameters:
    ///   - backup: durable when this returns.
    ///   - data: the data directory, which it must not lie in.
    /// - Throws: ``BackupError``; what was there before stays then.
    package func write(_ backup: KeeperBackup, outside data: String) throws(BackupError) {
        let folder = try PrivateFolder.prepare(path, outside: try PrivateFolder.resolved(data))
        let unfinished = "\(folder)/\(Self.fileName)\(Self.unfinished)"
        if PrivateFolder.isThere(unfinished) { try PrivateFolder.erase(unfinished) }
        let new = try BackupFile(making: unfinished)
        try new.write(backup.encode())
        try new.sync()
        let path = "\(folder)/\(Self.fileName)"
        let old = PrivateFolder.isThere(path) ? try BackupFile(overwriting: path) : nil
        try PrivateFolder.rename(unfinished, to: path)
        try PrivateFolder.sync(folder)
        // Its name is gone; the descriptor still leads to its bytes.
        try old?.zero()
    }

    /// Takes away what lies there, its bytes overwritten, and the folder; fine where there is none.
    package func remove() throws(BackupError) {
        for path in [file, file + Self.unfinished] where PrivateFolder.isThere(path) { try PrivateFolder.erase(path) }
        guard PrivateFolder.isThere(path) else { return }
        // What somebody else put beside it stays, and so does the folder.
        guard unsafe rmdir(path) == 0 || errno == ENOTEMPTY else { throw .system(errno) }
    }
}

extension PrivateFolder {
    /// Overwrites a file with zeros and removes it.
    static func erase(_ path: String) throws(BackupError) {
        try BackupFile(overwriting: path).zero()
        guard unsafe unlink(path) == 0 else { throw .system(errno) }
    }
}
