import Composition
import Foundation
import Glibc
import Synchronization
import TestSupport
import TransparencyLog

/// `flowkeep witness` as a process of its own, on a free port of this machine.
final class WitnessProgram: WitnessClient {
    private let process = Process()
    private let output = Mutex("")

    static var executable: URL {
        Bundle.main.bundleURL.resolvingSymlinksInPath().appendingPathComponent("flowkeep")
    }

    /// Starts a witness and waits until it answers, or ends.
    init(state: String, logs: [String], name: String = "witness.example/w1") async throws {
        process.executableURL = Self.executable
        process.arguments =
            ["witness", "--state", state, "--name", name, "--listen", "127.0.0.1:0"] + logs.flatMap { ["--log", $0] }
        process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let chunk = handle.availableData
            if chunk.isEmpty { handle.readabilityHandler = nil }
            self?.output.withLock { $0 += String(decoding: chunk, as: UTF8.self) }
        }
        try process.run()
        try await wait { text.contains("listening on") || !process.isRunning }
    }

    deinit { if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) } }

    var text: String { output.withLock(\.self) }
    var isRunning: Bool { process.isRunning }

    /// The key that it printed.
    var key: String { text.split(separator: "\n").first.map(String.init) ?? "" }

    private var port: UInt16 {
        let line = text.split(separator: "\n").first { $0.hasPrefix("listening on") }
        return UInt16(line?.split(separator: ":").last ?? "") ?? 0
    }

    func kill() async throws {
        Glibc.kill(process.processIdentifier, SIGKILL)
        try await wait { !process.isRunning }
    }

    /// Stops in order and gives the exit status.
    func stop() async throws -> Int32 {
        Glibc.kill(process.processIdentifier, SIGTERM)
        try await wait { !process.isRunning }
        return process.terminationStatus
    }

    private func wait(_ isDone: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while !isDone() {
            guard ContinuousClock.now < deadline else { throw WitnessUnreachable() }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply {
        guard let answer = try exchange(HTTPMessage.encode(LocalRequest("POST", "/add-checkpoint", body: request)))
        else { throw WitnessUnreachable() }
        return WitnessReply(status: answer.status, body: answer.body)
    }

    /// Sends bytes on a connection of their own and reads the answer to its end; nil when there is none.
    func exchange(_ bytes: [UInt8]) throws(WitnessUnreachable) -> LocalAnswer? {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            // sockaddr_in is made to be read as any sockaddr.
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw WitnessUnreachable() }
        do {
            try SmallFile.writeAll(bytes, to: connection)
            return HTTPMessage.decode(try SmallFile.readAll(connection, byteCountMaximum: 1 << 20)[...])
        } catch {
            throw WitnessUnreachable()
        }
    }
}
