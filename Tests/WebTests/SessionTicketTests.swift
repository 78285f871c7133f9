import Foundation
import TestSupport
import Testing

@testable import Web

/// What is said of session tickets in docs/spec/key-rotation.md §7, seen from outside.
@Suite("TLS session tickets", .serialized)
struct SessionTicketTests {
    @Test(
        "a ticket resumes with the server that gave it, for 48 hours, and with no other: its key is in memory only",
        .enabled(if: OpenSSL.isInstalled)
    )
    func tickets() async throws {
        let directory = try TemporaryDirectory("tickets")
        let ticket = directory.path("session.pem")
        try await TestServer.run { server in
            let first = try await OpenSSL.connect(server.httpsPort, ["-sess_out", ticket])
            #expect(first.contains("New, TLSv1.3"))
            #expect(first.contains("lifetime hint: 172800 (seconds)"))
            let second = try await OpenSSL.connect(server.httpsPort, ["-sess_in", ticket])
            #expect(second.contains("Reused, TLSv1.3"))
        }
        // The same certificate, another process as it were: the key is another one.
        try await TestServer.run { server in
            let other = try await OpenSSL.connect(server.httpsPort, ["-sess_in", ticket])
            #expect(other.contains("New, TLSv1.3"))
        }
    }
}

/// The command-line client that shows tickets.
private enum OpenSSL {
    private static let path = "/usr/bin/openssl"

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// One request over a connection of its own; what the client prints about the session.
    static func connect(_ port: Int, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // It blocks: not on a thread that the server answers on.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try run(port, arguments) })
            }
        }
    }

    private static func run(_ port: Int, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments =
            ["s_client", "-connect", "127.0.0.1:\(port)", "-servername", "localhost", "-tls1_3", "-ign_eof"] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let request = "GET / HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n"
        try input.fileHandleForWriting.write(contentsOf: Data(request.utf8))
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}
