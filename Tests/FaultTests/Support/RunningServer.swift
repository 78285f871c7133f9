import Composition
import Foundation
import Glibc
import Synchronization
import Testing

/// A `flowkeep serve` of the real program, in its own home and data directory.
final class RunningServer: Sendable {
    let home: TemporaryDirectory
    let data: String
    let process: Process
    private let output: Output

    /// What the program printed so far.
    private final class Output: Sendable {
        let text = Mutex("")
        let isAtEnd = Mutex(false)

        /// Takes what was printed since; the system calls it until the end.
        func take(from handle: FileHandle) {
            let chunk = handle.availableData
            if chunk.isEmpty {
                handle.readabilityHandler = nil
                isAtEnd.withLock { $0 = true }
            } else {
                text.withLock { $0 += String(decoding: chunk, as: UTF8.self) }
            }
        }
    }

    /// The program that the tests were built with; it lies beside the test bundle.
    static var executable: String {
        Bundle.main.bundleURL.resolvingSymlinksInPath().appendingPathComponent("flowkeep").path
    }

    /// Starts a server and waits until it says that it is ready.
    ///
    /// `given`: its data directory; nil for `data` in its home.
    convenience init(home: TemporaryDirectory, data given: String? = nil, arguments: [String] = []) async throws {
        try self.init(starting: home, data: given, arguments)
        try await waitUntil("the server is ready") { text.contains("Stop with Ctrl-C") || !process.isRunning }
        guard process.isRunning else {
            try await waitUntil("all that it printed is read") { output.isAtEnd.withLock(\.self) }
            throw ServerFault.didNotStart(text)
        }
    }

    /// Starts a server without waiting.
    static func started(home: TemporaryDirectory, arguments: [String] = []) throws -> RunningServer {
        try RunningServer(starting: home, data: nil, arguments)
    }

    private init(starting home: TemporaryDirectory, data given: String?, _ arguments: [String]) throws {
        self.home = home
        data = given ?? home.path + "/data"
        let output = Output()
        self.output = output
        process = Self.make(
            ["serve", "--data", data, "--port", "0", "--redirect-port", "0"] + arguments,
            home: home
        )
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        pipe.fileHandleForReading.readabilityHandler = { handle in output.take(from: handle) }
        try process.run()
    }

    var text: String { output.text.withLock(\.self) }

    /// Runs a command to its end.
    ///
    /// - Returns: exit status, standard output and standard error together.
    static func run(
        _ arguments: [String],
        home: TemporaryDirectory,
        input: String? = nil
    ) throws -> (status: Int32, text: String) {
        let process = make(arguments, home: home)
        let (output, pipe) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = output
        if input != nil { process.standardInput = pipe }
        try process.run()
        if let input {
            try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        }
        // To the end of the output, which is also that of the children it was handed to.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    static func make(_ arguments: [String], home: TemporaryDirectory) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// The process ids of the children of a role (`keeper` or `app`), oldest first.
    func children(_ role: String) -> [pid_t] { ProcessTable.children(of: process.processIdentifier, role: role) }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Ends everything at once, as a lost power supply would, and waits until it is gone.
    func killAll() async throws {
        let children = children("keeper") + children("app")
        for number in [process.processIdentifier] + children { kill(number, SIGKILL) }
        try await waitUntil("the processes are gone") {
            !process.isRunning && children.allSatisfy { ProcessTable.isGone($0) }
        }
    }

    /// Stops in order.
    ///
    /// - Returns: the exit status.
    @discardableResult
    func stop() async throws -> Int32 {
        signal(SIGTERM)
        try await waitUntil("the server has stopped") { !process.isRunning }
        return process.terminationStatus
    }

    deinit {
        guard process.isRunning else { return }
        // Ends the supervisor; its children end by the lifeline.
        kill(process.processIdentifier, SIGKILL)
    }
}

enum ServerFault: Error {
    case didNotStart(String)
    case tooLate(String)
}

/// Waits at most `seconds` for something that another process does.
func waitUntil(_ what: String, seconds: Int = 20, _ isDone: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try await !isDone() {
        guard ContinuousClock.now < deadline else { throw ServerFault.tooLate(what) }
        try await Task.sleep(for: .milliseconds(5))
    }
}
