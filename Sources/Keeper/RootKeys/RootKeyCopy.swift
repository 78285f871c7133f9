import Glibc

/// A root key file that may be copied: one that is locked, which its bytes do not open.
package enum RootKeyCopy {
    /// The bytes of a locked root key file; nil for one that lies open, of which nothing but its first bytes is read.
    ///
    /// - Throws: ``KeeperError/rootKeyDamaged`` for what is no root key file; ``KeeperError/system(_:)``.
    package static func read(_ path: String) throws(KeeperError) -> [UInt8]? {
        let file = try SystemFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        var start = [UInt8](repeating: 0, count: LockedRootKey.passphraseMagic.count)
        let count = unsafe start.withUnsafeMutableBytes { buffer in
            // unsafe: the buffer is the array's and used within the call.
            unsafe pread(file.number, buffer.baseAddress, buffer.count, 0)
        }
        guard count == start.count else { throw .rootKeyDamaged }
        guard start == LockedRootKey.passphraseMagic || start == LockedRootKey.sharesMagic else { return nil }
        guard let bytes = try SystemFile.read(file, limit: LockedRootKey.byteCountMaximum),
            try LockedRootKey(decoding: bytes) != nil
        else { throw .rootKeyDamaged }
        return bytes
    }

    /// Puts a locked root key file where there is none; one that is there stays.
    ///
    /// - Returns: whether it was put there.
    /// - Throws: ``KeeperError/rootKeyDamaged`` for bytes that are no locked root key.
    package static func put(_ bytes: [UInt8], at path: String) throws(KeeperError) -> Bool {
        guard try LockedRootKey(decoding: bytes) != nil else { throw .rootKeyDamaged }
        do { try SystemFile.create(path, bytes) } catch .system(EEXIST) { return false }
        return true
    }
}
