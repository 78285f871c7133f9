import Foundation
import TestSupport
import Testing

@Suite("flowkeep log")
struct LogCommandTests {
    private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = WitnessProgram.executable
        process.arguments = ["log"] + arguments
        // Nothing of an installation is needed: no home, no data directory.
        process.environment = [
            "PATH": "/usr/bin:/bin", "FLOWKEEP_DATA": "/nonexistent", "SWIFT_BACKTRACE": "enable=no",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    @Test("a proof file is checked where there is nothing but it and the key")
    func offline() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("opening.tlog-proof")
        try Data(SpecExample.proofFile.utf8).write(to: URL(fileURLWithPath: file))
        let good = try run(["verify", file, "--key", SpecExample.logKey])
        #expect(good.status == 0)
        #expect(good.output.contains("with the passphrase, 2026-01-01 00:01:00 UTC"))

        let altered = directory.path("altered.tlog-proof")
        try Data(SpecExample.proofFile.replacing("index 1", with: "index 0").utf8)
            .write(to: URL(fileURLWithPath: altered))
        let bad = try run(["verify", file, altered, "--key", SpecExample.logKey, "--format", "json"])
        #expect(bad.status == 1)
        #expect(bad.output.contains("\"error\":\"not-in-log\""))
        #expect(try run(["verify", file, "--key", "nonsense"]).status == 2)
        #expect(try run(["verify", "--key", SpecExample.logKey]).status == 2)
        #expect(try run(["prove"]).status == 2)
        #expect(try run(["prove", "1", "--from", "2"]).status == 2)
    }
}
