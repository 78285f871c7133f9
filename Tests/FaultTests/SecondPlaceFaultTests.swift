import Composition
import Foundation
import Glibc
import Testing

/// Copies of the real program: to a directory, and to a store of objects where one is installed; killed at any moment.
@Suite("Second place end to end", .serialized)
struct SecondPlaceFaultTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: home.path + "/second", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: home.path + "/keys",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private var data: String { home.path + "/data" }

    private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home)
    }

    /// Writes a configuration file with a backup directory and these settings besides.
    private func configure(_ settings: [String]) throws -> [String] {
        let path = home.path + "/settings.yaml"
        let lines =
            [
                "data: \(data)", "backup-directory: \(home.path)/backups", "keeper-backup-directory: \(home.path)/keys",
            ] + settings
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        return ["--config", path]
    }

    private func backUp(_ config: [String]) throws -> String {
        let made = try run(["backup", "run"] + config)
        #expect(made.status == 0, "\(made.text)")
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path + "/backups")
        return try #require(names.filter { $0.contains("-") && !$0.hasPrefix("deletions") }.max())
    }

    private func person() async throws -> Person {
        let server = try await RunningServer(home: home, data: data)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before the copy"))
        try await server.stop()
        return person
    }

    /// Copies, lists, reads through, and restores on what might be another machine; she finds what she had.
    private func wayBack(_ config: [String], _ person: Person) async throws {
        let name = try backUp(config)
        let copied = try run(["backup", "copy"] + config)
        #expect(copied.status == 0 && copied.text.contains("\(name) is copied"), "\(copied.text)")
        let again = try run(["backup", "copy"] + config)
        #expect(again.status == 0 && again.text.contains("Everything was there already"), "\(again.text)")
        let listed = try run(["backup", "list", "--second"] + config)
        #expect(listed.text.contains(name) && listed.text.contains("whole"), "\(listed.text)")
        let verified = try run(["backup", "verify", "--second"] + config)
        #expect(verified.status == 0 && verified.text.contains(name), "\(verified.text)")
        try FileManager.default.removeItem(atPath: home.path + "/backups")
        let restored = try run(["backup", "restore", "--from", "second"] + config + ["--data", home.path + "/back"])
        #expect(restored.status == 0, "\(restored.text)")
        #expect(!FileManager.default.fileExists(atPath: home.path + "/back.fetched"))
        let server = try await RunningServer(home: home, data: home.path + "/back")
        let found = try await Person(signingInOn: server, like: person).payees(searching: "before")
        #expect(found == ["before the copy"])
        try await server.stop()
    }

    @Test("a directory: copied, listed, read through, restored from; RUN-7 finds that files can be deleted there")
    func directory() async throws {
        let person = try await person()
        let config = try configure(["backup-second: \(home.path)/second"])
        _ = try backUp(config)
        _ = try run(["backup", "copy"] + config)
        let promise = try run(["promises", "RUN-7", "--now"] + config)
        #expect(promise.text.contains("second-place.md"), "\(promise.text)")
        try await Task.sleep(for: .seconds(1))  // backups are named by the second
        try await wayBack(config, person)
    }

    @Test("killed at any moment, a copy is whole or gone on with; what comes back reads through")
    func killed() async throws {
        _ = try await person()
        let config = try configure(["backup-second: \(home.path)/second"])
        let name = try backUp(config)
        for milliseconds in stride(from: 100, through: 1000, by: 100) {
            let process = RunningServer.make(["backup", "copy"] + config, home: home)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let listed = try run(["backup", "list", "--second"] + config)
            #expect(listed.status == 0, "\(listed.text)")
            if listed.text.contains("whole") {
                let verified = try run(["backup", "verify", "--second"] + config)
                #expect(verified.status == 0, "\(verified.text)")
            }
        }
        _ = try run(["backup", "copy"] + config)
        let verified = try run(["backup", "verify", name, "--second"] + config)
        #expect(verified.status == 0 && verified.text.contains(name), "\(verified.text)")
    }

    @Test("a place that is gone, not there, or holds something else is told in one sentence, and nothing is lost")
    func vanished() async throws {
        _ = try await person()
        let config = try configure(["backup-second: \(home.path)/second"])
        let name = try backUp(config)
        #expect(try run(["backup", "copy"] + config).status == 0)
        let second = home.path + "/second"
        try Data("other".utf8).write(to: URL(fileURLWithPath: "\(second)/\(name)/vaults"))
        try FileManager.default.removeItem(atPath: "\(second)/\(name)/copied")
        let other = try run(["backup", "copy"] + config)
        #expect(other.status == 1 && other.text.contains("other content"), "\(other.text)")
        try FileManager.default.moveItem(atPath: second, toPath: second + ".away")
        try FileManager.default.createDirectory(atPath: second, withIntermediateDirectories: true)
        let gone = try run(["backup", "copy"] + config)
        #expect(gone.status == 1 && gone.text.contains("mounted"), "\(gone.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: second).isEmpty)
        let listed = try run(["backup", "list"] + config)
        #expect(listed.text.contains("\(name)") && listed.text.contains("whole"), "\(listed.text)")
    }

    @Test("an independent store of objects: copied, listed, read through, restored from")
    func objects() async throws {
        // Only where somebody asks for it: it needs a program of PyPI.
        guard ProcessInfo.processInfo.environment["FLOWKEEP_MOTO"] != nil, let moto = MotoServer.start(below: home.path)
        else {
            print("skipped: FLOWKEEP_MOTO is not set, or moto_server is not installed (pip install 'moto[s3,server]')")
            return
        }
        defer { moto.stop() }
        try await waitUntil("moto answers") { moto.makeBucket("copies") }
        let person = try await person()
        let key = home.path + "/second-key"
        try Data("[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n".utf8)
            .write(to: URL(fileURLWithPath: key))
        #expect(unsafe chmod(key, 0o600) == 0)
        let config = try configure([
            "backup-second: s3://copies/flowkeep", "backup-second-endpoint: http://127.0.0.1:\(moto.port)",
            "backup-second-region: eu-west-1", "backup-second-credentials-file: \(key)",
        ])
        try await wayBack(config, person)
        let promise = try run(["promises", "RUN-7", "--now"] + config)
        // It is on this machine, and lets everybody delete.
        #expect(promise.text.contains("this machine itself serves"), "\(promise.text)")
        #expect(promise.text.contains("to delete an object"), "\(promise.text)")
    }
}

/// A store of objects by others' code, on a port of this machine.
final class MotoServer: Sendable {
    let port: UInt16
    private let process: Process

    private init(port: UInt16, process: Process) {
        self.port = port
        self.process = process
    }

    /// Nil where it is not installed.
    static func start(below home: String) -> MotoServer? {
        let port = UInt16.random(in: 20_000..<30_000)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["moto_server", "-H", "127.0.0.1", "-p", String(port)]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        // `env` ends at once where there is no such program.
        usleep(300_000)
        return process.isRunning ? MotoServer(port: port, process: process) : nil
    }

    /// Whether there is a bucket with object lock of that name now.
    func makeBucket(_ name: String) -> Bool {
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        curl.arguments = [
            "-s", "-f", "-X", "PUT", "http://127.0.0.1:\(port)/\(name)", "-H",
            "x-amz-bucket-object-lock-enabled: true", "-d",
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
        ]
        curl.standardOutput = FileHandle.nullDevice
        do { try curl.run() } catch { return false }
        curl.waitUntilExit()
        return curl.terminationStatus == 0
    }

    func stop() {
        // It has nothing to put in order, and does not always listen.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
