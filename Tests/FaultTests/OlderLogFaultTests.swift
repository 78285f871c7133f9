import Composition
import Foundation
import Testing

/// A restore of the real program, and what was published of its log meanwhile.
@Suite("Older logs end to end", .serialized)
struct OlderLogFaultTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private var data: String { home.path + "/data" }
    private var target: String { home.path + "/backups" }

    private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home)
    }

    private func backUp() throws -> String {
        let made = try run(["backup", "run", "--to", target, "--data", data])
        #expect(made.status == 0, "\(made.text)")
        return "\(target)/\(try #require(made.text.firstMatch(of: /Backup (\S+) is whole/)).1)"
    }

    private func restore(
        _ backup: String,
        to name: String,
        _ arguments: [String] = []
    ) throws -> (
        status: Int32, text: String
    ) {
        try run(["backup", "restore", "--from", backup, "--data", "\(home.path)/\(name)"] + arguments)
    }

    private func size(_ checkpoint: String) -> Int {
        checkpoint.split(separator: "\n").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    private func published(largerThan minimum: Int) async throws -> String {
        var found = ""
        try await waitUntil("a checkpoint is published", seconds: 60) {
            let answer = try run(["log", "checkpoint", "--data", data])
            found = answer.text
            return answer.status == 0 && size(found) > minimum
        }
        return found
    }

    @Test("an older log than was published is refused with what is missing, and taken when it is told to be")
    func older() async throws {
        let server = try await RunningServer(home: home, arguments: ["--log-interval", "1"])
        let person = try await Person(signingUpOn: server)
        _ = try await published(largerThan: 0)
        let old = try backUp()
        let beside = "\(target)/checkpoint"
        let first = try String(contentsOf: URL(fileURLWithPath: beside), encoding: .utf8)
        #expect(try restore(old, to: "same").status == 0)
        _ = try await Person(signingInOn: server, like: person)
        let newest = try await published(largerThan: size(first) + 8)
        try await Task.sleep(for: .seconds(1))
        let new = try backUp()
        try await server.stop()
        let now = try String(contentsOf: URL(fileURLWithPath: beside), encoding: .utf8)
        #expect(size(now) >= size(newest))

        let refused = try restore(old, to: "older")
        #expect(refused.status == 1 && refused.text.contains("older log than was published"), "\(refused.text)")
        #expect(refused.text.contains("--older-log") && refused.text.contains(/\d+ entries since 20\d\d-/))
        #expect(!FileManager.default.fileExists(atPath: home.path + "/older"))
        #expect(try restore(new, to: "newest").status == 0)
        let told = try restore(old, to: "older", ["--older-log"])
        #expect(told.status == 0, "\(told.text)")
        let doctor = try run(["doctor", "--data", home.path + "/older"])
        #expect(doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")

        // Without the file beside the backups it is what is named that counts.
        try FileManager.default.removeItem(atPath: beside)
        let named = home.path + "/named"
        try newest.write(toFile: named, atomically: true, encoding: .utf8)
        let alike = try restore(old, to: "again", ["--published", named])
        #expect(alike.status == 1 && alike.text.contains("older log than was published"), "\(alike.text)")
        try newest.replacing("\n\(size(newest))\n", with: "\n7\n").write(
            toFile: named,
            atomically: true,
            encoding: .utf8
        )
        for arguments in [["--published", named], ["--published", named, "--older-log"]] {
            let forged = try restore(old, to: "again", arguments)
            #expect(forged.status == 1 && forged.text.contains("not signed by"), "\(forged.text)")
        }
        let missing = try restore(old, to: "again", ["--published", home.path + "/nothing"])
        #expect(missing.status == 1 && missing.text.contains("--published"), "\(missing.text)")
        #expect(try restore(old, to: "again").status == 0)
    }
}
