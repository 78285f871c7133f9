import Composition
import Foundation
import Testing

/// Deletions in the real program: killed at any moment, and against backups that still hold the account.
@Suite("Deletion end to end", .serialized)
struct DeletionFaultTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private var target: String { home.path + "/backups" }

    private func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        try RunningServer.run(arguments, home: home)
    }

    private func names(_ prefix: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: target) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: target).filter { $0.hasPrefix(prefix) }.sorted()
    }

    /// Whether somebody with the account's secrets gets in.
    private func getsIn(_ person: Person, _ server: RunningServer) async throws -> Bool {
        let stranger = try person.onRestarted(server)
        if try await stranger.send("GET", "/money/accounts").status == 200 { return true }
        do {
            _ = try await Person(signingInOn: server, like: person)
            return true
        } catch let error as UnexpectedAnswer {
            #expect(error.description.hasPrefix("401"))
            return false
        }
    }

    @Test("a backup that still holds her is restored: she is gone, also to its owner, and her handle is free")
    func restore() async throws {
        let server = try await RunningServer(home: home, arguments: ["--backup-directory", target])
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before the backup"))
        // The first one may be from before she came.
        try await waitUntil("the daily backup is whole", seconds: 60) {
            try names("20").contains { !$0.hasSuffix(".partial") }
        }
        try await Task.sleep(for: .seconds(1))
        let made = try run(["backup", "run", "--to", target, "--data", server.data])
        #expect(made.status == 0, "\(made.text)")
        let backup = try #require(try names("20").last)
        #expect(try names("deletions-").isEmpty)
        try await person.object("POST", "/privacy/deletion", [:])
        #expect(try await !getsIn(person, server))
        try await waitUntil("it stands beside the backups", seconds: 150) {
            try names("deletions-").contains { !$0.hasSuffix(".partial") }
        }
        try await server.stop()
        try checkAlterations(backup)

        let restored = try run([
            "backup", "restore", "--from", "\(target)/\(backup)", "--data", home.path + "/restored",
        ])
        #expect(restored.status == 0, "\(restored.text)")
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(left.allSatisfy { !$0.hasPrefix("restored.") }, "\(left)")
        let second = try await RunningServer(home: home, data: home.path + "/restored")
        #expect(try await !getsIn(person, second))
        // Whoever takes the name sees nothing old.
        let next = try await Person(signingUpOn: second)
        #expect(try await next.payees(searching: "before").isEmpty)
        try await second.stop()

        // Without the folder the backup holds her: what keeps her gone is the folder.
        for name in try names("deletions-") { try FileManager.default.removeItem(atPath: "\(target)/\(name)") }
        let bare = try run(["backup", "restore", "--from", "\(target)/\(backup)", "--data", home.path + "/bare"])
        #expect(bare.status == 0, "\(bare.text)")
        let third = try await RunningServer(home: home, data: home.path + "/bare")
        #expect(try await getsIn(person, third))
        try await third.stop()
    }

    /// An altered folder of deletions stops the restore, and it says which file it is.
    private func checkAlterations(_ backup: String) throws {
        let folder = "\(target)/\(try #require(try names("deletions-").first))"
        for file in ["header", "manifest"] {
            let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
            var altered = whole
            altered[whole.count / 2] ^= 1
            try altered.write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
            let refused = try run([
                "backup", "restore", "--from", "\(target)/\(backup)", "--data", home.path + "/restored",
            ])
            #expect(refused.status != 0 && refused.text.contains(file), "\(refused.text)")
            #expect(!FileManager.default.fileExists(atPath: home.path + "/restored"))
            try whole.write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
        }
    }

    @Test(
        "the server is killed while she is deleted: afterwards she is there whole, or gone",
        arguments: [1, 2, 3, 5, 8]
    )
    func killed(afterMilliseconds delay: Int) async throws {
        var server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: "before the end"))
        let asking = Task { try await person.send("POST", "/privacy/deletion", body: Array("{}".utf8)).status }
        try await Task.sleep(for: .milliseconds(delay))
        try await server.killAll()
        let status = try? await asking.value
        server = try await RunningServer(home: home)
        let isIn = try await getsIn(person, server)
        if status == 200 { #expect(!isIn, "what was acknowledged is undone") }
        if isIn {
            let again = try await Person(signingInOn: server, like: person)
            #expect(try await again.payees(searching: "before") == ["before the end"])
        }
        try await server.stop()
        let doctor = try run(["doctor", "--data", server.data])
        #expect(doctor.status == 0 && doctor.text.hasSuffix("consistent\n"), "\(doctor.text)")
    }

    /// A start purges before it serves: each of these is killed at another moment of that.
    private static let purges = ProcessInfo.processInfo.environment["FLOWKEEP_KILL_ROUNDS"] == nil ? 4 : 34

    @Test("killed while it purges: nobody comes back, and nothing of others is lost", .timeLimit(.minutes(15)))
    func killedPurging() async throws {
        let given = ProcessInfo.processInfo.environment["FLOWKEEP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? .random(in: 0 ... .max)
        print("purge kill test: seed \(seed)")
        var random = SplitMix(seed: seed)
        var server = try await RunningServer(home: home)
        var staying = try await Person(signingUpOn: server, handle: "staying")
        #expect(try await staying.add(payee: "stays here"))
        for round in 0..<Self.purges {
            let leaving = try await Person(signingUpOn: server)
            #expect(try await leaving.add(payee: "goes away"))
            try await leaving.object("POST", "/privacy/deletion", [:])
            try await server.killAll()
            let starting = try RunningServer.started(home: home)
            try await Task.sleep(for: .milliseconds(Int(random.next() % 1200)))
            try await starting.killAll()
            server = try await RunningServer(home: home)
            #expect(try await !getsIn(leaving, server), "seed \(seed), round \(round): she is back")
            staying = try staying.onRestarted(server)
            #expect(try await staying.payees(searching: "stays") == ["stays here"], "seed \(seed), round \(round)")
        }
        // Whoever took her name in each round saw nothing old, and the stores are whole.
        let last = try await Person(signingUpOn: server)
        #expect(try await last.payees(searching: "goes").isEmpty)
        try await server.stop()
        let doctor = try run(["doctor", "--data", server.data])
        #expect(doctor.status == 0 && doctor.text.hasSuffix("consistent\n"), "seed \(seed): \(doctor.text)")
    }
}
