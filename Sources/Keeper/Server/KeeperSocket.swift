import Glibc

/// A listening Unix socket that only its owner can connect to.
///
/// The supervisor binds it before keeper runs and hands the descriptor over; it may also be bound by keeper itself.
package enum KeeperSocket {
    private static let backlog: Int32 = 64

    /// Binds and listens.
    ///
    /// What a dead process left at the path is removed; a socket that answers is not.
    ///
    /// - Parameter path: at most 107 bytes.
    /// - Returns: the descriptor, which is the caller's to close.
    /// - Throws: ``KeeperError/socketPath``, ``KeeperError/socketInUse`` or ``KeeperError/system(_:)``.
    package static func listen(at path: String) throws(KeeperError) -> Int32 {
        try removeStale(path)
        let descriptor = try makeSocket()
        do throws(KeeperError) {
            // Linux gives the file the mode that the socket has when it is bound, so there is no moment at which
            // others could connect.
            guard fchmod(descriptor, 0o600) == 0 else { throw .system(errno) }
            guard try unsafe withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0 else {
                throw .system(errno)
            }
            guard unsafe chmod(path, 0o600) == 0, Glibc.listen(descriptor, backlog) == 0 else {
                throw .system(errno)
            }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func removeStale(_ path: String) throws(KeeperError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .system(errno) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .socketPath }
        let probe = try makeSocket()
        defer { close(probe) }
        guard try unsafe withAddress(path, { unsafe connect(probe, $0, $1) }) != 0 else { throw .socketInUse }
        // Refused is what a socket without a listener answers. Anything else, such as a full backlog, is alive.
        guard errno == ECONNREFUSED else { throw .socketInUse }
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system(errno) }
    }

    private static func makeSocket() throws(KeeperError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .system(errno) }
        return descriptor
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(KeeperError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // One byte less than the field: it ends with a zero.
        guard !bytes.isEmpty, !bytes.contains(0), bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .socketPath
        }
        // unsafe: the copy stays below the field's size, checked above; the pointer lives as long as the call.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
