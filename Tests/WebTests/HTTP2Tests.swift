import Testing

@testable import Web

/// HTTP/2 as a real client speaks it.
@Suite("HTTP/2", .serialized, .enabled(if: Curl.isInstalled))
struct HTTP2Tests {
    private static let facts = "%{http_version} %{http_code} %{num_connects}\n"

    @Test("a client that offers it gets it, with the same answers and fields")
    func negotiated() async throws {
        try await TestServer.run { server in
            let url = "https://localhost:\(server.httpsPort)/"
            let answer = try await Curl.run(["--http2", "--include", "--write-out", "\n" + Self.facts, url])
            #expect(answer.hasPrefix("HTTP/2 200"))
            #expect(answer.contains("x-content-type-options: nosniff"))
            #expect(answer.contains("<p>welcome</p>"))
            #expect(!answer.contains("server:"))
            let old = try await Curl.run(["--http1.1", "--output", "/dev/null", "--write-out", Self.facts, url])
            #expect(old == "1.1 200 1\n")
            let two = try await Curl.run(
                [
                    "--http2", "--output", "/dev/null", "--output", "/dev/null", "--write-out", Self.facts, url,
                    url + "form",
                ]
            )
            #expect(two == "2 200 1\n2 200 0\n", "both requests use one connection")
        }
    }

    @Test("a foreign host, and a text that is too long, are refused there, too")
    func refusals() async throws {
        try await TestServer.run { server in
            let url = "https://localhost:\(server.httpsPort)"
            let code = ["--http2", "--output", "/dev/null", "--write-out", "%{http_code}"]
            let foreign = try await Curl.run(code + ["--header", "Host: evil.example", url + "/"])
            #expect(foreign == "421")
            let open = url + "/api/v1/open"
            let json = ["--header", "Content-Type: application/json"]
            let taken = try await Curl.run(code + json + ["--data", #"{"text":"a"}"#, open])
            #expect(taken == "204")
            let large = String(repeating: "x", count: 100_000)
            let body = #"{"text":"\#(large)"}"#
            let refused = try await Curl.run(code + json + ["--data", body, open])
            #expect(refused == "422")
        }
    }

    @Test("answers in flight are finished at shutdown")
    func drain() async throws {
        try await TestServer.run { server in
            let url = "https://localhost:\(server.httpsPort)/api/v1/slow"
            async let answers = Curl.run(
                ["--http2", "--parallel", "--write-out", " %{http_version} %{http_code}\n", url, url, url]
            )
            try await Task.sleep(for: .milliseconds(500))
            await server.shutdown()
            let text = try await answers
            // Bodies and status lines of parallel answers may come in any order.
            #expect(text.ranges(of: "{\"slow\":true}").count == 3)
            #expect(text.ranges(of: " 2 200").count == 3)
            #expect(!text.contains(" 000"))
        }
    }
}
