import Sealing
import Glibc

/// The key under which all customer keys lie, in a file of its own.
///
/// - Shape: 64 bytes — `"FKROOT" 6 | 0 | format 1 | id 16 | key 32 | check 8`, where `check` is the start of SHA-256 of
///   what comes before: it tells a damaged file from another key. Mode 0600 or 0400, owned by us, not a link.
/// - Source: docs/spec/key-service.md §2.
struct RootKey: ~Copyable, Sendable {
    static let byteCount = 64
    static let idByteCount = 16
    private static let magic: [UInt8] = Array("FKROOT".utf8) + [0, 1]
    private static let checkByteCount = 8
    /// A file of our own, or one that the system hands over for reading only (a systemd credential).
    private static let modes: Set<mode_t> = [0o600, 0o400]

    /// Names the key without revealing it; customer key files carry it.
    let id: [UInt8]
    let secret: SecretBytes

    /// Reads the file, or makes it on the first start.
    ///
    /// - Parameters:
    ///   - path: where the file is or shall be; its directory exists.
    ///   - dataDirectory: must not contain the file.
    ///   - mayCreate: whether a missing file may be made, that is, whether nothing depends on an old one.
    /// - Returns: the key.
    /// - Throws: ``KeeperError``.
    static func load(path: String, outside dataDirectory: String, mayCreate: Bool) throws(KeeperError) -> RootKey {
        try checkPlace(path, dataDirectory)
        do { return try read(path) } catch .system(ENOENT) {
            guard mayCreate else { throw .rootKeyMissing }
        }
        var bytes = fresh()
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

    private static func read(_ path: String) throws(KeeperError) -> RootKey {
        let file: SystemFile.Descriptor
        do { file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) } catch .system(ELOOP) {
            throw .rootKeyDamaged
        }
        let status = try SystemFile.status(file)
        guard status.st_mode & S_IFMT == S_IFREG else { throw .rootKeyDamaged }
        guard status.st_uid == geteuid() else { throw .rootKeyOwner }
        guard modes.contains(status.st_mode & 0o7777) else { throw .rootKeyMode }
        guard var bytes = try SystemFile.read(file, limit: byteCount) else { throw .rootKeyDamaged }
        defer { Wipe.zero(&bytes) }
        return try RootKey(decoding: bytes)
    }

    init(decoding bytes: [UInt8]) throws(KeeperError) {
        let checked = Self.byteCount - Self.checkByteCount
        guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic) else { throw .rootKeyDamaged }
        guard ConstantTime.equal(bytes[checked...], Self.check(bytes[..<checked])) else { throw .rootKeyDamaged }
        let keyStart = Self.magic.count + Self.idByteCount
        id = Array(bytes[Self.magic.count..<keyStart])
        secret = SecretBytes(copying: bytes[keyStart..<checked])
    }

    private static func fresh() -> [UInt8] {
        let bytes = magic + SecureRandom.bytes(count: idByteCount) + SecureRandom.bytes(count: 32)
        return bytes + check(bytes[...])
    }

    private static func check(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(Digest.sha256(Array(bytes))[..<checkByteCount])
    }
}
