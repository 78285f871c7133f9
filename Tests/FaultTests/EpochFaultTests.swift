import Composition
import Foundation
import Testing

/// Backups of the real program whose key dies, and the keys that outlive a lost machine.
@Suite("Epochs of backups end to end", .serialized)
struct EpochFaultTests {
    private let home: TemporaryDirectory
    private let files = FileManager.default

    init() throws { home = try TemporaryDirectory() }

    private var data: String { home.path + "/data" }
    private var target: String { home.path + "/backups" }

    private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home)
    }

    private func backUp(_ arguments: [String] = []) throws -> String {
        let made = try run(["backup", "run", "--to", target, "--data", data] + arguments)
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

    private func keysFolder(in parent: String) throws -> String {
        let name = try #require(try files.contentsOfDirectory(atPath: parent).first { $0.hasPrefix("keys-") })
        return "\(parent)/\(name)"
    }

    /// The files of keys that end, in a data directory.
    private func ending(_ data: String) throws -> [String] {
        try files.contentsOfDirectory(atPath: data + "/keeper").filter { $0.hasSuffix(".ends") }
    }

    private func rootKey() throws -> String {
        let folder = home.path + "/.config/flowkeep"
        return "\(folder)/\(try #require(try files.contentsOfDirectory(atPath: folder).first))"
    }

    @Test("an old backup with today's root key, keeper's files and keeper's backup opens nothing when its key is gone")
    func opensNothing() async throws {
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before the backup"))
        let backup = try backUp()
        try await server.stop()
        let before = try restore(backup, to: "before")
        #expect(before.status == 0, "\(before.text)")
        let second = try await RunningServer(home: home, data: home.path + "/before")
        let back = try await Person(signingInOn: second, like: person)
        #expect(try await back.payees(searching: "before").count == 1)
        try await second.stop()
        // The key is in no byte of the backup.
        let name = try #require(try ending(data).first)
        let key = try Data(contentsOf: URL(fileURLWithPath: "\(data)/keeper/\(name)"))
        for file in try files.subpathsOfDirectory(atPath: backup) {
            let bytes = files.contents(atPath: "\(backup)/\(file)") ?? Data()
            #expect(bytes.range(of: key[40...]) == nil && !file.contains(".ends"), "\(file)")
        }
        // As it is on day 23: the key is destroyed, and the next backup makes keeper's own anew.
        try files.removeItem(atPath: "\(data)/keeper/\(name)")
        try await Task.sleep(for: .seconds(1))
        let next = try backUp()
        let after = try restore(backup, to: "after")
        #expect(after.status == 1 && after.text.contains("The key of its epoch"), "\(after.text)")
        #expect(!files.fileExists(atPath: home.path + "/after"))
        let listed = try run(["backup", "list", "--in", target, "--data", data])
        #expect(listed.text.split(separator: "\n").count == 2 && listed.text.contains("key of its epoch"))
        let newest = try restore(next, to: "newest")
        #expect(newest.status == 0, "\(newest.text)")
    }

    @Test("a bare machine needs the backup, keeper's own backup and the root key; without one of them it is told which")
    func bareMachine() async throws {
        let keys = home.path + "/keys"
        try files.createDirectory(
            atPath: keys,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let server = try await RunningServer(home: home, arguments: ["--keeper-backup-directory", keys])
        let person = try await Person(signingUpOn: server)
        let backup = try backUp()
        try await server.stop()
        #expect(try files.contentsOfDirectory(atPath: target).allSatisfy { !$0.hasPrefix("keys-") })
        let kept = try keysFolder(in: keys)
        let plain = try Data(contentsOf: URL(fileURLWithPath: try rootKey()))[24..<56]
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept + "/keeper")).range(of: plain) == nil)
        try files.moveItem(atPath: data, toPath: home.path + "/lost")

        let without = try restore(backup, to: "data")
        #expect(without.status == 1 && without.text.contains("--keys"), "\(without.text)")
        let wrong = try restore(backup, to: "data", ["--keys", home.path])
        #expect(wrong.status == 1 && wrong.text.contains("not in the directory that --keys names"), "\(wrong.text)")
        let whole = try Data(contentsOf: URL(fileURLWithPath: kept + "/keeper"))
        for damaged in [whole.dropLast(), whole[..<20], Data(whole.map { $0 ^ 1 })] {
            try Data(damaged).write(to: URL(fileURLWithPath: kept + "/keeper"))
            let refused = try restore(backup, to: "data", ["--keys", keys])
            #expect(refused.status == 1 && refused.text.contains("altered or ends too early"), "\(refused.text)")
        }
        try whole.write(to: URL(fileURLWithPath: kept + "/keeper"))
        #expect(!files.fileExists(atPath: data))
        let restored = try restore(backup, to: "data", ["--keys", kept])
        #expect(restored.status == 0, "\(restored.text)")
        #expect(try ending(data).count == 1)
        let again = try await RunningServer(home: home, arguments: ["--keeper-backup-directory", keys])
        _ = try await Person(signingInOn: again, like: person)
        // What was restored from goes on opening, and so does what is made from now on.
        let listed = try run(["backup", "list", "--in", target, "--data", data])
        #expect(listed.text.hasSuffix("whole\n"), "\(listed.text)")
        _ = try backUp()
        try await again.stop()
    }

    @Test(
        "officers lose the machine and the root key file: keeper's own backup has it; two shares open it"
    )
    func officers() async throws {
        let shares = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        _ = try await Person(signingUpOn: server)
        try await server.stop()
        let split = ["keeper", "split", "--data", data, "--shares", "3", "--threshold", "2", "--to", shares.path]
        #expect(try run(split).status == 0)
        func share(_ number: Int) -> [String] { ["--share", "\(shares.path)/share-\(number)-of-3.txt"] }
        let waiting = try RunningServer.started(home: home)
        try await waitUntil("the server waits") { waiting.text.contains("flowkeep keeper unlock") }
        for number in [1, 3] { _ = try run(["keeper", "unlock", "--data", data] + share(number)) }
        try await waitUntil("the server is ready") { waiting.text.contains("Stop with Ctrl-C") }
        let backup = try backUp()
        try await waiting.stop()
        try files.moveItem(atPath: data, toPath: home.path + "/lost")
        let rootKey = try rootKey()
        let locked = try Data(contentsOf: URL(fileURLWithPath: rootKey))
        try files.removeItem(atPath: rootKey)

        let one = try restore(backup, to: "data", share(2))
        #expect(one.status == 1 && one.text.contains("2 of 3 officers, and 1 came"), "\(one.text)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: rootKey)) == locked)
        let both = try restore(backup, to: "data", share(2) + share(3))
        #expect(both.status == 0, "\(both.text)")
        let doctor = try run(["doctor", "--data", data])
        #expect(doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }
}
