import Glibc

/// The path of a Unix socket, always short enough for the kernel.
///
/// Socket addresses hold 107 bytes. A data directory may be deeper than that; its sockets are then named through an
/// open descriptor of their directory (`/proc/self/fd/N/name`), which any process can make for itself.
package struct SocketPath: Sendable {
    private static let byteCountMaximum = 107

    /// What to hand to the kernel.
    package let path: String

    /// - Throws: `SystemError` when the directory cannot be opened.
    package init(directory: String, name: String) throws(SystemError) {
        let direct = directory + "/" + name
        guard direct.utf8.count > Self.byteCountMaximum else {
            path = direct
            return
        }
        // Stays open for the life of the process: the path is only good while it is.
        let number = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open") }
        path = "/proc/self/fd/\(number)/\(name)"
    }

    /// Lends the socket address for one call.
    func withAddress<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) throws(SystemError) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= Self.byteCountMaximum else { throw SystemError(call: "bind", code: ENAMETOOLONG) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            unsafe buffer.copyBytes(from: bytes)  // at most 107 of its 108 bytes: the last stays zero
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            // sockaddr_un is one of the shapes a sockaddr pointer may have.
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }

    /// A blocking connection to the socket.
    ///
    /// - Throws: `SystemError`; `ENOENT` or `ECONNREFUSED` when nobody listens.
    func connect() throws(SystemError) -> Descriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError("socket") }
        let opened = Descriptor(owning: number)
        let result = try unsafe withAddress { address, length in unsafe Glibc.connect(opened.number, address, length) }
        guard result == 0 else { throw SystemError("connect") }
        return opened
    }
}
