import NIOCore
import Testing

@testable import Web

/// Shapes that two HTTP parsers read differently, and clients that take their time.
@Suite("Strict HTTP", .serialized)
struct StrictHTTPTests {
    static let bearer = "Authorization: Bearer open-1\r\n"

    @Test(
        "a message that could be read in two ways is refused and the connection closed",
        arguments: [
            ("two different lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", 400),
            ("the same length twice", "Content-Length: 5\r\nContent-Length: 5\r\n", 400),
            ("a list of lengths", "Content-Length: 5, 5\r\n", 400),
            ("a length with a sign", "Content-Length: +5\r\n", 400),
            ("length and transfer coding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
            ("transfer coding", "Transfer-Encoding: chunked\r\n", 411),
            ("an obscured transfer coding", "Transfer-Encoding: xchunked\r\n", 411),
            ("a space before the colon", "Content-Length : 5\r\n", 400),
            ("a folded line", "X-A: b\r\n c\r\n", 400),
            ("a second host", "Host: localhost\r\n", 400),
        ]
    )
    func smuggling(name: String, lines: String, status: Int) async throws {
        try await TestServer.run { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send(
                "POST /api/v1/open HTTP/1.1\r\nHost: localhost\r\n\(lines)\r\nhelloGET / HTTP/1.1\r\n"
                    + "Host: localhost\r\n\r\n"
            )
            let answer = try await client.answer()
            #expect(answer.status == status, "\(name)")
            #expect(answer["connection"] == "close")
            #expect(answer["x-content-type-options"] == "nosniff")
            try await client.untilClosed()
            #expect(!client.received.contains("welcome"), "the smuggled request was answered")
        }
    }

    @Test(
        "a malformed request line or target is refused",
        arguments: [
            ("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 505),
            ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET /a/../form HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET //form HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET /a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET /a%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET /a%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
            ("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421),
            ("GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", 421),
            ("GET / HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n", 421),
            ("nonsense\r\n\r\n", 400),
        ]
    )
    func targets(text: String, status: Int) async throws {
        try await TestServer.run { server in
            try await server.expect(status, text)
        }
    }

    @Test("the address a connection came in on is a host of ours, with any port")
    func ownAddress() async throws {
        try await TestServer.run { server in
            try await server.expect(200, "GET / HTTP/1.1\r\nHost: 127.0.0.1:9\r\n\r\n")
        }
    }

    @Test("a header that is too large, or a target that is too long, is refused")
    func caps() async throws {
        try await TestServer.run { server in
            let large = String(repeating: "a", count: 9 * 1024)
            try await server.expect(431, "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: \(large)\r\n\r\n")
            let long = String(repeating: "a", count: 5000)
            try await server.expect(414, "GET /\(long) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }
    }

    @Test("a body over the cap is refused by its length, before it is read")
    func bodyCap() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send(
                "POST /api/v1/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1048577\r\n\r\n{"
            )
            let answer = try await client.answer()
            #expect(answer.status == 413)
            #expect(answer["connection"] == "close")
            try await client.untilClosed()
        }
    }

    @Test("an import may be larger than other bodies, but not larger than its own cap")
    func importCap() async throws {
        try await TestServer.run { server in
            let body = String(repeating: "x", count: 1_500_000)
            let taken = try await server.request(
                "POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\n"
                    + "\(Self.bearer)Content-Type: application/octet-stream\r\n"
                    + "Content-Length: \(body.count)\r\n\r\n\(body)"
            )
            #expect(taken.text == #"{"count":1500000}"#)
            let refused = try await server.request(
                "POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\n"
                    + "\(Self.bearer)Content-Type: application/octet-stream\r\n"
                    + "Content-Length: 20971521\r\n\r\n"
            )
            #expect(refused.status == 413)
        }
    }

    @Test("a client that asks first is told to go on")
    func expectContinue() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send(
                "POST /api/v1/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n"
            )
            #expect(try await client.answer().status == 100)
            try await client.send(#"{"text":"a"}"#)
            #expect(try await client.answer().status == 204)
        }
    }

    @Test("a head that drips in is cut off, on the first and on a later request")
    func slowHead() async throws {
        var limits = WebLimits()
        limits.headTimeout = .seconds(1)
        limits.idleTimeout = .seconds(8)
        try await TestServer.run(limits: limits) { server in
            let first = try await RawClient.tls(port: server.httpsPort)
            try await first.send("GET / HTTP/1.1\r\nHost: loc")
            try await first.untilClosed(seconds: 4)
            let later = try await RawClient.tls(port: server.httpsPort)
            try await later.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try await later.answer()
            try await Task.sleep(for: .milliseconds(1300))
            #expect(!later.isClosed, "a kept connection may be idle for longer than a head may take")
            try await later.send("GET / HTTP/1.1\r\n")
            try await later.untilClosed(seconds: 4)
            let silent = try await RawClient.plain(port: server.httpsPort)
            try await silent.untilClosed(seconds: 4)
        }
    }

    @Test("a body that stops is cut off and reaches no handler")
    func slowBody() async throws {
        var limits = WebLimits()
        limits.bodyTimeout = .milliseconds(300)
        try await TestServer.run(limits: limits) { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send(
                "POST /api/v1/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 12\r\n\r\n{"
            )
            try await client.untilClosed(seconds: 4)
            #expect(!client.received.contains(" 204"))
        }
    }

    @Test("an idle connection is closed")
    func idle() async throws {
        var limits = WebLimits()
        limits.idleTimeout = .milliseconds(600)
        try await TestServer.run(limits: limits) { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try await client.answer()
            try await client.untilClosed(seconds: 4)
        }
    }

    @Test("requests sent one behind the other are answered in order")
    func pipelining() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.tls(port: server.httpsPort)
            try await client.send(
                "GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\n\r\n"
            )
            #expect(try await client.answer().text == #"{"slow":true}"#)
            #expect(try await client.answer().text == "<p>welcome</p>")
            try await client.untilClosed()
        }
    }
}
