import CPlatform
import Glibc
import KeyService
import Primitives
import Sealing
import Synchronization

/// All customer keys, in memory and in keeper's directory.
///
/// One file per key, written once whole or not at all; one process per directory.
/// - Source: docs/spec/key-service.md §2.
final class CustomerKeyStore: Sendable {
    /// An installation needs one; what makes more by mistake must not fill the disk.
    static let keyCountMaximum = 100
    private static let suffix = ".key"

    private let directory: String
    private let root: RootKeyBox
    private let lock: SystemFileLock
    private let keys: Mutex<[CustomerKeyID: CustomerKey]>

    /// Holds the noncopyable root key where a class can share it.
    private final class RootKeyBox: Sendable {
        let key: RootKey

        init(_ key: consuming RootKey) { self.key = key }
    }

    /// Opens the directory, makes it and the root key at first.
    ///
    /// - Throws: ``KeeperError`` for every file that is not as it should be; nothing is repaired or skipped.
    init(directory: String, rootKeyFile: String, dataDirectory: String) throws(KeeperError) {
        try RootKey.checkPlace(rootKeyFile, dataDirectory)
        try SystemFile.makeDirectory(directory)
        lock = try SystemFileLock(directory + "/lock")
        let names = try SystemFile.names(in: directory).filter { $0.hasSuffix(Self.suffix) }
        let root = RootKeyBox(
            try RootKey.load(path: rootKeyFile, outside: dataDirectory, mayCreate: names.isEmpty)
        )
        var keys: [CustomerKeyID: CustomerKey] = [:]
        for name in names {
            guard let id = CustomerKeyID(text: String(name.dropLast(Self.suffix.count))) else { throw .keysDamaged }
            let file = try SystemFile.open(directory + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            guard let bytes = try SystemFile.read(file, limit: CustomerKeyFile.byteCountMaximum) else {
                throw .keysDamaged
            }
            keys[id] = try CustomerKeyFile.decode(bytes, named: id, root: root.key)
        }
        self.directory = directory
        self.root = root
        self.keys = Mutex(keys)
    }

    func key(_ id: CustomerKeyID) -> CustomerKey? { keys.withLock { $0[id] } }

    /// Makes a key; it is on the disk when this returns.
    func create(text: String, at moment: Timestamp) throws(KeeperError) -> CustomerKey {
        let key = CustomerKey.make(text: text, at: moment)
        return try keys.withLock { keys throws(KeeperError) in
            guard keys.count < Self.keyCountMaximum else { throw .tooManyKeys }
            let bytes = CustomerKeyFile.encode(key, under: root.key)
            try SystemFile.create(directory + "/" + key.id.text + Self.suffix, bytes)
            keys[key.id] = key
            return key
        }
    }
}

/// The lock of keeper's directory, held as long as this lives.
private final class SystemFileLock: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws(KeeperError) {
        descriptor = unsafe fk_open_locked(path)
        guard descriptor >= 0 else {
            let number = errno
            throw number == EAGAIN ? .keysInUse : .system(number)
        }
    }

    deinit { close(descriptor) }
}
