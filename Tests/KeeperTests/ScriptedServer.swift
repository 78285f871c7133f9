import Glibc
import Synchronization

@testable import Keeper

/// A server that answers each connection as its script says, to show the client what keeper never does.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        /// Reads a request and closes.
        case hangUp
        /// Reads a request and says nothing until the client goes.
        case silence
        /// Reads a request and answers with these bytes.
        case answer(String)
    }

    private let descriptor: Int32
    private let received = Received()
    private let serving: Task<Void, Never>

    private final class Received: Sendable {
        let requests = Mutex<[String]>([])
    }

    /// How many connections have come.
    var connections: Int { received.requests.withLock { $0.count } }

    /// What they sent, in order.
    var requests: [String] { received.requests.withLock { $0 } }

    convenience init(at path: String, _ steps: [Step]) throws {
        self.init(descriptor: try KeeperSocket.listen(at: path), steps)
    }

    /// Listens on a free port of 127.0.0.1.
    convenience init(_ steps: [Step]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // unsafe: a pointer to a local, used within the call.
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw RawSocket.Failure(number: errno) }
        self.init(descriptor: descriptor, steps)
    }

    private init(descriptor: Int32, _ steps: [Step]) {
        self.descriptor = descriptor
        let received = received
        serving = Task { await onThread { Self.run(descriptor, steps, received) } }  // ends with `stop`
    }

    /// The port of a server on 127.0.0.1.
    var port: Int {
        var address = sockaddr_in()
        var count = socklen_t(MemoryLayout<sockaddr_in>.size)
        // unsafe: pointers to locals, used within the call.
        _ = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &count)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Once.
    ///
    /// The descriptor is closed only when nobody uses it: its number may soon be another socket's.
    func stop() async {
        shutdown(descriptor, Int32(SHUT_RDWR))
        await serving.value
        close(descriptor)
    }

    private static func run(_ descriptor: Int32, _ steps: [Step], _ received: Received) {
        for step in steps {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            received.requests.withLock { $0.append("") }
            var buffer = [UInt8](repeating: 0, count: 8192)
            let got = unsafe buffer.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, $0.count, 0) }
            let text = String(decoding: buffer[..<max(got, 0)], as: UTF8.self)
            received.requests.withLock { $0[$0.count - 1] = text }
            switch step {
            case .hangUp: break
            case .silence:
                var count = 1
                while count > 0 {
                    count = unsafe buffer.withUnsafeMutableBytes {
                        unsafe recv(connection, $0.baseAddress, $0.count, 0)
                    }
                }
            case .answer(let text):
                let bytes = Array(text.utf8)
                _ = unsafe bytes.withUnsafeBytes {
                    unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            }
            close(connection)
        }
    }

    /// An answer of the protocol, on a connection that ends with it.
    static func response(_ status: String, _ body: String, headers: String = "") -> Step {
        .answer(
            "HTTP/1.1 \(status)\r\nContent-Type: application/x-amz-json-1.1\r\nConnection: close\r\n\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }
}
