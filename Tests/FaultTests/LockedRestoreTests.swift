import Composition
import Foundation
import Glibc
import Testing

/// Restores by the real program where the root key is no plain file, and what the log says after one.
@Suite("Restores with every kind of root key", .serialized)
struct LockedRestoreTests {
    private let home: TemporaryDirectory
    private let shares: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
        shares = try TemporaryDirectory()
    }

    private var data: String { home.path + "/data" }
    private var target: String { home.path + "/backups" }

    private func run(_ arguments: [String], input: String? = nil) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home, input: input)
    }

    private func backUp(_ settings: [String] = []) throws -> String {
        var made = try run(["backup", "run", "--to", target, "--data", data] + settings)
        // The server's own backup, or its drill, may just be running.
        for _ in 0..<60 where made.text.contains("Another backup or check is running") {
            sleep(1)
            made = try run(["backup", "run", "--to", target, "--data", data] + settings)
        }
        #expect(made.status == 0, "\(made.text)")
        return "\(target)/\(try #require(made.text.firstMatch(of: /Backup (\S+) is whole/)).1)"
    }

    private func share(_ number: Int) -> String { "\(shares.path)/share-\(number)-of-3.txt" }

    /// Restores to where the installation was, so that everything finds it by its usual name.
    private func restore(
        _ backup: String,
        _ arguments: [String] = [],
        input: String? = nil
    ) throws -> (
        status: Int32, text: String
    ) {
        if FileManager.default.fileExists(atPath: data) {
            try FileManager.default.moveItem(atPath: data, toPath: home.path + "/lost")
        }
        return try run(["backup", "restore", "--from", backup, "--data", data] + arguments, input: input)
    }

    private func isRefused(_ result: (status: Int32, text: String), _ words: String) throws {
        #expect(result.status != 0 && result.text.contains(words), "\(result.text)")
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(left.allSatisfy { !$0.hasPrefix("data") }, "\(left)")
    }

    @Test("a root key under a passphrase opens a backup with it, and says so without")
    func passphrase() async throws {
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before the loss"))
        try await server.stop()
        let backup = try backUp()
        let locked = try run(["keeper", "protect", "--data", data, "--passphrase-file", "-"], input: Person.passphrase)
        #expect(locked.status == 0, "\(locked.text)")
        try isRefused(try restore(backup), "--passphrase-file")
        try isRefused(try restore(backup, ["--passphrase-file", "-"], input: "another one"), "not the passphrase")
        try isRefused(try restore(backup, ["--share", "/dev/null"]), "no shares")
        let restored = try restore(backup, ["--passphrase-file", "-"], input: Person.passphrase + "\n")
        #expect(restored.status == 0, "\(restored.text)")
        let again = try RunningServer.started(home: home)
        try await waitUntil("the server waits") { again.text.contains("flowkeep keeper unlock") }
        _ = try run(["keeper", "unlock", "--data", data, "--passphrase-file", "-"], input: Person.passphrase)
        try await waitUntil("the server is ready") { again.text.contains("Stop with Ctrl-C") }
        let back = try await Person(signingInOn: again, like: person)
        #expect(try await back.payees(searching: "before").count == 1)
        try await again.stop()
    }

    @Test("a root key that three officers share opens a backup with the shares of two, and says how many it takes")
    func officers() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        try await server.stop()
        let split = ["keeper", "split", "--data", data, "--shares", "3", "--threshold", "2", "--to", shares.path]
        #expect(try run(split).status == 0)
        let waiting = try RunningServer.started(home: home)
        try await waitUntil("the server waits") { waiting.text.contains("flowkeep keeper unlock") }
        for number in [1, 3] { _ = try run(["keeper", "unlock", "--data", data, "--share", share(number)]) }
        try await waitUntil("the server is ready") { waiting.text.contains("Stop with Ctrl-C") }
        let backup = try backUp()
        try await waiting.stop()
        try isRefused(try restore(backup), "2 of 3 officers, and 0 came")
        try isRefused(try restore(backup, ["--share", share(2)]), "2 of 3 officers, and 1 came")
        try isRefused(try restore(backup, ["--share", share(2), "--share", share(2)]), "More shares are needed")
        try isRefused(try restore(backup, ["--passphrase-file", share(2)]), "no passphrase")
        let strange = shares.path + "/strange"
        try Data("nonsense\n".utf8).write(to: URL(fileURLWithPath: strange))
        try isRefused(try restore(backup, ["--share", share(2), "--share", strange]), "Line 1")
        let restored = try restore(backup, ["--share", share(2), "--share", share(1)])
        #expect(restored.status == 0, "\(restored.text)")
        let doctor = try run(["doctor", "--data", data])
        #expect(doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }

    @Test("a key service elsewhere opens a backup that was made with it; without its name the restore asks for it")
    func elsewhere() async throws {
        let other = try TemporaryDirectory()
        let callers = other.path + "/callers"
        let caller = "[default]\naws_access_key_id = FKTEST\naws_secret_access_key = secret\n"
        #expect(
            FileManager.default.createFile(
                atPath: callers,
                contents: Data(caller.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        )
        let port = Int.random(in: 20_000..<30_000)
        let service = try await RunningServer(
            home: other,
            arguments: ["--keeper-listen", "127.0.0.1:\(port)", "--keeper-callers-file", callers]
        )
        let keys = try FileManager.default.contentsOfDirectory(atPath: service.data + "/keeper")
        let key = String(try #require(keys.first { $0.hasSuffix(".key") }).dropLast(4))
        try FileManager.default.createDirectory(atPath: home.path + "/.aws", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: callers, toPath: home.path + "/.aws/credentials")
        let settings = [
            "--key-service", "aws", "--key-service-key", key, "--key-service-endpoint", "http://127.0.0.1:\(port)",
        ]
        let server = try await RunningServer(home: home, arguments: settings + ["--backup-directory", target])
        let person = try await Person(signingUpOn: server)
        let backup = try backUp(settings)
        let kept = try run(["promises", "RUN-6", "--now", "--data", data] + settings)
        #expect(kept.status == 0 && kept.text.contains("1 kept"), "\(kept.text)")
        try await server.stop()
        try isRefused(try restore(backup), "--key-service aws")
        let wrong = ["--key-service-key", "00000000-0000-4000-8000-000000000000"]
        try isRefused(try restore(backup, settings[..<2] + wrong + settings[4...]), "no such key")
        let restored = try restore(backup, settings)
        #expect(restored.status == 0, "\(restored.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/keeper").isEmpty)
        let again = try await RunningServer(home: home, arguments: settings)
        _ = try await Person(signingInOn: again, like: person)
        try await again.stop()
        try await service.stop()
    }

    @Test("after a restore the log goes on under another name and key; what the old key signed stays as it was")
    func newLog() async throws {
        let fast = ["--log-interval", "1"]
        let server = try await RunningServer(home: home, arguments: fast)
        let person = try await Person(signingUpOn: server)
        let old = try await checkpoint(largerThan: 0)
        let oldKey = try key()
        let backup = try backUp()
        _ = try await Person(signingInOn: server, like: person)
        let later = try await checkpoint(largerThan: old.size + 8)
        try await server.stop()
        let restored = try restore(backup)
        #expect(restored.status == 0, "\(restored.text)")
        let again = try await RunningServer(home: home, arguments: fast)
        _ = try await Person(signingInOn: again, like: person)
        let newKey = try key()
        let new = try await checkpoint(largerThan: later.size)
        #expect(newKey != oldKey)
        #expect(new.origin != old.origin && new.origin.hasPrefix(old.origin + "/"))
        #expect(later.origin == old.origin)
        for (file, key, status) in [
            (old.file, oldKey, 0), (later.file, oldKey, 0), (new.file, newKey, 0), (new.file, oldKey, 1),
            (later.file, newKey, 1),
        ] {
            let verified = try run(["log", "verify", file, "--key", key])
            #expect(verified.status == Int32(status), "\(verified.text)")
        }
        let kept = try run(["promises", "SEE-1", "--now", "--data", data])
        #expect(!kept.text.contains("broken") || kept.text.contains("0 broken"), "\(kept.text)")
        try await again.stop()
        let doctor = try run(["doctor", "--data", data])
        #expect(doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }

    private func key() throws -> String {
        try run(["log", "checkpoint", "--key", "--data", data]).text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func checkpoint(largerThan size: Int) async throws -> (file: String, origin: String, size: Int) {
        var found = ""
        func lines() -> [Substring] { found.split(separator: "\n") }
        try await waitUntil("a checkpoint is published", seconds: 60) {
            let answer = try run(["log", "checkpoint", "--data", data])
            found = answer.text
            return answer.status == 0 && lines().count > 2 && Int(lines()[1]) ?? 0 > size
        }
        let file = "\(home.path)/\(lines()[1])-\(lines()[0].count).checkpoint"
        try Data(found.utf8).write(to: URL(fileURLWithPath: file))
        return (file, String(lines()[0]), try #require(Int(lines()[1])))
    }
}
