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
    private let connectionCount = Count()
    private let serving: Task<Void, Never>

    private final class Count: Sendable {
        let value = Mutex(0)
    }

    /// How many connections have come.
    var connections: Int { connectionCount.value.withLock { $0 } }

    init(at path: String, _ steps: [Step]) throws {
        descriptor = try KeeperSocket.listen(at: path)
        let descriptor = descriptor
        let connectionCount = connectionCount
        serving = Task { await onThread { Self.run(descriptor, steps, connectionCount) } }  // ends with `stop`
    }

    /// Once.
    ///
    /// The descriptor is closed only when nobody uses it: its number may soon be another socket's.
    func stop() async {
        shutdown(descriptor, Int32(SHUT_RDWR))
        await serving.value
        close(descriptor)
    }

    private static func run(_ descriptor: Int32, _ steps: [Step], _ connectionCount: Count) {
        for step in steps {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            connectionCount.value.withLock { $0 += 1 }
            var buffer = [UInt8](repeating: 0, count: 8192)
            _ = unsafe buffer.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, $0.count, 0) }
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
