import Composition
import Foundation
import Glibc
import Testing

/// The real program, its real processes, and what happens when one of them dies.
@Suite("Processes", .serialized)
struct SupervisionFaultTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func health(_ server: RunningServer, _ path: String) async throws -> Int {
        let socket = SocketAPI(try SocketPath(directory: server.data + "/run", name: "health.sock"))
        return try await socket.send(LocalRequest("GET", path)).status
    }

    private func mode(_ path: String) throws -> UInt32? { try FileFacts(of: path)?.mode }

    @Test("starts, says where it is and how to stop, and ends with status 0 on SIGTERM")
    func startAndStop() async throws {
        let server = try await RunningServer(home: home)
        #expect(server.text.contains("https://localhost:"))
        #expect(server.text.contains("Certificate SHA-256 "))
        #expect(try await health(server, "/ready") == 200)
        let app = server.children("app")
        #expect(try await server.stop() == 0)
        #expect(app.count == 1 && app.allSatisfy { ProcessTable.isGone($0) })
    }

    @Test("the data directory, its sockets and the root key are for their owner alone")
    func modes() async throws {
        let server = try await RunningServer(home: home)
        #expect(try mode(server.data) == 0o700)
        #expect(try mode(server.data + "/run") == 0o700)
        for name in ["local.sock", "health.sock", "keeper.sock"] {
            #expect(try mode(server.data + "/run/" + name) == 0o600, "\(name)")
        }
        let keys = try FileManager.default.contentsOfDirectory(atPath: home.path + "/.config/flowkeep")
        #expect(keys.count == 1)
        for key in keys { #expect(try mode(home.path + "/.config/flowkeep/" + key) == 0o600) }
        for case let name as String in FileManager.default.enumerator(atPath: server.data) ?? .init() {
            let facts = try FileFacts(of: server.data + "/" + name)
            #expect(facts?.isOpenToOthers == false, "\(name)")
        }
        try await server.stop()
    }

    @Test("a second server on the same directory is refused with a sentence")
    func second() async throws {
        let server = try await RunningServer(home: home)
        let (status, text) = try RunningServer.run(
            ["serve", "--data", server.data, "--port", "0", "--redirect-port", "0"],
            home: home
        )
        #expect(status == 1)
        #expect(text.contains("Another Flowkeep is using this data directory"))
        try await server.stop()
    }

    @Test("a killed keeper starts again")
    func killedKeeper() async throws {
        let server = try await RunningServer(home: home)
        let before = try #require(server.children("keeper").first)
        kill(before, SIGKILL)
        try await waitUntil("another keeper runs") { server.children("keeper").contains { $0 != before } }
        #expect(server.text.contains("keeper ended (signal 9)"))
        #expect(server.children("app").count == 1)
        try await server.stop()
    }

    @Test("a killed app starts again on the same sockets")
    func killedApp() async throws {
        let server = try await RunningServer(home: home)
        let before = try #require(server.children("app").first)
        kill(before, SIGKILL)
        // The socket stays open in the supervisor: the request waits and is answered by the next instance.
        #expect(try await health(server, "/live") == 200)
        #expect(server.children("app").first != before)
        try await server.stop()
    }

    @Test("SIGHUP replaces the app while every request is answered")
    func rolling() async throws {
        let server = try await RunningServer(home: home)
        let before = try #require(server.children("app").first)
        server.signal(SIGHUP)
        var answered = 0
        try await waitUntil("the old app is gone") {
            let status = try await health(server, "/live")
            #expect(status == 200)
            answered += 1
            return ProcessTable.isGone(before)
        }
        #expect(answered > 1)
        #expect(server.children("app").count == 1)
        #expect(try await server.stop() == 0)
    }

    @Test("when the supervisor is killed, its children end and the directory is free again")
    func killedSupervisor() async throws {
        let server = try await RunningServer(home: home)
        let children = server.children("app") + server.children("keeper")
        server.signal(SIGKILL)
        try await waitUntil("the children are gone") { children.allSatisfy { ProcessTable.isGone($0) } }
        let again = try await RunningServer(home: home)
        try await again.stop()
    }

    @Test("a missing root key stops the start, since a new one would hide the loss")
    func lostRootKey() async throws {
        let server = try await RunningServer(home: home)
        try await server.stop()
        try FileManager.default.removeItem(atPath: home.path + "/.config/flowkeep")
        await #expect(throws: ServerFault.self) { _ = try await RunningServer(home: home) }
    }

    @Test("a root key inside the data directory is refused")
    func rootKeyInside() throws {
        let data = home.path + "/data"
        let (status, text) = try RunningServer.run(
            ["serve", "--data", data, "--port", "0", "--redirect-port", "0", "--root-key-file", data + "/key"],
            home: home
        )
        #expect(status == 1)
        #expect(text.contains("must not lie in the data directory"))
    }

    @Test("a port that is taken is named in a sentence")
    func portTaken() async throws {
        let server = try await RunningServer(home: home)
        let port = try #require(server.text.firstMatch(of: /localhost:([0-9]+)/)?.1)
        let (status, text) = try RunningServer.run(
            ["serve", "--data", home.path + "/other", "--port", String(port), "--redirect-port", "0"],
            home: home
        )
        #expect(status == 1)
        #expect(text.contains("The https port cannot be opened"))
        try await server.stop()
    }

    @Test("paths longer than a socket address are served all the same")
    func longPath() async throws {
        let deep = try TemporaryDirectory(depth: 3)
        let server = try await RunningServer(home: deep)
        #expect((server.data + "/run/local.sock").utf8.count > 107)
        #expect(try await health(server, "/live") == 200)
        try await server.stop()
    }

    @Test("a command line that is not understood ends with status 2")
    func misuse() throws {
        for arguments in [["nonsense"], ["serve", "--port", "x"], ["report"], ["add"], ["serve", "--bogus"]] {
            #expect(try RunningServer.run(arguments, home: home).status == 2, "\(arguments)")
        }
        #expect(try RunningServer.run(["--help"], home: home).status == 0)
    }
}
