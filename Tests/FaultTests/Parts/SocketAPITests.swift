import Foundation
import Glibc
import Testing

@testable import Composition

@Suite("A command and a server that goes away")
struct SocketAPITests {
    /// Accepts connections and closes each at once, as a server that is being killed does.
    private final class Hangup: Sendable {
        let descriptor: Int32

        init(_ path: SocketPath) throws {
            let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            // The address is read within the call.
            let bound = try unsafe path.withAddress { unsafe bind(number, $0, $1) }
            try #require(bound == 0 && listen(number, 16) == 0)
            descriptor = number
            Thread.detachNewThread {
                while true {
                    let connection = accept(number, nil, nil)
                    guard connection >= 0 else { return }
                    Glibc.close(connection)
                }
            }
        }

        deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    @Test("it is an error of the command, and ends nothing else")
    func gone() async throws {
        let home = try TemporaryDirectory()
        let path = try SocketPath(directory: home.path, name: "api")
        let server = try Hangup(path)
        defer { withExtendedLifetime(server) {} }
        // The signal would end this very process.
        let before = signal(SIGPIPE, SIG_DFL)
        defer { _ = signal(SIGPIPE, before) }
        let request = LocalRequest("POST", "/api/v1/money/imports", body: [UInt8](repeating: 0x41, count: 4 << 20))
        for _ in 0..<50 {
            await #expect(throws: LocalAPIError.self) { try await SocketAPI(path).send(request) }
        }
    }
}
