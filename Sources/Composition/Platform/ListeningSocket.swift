import Glibc

/// Opens the sockets that the parent listens on and its children inherit.
enum ListeningSocket {
    /// Connections that wait while an app instance starts or is replaced.
    private static let backlog: Int32 = 1024

    /// Listens on a numeric IPv4 or IPv6 address.
    ///
    /// Port 0 takes a free one.
    static func tcp(host: String, port: UInt16) throws(SystemError) -> Descriptor {
        var hints = unsafe addrinfo()  // zeros, which means: no list and no names
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0, let found = unsafe found else {
            throw SystemError(call: "getaddrinfo", code: EADDRNOTAVAIL)
        }
        defer { unsafe freeaddrinfo(found) }
        let number = unsafe socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError("socket") }
        let opened = Descriptor(owning: number)
        var yes: Int32 = 1
        // A restart must not wait for connections of the last run to time out.
        guard unsafe setsockopt(opened.number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size)) == 0
        else { throw SystemError("setsockopt") }
        // The list that getaddrinfo returned is alive until freeaddrinfo.
        guard unsafe bind(opened.number, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
            throw SystemError("bind")
        }
        guard listen(opened.number, backlog) == 0 else { throw SystemError("listen") }
        return opened
    }

    /// Listens on a Unix socket of mode 0600, replacing one that a killed server left behind.
    ///
    /// The caller holds the directory's lock, so nobody is listening there.
    static func unix(_ path: SocketPath) throws(SystemError) -> Descriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError("socket") }
        let opened = Descriptor(owning: number)
        guard unsafe unlink(path.path) == 0 || errno == ENOENT else { throw SystemError("unlink") }
        let result = try unsafe path.withAddress { address, length in unsafe bind(opened.number, address, length) }
        guard result == 0 else { throw SystemError("bind") }
        guard unsafe chmod(path.path, 0o600) == 0 else { throw SystemError("chmod") }
        guard listen(opened.number, backlog) == 0 else { throw SystemError("listen") }
        return opened
    }

    /// The port a TCP socket is bound to, which differs from the one asked for when that was 0.
    static func port(of descriptor: Int32) throws(SystemError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            // sockaddr_storage is made to be read as any sockaddr.
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { throw SystemError("getsockname") }
        return unsafe withUnsafeBytes(of: &storage) { bytes in
            // The port is the second 16-bit word of both sockaddr_in and sockaddr_in6, big-endian.
            unsafe UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        }
    }
}
