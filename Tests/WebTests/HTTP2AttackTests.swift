import NIOCore
import NIOSSL
import Testing

@testable import Web

/// HTTP/2 frames that no honest client sends, written by hand (RFC 9113).
@Suite("HTTP/2 attacks", .serialized)
struct HTTP2AttackTests {
    private enum Kind: UInt8 { case headers = 1, reset = 3, settings = 4, ping = 6, goAway = 7, continuation = 9 }

    private static let endHeaders: UInt8 = 0x4
    private static let endStream: UInt8 = 0x1
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// `GET / https://localhost` in HPACK: three static fields and one literal.
    private static let request: [UInt8] = [0x82, 0x87, 0x84, 0x01, 9] + Array("localhost".utf8)

    private static func frame(_ kind: Kind, _ flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let length = [UInt8(payload.count >> 16 & 0xFF), UInt8(payload.count >> 8 & 0xFF), UInt8(payload.count & 0xFF)]
        let number = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: stream >> $0) }
        return length + [kind.rawValue, flags] + number + payload
    }

    private func connect(_ server: TestServer) async throws -> RawClient {
        let client = try await RawClient.tls(port: server.httpsPort) { $0.applicationProtocols = ["h2"] }
        try await client.send(Self.preface + Self.frame(.settings, 0, stream: 0, []))
        return client
    }

    /// Sends, and expects the connection to be ended from the other side while others are served.
    private func expectEnd(_ bytes: [UInt8]) async throws {
        var limits = WebLimits()
        // Long: what ends the connection must be the attack and not the patience with slow heads.
        limits.headTimeout = .seconds(60)
        try await TestServer.run(limits: limits) { server in
            let client = try await connect(server)
            do { try await client.send(bytes) } catch {
                // Closed while it was still being written to: what is wanted.
            }
            try await client.untilClosed()
            try await server.expect(200, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }
    }

    @Test("an honest stream on such a connection is answered")
    func honest() async throws {
        try await TestServer.run { server in
            let client = try await connect(server)
            try await client.send(Self.frame(.headers, Self.endHeaders | Self.endStream, stream: 1, Self.request))
            let deadline = ContinuousClock.now + .seconds(5)
            while !client.received.contains("<p>welcome</p>"), ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(client.received.contains("<p>welcome</p>"))
            await client.close()
        }
    }

    @Test("streams opened and reset at once end the connection")
    func rapidReset() async throws {
        let attack = (0..<1000).flatMap { number in
            let stream = UInt32(number * 2 + 1)
            return Self.frame(.headers, Self.endHeaders | Self.endStream, stream: stream, Self.request)
                + Self.frame(.reset, 0, stream: stream, [0, 0, 0, 8])
        }
        try await expectEnd(attack)
    }

    @Test("a head that never ends is not collected")
    func continuations() async throws {
        let more = Self.frame(.continuation, 0, stream: 1, [0x00, 1, 0x78, 1, 0x79])
        let first = Self.frame(.headers, Self.endStream, stream: 1, Self.request)
        try await expectEnd(first + (0..<200).flatMap { _ in more })
    }

    @Test("a head larger than is taken is refused")
    func largeHead() async throws {
        // One field of 100 kB in the longest frames that may be sent.
        let length: [UInt8] = [0x7F, 0xA1, 0x8C, 0x06]  // 127 + 99 873
        let field: [UInt8] = [0x00, 1, 0x78] + length + [UInt8](repeating: 0x79, count: 100_000)
        let block = Self.request + field
        var frames: [UInt8] = []
        for start in stride(from: 0, to: block.count, by: 16_384) {
            let end = min(start + 16_384, block.count)
            let flags = end == block.count ? Self.endHeaders : 0
            frames += Self.frame(
                start == 0 ? .headers : .continuation,
                start == 0 ? flags | Self.endStream : flags,
                stream: 1,
                Array(block[start..<end])
            )
        }
        try await expectEnd(frames)
    }

    @Test(
        "settings and pings without end close the connection or are answered, and others are served",
        arguments: [4, 6]
    )
    func floods(_ kind: UInt8) async throws {
        let one =
            kind == 4
            ? Self.frame(.settings, 0, stream: 0, [])
            : Self.frame(.ping, 0, stream: 0, [UInt8](repeating: 0, count: 8))
        try await TestServer.run { server in
            let client = try await connect(server)
            do { try await client.send((0..<20_000).flatMap { _ in one }) } catch {
                // Closed while it was still being written to.
            }
            try await server.expect(200, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await client.close()
        }
    }
}
