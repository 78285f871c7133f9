import Glibc
import KeyService
import Logging
import TestSupport
import Testing

@testable import Keeper

@Suite("Keeper's socket")
struct KeeperServerTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private static func request(
        _ body: String = "{}",
        target: String = "TrentService.CreateKey",
        type: String = "application/x-amz-json-1.1",
        line: String = "POST / HTTP/1.1",
        extra: String = ""
    ) -> String {
        "\(line)\r\nHost: keeper\r\nContent-Type: \(type)\r\nX-Amz-Target: \(target)\r\n\(extra)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Sends a request that ends its connection and gives the whole answer.
    private func exchange(_ request: String) async throws -> String {
        let socket = try RawSocket(connectingTo: fixture.socketPath)
        socket.send(request)
        let answer = await socket.read()
        socket.close()
        return answer
    }

    private func expect(_ request: String, isAnswered start: String) async throws {
        let answer = try await exchange(request)
        #expect(answer.hasPrefix(start))
    }

    private func serving(_ body: () async throws -> Void) async throws {
        let server = try await fixture.startServer()
        do { try await body() } catch {
            try await server.shutdown()
            throw error
        }
        try await server.shutdown()
    }

    @Test("the socket is for its owner only, and its file goes at shutdown")
    func mode() async throws {
        try await serving { #expect(KeeperFixture.mode(of: fixture.socketPath) == 0o600) }
        #expect(KeeperFixture.mode(of: fixture.socketPath) == nil)
    }

    @Test("an answer carries the headers of the protocol")
    func headers() async throws {
        try await serving {
            let answer = try await exchange(Self.request(extra: "Connection: close\r\n"))
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("content-type: application/x-amz-json-1.1\r\n"))
            #expect(answer.contains("x-amzn-requestid: "))
            #expect(answer.contains(#"{"KeyMetadata":{"AWSAccountId""#))
        }
    }

    @Test("two requests share a connection")
    func keepAlive() async throws {
        try await serving {
            let socket = try RawSocket(connectingTo: fixture.socketPath)
            for _ in 0..<2 {
                socket.send(Self.request())
                #expect(await socket.read(until: "}}").hasPrefix("HTTP/1.1 200 OK"))
            }
            socket.close()
        }
    }

    @Test(
        "what is not a request of the protocol gets the protocol's error",
        arguments: [
            (request(line: "GET / HTTP/1.1"), "UnknownOperationException"),
            (request(line: "POST /other HTTP/1.1"), "UnknownOperationException"),
            (request(target: "TrentService.ImportKeyMaterial"), "UnknownOperationException"),
            (request(target: "OtherService.CreateKey"), "UnknownOperationException"),
            (request(extra: "X-Amz-Target: TrentService.Decrypt\r\n"), "UnknownOperationException"),
            (request(type: "application/json"), "SerializationException"),
            (request(extra: "Content-Type: application/x-amz-json-1.1\r\n"), "SerializationException"),
            (request("{\"Description\":\"a\",\"Description\":\"b\"}"), "SerializationException"),
            (request("{\"KeyId\":\"no\"}", target: "TrentService.DescribeKey"), "NotFoundException"),
        ]
    )
    func protocolErrors(_ request: String, _ exception: String) async throws {
        try await serving {
            let closing = request.replacing("Host: keeper", with: "Host: keeper\r\nConnection: close")
            let answer = try await exchange(closing)
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.contains("x-amzn-errortype: \(exception)\r\n"))
            #expect(answer.contains("{\"__type\":\"\(exception)\",\"message\":\""))
        }
    }

    @Test("a body beyond 64 KiB is refused while it is read, chunked or not")
    func bodyLimit() async throws {
        try await serving {
            let big = String(repeating: " ", count: KMSService.bodyByteCountMaximum + 1)
            try await expect(Self.request(big), isAnswered: "HTTP/1.1 413 ")
            let head = "POST / HTTP/1.1\r\nHost: keeper\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunks = head + "\(String(big.utf8.count, radix: 16))\r\n\(big)\r\n"
            try await expect(chunks, isAnswered: "HTTP/1.1 413 ")
            let fits = String(repeating: " ", count: KMSService.bodyByteCountMaximum - 2) + "{}"
            try await expect(Self.request(fits, extra: "Connection: close\r\n"), isAnswered: "HTTP/1.1 200 ")
        }
    }

    @Test("what is not HTTP, and a header beyond its limits, ends the connection; the server goes on")
    func garbage() async throws {
        try await serving {
            let long = "X-Long: \(String(repeating: "a", count: 20_000))\r\n"
            for bad in ["\u{0}\u{1}\u{2}\r\n\r\n", "POST / HTTP/9.9\r\n\r\n", Self.request(extra: long)] {
                let answer = try await exchange(bad)
                #expect(!answer.contains("200 OK"))
            }
            try await expect(Self.request(extra: "Connection: close\r\n"), isAnswered: "HTTP/1.1 200 ")
        }
    }

    @Test("a process of a user who is not allowed is closed without an answer")
    func peerCheck() async throws {
        let server = try await KeeperServer.start(
            fixture.configuration,
            on: .path(fixture.socketPath),
            users: [geteuid() + 1],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { KeeperFixture.moment }
        )
        #expect(try await exchange(Self.request()).isEmpty)
        try await server.shutdown()
        #expect(try Files.names(in: fixture.keysDirectory) == ["lock"])
    }

    @Test("shutdown closes idle connections at once and lets a request that is being read finish")
    func shutdown() async throws {
        let server = try await fixture.startServer()
        let idle = try RawSocket(connectingTo: fixture.socketPath)
        let busy = try RawSocket(connectingTo: fixture.socketPath)
        idle.send(Self.request())
        #expect(await idle.read(until: "}}").hasPrefix("HTTP/1.1 200"))
        busy.send(String(Self.request().dropLast(1)))
        try await Task.sleep(for: .milliseconds(100))
        async let stopped: Void = server.shutdown()
        #expect(await idle.read().isEmpty)
        busy.send("}")
        let answer = await busy.read()
        #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
        #expect(answer.contains("connection: close"))
        try await stopped
        #expect(throws: RawSocket.Failure.self) { try RawSocket(connectingTo: fixture.socketPath) }
    }

    @Test("a socket handed over by the supervisor serves, and is not removed")
    func handedOver() async throws {
        let descriptor = try KeeperSocket.listen(at: fixture.socketPath)
        let server = try await KeeperServer.start(
            fixture.configuration,
            on: .descriptor(descriptor),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { KeeperFixture.moment }
        )
        try await expect(Self.request(extra: "Connection: close\r\n"), isAnswered: "HTTP/1.1 200 ")
        try await server.shutdown()
        #expect(KeeperFixture.mode(of: fixture.socketPath) == 0o600)
    }

    @Test("a socket file that a dead process left is replaced; one that answers, or is no socket, is not")
    func staleSocket() async throws {
        Glibc.close(try KeeperSocket.listen(at: fixture.socketPath))
        try await serving {
            #expect(throws: KeeperError.socketInUse) { try KeeperSocket.listen(at: fixture.socketPath) }
        }
        let file = fixture.elsewhere.path("file")
        try Files.create(file, [1])
        #expect(throws: KeeperError.socketPath) { try KeeperSocket.listen(at: file) }
        #expect(throws: KeeperError.socketPath) {
            try KeeperSocket.listen(at: "/" + String(repeating: "a", count: 107))
        }
        #expect(throws: KeeperError.socketPath) { try KeeperSocket.listen(at: "") }
    }

    @Test("more than sixty-four connections are not held")
    func connectionLimit() async throws {
        try await serving {
            var held: [RawSocket] = []
            for _ in 0..<KeeperServer.connectionCountMaximum {
                let socket = try RawSocket(connectingTo: fixture.socketPath)
                socket.send(Self.request("{\"KeyId\":\"no\"}", target: "TrentService.DescribeKey"))
                #expect(await socket.read(until: "}").contains("NotFoundException"))
                held.append(socket)
            }
            #expect(try await exchange(Self.request()).isEmpty)
            for socket in held { socket.close() }
        }
    }
}
