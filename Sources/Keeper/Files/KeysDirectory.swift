import CPlatform
import Glibc

/// Keeper's directory, locked for one process as long as this lives.
final class KeysDirectory: Sendable {
    let path: String
    private let lock: Int32

    /// Makes it at first.
    ///
    /// - Throws: ``KeeperError/keysInUse`` and ``KeeperError/system(_:)``.
    init(_ path: String) throws(KeeperError) {
        try SystemFile.makeDirectory(path)
        self.path = path
        lock = unsafe fk_open_locked(path + "/lock")
        guard lock >= 0 else {
            let number = errno
            throw number == EAGAIN ? .keysInUse : .system(number)
        }
    }

    deinit { close(lock) }

    /// Whether anything in a directory was made under a root key; false where there is no directory.
    static func hasKeys(_ path: String) throws(KeeperError) -> Bool {
        let names: [String]
        do { names = try SystemFile.names(in: path) } catch .system(ENOENT) { return false }
        return names.contains {
            $0.hasSuffix(CustomerKeyStore.suffix) || $0.hasSuffix(CustomerKeyStore.endingSuffix)
                || $0 == CustomerKeyStore.aliasName
        }
    }
}
