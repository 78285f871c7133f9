import Composition
import Foundation
import Glibc
import Testing

/// The real program with a root key that nobody has alone: it waits, is opened by two, and fails closed after a crash.
@Suite("Locked root key", .serialized)
struct RootKeyFaultTests {
    private let home: TemporaryDirectory
    private let shares: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
        shares = try TemporaryDirectory()
    }

    private var data: String { home.path + "/data" }

    private func keeper(_ arguments: [String], input: String? = nil) throws -> (status: Int32, text: String) {
        let all = ["keeper", arguments[0], "--data", data] + arguments.dropFirst()
        return try RunningServer.run(all, home: home, input: input)
    }

    private func share(_ number: Int) -> String { "\(shares.path)/share-\(number)-of-3.txt" }

    private func rootKey() throws -> Data {
        let directory = home.path + "/.config/flowkeep"
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        return try Data(contentsOf: URL(fileURLWithPath: directory + "/" + #require(names.first)))
    }

    /// Every file of the installation that holds these bytes.
    private func files(holding bytes: Data) throws -> [String] {
        var found: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: home.path) ?? .init() {
            let path = home.path + "/" + name
            guard try FileFacts(of: path)?.kind == .file else { continue }
            if try Data(contentsOf: URL(fileURLWithPath: path)).range(of: bytes) != nil { found.append(name) }
        }
        return found
    }

    /// Starts a server that waits for its officers.
    private func startSealed() async throws -> RunningServer {
        let server = try RunningServer.started(home: home)
        try await waitUntil("the server waits") { server.text.contains("flowkeep keeper unlock") }
        return server
    }

    private func signIn(_ server: RunningServer) async throws -> Int {
        let socket = SocketAPI(try SocketPath(directory: server.data + "/run", name: "local.sock"))
        let body = #"{"handle":"\#(Person.handle)","passphrase":"\#(Person.passphrase)"}"#
        let request = LocalRequest("POST", "/api/v1/sessions", body: Array(body.utf8), contentType: "application/json")
        return try await socket.send(request).status
    }

    @Test("a key shared among three is opened by two; after a crash of keeper it is closed until they are back")
    func twoOfThree() async throws {
        var server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        try await server.stop()
        let plain = try rootKey()
        let split = try keeper(["split", "--shares", "3", "--threshold", "2", "--to", shares.path])
        #expect(split.status == 0, "\(split.text)")
        #expect(try rootKey().prefix(6) == Data("FKRSHR".utf8))
        #expect(try FileFacts(of: share(1))?.mode == 0o600)

        server = try await startSealed()
        var answer = try keeper(["unlock", "--share", share(3)])
        #expect(answer.status == 0 && answer.text.contains("1 more"), "\(answer.text)")
        answer = try keeper(["status", "--format", "json"])
        #expect(answer.text == "{\"open\":false,\"rootKey\":\"shares\",\"threshold\":2,\"shares\":3,\"given\":1}\n")
        #expect(!server.text.contains("Stop with Ctrl-C"))
        answer = try keeper(["unlock", "--share", "-"], input: try String(contentsOfFile: share(1), encoding: .utf8))
        #expect(answer.text.contains("The root key is open."), "\(answer.text)")
        try await waitUntil("the server is ready") { server.text.contains("Stop with Ctrl-C") }
        let again = try person.onRestarted(server)
        #expect(try await again.send("GET", "/money/accounts").status == 200)
        #expect(try await signIn(server) == 201)

        // The key is in keeper's memory alone: nobody can open a new keeper but its officers.
        kill(try #require(server.children("keeper").first), SIGKILL)
        try await waitUntil("keeper waits again") { try keeper(["status"]).text.contains("0 of the 2 shares") }
        #expect(try await again.send("GET", "/money/accounts").status == 200)  // an open vault goes on
        for number in 1...2 { _ = try keeper(["unlock", "--share", share(number)]) }
        #expect(try await signIn(server) == 201)
        try await server.stop()
        #expect(try files(holding: plain[24..<56]) == [])
    }

    @Test("a passphrase opens it from standard input; a weak one is refused; a wrong one opens nothing")
    func passphrase() async throws {
        var answer = try keeper(["protect", "--passphrase-file", "-"], input: "password1")
        #expect(answer.status == 1 && answer.text.contains("too easy to guess"), "\(answer.text)")
        answer = try keeper(["protect", "--passphrase-file", "-"], input: Person.passphrase + "\n")
        #expect(answer.status == 0, "\(answer.text)")
        let server = try await startSealed()
        answer = try keeper(["unlock", "--passphrase-file", "-"], input: "another one")
        #expect(answer.status == 1 && answer.text.contains("not the passphrase"), "\(answer.text)")
        answer = try keeper(["unlock", "--passphrase-file", "-"], input: Person.passphrase)
        #expect(answer.status == 0 && answer.text.contains("is open"), "\(answer.text)")
        try await waitUntil("the server is ready") { server.text.contains("Stop with Ctrl-C") }
        try await server.stop()
    }

    @Test("a server that waits for its officers stops at once, with status 0")
    func stopped() async throws {
        _ = try keeper(["split", "--shares", "3", "--to", shares.path])
        let server = try await startSealed()
        let clock = ContinuousClock()
        let elapsed = try await clock.measure { _ = try await server.stop() }
        #expect(elapsed < .seconds(10))
    }

    @Test("what cannot be done says so in a sentence, and changes nothing")
    func refused() throws {
        for (arguments, words) in [
            (["split", "--shares", "1", "--to", shares.path], "2 to 16 officers"),
            (["split", "--to", shares.path + "/nowhere"], "cannot be made"), (["unlock"], "does not answer"),
            (["status"], "does not answer"),
        ] {
            let answer = try keeper(arguments)
            #expect(answer.status == 1 && answer.text.contains(words), "\(arguments): \(answer.text)")
        }
        #expect(!FileManager.default.fileExists(atPath: home.path + "/.config/flowkeep/root-key"))
    }
}
