import NIOSSL
import Testing

@testable import Web

@Suite("Web server on inherited sockets", .serialized)
struct ServerTests {
    @Test("an answer over TLS carries every security header, is not stored, and names no software")
    func headers() async throws {
        try await TestServer.run { server in
            let answer = try await server.request("GET / HTTP/1.1\r\nHost: HOST\r\n\r\n")
            #expect(answer.status == 200)
            #expect(answer.text == "<p>welcome</p>")
            #expect(
                answer["content-security-policy"]
                    == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; "
                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'"
            )
            #expect(answer["cross-origin-opener-policy"] == "same-origin")
            #expect(answer["cross-origin-resource-policy"] == "same-origin")
            #expect(answer["x-content-type-options"] == "nosniff")
            #expect(answer["referrer-policy"] == "no-referrer")
            #expect(answer["permissions-policy"]?.contains("camera=()") == true)
            #expect(answer["cache-control"] == "no-store")
            #expect(answer["strict-transport-security"] == nil)
            #expect(answer["server"] == nil)
            #expect(answer["date"] == nil)
            #expect(answer["content-encoding"] == nil)
        }
    }

    @Test("a real host name gets strict transport security; localhost and addresses do not")
    func transportSecurity() async throws {
        try await TestServer.run(name: "money.example.org") { server in
            let answer = try await server.request("GET / HTTP/1.1\r\nHost: money.example.org\r\n\r\n")
            #expect(answer["strict-transport-security"] == "max-age=63072000; includeSubDomains; preload")
        }
    }

    @Test("an asset keeps its own cache rule and is not sent again when its tag is known")
    func assets() async throws {
        try await TestServer.run { server in
            let first = try await server.request("GET /asset.css HTTP/1.1\r\nHost: HOST\r\n\r\n")
            #expect(first.all("cache-control") == ["public, max-age=31536000, immutable"])
            let again = try await server.request(
                "GET /asset.css HTTP/1.1\r\nHost: HOST\r\nIf-None-Match: \"abc\"\r\n\r\n"
            )
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
        }
    }

    @Test("HEAD has the length of GET and no body; other methods are named in Allow")
    func methods() async throws {
        try await TestServer.run { server in
            let head = try await server.request("HEAD / HTTP/1.1\r\nHost: HOST\r\n\r\n", isHead: true)
            #expect(head.status == 200)
            #expect(head["content-length"] == "14")
            let options = try await server.request("OPTIONS /form HTTP/1.1\r\nHost: HOST\r\n\r\n")
            #expect(options.status == 405)
            #expect(options["allow"] == "GET, POST, HEAD")
            let overridden = try await server.request(
                "GET /api/v1/notes/1 HTTP/1.1\r\nHost: HOST\r\nX-HTTP-Method-Override: DELETE\r\n\r\n"
            )
            #expect(overridden.status == 405)
        }
    }

    @Test("the plain listener redirects with 308 and does nothing else")
    func redirect() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.plain(port: server.redirectPort)
            try await client.send(
                "POST /api/v1/notes?x=1 HTTP/1.1\r\nHost: localhost:80\r\nContent-Length: 5\r\n\r\nhello"
            )
            let answer = try await client.answer()
            #expect(answer.status == 308)
            #expect(answer["location"] == "https://localhost:\(server.httpsPort)/api/v1/notes?x=1")
            #expect(answer.body.isEmpty)
            let foreign = try await RawClient.plain(port: server.redirectPort)
            try await foreign.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
            let refused = try await foreign.answer()
            #expect(refused.status == 421)
            #expect(refused["location"] == nil)
        }
    }

    @Test("the local socket serves the API to the same user, and no pages")
    func localSocket() async throws {
        try await TestServer.run { server in
            let client = try await RawClient.unix(path: server.localPath)
            try await client.send(
                "GET /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer open-1\r\n\r\n"
            )
            #expect(try await client.answer().status == 200)
            try await client.send("GET /form HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await client.answer().status == 404)
        }
    }

    @Test("what operators ask is answered on the local socket and nowhere else, and counted under its own route")
    func operators() async throws {
        try await TestServer.run { server in
            let ask = "POST /operator/v1/check HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n"
            try await server.expect(404, ask)
            let client = try await RawClient.unix(path: server.localPath)
            try await client.send(ask.replacing("HOST", with: "localhost"))
            #expect(try await client.answer().status == 200)
            let probe = try await RawClient.plain(port: server.healthPort)
            try await probe.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await probe.answer().text.contains(#"route="/operator/v1/check",status="2xx"} 1"#))
        }
    }

    @Test("probes are answered on their own listener and nowhere else; metrics name templates, not paths")
    func probes() async throws {
        try await TestServer.run { server in
            _ = try await server.request("DELETE /api/v1/notes/secret77 HTTP/1.1\r\nHost: HOST\r\n\r\n")
            let client = try await RawClient.plain(port: server.healthPort)
            try await client.send("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().text == "ready\n")
            try await client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
            let metrics = try await client.answer().text
            #expect(metrics.contains(#"route="/api/v1/notes/{id}",status="4xx"} 1"#))
            #expect(!metrics.contains("secret77"))
            try await server.expect(404, "GET /metrics HTTP/1.1\r\nHost: HOST\r\n\r\n")
        }
    }

    @Test("TLS 1.2 is refused, and so is plain HTTP on the TLS port")
    func tlsVersions() async throws {
        try await TestServer.run { server in
            let old = try await RawClient.tls(port: server.httpsPort) { $0.maximumTLSVersion = .tlsv12 }
            try await old.untilClosed()
            #expect(old.received.isEmpty)
            let plain = try await RawClient.plain(port: server.httpsPort)
            try await plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await plain.untilClosed()
            #expect(!plain.received.contains("HTTP/1.1"))
        }
    }

    @Test("an answer larger than the buffers comes whole before the connection closes", arguments: [false, true])
    func largeAnswer(isLocal: Bool) async throws {
        try await TestServer.run { server in
            let client =
                isLocal
                ? try await RawClient.unix(path: server.localPath) : try await RawClient.tls(port: server.httpsPort)
            try await client.send("GET /api/v1/large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.body.count == TestEndpoints.largeByteCount)
            try await client.untilClosed()
        }
    }

    @Test("an answer in flight is finished at shutdown, and an idle connection does not delay it")
    func drain() async throws {
        try await TestServer.run { server in
            let idle = try await RawClient.tls(port: server.httpsPort)
            try await idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try await idle.answer()
            let busy = try await RawClient.tls(port: server.httpsPort)
            try await busy.send("GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await Task.sleep(for: .milliseconds(100))
            let started = ContinuousClock.now
            await server.shutdown()
            let answer = try await busy.answer()
            #expect(answer.status == 200)
            #expect(answer.text == #"{"slow":true}"#)
            #expect(answer["connection"] == "close")
            try await busy.untilClosed()
            try await idle.untilClosed()
            #expect(started.duration(to: .now) < .seconds(5))
        }
    }
}
