import Composition
import Foundation
import Glibc
import Synchronization
import Testing

/// Backups of the real program: made while it serves, restored elsewhere, killed at any moment.
@Suite("Backups end to end", .serialized)
struct BackupFaultTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private var target: String { home.path + "/backups" }

    private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home)
    }

    private func backUp(of server: RunningServer) throws -> String {
        let made = try run(["backup", "run", "--to", target, "--data", server.data])
        #expect(made.status == 0, "\(made.text)")
        return try #require(try names().last)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: target)
            .filter { $0 != "lock" && $0 != "checkpoint" && !$0.hasPrefix("keys-") }.sorted()
    }

    /// The root key that the server made for itself.
    private func rootKey() throws -> String {
        let folder = home.path + "/.config/flowkeep"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        return folder + "/" + name
    }

    /// A server on the data directory `name` of this home.
    private func serve(_ name: String) async throws -> RunningServer {
        try await RunningServer(home: home, data: home.path + "/" + name)
    }

    @Test("a backup made under writes, restored elsewhere: she signs in and finds all that was acknowledged before it")
    func underWrites() async throws {
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        let acknowledged = Mutex<[String]>([])
        let writing = Task {
            for number in 0..<5000 where !Task.isCancelled {
                let payee = "round client number\(number)"
                if try await person.add(payee: payee, note: "canary-note-violet") {
                    acknowledged.withLock { $0.append(payee) }
                }
            }
        }
        try await waitUntil("some are written") { acknowledged.withLock(\.count) > 50 }
        let before = acknowledged.withLock(\.self)
        let name = try backUp(of: server)
        let after = acknowledged.withLock(\.self)
        writing.cancel()
        try await writing.value
        #expect(after.count > before.count, "writers waited for the backup")
        try await server.stop()

        // Nothing that she typed is readable in it, and the root key is not in it.
        for text in ["canary-note-violet", "round client", Person.handle, Person.passphrase] {
            #expect(try Canary(text).hits(below: target).isEmpty, "\(text)")
        }
        let key = try Data(contentsOf: URL(fileURLWithPath: try rootKey()))[24..<56]
        #expect(try Self.files(below: target).allSatisfy { $0.range(of: key) == nil })

        let restored = try run([
            "backup", "restore", "--from", "\(target)/\(name)", "--data", home.path + "/restored",
        ])
        #expect(restored.status == 0, "\(restored.text)")
        let second = try await serve("restored")
        let again = try await Person(signingInOn: second, like: person)
        let found = Set(try await again.payees(searching: "round"))
        #expect(Set(before).isSubset(of: found), "an entry acknowledged before the backup is missing")
        #expect(found.isSubset(of: Set(after + ["round client number\(after.count)"])), "something was invented")
        // It is a whole installation: it takes writes, and makes backups itself.
        #expect(try await again.add(payee: "after the restore"))
        try await second.stop()
        let doctor = try run(["doctor", "--data", second.data])
        #expect(doctor.status == 0 && doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }

    @Test(
        "a drill brings everything back and leaves nothing; one of an altered backup says so, and the promise with it"
    )
    func drill() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        let name = try backUp(of: server)
        let drill = { try run(["backup", "drill", "--in", target, "--data", server.data]) }
        let fine = try drill()
        #expect(fine.status == 0 && fine.text.contains("Backup \(name) came back"), "\(fine.text)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: server.data + "/run").allSatisfy {
                !$0.hasPrefix("drill-")
            }
        )
        let path = "\(target)/\(name)/vaults"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var altered = whole
        altered[whole.count / 2] ^= 1
        try altered.write(to: URL(fileURLWithPath: path))
        let failed = try drill()
        #expect(failed.status == 1 && failed.text.contains("is not as it was"), "\(failed.text)")
        try whole.write(to: URL(fileURLWithPath: path))
        try await server.stop()
        // Without a server too: a drill needs what the installation has, and nothing else.
        let alone = try drill()
        #expect(alone.status == 0, "\(alone.text)")
        // The secret it opens with is in no backup, so that one which was restored makes its own.
        let restored = try run([
            "backup", "restore", "--from", "\(target)/\(name)", "--data", home.path + "/restored",
        ])
        #expect(restored.status == 0, "\(restored.text)")
        let second = try await serve("restored")
        let again = try run(["backup", "run", "--to", home.path + "/others", "--data", second.data])
        #expect(again.status == 0, "\(again.text)")
        let other = try run(["backup", "drill", "--in", home.path + "/others", "--data", second.data])
        #expect(other.status == 0, "\(other.text)")
        try await second.stop()
    }

    @Test(
        "with a server and without, run, list and verify say the same; verify finds a flipped byte and names the file"
    )
    func commands() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        let first = try backUp(of: server)
        let verified = try run(["backup", "verify", "--in", target, "--data", server.data])
        #expect(verified.status == 0 && verified.text.contains(first), "\(verified.text)")
        try await server.stop()
        // Backups are named and listed by the second they were made in.
        try await Task.sleep(for: .seconds(1))
        let second = try backUp(of: server)
        let listed = try run(["backup", "list", "--in", target, "--data", server.data, "--format", "json"])
        let json = try #require(try JSONSerialization.jsonObject(with: Data(listed.text.utf8)) as? [String: Any])
        let items = try #require(json["items"] as? [[String: Any]])
        #expect(items.compactMap { $0["name"] as? String } == [first, second])
        #expect(items.allSatisfy { $0["isWhole"] as? Bool == true })
        for file in try FileManager.default.subpathsOfDirectory(atPath: "\(target)/\(second)") where file != "keeper" {
            let path = "\(target)/\(second)/\(file)"
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            var altered = whole
            altered[whole.count / 2] ^= 1
            try altered.write(to: URL(fileURLWithPath: path))
            let result = try run(["backup", "verify", "\(target)/\(second)", "--data", server.data])
            #expect(result.status == 1 && result.text.contains("`\(file)`"), "\(file): \(result.text)")
            #expect(result.text.split(separator: "\n").filter { $0.contains("backup was altered") }.count == 1)
            try whole.write(to: URL(fileURLWithPath: path))
        }
        let fine = try run(["backup", "verify", "\(target)/\(second)", "--data", server.data])
        #expect(fine.status == 0, "\(fine.text)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: server.data + "/run").allSatisfy {
                !$0.hasPrefix("check-")
            }
        )
    }

    @Test(
        "where a directory is configured, the server backs up by itself, and the promise is kept; else it says why not"
    )
    func daily() async throws {
        let server = try await RunningServer(home: home)
        let absent = try run(["promises", "RUN-6", "--now", "--data", server.data])
        #expect(absent.status == 0 && absent.text.contains("backup-directory"), "\(absent.text)")
        try await server.stop()
        let again = try await RunningServer(home: home, arguments: ["--backup-directory", target])
        try await waitUntil("a backup is there", seconds: 60) {
            try FileManager.default.fileExists(atPath: target) && names().contains { !$0.hasSuffix(".partial") }
        }
        let kept = try run(["promises", "RUN-6", "--now", "--data", again.data])
        #expect(kept.status == 0 && kept.text.contains("1 kept"), "\(kept.text)")
        // What it needs is held: the old version of a key that is rotated now is not destroyed.
        let name = try #require(try names().first)
        #expect(try run(["keys", "rotate", "--data", again.data]).status == 0)
        let verified = try run(["backup", "verify", "\(target)/\(name)", "--data", again.data])
        #expect(verified.status == 0, "\(verified.text)")
        try FileManager.default.removeItem(atPath: "\(target)/\(name)/vaults")
        let broken = try run(["promises", "RUN-6", "--now", "--data", again.data])
        #expect(broken.status == 1 && broken.text.contains("none"), "\(broken.text)")
        try await again.stop()
    }

    @Test("a restore that cannot be done says why in one sentence and leaves nothing")
    func refusedRestores() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        let name = try backUp(of: server)
        try await server.stop()
        let other = try TemporaryDirectory()
        let stranger = try await RunningServer(home: other)
        try await stranger.stop()
        let folder = other.path + "/.config/flowkeep"
        let otherKey = folder + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))
        let from = "\(target)/\(name)"
        let place = ["--data", home.path + "/restored"]
        let refusals: [([String], String)] = [
            (["--from", from, "--root-key-file", otherKey] + place, "root key is not the one"),
            (["--from", from, "--root-key-file", home.path + "/nothing"] + place, "root key file is missing"),
            (["--from", from, "--environment", "staging"] + place, "another environment"),
            (["--from", from, "--region", "eu"] + place, "another region"),
            (["--from", home.path + "/nowhere"] + place, "no backup there"),
            (["--from", from, "--data", server.data], "not empty"),
            (["--from", from, "--data", home.path + "/a/b/c"], "does not exist"),
        ]
        for (arguments, words) in refusals {
            let result = try run(["backup", "restore"] + arguments)
            #expect(result.status == 1 && result.text.contains(words), "\(arguments): \(result.text)")
            let sentences = result.text.split(separator: "\n").filter { !$0.hasPrefix("restore: ") }
            #expect(sentences.count == 1, "\(arguments): \(result.text)")
        }
        for file in ["vaults", "files", "manifest", "header"] {
            let path = "\(from)/\(file)"
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            try whole.dropLast(9).write(to: URL(fileURLWithPath: path))
            let cut = try run(["backup", "restore", "--from", from] + place)
            #expect(cut.status == 1 && cut.text.contains("`\(file)`"), "\(file): \(cut.text)")
            try FileManager.default.removeItem(atPath: path)
            let gone = try run(["backup", "restore", "--from", from] + place)
            #expect(gone.status == 1 && gone.text.contains("`\(file)`"), "\(file): \(gone.text)")
            try whole.write(to: URL(fileURLWithPath: path))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(left.allSatisfy { !$0.hasPrefix("restored") }, "\(left)")
        #expect(try run(["backup", "restore", "--from", from] + place).status == 0)
    }

    @Test("a file beside the key files that the manifest does not list is named, and nothing is put in place")
    func unlistedKeyFile() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        let name = try backUp(of: server)
        try await server.stop()
        let stray = "\(target)/\(name)/keeper/stray.txt"
        try Data("not of this backup".utf8).write(to: URL(fileURLWithPath: stray))
        let restore = ["backup", "restore", "--from", "\(target)/\(name)", "--data", home.path + "/restored"]
        let refused = try run(restore)
        #expect(refused.status == 1 && refused.text.contains("`keeper/stray.txt`"), "\(refused.text)")
        #expect(!FileManager.default.fileExists(atPath: home.path + "/restored"))
        let verified = try run(["backup", "verify", "\(target)/\(name)", "--data", server.data])
        #expect(verified.status == 1 && verified.text.contains("`keeper/stray.txt`"), "\(verified.text)")
        try FileManager.default.removeItem(atPath: stray)
        #expect(try run(restore).status == 0)
        let kept = try FileManager.default.contentsOfDirectory(atPath: home.path + "/restored/keeper")
        let listed = try FileManager.default.contentsOfDirectory(atPath: "\(target)/\(name)/keeper")
        // What ends came from keeper's own backup.
        #expect(kept.count { $0.hasSuffix(".ends") } == 1)
        #expect(kept.filter { !$0.hasSuffix(".ends") }.sorted() == listed.sorted())
    }

    @Test("a backup is deleted by name: the newest only when told to, and one that is gone is let go of")
    func deleted() async throws {
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        let first = try backUp(of: server)
        try await Task.sleep(for: .seconds(1))  // names are told apart by their second
        let second = try backUp(of: server)
        func delete(_ name: String, _ more: [String] = []) throws -> (status: Int32, text: String) {
            try run(["backup", "delete", name, "--in", target, "--data", server.data] + more)
        }
        let refused = try delete(second)
        #expect(refused.status == 1 && refused.text.contains("--even-newest"), "\(refused.text)")
        #expect(try delete("../data").text.contains("no backup there"))
        #expect(try names() == [first, second])
        let done = try delete(second, ["--even-newest"])
        #expect(done.status == 0 && done.text.contains("is deleted"), "\(done.text)")
        try FileManager.default.removeItem(atPath: "\(target)/\(first)")
        #expect(try delete(first).status == 0)
        #expect(try delete(first).status == 1)
        #expect(try names().isEmpty)
        try await server.stop()
    }

    /// Each kills a backup and a restore: 100 points in a soak, with those of a purge (``DeletionFaultTests``).
    private static let rounds = ProcessInfo.processInfo.environment["FLOWKEEP_KILL_ROUNDS"] == nil ? 15 : 34

    @Test(
        "killed at random moments, backup and restore leave nothing that is taken for whole",
        .timeLimit(.minutes(15))
    )
    func killed() async throws {
        let given = ProcessInfo.processInfo.environment["FLOWKEEP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? .random(in: 0 ... .max)
        print("backup kill test: seed \(seed)")
        var random = SplitMix(seed: seed)
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        for number in 0..<30 { #expect(try await person.add(payee: "round number\(number)")) }
        try await server.stop()
        let whole = try backUp(of: server)
        var verified: Set<String> = []
        for round in 0..<Self.rounds {
            try await kill(["backup", "run", "--to", target, "--data", server.data], after: random.next() % 700_000)
            for name in try names() where !name.hasSuffix(".partial") && verified.insert(name).inserted {
                let checked = try run(["backup", "verify", "\(target)/\(name)", "--data", server.data])
                #expect(checked.status == 0, "seed \(seed), round \(round): \(checked.text)")
            }
            let restored = "\(home.path)/restored-\(round)"
            try await kill(
                ["backup", "restore", "--from", "\(target)/\(whole)", "--data", restored],
                after: random.next() % 400_000
            )
            if !FileManager.default.fileExists(atPath: restored) {
                let again = try run(["backup", "restore", "--from", "\(target)/\(whole)", "--data", restored])
                #expect(again.status == 0, "seed \(seed), round \(round): \(again.text)")
            }
            let doctor = try run(["doctor", "--data", restored])
            #expect(doctor.text.hasSuffix("consistent\n"), "seed \(seed), round \(round): \(doctor.text)")
        }
        // What the killed ones left goes with the next that is not.
        _ = try backUp(of: server)
        #expect(try names().allSatisfy { !$0.hasSuffix(".partial") })
        let beside = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(beside.allSatisfy { !$0.contains(".restoring-") }, "\(beside)")
    }

    private func kill(_ arguments: [String], after microseconds: UInt64) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: RunningServer.executable)
        process.arguments = arguments
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try await Task.sleep(for: .microseconds(Int(microseconds)))
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func files(below directory: String) throws -> [Data] {
        try FileManager.default.subpathsOfDirectory(atPath: directory).compactMap { name in
            let path = directory + "/" + name
            let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            return type == .typeRegular ? try Data(contentsOf: URL(fileURLWithPath: path)) : nil
        }
    }
}
