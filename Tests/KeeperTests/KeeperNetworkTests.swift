import Glibc
import KeyService
import Logging
import Primitives
import Synchronization
import Testing

@testable import Keeper

@Suite("Keeper over TCP")
struct KeeperNetworkTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private func expect(_ expected: KeyServiceError?, from client: KMSClient) async throws {
        do {
            _ = try await client.createKey(description: "")
            #expect(expected == nil)
        } catch { #expect(error == expected) }
        try await client.shutdown()
    }

    @Test("who does not know the secret, or says another region, is refused; nothing is made")
    func refused() async throws {
        try await fixture.servingNetwork { port in
            var environment = KeeperFixture.callerEnvironment
            environment["AWS_SECRET_ACCESS_KEY"] = "other"
            try await expect(.accessDenied, from: KeeperFixture.makeSigningClient(port: port, environment: environment))
            environment = KeeperFixture.callerEnvironment
            environment["AWS_ACCESS_KEY_ID"] = "other"
            try await expect(.accessDenied, from: KeeperFixture.makeSigningClient(port: port, environment: environment))
            try await expect(.accessDenied, from: KeeperFixture.makeSigningClient(port: port, region: "eu-central-1"))
            let late = KeeperFixture.makeSigningClient(port: port, now: { KeeperFixture.moment.adding(seconds: 301) })
            try await expect(.accessDenied, from: late)
            #expect(try Files.names(in: fixture.keysDirectory) == ["lock"])
            try await expect(nil, from: KeeperFixture.makeSigningClient(port: port))
            #expect(try Files.names(in: fixture.keysDirectory).count == 2)
        }
    }

    @Test("a request without a signature gets AWS's error on TCP, and its answer on the socket")
    func unsigned() async throws {
        let request =
            "POST / HTTP/1.1\r\nHost: keeper\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.1\r\n"
            + "X-Amz-Target: TrentService.ListKeys\r\nContent-Length: 2\r\n\r\n{}"
        try await fixture.servingNetwork { port in
            let tcp = try RawSocket(connectingTo: UInt16(port))
            tcp.send(request)
            let refused = await tcp.read()
            #expect(refused.hasPrefix("HTTP/1.1 400 "))
            #expect(refused.contains("x-amzn-errortype: MissingAuthenticationTokenException\r\n"))
            tcp.close()
            let unix = try RawSocket(connectingTo: fixture.socketPath)
            unix.send(request)
            #expect(await unix.read().hasPrefix("HTTP/1.1 200 "))
            unix.close()
        }
    }

    @Test("whoever holds all connections over TCP keeps nobody from the socket")
    func connectionLimits() async throws {
        try await fixture.servingNetwork { port in
            var held: [RawSocket] = []
            for _ in 0..<KeeperServer.connectionCountMaximum { held.append(try RawSocket(connectingTo: UInt16(port))) }
            let client = fixture.makeClient()
            let id = try await client.createKey(description: "")
            #expect(!id.isEmpty)
            try await client.shutdown()
            for socket in held { socket.close() }
        }
    }

    @Test(
        "keeper does not listen where other machines could connect",
        arguments: ["0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example"]
    )
    func loopbackOnly(_ address: String) async throws {
        await #expect(throws: (any Error).self) {
            try await fixture.servingNetwork(address: address) { _ in }
        }
    }

    @Test("a file of callers that others can read, that is a link, or that names nobody stops the start")
    func callersFile() async throws {
        let start = {
            var configuration = fixture.configuration
            configuration.network = .init(address: "127.0.0.1", port: 0, callersFile: fixture.callersFile)
            let server = try await KeeperServer.start(
                configuration,
                on: .path(fixture.socketPath),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                now: { KeeperFixture.moment }
            )
            try await server.shutdown()
        }
        let section = "aws_access_key_id = A\naws_secret_access_key = b\n"
        try Files.create(fixture.callersFile, Array("[a]\n\(section)".utf8), mode: 0o640)
        await #expect(throws: KeeperError.callersFile) { try await start() }
        try Files.setMode(fixture.callersFile, 0o600)
        try await start()
        for text in ["", "[a]\n", "[a]\naws_access_key_id = A\n", "[a]\n\(section)[b]\n\(section)"] {
            try Files.overwrite(fixture.callersFile, Array(text.utf8))
            await #expect(throws: KeeperError.callersFile) { try await start() }
        }
        try Files.remove(fixture.callersFile)
        await #expect(throws: KeeperError.system(ENOENT)) { try await start() }
    }
}
