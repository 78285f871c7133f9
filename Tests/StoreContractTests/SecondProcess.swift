import Foundation

/// A `StoreProbe` process, which lies beside the tests.
final class SecondProcess {
    /// One acknowledged append, as the process said before it died.
    struct Acknowledgement: Hashable {
        let lane: UInt64
        let index: UInt64
        let sequence: UInt64
    }

    private let process = Process()
    private let output: URL

    init(directory: String, writer: Int, lanes: Int, count: Int, output: URL) throws {
        self.output = output
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(
            "StoreProbe"
        )
        process.arguments = [directory, "\(writer)", "\(lanes)", "\(count)"]
        guard FileManager.default.createFile(atPath: output.path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func killAndWait() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What was acknowledged in complete lines; a line that a kill cut off was never said.
    func acknowledgements() throws -> [Acknowledgement] {
        let text = try String(contentsOf: output, encoding: .utf8)
        let complete = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return complete.compactMap { line in
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            guard numbers.count == 3 else { return nil }
            return Acknowledgement(lane: numbers[0], index: numbers[1], sequence: numbers[2])
        }
    }
}
