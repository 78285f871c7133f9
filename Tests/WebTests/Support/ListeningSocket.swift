import Glibc
import NIOCore

/// Listening sockets made the way a supervisor makes them.
enum ListeningSocket {
    struct Failure: Error {}

    /// 127.0.0.1 on a port that the kernel chooses.
    static func loopback() throws -> (descriptor: CInt, port: Int) {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        try listen(descriptor, on: try SocketAddress(ipAddress: "127.0.0.1", port: 0))
        var storage = [UInt8](repeating: 0, count: 128)
        var length = socklen_t(storage.count)
        let result = unsafe storage.withUnsafeMutableBytes { bytes -> CInt in
            guard let base = bytes.baseAddress else { return -1 }
            // 128 bytes hold any socket address of the kernel.
            return unsafe getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard result == 0 else { throw Failure() }
        return (descriptor, Int(storage[2]) << 8 | Int(storage[3]))
    }

    static func unix(path: String) throws -> CInt {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        try listen(descriptor, on: try SocketAddress(unixDomainSocketPath: path))
        return descriptor
    }

    private static func listen(_ descriptor: CInt, on address: SocketAddress) throws {
        let result = unsafe address.withSockAddr { pointer, count in
            unsafe bind(descriptor, pointer, socklen_t(count))
        }
        guard result == 0, Glibc.listen(descriptor, 128) == 0 else { throw Failure() }
    }
}
