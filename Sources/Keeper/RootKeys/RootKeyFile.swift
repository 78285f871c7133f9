import Glibc
import Sealing

/// What lies at the place of the root key.
enum RootKeyFile: ~Copyable, Sendable {
    /// The key itself: whoever reads the file has it.
    case open(RootKey)
    case locked(LockedRootKey)

    /// A file of our own, or one that the system hands over for reading only (a systemd credential).
    private static let modes: Set<mode_t> = [0o600, 0o400]

    /// Reads the file, or makes a plain one on the first start.
    ///
    /// - Parameters:
    ///   - path: where the file is or shall be; its directory exists.
    ///   - dataDirectory: must not contain the file.
    ///   - mayCreate: whether a missing file may be made, that is, whether nothing depends on an old one.
    /// - Returns: what is in it.
    /// - Throws: ``KeeperError``.
    static func load(path: String, outside dataDirectory: String, mayCreate: Bool) throws(KeeperError) -> RootKeyFile {
        try checkPlace(path, dataDirectory)
        do { return try read(path) } catch .system(ENOENT) {
            guard mayCreate else { throw .rootKeyMissing }
        }
        var bytes = RootKey.make().encoded()
        defer { Wipe.zero(&bytes) }
        do { try SystemFile.create(path, bytes) } catch .system(EEXIST) {
            // Another keeper was first; it holds the lock on the keys, or will be told that we do.
        }
        return try read(path)
    }

    static func checkPlace(_ path: String, _ dataDirectory: String) throws(KeeperError) {
        let directory = try SystemFile.resolved(SystemFile.parent(of: path))
        let data = try SystemFile.resolved(dataDirectory)
        let isInside = directory == data || directory.hasPrefix(data == "/" ? "/" : data + "/")
        guard !isInside else { throw .rootKeyInsideDataDirectory }
    }

    static func read(_ path: String) throws(KeeperError) -> RootKeyFile {
        let file: SystemFile.Descriptor
        do { file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) } catch .system(ELOOP) {
            throw .rootKeyDamaged
        }
        let status = try SystemFile.status(file)
        guard status.st_mode & S_IFMT == S_IFREG else { throw .rootKeyDamaged }
        guard status.st_uid == geteuid() else { throw .rootKeyOwner }
        guard modes.contains(status.st_mode & 0o7777) else { throw .rootKeyMode }
        guard var bytes = try SystemFile.read(file, limit: LockedRootKey.byteCountMaximum) else {
            throw .rootKeyDamaged
        }
        defer { Wipe.zero(&bytes) }
        if let locked = try LockedRootKey(decoding: bytes) { return .locked(locked) }
        return .open(try RootKey(decoding: bytes))
    }
}
