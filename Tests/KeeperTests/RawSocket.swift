import Glibc

/// A blocking Unix or TCP socket that sends exactly the bytes it is told.
///
/// Blocking calls run on threads of their own, so that a test waits without holding the cooperative pool.
struct RawSocket: Sendable {
    private let descriptor: Int32

    struct Failure: Error { let number: Int32 }

    init(connectingTo path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var time = timeval(tv_sec: 10, tv_usec: 0)  // a test must end even where the server does not answer
        // unsafe: pointers to locals, used within the calls.
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        let connected = try unsafe Self.withAddress(path) { unsafe connect(descriptor, $0, $1) }
        guard connected == 0 else { throw Failure(number: errno) }
    }

    /// Connects to a port of 127.0.0.1.
    init(connectingTo port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // unsafe: a pointer to a local, used within the call.
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(number: errno) }
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Reads until the other side closes, or `marker` has come.
    func read(until marker: String? = nil) async -> String {
        await onThread {
            var received: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes {
                    unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
                }
                guard count > 0 else { break }
                received += buffer[..<count]
                if let marker, String(decoding: received, as: UTF8.self).hasSuffix(marker) { break }
            }
            return String(decoding: received, as: UTF8.self)
        }
    }

    func close() { Glibc.close(descriptor) }

    static func withAddress<Value>(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) throws -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < 108 else { throw Failure(number: ENAMETOOLONG) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
